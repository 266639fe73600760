#pragma once
// Device memory in a few large blocks, cut into pieces on 256-byte boundaries. Owned by VulkanBackend; on the inference
// thread. A block is given back to the driver when its last piece goes.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/vulkan/device.h"
#include "engine/vulkan/device_handle.h"

namespace palimpsest::vulkan {

class MemoryArena {
public:
    struct Block;

    // A piece of a block. `mapped` is null where the host cannot see the memory.
    struct Piece {
        Block* block = nullptr;
        VkBuffer buffer = VK_NULL_HANDLE;
        VkDeviceSize offset = 0; // within `buffer`
        VkDeviceSize size = 0;
        std::uint64_t address = 0; // device address of the piece
        std::byte* mapped = nullptr;
    };

    enum class Purpose {
        Device,   // on the device where possible, on the host where it is full
        Transfer, // visible to the host, for copies to and from the device
    };

    explicit MemoryArena(const Device& device);
    ~MemoryArena();
    MemoryArena(const MemoryArena&) = delete;
    MemoryArena& operator=(const MemoryArena&) = delete;

    // OutOfMemory names the sizes: what was asked for, what the heaps have.
    Result<Piece> allocate(std::size_t sizeBytes, Purpose purpose);
    // Host memory that the device reads in place. Unsupported where the driver cannot, or the bytes lie badly. They
    // stay valid and unchanged while the piece lives.
    Result<Piece> import(const std::byte* bytes, std::size_t sizeBytes);
    void release(const Piece& piece);

    [[nodiscard]] std::uint64_t usedBytes() const { return m_usedBytes; } // in pieces
    [[nodiscard]] std::uint64_t peakUsedBytes() const { return m_peakUsedBytes; }
    [[nodiscard]] std::uint64_t heldBytes() const { return m_heldBytes; } // taken from the driver
    [[nodiscard]] std::uint64_t peakHeldBytes() const { return m_peakHeldBytes; }
    [[nodiscard]] std::size_t blockCount() const { return m_blocks.size(); }

private:
    Result<Block*> makeBlock(VkDeviceSize wanted, VkDeviceSize usual, Purpose purpose);
    Result<std::unique_ptr<Block>> tryBlock(VkDeviceSize size, std::uint32_t memoryType, void* imported);
    [[nodiscard]] std::vector<std::uint32_t> memoryTypesFor(std::uint32_t allowed, Purpose purpose) const;
    void add(std::unique_ptr<Block> block);

    const Device& m_device;
    VkPhysicalDeviceMemoryProperties m_memory{};
    std::vector<std::unique_ptr<Block>> m_blocks;
    std::uint64_t m_usedBytes = 0;
    std::uint64_t m_peakUsedBytes = 0;
    std::uint64_t m_heldBytes = 0;
    std::uint64_t m_peakHeldBytes = 0;
};

} // namespace palimpsest::vulkan
