#include "engine/cpu/cpu_backend.h"

#include <cstdlib>
#include <cstring>

#include "engine/cpu/ceilings.h"
#include "engine/cpu/host_description.h"
#include "engine/cpu/host_memory.h"
#include "engine/cpu/instruction_sets.h"

namespace palimpsest::cpu {
namespace {

std::uint64_t addressOf(const void* pointer)
{
    return reinterpret_cast<std::uintptr_t>(pointer); // NOLINT: buffers speak of addresses
}

class OwnedBuffer final : public Buffer {
public:
    OwnedBuffer(void* memory, std::size_t sizeBytes) : Buffer(addressOf(memory), sizeBytes), m_memory(memory) { }
    ~OwnedBuffer() override { std::free(m_memory); }

private:
    void* m_memory;
};

class BorrowedBuffer final : public Buffer {
public:
    explicit BorrowedBuffer(std::span<const std::byte> bytes) : Buffer(addressOf(bytes.data()), bytes.size()) { }
};

} // namespace

CpuBackend::CpuBackend(const CpuOptions& options) : m_pool(options.threads), m_recorder(m_pool, options.arithmetic)
{
}

DeviceInfo CpuBackend::info() const
{
    const std::size_t threads = m_pool.threadCount();
    return DeviceInfo{ .id = "cpu",
        .name = processorName() + ", " + std::to_string(threads) + (threads == 1 ? " thread, " : " threads, ")
            + describe(instructionSets()),
        .kind = DeviceKind::Cpu,
        .totalBytes = totalMemoryBytes(),
        .freeBytes = availableMemoryBytes() };
}

Result<DeviceCeilings> CpuBackend::measureCeilings()
{
    return cpu::measureCeilings(m_pool);
}

Result<std::unique_ptr<Buffer>> CpuBackend::allocate(std::size_t sizeBytes)
{
    std::byte* const memory = allocateHostMemory(sizeBytes);
    if (memory == nullptr)
        return Error{ ErrorCode::OutOfMemory,
            "the system would not give " + std::to_string(sizeBytes >> 20)
                + " MiB of memory for activations; close other programs or choose a smaller checkpoint" };
    return std::unique_ptr<Buffer>(std::make_unique<OwnedBuffer>(memory, sizeBytes));
}

Result<std::unique_ptr<Buffer>> CpuBackend::adopt(std::span<const std::byte> bytes)
{
    return std::unique_ptr<Buffer>(std::make_unique<BorrowedBuffer>(bytes));
}

Result<void> CpuBackend::write(const Tensor& target, std::span<const std::byte> source)
{
    PAL_CHECK(source.size() == target.sizeBytes());
    std::memcpy(pointerTo<std::byte>(target), source.data(), source.size());
    return {};
}

Result<void> CpuBackend::read(const Tensor& source, std::span<std::byte> target)
{
    PAL_CHECK(target.size() == source.sizeBytes());
    std::memcpy(target.data(), pointerTo<const std::byte>(source), target.size());
    return {};
}

} // namespace palimpsest::cpu
