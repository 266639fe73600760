#include "engine/vulkan/memory_arena.h"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "engine/base/check.h"
#include "engine/base/log.h"
#include "engine/vulkan/vulkan_error.h"

namespace palimpsest::vulkan {
namespace {

constexpr VkDeviceSize kAlignment = 256; // the most that any device asks of a storage buffer
constexpr VkDeviceSize kSmallestBlock = VkDeviceSize{ 4 } << 20;
constexpr VkDeviceSize kLargestBlock = VkDeviceSize{ 256 } << 20; // larger only for a single larger piece
// A new block is this part of what is held already: a large model takes few, and no more than a sixteenth lies idle.
constexpr VkDeviceSize kGrowth = 16;

VkDeviceSize roundUp(VkDeviceSize size, VkDeviceSize step)
{
    return (size + step - 1) / step * step;
}

std::string mebibytes(VkDeviceSize bytes)
{
    return std::to_string(bytes >> 20) + " MiB";
}

Result<UniqueBuffer> makeBuffer(VkDevice device, VkDeviceSize size, bool imported)
{
    VkExternalMemoryBufferCreateInfo external = {};
    external.sType = VK_STRUCTURE_TYPE_EXTERNAL_MEMORY_BUFFER_CREATE_INFO;
    external.handleTypes = VK_EXTERNAL_MEMORY_HANDLE_TYPE_HOST_ALLOCATION_BIT_EXT;
    VkBufferCreateInfo request = {};
    request.sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO;
    request.pNext = imported ? &external : nullptr;
    request.size = size;
    request.usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_TRANSFER_SRC_BIT
        | VK_BUFFER_USAGE_TRANSFER_DST_BIT | VK_BUFFER_USAGE_SHADER_DEVICE_ADDRESS_BIT;
    VkBuffer buffer = VK_NULL_HANDLE;
    const VkResult made = vkCreateBuffer(device, &request, nullptr, &buffer);
    if (made != VK_SUCCESS)
        return vulkanError(made, "making a buffer of " + mebibytes(size));
    return UniqueBuffer(device, buffer);
}

} // namespace

struct MemoryArena::Block {
    UniqueMemory memory; // outlives the buffer bound to it
    UniqueBuffer buffer;
    VkDeviceSize size = 0;
    std::uint64_t address = 0;
    std::byte* mapped = nullptr;
    Purpose purpose = Purpose::Device;
    bool imported = false;
    // Free ranges by offset, apart from each other.
    std::vector<std::pair<VkDeviceSize, VkDeviceSize>> free; // offset, size

    [[nodiscard]] bool empty() const { return free.size() == 1 && free.front().second == size; }
    // The offset of a free range of that size, the smallest that fits.
    std::optional<VkDeviceSize> take(VkDeviceSize wanted)
    {
        auto best = free.end();
        for (auto range = free.begin(); range != free.end(); ++range) {
            if (range->second >= wanted && (best == free.end() || range->second < best->second))
                best = range;
        }
        if (best == free.end())
            return std::nullopt;
        const VkDeviceSize offset = best->first;
        best->first += wanted;
        best->second -= wanted;
        if (best->second == 0)
            free.erase(best);
        return offset;
    }
    void give(VkDeviceSize offset, VkDeviceSize returned)
    {
        auto next = std::lower_bound(free.begin(), free.end(), std::pair{ offset, VkDeviceSize{ 0 } });
        next = free.insert(next, { offset, returned });
        if (next + 1 != free.end() && next->first + next->second == (next + 1)->first) {
            next->second += (next + 1)->second;
            free.erase(next + 1);
        }
        if (next != free.begin() && (next - 1)->first + (next - 1)->second == next->first) {
            (next - 1)->second += next->second;
            free.erase(next);
        }
    }
};

MemoryArena::MemoryArena(const Device& device) : m_device(device)
{
    vkGetPhysicalDeviceMemoryProperties(device.physical(), &m_memory);
}

MemoryArena::~MemoryArena() = default;

// For the device: its own heaps first, the largest first, and of one heap's types one that the host does not see. For
// transfers: memory that the host caches, then any it sees.
std::vector<std::uint32_t> MemoryArena::memoryTypesFor(std::uint32_t allowed, Purpose purpose) const
{
    const auto flags = [&](std::uint32_t type) { return m_memory.memoryTypes[type].propertyFlags; };
    const auto is = [&](std::uint32_t type, VkMemoryPropertyFlags wanted) { return (flags(type) & wanted) == wanted; };
    constexpr VkMemoryPropertyFlags kHost = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
    std::vector<std::uint32_t> types;
    for (std::uint32_t type = 0; type < m_memory.memoryTypeCount; ++type) {
        const bool odd
            = (flags(type)
                  & (VK_MEMORY_PROPERTY_PROTECTED_BIT | VK_MEMORY_PROPERTY_LAZILY_ALLOCATED_BIT
                      | VK_MEMORY_PROPERTY_DEVICE_COHERENT_BIT_AMD | VK_MEMORY_PROPERTY_DEVICE_UNCACHED_BIT_AMD))
            != 0;
        const bool useful = purpose == Purpose::Transfer
            ? is(type, kHost)
            : is(type, VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT) || is(type, kHost);
        if ((allowed & (1U << type)) != 0 && useful && !odd)
            types.push_back(type);
    }
    const auto rank = [&](std::uint32_t type) {
        const VkDeviceSize heap = m_memory.memoryHeaps[m_memory.memoryTypes[type].heapIndex].size;
        const bool local = is(type, VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT);
        const bool host = is(type, kHost);
        const bool cached = is(type, VK_MEMORY_PROPERTY_HOST_CACHED_BIT);
        return purpose == Purpose::Transfer
            ? std::tuple<bool, bool, VkDeviceSize>{ !cached, local, ~heap }
            : std::tuple<bool, bool, VkDeviceSize>{ !local, host && !m_device.capabilities().unifiedMemory, ~heap };
    };
    std::stable_sort(types.begin(), types.end(), [&](std::uint32_t a, std::uint32_t b) { return rank(a) < rank(b); });
    return types;
}

Result<std::unique_ptr<MemoryArena::Block>> MemoryArena::tryBlock(
    VkDeviceSize size, std::uint32_t memoryType, void* imported)
{
    auto block = std::make_unique<Block>();
    block->size = size;
    block->imported = imported != nullptr;
    PAL_TRY_ASSIGN(block->buffer, makeBuffer(m_device.get(), size, block->imported));
    VkMemoryRequirements needs = {};
    vkGetBufferMemoryRequirements(m_device.get(), block->buffer.get(), &needs);
    if ((needs.memoryTypeBits & (1U << memoryType)) == 0)
        return Error{ ErrorCode::Unsupported, "the driver binds no buffer to that kind of memory" };

    VkImportMemoryHostPointerInfoEXT import = {};
    import.sType = VK_STRUCTURE_TYPE_IMPORT_MEMORY_HOST_POINTER_INFO_EXT;
    import.handleType = VK_EXTERNAL_MEMORY_HANDLE_TYPE_HOST_ALLOCATION_BIT_EXT;
    import.pHostPointer = imported;
    VkMemoryAllocateFlagsInfo flags = {};
    flags.sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_FLAGS_INFO;
    flags.pNext = block->imported ? &import : nullptr;
    flags.flags = VK_MEMORY_ALLOCATE_DEVICE_ADDRESS_BIT;
    VkMemoryAllocateInfo request = {};
    request.sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO;
    request.pNext = &flags;
    request.allocationSize = block->imported ? size : std::max(size, needs.size);
    request.memoryTypeIndex = memoryType;
    if (block->imported && needs.size > size)
        return Error{ ErrorCode::Unsupported, "the driver wants more memory behind an imported buffer" };
    VkDeviceMemory memory = VK_NULL_HANDLE;
    VkResult made = vkAllocateMemory(m_device.get(), &request, nullptr, &memory);
    if (made != VK_SUCCESS)
        return vulkanError(made, "allocating " + mebibytes(size));
    block->memory = UniqueMemory(m_device.get(), memory);
    made = vkBindBufferMemory(m_device.get(), block->buffer.get(), memory, 0);
    if (made != VK_SUCCESS)
        return vulkanError(made, "binding a buffer");
    constexpr VkMemoryPropertyFlags kHost = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
    if (!block->imported && (m_memory.memoryTypes[memoryType].propertyFlags & kHost) == kHost) {
        void* mapped = nullptr;
        made = vkMapMemory(m_device.get(), memory, 0, VK_WHOLE_SIZE, 0, &mapped);
        if (made != VK_SUCCESS)
            return vulkanError(made, "mapping device memory");
        block->mapped = static_cast<std::byte*>(mapped);
    }
    VkBufferDeviceAddressInfo address = {};
    address.sType = VK_STRUCTURE_TYPE_BUFFER_DEVICE_ADDRESS_INFO;
    address.buffer = block->buffer.get();
    block->address = vkGetBufferDeviceAddress(m_device.get(), &address);
    block->free.emplace_back(0, size);
    return block;
}

// A block of the usual size, or of no more than is wanted: room for a small piece on the device is better than a
// whole block on the host.
Result<MemoryArena::Block*> MemoryArena::makeBlock(VkDeviceSize wanted, VkDeviceSize usual, Purpose purpose)
{
    const VkDeviceSize most = m_device.capabilities().maxAllocationBytes;
    if (wanted > most)
        return Error{ ErrorCode::OutOfMemory,
            "one tensor needs " + mebibytes(wanted) + ", the graphics device gives at most " + mebibytes(most)
                + " in one piece; choose --weights q4, a smaller checkpoint or --device cpu" };
    VkMemoryRequirements needs = {};
    {
        PAL_TRY_ASSIGN(const UniqueBuffer probe, makeBuffer(m_device.get(), wanted, false));
        vkGetBufferMemoryRequirements(m_device.get(), probe.get(), &needs);
    }
    const std::vector<MemoryHeap> heaps = heapsOf(m_device.physical(), m_device.capabilities().memoryBudget);
    const std::vector<std::uint32_t> types = memoryTypesFor(needs.memoryTypeBits, purpose);
    for (std::size_t i = 0; i < types.size(); ++i) {
        const bool last = i + 1 == types.size();
        for (const VkDeviceSize size : { std::clamp(usual, wanted, std::max(wanted, most)), wanted }) {
            if (heaps[m_memory.memoryTypes[types[i]].heapIndex].freeBytes < size && !(last && size == wanted))
                continue; // the driver would rather move other programs' memory than refuse
            auto block = tryBlock(size, types[i], nullptr);
            if (block.ok()) {
                const bool onHost
                    = (m_memory.memoryTypes[types[i]].propertyFlags & VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT) == 0;
                if (onHost && purpose == Purpose::Device)
                    logWarning(mebibytes(size)
                        + " did not fit on the graphics device and lie in host memory, which is slower");
                block.value()->purpose = purpose;
                add(std::move(block).value());
                return m_blocks.back().get();
            }
            if (block.error().code != ErrorCode::OutOfMemory)
                return std::move(block).error();
        }
    }
    std::uint64_t freeBytes = 0;
    for (const MemoryHeap& heap : heaps)
        freeBytes += heap.deviceLocal ? heap.freeBytes : 0;
    return Error{ ErrorCode::OutOfMemory,
        "the graphics device has " + mebibytes(freeBytes) + " free, " + mebibytes(wanted)
            + " more are needed; close other programs that use it, or choose --weights q4, a smaller checkpoint or "
              "--device cpu" };
}

void MemoryArena::add(std::unique_ptr<Block> block)
{
    if (!block->imported)
        m_heldBytes += block->size;
    m_peakHeldBytes = std::max(m_peakHeldBytes, m_heldBytes);
    m_blocks.push_back(std::move(block));
}

Result<MemoryArena::Piece> MemoryArena::allocate(std::size_t sizeBytes, Purpose purpose)
{
    const VkDeviceSize wanted = roundUp(std::max<std::size_t>(1, sizeBytes), kAlignment);
    Block* chosen = nullptr;
    std::optional<VkDeviceSize> offset;
    for (const auto& block : m_blocks) {
        if (block->imported || block->purpose != purpose)
            continue;
        offset = block->take(wanted);
        if (offset) {
            chosen = block.get();
            break;
        }
    }
    if (chosen == nullptr) {
        const VkDeviceSize usual = std::clamp<VkDeviceSize>(m_heldBytes / kGrowth, kSmallestBlock, kLargestBlock);
        PAL_TRY_ASSIGN(chosen, makeBlock(wanted, usual, purpose));
        offset = chosen->take(wanted);
    }
    m_usedBytes += wanted;
    m_peakUsedBytes = std::max(m_peakUsedBytes, m_usedBytes);
    return Piece{ .block = chosen,
        .buffer = chosen->buffer.get(),
        .offset = *offset,
        .size = wanted,
        .address = chosen->address + *offset,
        .mapped = chosen->mapped == nullptr ? nullptr : chosen->mapped + *offset };
}

Result<MemoryArena::Piece> MemoryArena::import(const std::byte* bytes, std::size_t sizeBytes)
{
    const std::uint64_t alignment = m_device.capabilities().hostImportAlignment;
    const auto at = reinterpret_cast<std::uintptr_t>(bytes); // NOLINT: the driver speaks of addresses
    if (alignment == 0 || at % 16 != 0)
        return Error{ ErrorCode::Unsupported, "this memory cannot be imported" };
    const std::uintptr_t first = at / alignment * alignment;
    const VkDeviceSize size = roundUp(at - first + sizeBytes, alignment);
    auto* const start = reinterpret_cast<void*>(first); // NOLINT: likewise

    const auto query = reinterpret_cast<PFN_vkGetMemoryHostPointerPropertiesEXT>( // NOLINT: how the loader gives it
        vkGetDeviceProcAddr(m_device.get(), "vkGetMemoryHostPointerPropertiesEXT"));
    VkMemoryHostPointerPropertiesEXT properties = {};
    properties.sType = VK_STRUCTURE_TYPE_MEMORY_HOST_POINTER_PROPERTIES_EXT;
    if (query == nullptr
        || query(m_device.get(), VK_EXTERNAL_MEMORY_HANDLE_TYPE_HOST_ALLOCATION_BIT_EXT, start, &properties)
            != VK_SUCCESS)
        return Error{ ErrorCode::Unsupported, "this memory cannot be imported" };
    for (std::uint32_t type = 0; type < m_memory.memoryTypeCount; ++type) {
        if ((properties.memoryTypeBits & (1U << type)) == 0)
            continue;
        auto block = tryBlock(size, type, start);
        if (!block.ok())
            continue;
        add(std::move(block).value());
        Block& made = *m_blocks.back();
        const VkDeviceSize offset = at - first;
        made.free.clear();
        return Piece{ .block = &made,
            .buffer = made.buffer.get(),
            .offset = offset,
            .size = size - offset,
            .address = made.address + offset };
    }
    return Error{ ErrorCode::Unsupported, "this memory cannot be imported" };
}

void MemoryArena::release(const Piece& piece)
{
    if (!piece.block->imported) {
        piece.block->give(piece.offset, piece.size);
        m_usedBytes -= piece.size;
        if (!piece.block->empty())
            return;
        m_heldBytes -= piece.block->size;
    }
    const auto found
        = std::find_if(m_blocks.begin(), m_blocks.end(), [&](const auto& block) { return block.get() == piece.block; });
    PAL_CHECK(found != m_blocks.end());
    m_blocks.erase(found);
}

} // namespace palimpsest::vulkan
