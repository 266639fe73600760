#pragma once
// The device's progress as one growing number: every submission signals the next value, and what the device may still
// use is given back once its value has passed. Owned by CommandStream; on the inference thread.

#include <cstdint>
#include <deque>
#include <functional>
#include <utility>

#include "engine/vulkan/device.h"
#include "engine/vulkan/device_handle.h"

namespace palimpsest::vulkan {

class Timeline {
public:
    static Result<Timeline> create(const Device& device);

    [[nodiscard]] VkSemaphore semaphore() const { return m_semaphore.get(); }
    // The value that the submission in the making will signal; what it uses may be given back after that.
    [[nodiscard]] std::uint64_t pending() const { return m_submitted + 1; }
    [[nodiscard]] std::uint64_t submitted() const { return m_submitted; }
    void noteSubmission() { ++m_submitted; }

    // The value that the device has passed; 0 where it does not answer.
    [[nodiscard]] std::uint64_t passed() const;
    // Waits until the device has passed `value`, which was submitted. VK_TIMEOUT after `timeoutSeconds`.
    VkResult wait(std::uint64_t value, double timeoutSeconds);

    // Calls `release` once the device has passed `value`, or when the timeline dies (the device is idle then).
    void retire(std::uint64_t value, std::function<void()> release);
    // Releases what the device has passed.
    void collect();
    void releaseAll();

private:
    Timeline(VkDevice device, UniqueSemaphore semaphore) : m_device(device), m_semaphore(std::move(semaphore)) { }

    VkDevice m_device = VK_NULL_HANDLE;
    UniqueSemaphore m_semaphore;
    std::uint64_t m_submitted = 0;
    std::deque<std::pair<std::uint64_t, std::function<void()>>> m_retired; // values ascend
};

} // namespace palimpsest::vulkan
