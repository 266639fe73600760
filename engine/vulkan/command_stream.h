#pragma once
// What the device is to do next, in order: commands are recorded into the current command buffer, submitted in pieces
// that no desktop's watchdog takes for a hang, and waited for at the end of a pass. Owned by VulkanBackend; on the
// inference thread. After an error nothing is recorded any more, until the error comes back from the next finish().
// What was recorded before it runs. A lost device stays lost.

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/vulkan/device.h"
#include "engine/vulkan/device_handle.h"
#include "engine/vulkan/operation_timer.h"
#include "engine/vulkan/timeline.h"

namespace palimpsest::vulkan {

// A device that fails when told to: for tests of what comes after. VK_TIMEOUT shows while waiting, the others at once.
struct InjectedFault {
    std::uint64_t atSubmission = 0; // counted from 1; 0: never
    VkResult result = VK_ERROR_DEVICE_LOST;
};

class CommandStream {
public:
    static Result<std::unique_ptr<CommandStream>> create(const Device& device, const InjectedFault& fault = {});
    // Waits for the device.
    ~CommandStream();
    CommandStream(const CommandStream&) = delete;
    CommandStream& operator=(const CommandStream&) = delete;

    // The command buffer to record into; null after an error.
    VkCommandBuffer current();
    // Everything recorded later waits for everything recorded before, copies and reading by the host included.
    void barrier();
    // Names what was just recorded, and what it costs: submits when enough has come together. `bytes`: for its time.
    void note(std::string_view operation, double arithmeticOperations, double bytes = 0);
    void fail(Error error);
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

    // Between these two, what is recorded goes into a command buffer of its own that may be submitted again and again,
    // and is not executed. The caller keeps every buffer alive that it names.
    void beginPass();
    Result<VkCommandBuffer> endPass();
    void append(VkCommandBuffer pass);
    void retirePass(VkCommandBuffer pass);

    // Whether the device notes when each operation ends. Nothing may be recorded or in flight. Unsupported where its
    // queue has no clock.
    Result<void> timeOperations(bool wanted);
    [[nodiscard]] bool timesOperations() const { return m_timing; }
    // What was waited for since the last call.
    Result<std::vector<OperationTime>> takeOperationTimes();

    // Hands over what was recorded; does not wait.
    Result<void> submit();
    // Hands over and waits. Reports the first error since the last call.
    Result<void> finish();
    // Waits for an earlier submission.
    Result<void> waitFor(std::uint64_t value);
    // Whether the device has passed `value`, as far as was waited for.
    [[nodiscard]] bool finished(std::uint64_t value) const { return value <= m_finished; }
    // Returns when the device has done all that was handed over, whatever went wrong before.
    void drain();
    // Nothing recorded, nothing in flight.
    [[nodiscard]] bool idle() const;
    [[nodiscard]] Timeline& timeline() { return m_timeline; }
    // How long the host has stood still for the device so far.
    [[nodiscard]] double waitedSeconds() const { return m_waitedSeconds; }
    [[nodiscard]] std::uint64_t submissionCount() const { return m_timeline.submitted(); }

private:
    CommandStream(const Device& device, Timeline timeline, const InjectedFault& fault);
    VkCommandBuffer take();
    void endCurrent();
    void closeCurrent();
    Result<void> wait(std::uint64_t value);
    Error takeError();
    [[nodiscard]] std::string recordedNames() const;
    [[nodiscard]] std::string namesInFlight();

    const Device& m_device;
    UniqueCommandPool m_pool;
    Timeline m_timeline;
    InjectedFault m_fault;
    std::vector<VkCommandBuffer> m_free;
    std::vector<VkCommandBuffer> m_ready; // ended, in order
    std::vector<VkCommandBuffer> m_once;  // of m_ready, those that return to m_free
    VkCommandBuffer m_current = VK_NULL_HANDLE;
    bool m_recordingPass = false;
    std::uint64_t m_finished = 0; // the last value waited for
    std::optional<Error> m_error;
    double m_waitedSeconds = 0;
    std::unique_ptr<OperationTimer> m_timer; // stays for recorded passes that write their times
    bool m_timing = false;

    double m_recordedOperations = 0;
    double m_operationsPerSubmission;
    double m_operationsSinceFinish = 0;
    std::chrono::steady_clock::time_point m_firstSubmission; // since the last finish()
    std::string m_firstName;                                 // of the submission in the making
    std::string m_lastName;
    std::size_t m_operationCount = 0;
    std::deque<std::pair<std::uint64_t, std::string>> m_submittedNames; // of those not known to be done
};

} // namespace palimpsest::vulkan
