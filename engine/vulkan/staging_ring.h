#pragma once
// A few pieces of host memory through which data goes to the device and back, used in turn: the host fills one while
// the device empties another. Owned by VulkanBackend; on the inference thread.

#include <array>
#include <cstddef>
#include <span>

#include "engine/vulkan/command_stream.h"
#include "engine/vulkan/memory_arena.h"

namespace palimpsest::vulkan {

class StagingRing {
public:
    static constexpr std::size_t kSlotBytes = std::size_t{ 8 } << 20;

    StagingRing(MemoryArena& arena, CommandStream& stream) : m_arena(arena), m_stream(stream) { }
    ~StagingRing();
    StagingRing(const StagingRing&) = delete;
    StagingRing& operator=(const StagingRing&) = delete;

    // Records copies into `target`, behind all that was recorded before. Submits as slots fill.
    Result<void> upload(std::span<const std::byte> source, const MemoryArena::Piece& target, std::size_t offset);
    // Copies from the device, behind all that was recorded before, and waits.
    Result<void> download(const MemoryArena::Piece& source, std::size_t offset, std::span<std::byte> target);

private:
    struct Slot {
        MemoryArena::Piece piece;
        std::uint64_t busyUntil = 0;
    };
    // The next slot, once the device has left it.
    Result<Slot*> next();

    MemoryArena& m_arena;
    CommandStream& m_stream;
    std::array<Slot, 4> m_slots;
    std::size_t m_turn = 0;
};

} // namespace palimpsest::vulkan
