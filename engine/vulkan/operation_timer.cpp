#include "engine/vulkan/operation_timer.h"

#include <string>

#include "engine/vulkan/vulkan_error.h"

namespace palimpsest::vulkan {
namespace {

constexpr auto kBehindAll = VK_PIPELINE_STAGE_BOTTOM_OF_PIPE_BIT; // when everything before is done

} // namespace

void OperationTimer::begin(VkCommandBuffer commands)
{
    Timed& timed = m_timed[commands];
    timed.noted.clear();
    if (timed.pool.get() == VK_NULL_HANDLE) {
        VkQueryPoolCreateInfo request = {};
        request.sType = VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO;
        request.queryType = VK_QUERY_TYPE_TIMESTAMP;
        request.queryCount = kMostOperations + 1;
        VkQueryPool pool = VK_NULL_HANDLE;
        const VkResult made = vkCreateQueryPool(m_device.get(), &request, nullptr, &pool);
        if (made != VK_SUCCESS) {
            if (!m_error)
                m_error = vulkanError(made, "making room for the times of operations");
            m_timed.erase(commands);
            return;
        }
        timed.pool = UniqueQueryPool(m_device.get(), pool);
    }
    vkCmdResetQueryPool(commands, timed.pool.get(), 0, kMostOperations + 1);
    vkCmdWriteTimestamp(commands, kBehindAll, timed.pool.get(), 0);
}

void OperationTimer::note(VkCommandBuffer commands, std::string_view name, double operations, double bytes)
{
    const auto found = m_timed.find(commands);
    if (found == m_timed.end())
        return;
    Timed& timed = found->second;
    if (timed.noted.size() == kMostOperations) {
        if (!m_error)
            m_error = Error{ ErrorCode::Unsupported,
                "one command buffer has more than " + std::to_string(kMostOperations)
                    + " operations: those behind are not timed" };
        return;
    }
    timed.noted.push_back({ placeOf(name), operations, bytes });
    vkCmdWriteTimestamp(commands, kBehindAll, timed.pool.get(), static_cast<std::uint32_t>(timed.noted.size()));
}

void OperationTimer::submitted(std::span<const VkCommandBuffer> commands, std::uint64_t value)
{
    for (VkCommandBuffer const each : commands) {
        if (m_timed.contains(each))
            m_inFlight.emplace_back(value, each);
    }
}

void OperationTimer::collect(std::uint64_t value)
{
    while (!m_inFlight.empty() && m_inFlight.front().first <= value) {
        read(m_timed.at(m_inFlight.front().second));
        m_inFlight.pop_front();
    }
}

void OperationTimer::read(const Timed& timed)
{
    std::vector<std::uint64_t> ticks(timed.noted.size() + 1);
    const VkResult got
        = vkGetQueryPoolResults(m_device.get(), timed.pool.get(), 0, static_cast<std::uint32_t>(ticks.size()),
            ticks.size() * sizeof ticks[0], ticks.data(), sizeof ticks[0], VK_QUERY_RESULT_64_BIT);
    if (got != VK_SUCCESS) {
        if (!m_error)
            m_error = vulkanError(got, "reading the times of operations");
        return;
    }
    const std::uint32_t bits = m_device.timestampBits();
    const std::uint64_t mask = bits >= 64 ? ~std::uint64_t{ 0 } : (std::uint64_t{ 1 } << bits) - 1;
    const double secondsPerTick = static_cast<double>(m_device.capabilities().nanosecondsPerTick) * 1e-9;
    for (std::size_t i = 0; i < timed.noted.size(); ++i) {
        OperationTime& total = m_totals[timed.noted[i].name];
        ++total.calls;
        total.seconds += static_cast<double>((ticks[i + 1] - ticks[i]) & mask) * secondsPerTick;
        total.operations += timed.noted[i].operations;
        total.bytes += timed.noted[i].bytes;
    }
}

std::size_t OperationTimer::placeOf(std::string_view name)
{
    const auto found = m_places.find(name);
    if (found != m_places.end())
        return found->second;
    m_totals.push_back({ .name = std::string(name) });
    m_places.emplace(name, m_totals.size() - 1);
    return m_totals.size() - 1;
}

Result<std::vector<OperationTime>> OperationTimer::take()
{
    std::vector<OperationTime> taken;
    for (OperationTime& total : m_totals) {
        if (total.calls > 0)
            taken.push_back(total);
        total = { .name = std::move(total.name) };
    }
    if (m_error) {
        Error error = *std::move(m_error);
        m_error.reset();
        return error;
    }
    return taken;
}

} // namespace palimpsest::vulkan
