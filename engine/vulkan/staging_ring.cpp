#include "engine/vulkan/staging_ring.h"

#include <algorithm>
#include <cstring>

namespace palimpsest::vulkan {
namespace {

Result<void> recordCopy(CommandStream& stream, VkBuffer from, VkDeviceSize fromOffset, VkBuffer to,
    VkDeviceSize toOffset, VkDeviceSize size)
{
    VkCommandBuffer const commands = stream.current();
    if (commands == VK_NULL_HANDLE) // told here as well: whoever sends weights must know that they are not on their way
        return *stream.error();
    stream.barrier();
    const VkBufferCopy region{ fromOffset, toOffset, size };
    vkCmdCopyBuffer(commands, from, to, 1, &region);
    stream.barrier();
    stream.note("copy", 0);
    return {};
}

} // namespace

StagingRing::~StagingRing()
{
    for (const Slot& slot : m_slots) {
        if (slot.piece.block != nullptr)
            m_arena.release(slot.piece);
    }
}

Result<StagingRing::Slot*> StagingRing::next()
{
    Slot& slot = m_slots[m_turn];
    m_turn = (m_turn + 1) % m_slots.size();
    if (slot.piece.block == nullptr) {
        PAL_TRY_ASSIGN(slot.piece, m_arena.allocate(kSlotBytes, MemoryArena::Purpose::Transfer));
    }
    if (slot.busyUntil > m_stream.timeline().submitted())
        PAL_TRY(m_stream.submit());
    // A copy that an error kept from being recorded was never submitted, and there is nothing to wait for.
    PAL_TRY(m_stream.waitFor(std::min(slot.busyUntil, m_stream.timeline().submitted())));
    slot.busyUntil = m_stream.timeline().pending();
    return &slot;
}

Result<void> StagingRing::upload(
    std::span<const std::byte> source, const MemoryArena::Piece& target, std::size_t offset)
{
    for (std::size_t done = 0; done < source.size();) {
        const std::size_t size = std::min(kSlotBytes, source.size() - done);
        PAL_TRY_ASSIGN(Slot* const slot, next());
        std::memcpy(slot->piece.mapped, source.data() + done, size);
        PAL_TRY(recordCopy(
            m_stream, slot->piece.buffer, slot->piece.offset, target.buffer, target.offset + offset + done, size));
        done += size;
        if (done < source.size() || size == kSlotBytes)
            PAL_TRY(m_stream.submit()); // the device copies while the host reads on
    }
    return {};
}

Result<void> StagingRing::download(const MemoryArena::Piece& source, std::size_t offset, std::span<std::byte> target)
{
    for (std::size_t done = 0; done < target.size();) {
        const std::size_t size = std::min(kSlotBytes, target.size() - done);
        PAL_TRY_ASSIGN(Slot* const slot, next());
        PAL_TRY(recordCopy(
            m_stream, source.buffer, source.offset + offset + done, slot->piece.buffer, slot->piece.offset, size));
        PAL_TRY(m_stream.finish());
        std::memcpy(target.data() + done, slot->piece.mapped, size);
        done += size;
    }
    return {};
}

} // namespace palimpsest::vulkan
