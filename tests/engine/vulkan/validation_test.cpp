// The validation layer hears what is wrong: otherwise a silent one would prove nothing about the other tests.

#include <cstdlib>

#include "tests/support/vulkan_device.h"

using namespace palimpsest;

int main()
{
    setenv("PALIMPSEST_VULKAN_VALIDATION", "1", 1);
    if (!vulkan::Instance::create().ok() || gpuTestDevice().empty()) {
        std::puts("skipped: there is no validation layer or no Vulkan device here");
        return 77;
    }
    const auto device = openVulkanDevice();
    vulkan::MemoryArena arena(*device);
    auto stream = vulkan::CommandStream::create(*device);
    auto piece = arena.allocate(1024, vulkan::MemoryArena::Purpose::Device);
    if (!stream.ok() || !piece.ok() || vulkan::validationMessageCount() != 0) {
        std::puts("failed: the layer complains of what is right");
        return 1;
    }
    // Two copies, the second of which reads what the first has written, and no barrier between them.
    VkCommandBuffer const commands = stream.value()->current();
    const VkBufferCopy first{ 0, 256, 256 };
    const VkBufferCopy second{ 256, 512, 256 };
    vkCmdCopyBuffer(commands, piece.value().buffer, piece.value().buffer, 1, &first);
    vkCmdCopyBuffer(commands, piece.value().buffer, piece.value().buffer, 1, &second);
    const bool sawTheRace = vulkan::validationMessageCount() > 0;
    const bool finished = stream.value()->finish().ok();
    arena.release(piece.value());
    std::puts(sawTheRace ? "passed: the missing barrier was seen" : "failed: the missing barrier was not seen");
    return sawTheRace && finished ? 0 : 1;
}
