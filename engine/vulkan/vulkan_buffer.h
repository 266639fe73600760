#pragma once
// A piece of device memory as the engine's Buffer. Dies on the inference thread; the device may still use it then: the
// timeline gives the piece back when it no longer does.

#include "engine/tensor/buffer.h"
#include "engine/tensor/tensor.h"
#include "engine/vulkan/command_stream.h"
#include "engine/vulkan/memory_arena.h"

namespace palimpsest::vulkan {

class VulkanBuffer final : public Buffer {
public:
    VulkanBuffer(MemoryArena& arena, CommandStream& stream, const MemoryArena::Piece& piece, std::size_t sizeBytes)
        : Buffer(piece.address, sizeBytes),
          m_arena(arena),
          m_stream(stream),
          m_piece(piece)
    {
    }
    ~VulkanBuffer() override
    {
        if (m_stream.idle())
            m_arena.release(m_piece);
        else
            m_stream.timeline().retire(
                m_stream.timeline().pending(), [&arena = m_arena, piece = m_piece] { arena.release(piece); });
    }
    [[nodiscard]] const MemoryArena::Piece& piece() const { return m_piece; }

private:
    MemoryArena& m_arena;
    CommandStream& m_stream;
    MemoryArena::Piece m_piece;
};

[[nodiscard]] inline const MemoryArena::Piece& pieceOf(const Tensor& tensor)
{
    return static_cast<const VulkanBuffer*>(tensor.buffer)->piece(); // NOLINT: this backend made it
}

} // namespace palimpsest::vulkan
