#include "engine/vulkan/command_stream.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "engine/base/check.h"
#include "engine/vulkan/vulkan_error.h"

namespace palimpsest::vulkan {
namespace {

// A desktop gives up on a device that is silent for some two seconds: a submission should take a tenth of that.
constexpr double kSubmissionSeconds = 0.2;
constexpr double kFirstBudget = 2e10; // operations of a submission before the device's speed is known
constexpr double kSmallestBudget = 1e9;
constexpr double kLargestBudget = 1e13;
constexpr std::size_t kMostTogether = 4096;       // operations of a submission, however small: recording takes memory
constexpr double kPatienceSeconds = 60;           // for one wait on a graphics card
constexpr double kSoftwarePatienceSeconds = 1800; // on a processor that plays one

} // namespace

CommandStream::CommandStream(const Device& device, Timeline timeline, const InjectedFault& fault)
    : m_device(device),
      m_timeline(std::move(timeline)),
      m_fault(fault),
      m_operationsPerSubmission(kFirstBudget)
{
}

Result<std::unique_ptr<CommandStream>> CommandStream::create(const Device& device, const InjectedFault& fault)
{
    PAL_TRY_ASSIGN(Timeline timeline, Timeline::create(device));
    std::unique_ptr<CommandStream> stream(new CommandStream(device, std::move(timeline), fault)); // NOLINT: private
    VkCommandPoolCreateInfo request = {};
    request.sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO;
    request.flags = VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT;
    request.queueFamilyIndex = device.queueFamily();
    VkCommandPool pool = VK_NULL_HANDLE;
    const VkResult made = vkCreateCommandPool(device.get(), &request, nullptr, &pool);
    if (made != VK_SUCCESS)
        return vulkanError(made, "making a command pool");
    stream->m_pool = UniqueCommandPool(device.get(), pool);
    return stream;
}

CommandStream::~CommandStream()
{
    drain();
    m_timeline.releaseAll();
}

void CommandStream::drain()
{
    vkQueueWaitIdle(m_device.queue()); // a lost device answers at once
}

void CommandStream::fail(Error error)
{
    if (!m_error)
        m_error = std::move(error);
}

VkCommandBuffer CommandStream::take()
{
    if (m_free.empty()) {
        VkCommandBufferAllocateInfo request = {};
        request.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO;
        request.commandPool = m_pool.get();
        request.level = VK_COMMAND_BUFFER_LEVEL_PRIMARY;
        request.commandBufferCount = 1;
        VkCommandBuffer made = VK_NULL_HANDLE;
        const VkResult result = vkAllocateCommandBuffers(m_device.get(), &request, &made);
        if (result != VK_SUCCESS) {
            fail(vulkanError(result, "making a command buffer"));
            return VK_NULL_HANDLE;
        }
        m_free.push_back(made);
    }
    VkCommandBuffer const taken = m_free.back();
    VkCommandBufferBeginInfo begin = {};
    begin.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO;
    begin.flags = m_recordingPass ? 0 : VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
    const VkResult result = vkBeginCommandBuffer(taken, &begin);
    if (result != VK_SUCCESS) {
        fail(vulkanError(result, "beginning a command buffer"));
        return VK_NULL_HANDLE;
    }
    m_free.pop_back();
    return taken;
}

VkCommandBuffer CommandStream::current()
{
    if (m_error)
        return VK_NULL_HANDLE;
    if (m_current == VK_NULL_HANDLE) {
        m_current = take();
        if (m_current != VK_NULL_HANDLE) {
            barrier(); // what an earlier command buffer wrote is seen
            if (m_timing)
                m_timer->begin(m_current);
            else if (m_timer)
                m_timer->forget(m_current);
        }
    }
    return m_current;
}

void CommandStream::barrier()
{
    VkCommandBuffer const commands = current();
    if (commands == VK_NULL_HANDLE)
        return;
    constexpr VkPipelineStageFlags kWork = VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_TRANSFER_BIT;
    VkMemoryBarrier memory = {};
    memory.sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER;
    memory.srcAccessMask = VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_WRITE_BIT;
    memory.dstAccessMask = VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_READ_BIT
        | VK_ACCESS_TRANSFER_WRITE_BIT;
    vkCmdPipelineBarrier(commands, kWork, kWork, 0, 1, &memory, 0, nullptr, 0, nullptr);
}

void CommandStream::note(std::string_view operation, double arithmeticOperations, double bytes)
{
    if (m_timing && m_current != VK_NULL_HANDLE)
        m_timer->note(m_current, operation, arithmeticOperations, bytes);
    if (m_firstName.empty())
        m_firstName = operation;
    m_lastName = operation;
    ++m_operationCount;
    m_recordedOperations += arithmeticOperations;
    const bool enough = m_recordedOperations > m_operationsPerSubmission || m_operationCount >= kMostTogether;
    if (enough && !m_recordingPass) {
        const Result<void> submitted = submit();
        if (!submitted.ok())
            fail(submitted.error());
    }
}

void CommandStream::endCurrent()
{
    if (m_current == VK_NULL_HANDLE)
        return;
    // The host reads what was written once it has waited.
    VkMemoryBarrier memory = {};
    memory.sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER;
    memory.srcAccessMask = VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_WRITE_BIT;
    memory.dstAccessMask = VK_ACCESS_HOST_READ_BIT;
    vkCmdPipelineBarrier(m_current, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_TRANSFER_BIT,
        VK_PIPELINE_STAGE_HOST_BIT, 0, 1, &memory, 0, nullptr, 0, nullptr);
    const VkResult ended = vkEndCommandBuffer(m_current);
    if (ended != VK_SUCCESS) // what it held is gone, and with it perhaps a part of the weights: no going on
        m_error = vulkanError(VK_ERROR_DEVICE_LOST, "ending a command buffer");
}

void CommandStream::closeCurrent()
{
    if (m_current == VK_NULL_HANDLE)
        return;
    endCurrent();
    m_ready.push_back(m_current);
    m_once.push_back(m_current);
    m_current = VK_NULL_HANDLE;
}

void CommandStream::beginPass()
{
    PAL_CHECK(!m_recordingPass);
    closeCurrent();
    m_recordingPass = true;
    (void)current(); // an empty pass is one too
}

Result<VkCommandBuffer> CommandStream::endPass()
{
    PAL_CHECK(m_recordingPass);
    endCurrent();
    m_recordingPass = false;
    VkCommandBuffer const pass = std::exchange(m_current, VK_NULL_HANDLE);
    if (!m_error)
        return pass;
    if (pass != VK_NULL_HANDLE)
        m_free.push_back(pass);
    return *m_error;
}

void CommandStream::append(VkCommandBuffer pass)
{
    if (m_error)
        return;
    closeCurrent();
    m_ready.push_back(pass);
    note("a recorded pass", 0);
}

void CommandStream::retirePass(VkCommandBuffer pass)
{
    m_timeline.retire(m_timeline.pending(), [this, pass] { m_free.push_back(pass); });
}

Result<void> CommandStream::submit()
{
    PAL_CHECK(!m_recordingPass);
    if (!m_error)
        closeCurrent();
    if (m_error)
        return *m_error;
    if (m_ready.empty())
        return {};
    const std::uint64_t value = m_timeline.pending();
    VkSemaphore const semaphore = m_timeline.semaphore();
    VkTimelineSemaphoreSubmitInfo timeline = {};
    timeline.sType = VK_STRUCTURE_TYPE_TIMELINE_SEMAPHORE_SUBMIT_INFO;
    timeline.signalSemaphoreValueCount = 1;
    timeline.pSignalSemaphoreValues = &value;
    VkSubmitInfo request = {};
    request.sType = VK_STRUCTURE_TYPE_SUBMIT_INFO;
    request.pNext = &timeline;
    request.commandBufferCount = static_cast<std::uint32_t>(m_ready.size());
    request.pCommandBuffers = m_ready.data();
    request.signalSemaphoreCount = 1;
    request.pSignalSemaphores = &semaphore;
    VkResult submitted = m_fault.atSubmission == value ? m_fault.result : VK_SUCCESS;
    if (submitted == VK_SUCCESS || submitted == VK_TIMEOUT) // a timeout shows while waiting
        submitted = vkQueueSubmit(m_device.queue(), 1, &request, VK_NULL_HANDLE);
    if (submitted != VK_SUCCESS) {
        m_fault = {}; // a device that runs out of memory once may have some later
        fail(vulkanError(submitted, "submitting " + recordedNames()));
        return *m_error;
    }
    if (m_operationsSinceFinish == 0)
        m_firstSubmission = std::chrono::steady_clock::now();
    m_submittedNames.emplace_back(value, recordedNames());
    m_timeline.noteSubmission();
    if (m_timer)
        m_timer->submitted(m_ready, value);
    m_timeline.retire(
        value, [this, used = std::move(m_once)] { m_free.insert(m_free.end(), used.begin(), used.end()); });
    m_once.clear();
    m_ready.clear();
    m_operationsSinceFinish += m_recordedOperations;
    m_recordedOperations = 0;
    m_firstName.clear();
    m_operationCount = 0;
    return {};
}

std::string CommandStream::recordedNames() const
{
    return std::to_string(m_operationCount) + (m_operationCount == 1 ? " operation" : " operations")
        + (m_firstName.empty() ? "" : " from '" + m_firstName + "' to '" + m_lastName + "'");
}

// Of the first submission that the device has not passed: that is where it stopped.
std::string CommandStream::namesInFlight()
{
    const std::uint64_t passed = m_timeline.passed();
    while (m_submittedNames.size() > 1 && m_submittedNames.front().first <= passed)
        m_submittedNames.pop_front();
    return m_submittedNames.empty() ? "nothing" : m_submittedNames.front().second;
}

Result<void> CommandStream::wait(std::uint64_t value)
{
    const double patience = m_device.capabilities().software ? kSoftwarePatienceSeconds : kPatienceSeconds;
    const auto start = std::chrono::steady_clock::now();
    VkResult waited = m_timeline.wait(value, patience);
    m_waitedSeconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (waited == VK_SUCCESS && m_fault.result == VK_TIMEOUT && m_fault.atSubmission != 0
        && m_fault.atSubmission <= value)
        waited = VK_TIMEOUT;
    if (waited != VK_SUCCESS) {
        fail(vulkanError(waited, "computing " + namesInFlight()));
        return *m_error;
    }
    m_finished = std::max(m_finished, value);
    while (!m_submittedNames.empty() && m_submittedNames.front().first <= value)
        m_submittedNames.pop_front();
    if (m_timer)
        m_timer->collect(value);
    m_timeline.collect();
    return {};
}

Result<void> CommandStream::waitFor(std::uint64_t value)
{
    PAL_CHECK(value <= m_timeline.submitted());
    return m_finished >= value ? Result<void>{} : wait(value);
}

// What was recorded before the error is in order, weights on their way among it, and runs all the same; a driver that
// still refuses it is asked again by the next finish().
Error CommandStream::takeError()
{
    PAL_CHECK(!m_recordingPass);
    Error error = *m_error;
    if (error.code == ErrorCode::DeviceLost)
        return error;
    m_error.reset();
    if (submit().ok() && m_finished < m_timeline.submitted())
        (void)wait(m_timeline.submitted());
    return error;
}

Result<void> CommandStream::finish()
{
    if (!m_error)
        (void)submit();
    const bool worked = m_finished < m_timeline.submitted();
    if (!m_error && worked)
        (void)wait(m_timeline.submitted());
    if (m_error)
        return takeError();
    // What a long pass showed of the device's speed sets how much goes into one submission.
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_firstSubmission).count();
    if (worked && m_operationsSinceFinish > kSmallestBudget)
        m_operationsPerSubmission
            = std::clamp(m_operationsSinceFinish / seconds * kSubmissionSeconds, kSmallestBudget, kLargestBudget);
    m_operationsSinceFinish = 0;
    return {};
}

Result<void> CommandStream::timeOperations(bool wanted)
{
    PAL_CHECK(idle());
    if (wanted && (m_device.timestampBits() == 0 || m_device.capabilities().nanosecondsPerTick <= 0))
        return Error{ ErrorCode::Unsupported,
            "'" + m_device.description().info.name + "' has no clock that its operations could be timed by" };
    if (wanted && !m_timer)
        m_timer = std::make_unique<OperationTimer>(m_device);
    if (wanted)
        (void)m_timer->take(); // of recorded passes that went on writing theirs
    m_timing = wanted;
    return {};
}

Result<std::vector<OperationTime>> CommandStream::takeOperationTimes()
{
    return m_timer ? m_timer->take() : Result<std::vector<OperationTime>>(std::vector<OperationTime>());
}

bool CommandStream::idle() const
{
    return m_current == VK_NULL_HANDLE && m_ready.empty() && m_finished == m_timeline.submitted();
}

} // namespace palimpsest::vulkan
