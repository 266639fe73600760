#pragma once
// When each operation ended, on the device's own clock: a time is written at the start of a command buffer and behind
// every operation in it, so that the times between them add up to the whole. Operations that could run beside each
// other do so less, since each time waits for all before it. Owned by CommandStream; on the inference thread.

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/backend/operation_time.h"
#include "engine/base/result.h"
#include "engine/vulkan/device.h"
#include "engine/vulkan/device_handle.h"

namespace palimpsest::vulkan {

class OperationTimer {
public:
    static constexpr std::uint32_t kMostOperations = 4096; // of one command buffer that are timed

    explicit OperationTimer(const Device& device) : m_device(device) { }

    // `commands` was begun just now.
    void begin(VkCommandBuffer commands);
    // `commands` was begun, and is not to be timed.
    void forget(VkCommandBuffer commands) { m_timed.erase(commands); }
    // Behind an operation; nothing where `commands` was begun without a timer.
    void note(VkCommandBuffer commands, std::string_view name, double operations, double bytes);
    // The device was handed these, and will pass `value` behind them. One that is handed over again must have been
    // collected before.
    void submitted(std::span<const VkCommandBuffer> commands, std::uint64_t value);
    // The device has passed `value`: reads the times, before anybody begins those command buffers again.
    void collect(std::uint64_t value);
    // What was collected since the last call; the first error since then.
    Result<std::vector<OperationTime>> take();

private:
    struct Noted {
        std::size_t name = 0; // in m_totals
        double operations = 0;
        double bytes = 0;
    };
    struct Timed {
        UniqueQueryPool pool;
        std::vector<Noted> noted;
    };
    void read(const Timed& timed);
    std::size_t placeOf(std::string_view name);

    const Device& m_device;
    std::map<VkCommandBuffer, Timed> m_timed;
    std::deque<std::pair<std::uint64_t, VkCommandBuffer>> m_inFlight; // values ascend
    std::vector<OperationTime> m_totals;                              // names stay, since recorded passes know them
    std::map<std::string, std::size_t, std::less<>> m_places;         // of names in m_totals
    std::optional<Error> m_error;
};

} // namespace palimpsest::vulkan
