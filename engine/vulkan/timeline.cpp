#include "engine/vulkan/timeline.h"

#include "engine/vulkan/vulkan_error.h"

namespace palimpsest::vulkan {

Result<Timeline> Timeline::create(const Device& device)
{
    VkSemaphoreTypeCreateInfo type = {};
    type.sType = VK_STRUCTURE_TYPE_SEMAPHORE_TYPE_CREATE_INFO;
    type.semaphoreType = VK_SEMAPHORE_TYPE_TIMELINE;
    VkSemaphoreCreateInfo request = {};
    request.sType = VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO;
    request.pNext = &type;
    VkSemaphore semaphore = VK_NULL_HANDLE;
    const VkResult made = vkCreateSemaphore(device.get(), &request, nullptr, &semaphore);
    if (made != VK_SUCCESS)
        return vulkanError(made, "making a semaphore");
    return Timeline(device.get(), UniqueSemaphore(device.get(), semaphore));
}

VkResult Timeline::wait(std::uint64_t value, double timeoutSeconds)
{
    const VkSemaphore semaphore = m_semaphore.get();
    VkSemaphoreWaitInfo request = {};
    request.sType = VK_STRUCTURE_TYPE_SEMAPHORE_WAIT_INFO;
    request.semaphoreCount = 1;
    request.pSemaphores = &semaphore;
    request.pValues = &value;
    return vkWaitSemaphores(m_device, &request, static_cast<std::uint64_t>(timeoutSeconds * 1e9));
}

void Timeline::retire(std::uint64_t value, std::function<void()> release)
{
    m_retired.emplace_back(value, std::move(release));
}

std::uint64_t Timeline::passed() const
{
    std::uint64_t value = 0;
    return vkGetSemaphoreCounterValue(m_device, m_semaphore.get(), &value) == VK_SUCCESS ? value : 0;
}

void Timeline::collect()
{
    const std::uint64_t done = passed();
    while (!m_retired.empty() && m_retired.front().first <= done) {
        m_retired.front().second();
        m_retired.pop_front();
    }
}

void Timeline::releaseAll()
{
    for (auto& [value, release] : m_retired)
        release();
    m_retired.clear();
}

} // namespace palimpsest::vulkan
