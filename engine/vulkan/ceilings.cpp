#include "shaders/ceilings/memory_read.push.h"
#include "shaders/ceilings/peak.push.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/log.h"
#include "engine/vulkan/ceilings.h"
#include "engine/vulkan/memory_arena.h"

namespace palimpsest::vulkan {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{ 1 } << 30; // far beyond any cache
constexpr std::uint64_t kSoftwareBytes = std::uint64_t{ 256 } << 20;
constexpr std::uint64_t kFewestBytes = std::uint64_t{ 16 } << 20;
constexpr int kRounds = 5;
constexpr double kSeconds = 0.04;                 // of one round: submitting does not count then, and no watchdog minds
constexpr std::uint64_t kOperationsPerRound = 64; // of one invocation of peak_product
constexpr std::uint32_t kMatrixSubgroups = 8;     // of a workgroup of peak_cooperative
constexpr std::uint64_t kMatrixOperations = 4 * 2 * 16 * 16 * 16; // of one subgroup and round

using Record = std::function<Result<void>(VkCommandBuffer commands)>;

// A piece that goes back when its user is done; the device has finished by then.
class HeldPiece {
public:
    HeldPiece(MemoryArena& arena, const MemoryArena::Piece& piece) : m_arena(arena), m_piece(piece) { }
    ~HeldPiece() { m_arena.release(m_piece); }
    HeldPiece(const HeldPiece&) = delete;
    HeldPiece& operator=(const HeldPiece&) = delete;
    const MemoryArena::Piece* operator->() const { return &m_piece; }
    const MemoryArena::Piece& operator*() const { return m_piece; }

private:
    MemoryArena& m_arena;
    MemoryArena::Piece m_piece;
};

class Meter {
public:
    Meter(const Device& device, CommandStream& stream, PipelineCache& pipelines)
        : m_device(device),
          m_stream(stream),
          m_pipelines(pipelines)
    {
    }

    Result<double> secondsOf(const Record& record)
    {
        PAL_TRY(m_stream.finish());
        const auto start = std::chrono::steady_clock::now();
        VkCommandBuffer const commands = m_stream.current();
        if (commands != VK_NULL_HANDLE) {
            PAL_TRY(record(commands));
            m_stream.note("measuring", 0);
        }
        PAL_TRY(m_stream.finish());
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }

    // Repeats `record` within one submission until it takes long enough, and gives seconds per repetition, the best of
    // a few.
    Result<double> bestSecondsOf(const Record& record)
    {
        int repetitions = 1;
        const auto several = [&](VkCommandBuffer commands) -> Result<void> {
            for (int i = 0; i < repetitions; ++i) {
                if (i > 0)
                    m_stream.barrier();
                PAL_TRY(record(commands));
            }
            return {};
        };
        double best = 0;
        for (int round = 0; round < kRounds;) {
            PAL_TRY_ASSIGN(const double seconds, secondsOf(several));
            if (seconds < kSeconds && repetitions < (1 << 14)) {
                repetitions *= 2;
                continue;
            }
            best = round++ == 0 ? seconds : std::min(best, seconds);
        }
        return best / repetitions;
    }

    template <typename Push>
    Result<void> dispatch(
        VkCommandBuffer commands, Shader shader, std::uint32_t workgroup, const Push& push, std::uint32_t groups)
    {
        PAL_TRY_ASSIGN(VkPipeline const pipeline, m_pipelines.get({ shader, { workgroup } }));
        vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline);
        vkCmdPushConstants(commands, m_pipelines.layout(), VK_SHADER_STAGE_COMPUTE_BIT, 0, sizeof push, &push);
        vkCmdDispatch(commands, groups, 1, 1);
        return {};
    }

    [[nodiscard]] std::uint32_t workgroup() const { return m_device.capabilities().software ? 64 : 256; }

private:
    const Device& m_device;
    CommandStream& m_stream;
    PipelineCache& m_pipelines;
};

// A device that keeps its memory compressed reads what is all alike faster than weights.
void fillWithNoise(VkCommandBuffer commands, CommandStream& stream, const MemoryArena::Piece& memory)
{
    std::vector<std::uint32_t> noise(16384); // as many as one command takes
    std::uint32_t state = 1;
    for (std::uint32_t& word : noise) {
        state = state * 1664525U + 1013904223U; // Knuth, The Art of Computer Programming, volume 2
        word = state;
    }
    std::uint64_t filled = std::min<std::uint64_t>(noise.size() * sizeof noise[0], memory.size / 4 * 4);
    vkCmdUpdateBuffer(commands, memory.buffer, memory.offset, filled, noise.data());
    while (filled < memory.size) {
        stream.barrier();
        const VkBufferCopy region{ memory.offset, memory.offset + filled, std::min(filled, memory.size - filled) };
        vkCmdCopyBuffer(commands, memory.buffer, memory.buffer, 1, &region);
        filled += region.size;
    }
}

// As much as there is room for: the model may lie on the device.
Result<MemoryArena::Piece> largePiece(const Device& device, MemoryArena& arena)
{
    std::uint64_t bytes = device.capabilities().software ? kSoftwareBytes : kMostBytes;
    bytes = std::min(bytes, device.capabilities().maxAllocationBytes);
    while (true) {
        auto piece = arena.allocate(bytes, MemoryArena::Purpose::Device);
        if (piece.ok() || piece.error().code != ErrorCode::OutOfMemory || bytes / 2 < kFewestBytes)
            return piece;
        bytes /= 2;
    }
}

struct Peak {
    const char* arithmetic;
    Shader shader;
    std::uint32_t workgroup;
    std::uint64_t operationsPerRound; // of a workgroup
};

// What the device has instructions for, widest numbers first.
std::vector<Peak> peaksOf(const DeviceCapabilities& can, std::uint32_t workgroup)
{
    const std::uint64_t operations = kOperationsPerRound * workgroup;
    std::vector<Peak> peaks{ { "f32", Shader::CeilingPeakF32, workgroup, operations } };
    if (can.float16)
        peaks.push_back({ "f16", Shader::CeilingPeakF16, workgroup, operations });
    const bool khr = can.matrixUnit == MatrixUnit::CooperativeKhr;
    if ((khr || can.matrixUnit == MatrixUnit::CooperativeNv)
        && kMatrixSubgroups * can.subgroupSize <= can.maxWorkgroupInvocations) {
        const std::uint32_t invocations = kMatrixSubgroups * can.subgroupSize;
        const std::uint64_t products = kMatrixSubgroups * kMatrixOperations;
        peaks.push_back({ "matrix", khr ? Shader::CeilingPeakCooperativeKhr : Shader::CeilingPeakCooperativeNv,
            invocations, products });
        // What is left of it when operands come from where a product of large matrices has them.
        peaks.push_back({ "matrix, operands in shared memory",
            khr ? Shader::CeilingPeakFedKhr : Shader::CeilingPeakFedNv, invocations, products });
        std::erase_if(peaks, [](const Peak& peak) { return codeOf(peak.shader).empty(); });
    }
    if (can.integerDot)
        peaks.push_back({ "int8", Shader::CeilingPeakInt8, workgroup, operations });
    return peaks;
}

Result<double> peakOf(Meter& meter, const Peak& peak, std::uint64_t dst, bool software)
{
    const std::uint32_t groups = software ? 64 : 8192;
    push::PeakPush push{ .dst = dst, .rounds = software ? 256U : 64U, .factor = 0.9999F, .addend = 0.0001F };
    PAL_TRY_ASSIGN(const double seconds, meter.bestSecondsOf([&](VkCommandBuffer commands) {
        return meter.dispatch(commands, peak.shader, peak.workgroup, push, groups);
    }));
    return static_cast<double>(peak.operationsPerRound * push.rounds) * groups / seconds;
}

} // namespace

Result<DeviceCeilings> measureCeilings(const Device& device, CommandStream& stream, PipelineCache& pipelines)
{
    MemoryArena arena(device);
    const DeviceCapabilities& can = device.capabilities();
    PAL_TRY(stream.finish());
    PAL_TRY_ASSIGN(const MemoryArena::Piece taken, largePiece(device, arena));
    const HeldPiece memory(arena, taken);
    Meter meter(device, stream, pipelines);

    DeviceCeilings ceilings;
    PAL_TRY(meter.secondsOf([&](VkCommandBuffer commands) -> Result<void> {
        fillWithNoise(commands, stream, *memory);
        return {};
    }));
    const push::MemoryReadPush read{
        .src = memory->address, .dst = memory->address, .count = static_cast<std::uint32_t>(memory->size / 16)
    };
    const std::uint32_t readers = can.software ? 64 : 16384;
    PAL_TRY_ASSIGN(const double readSeconds, meter.bestSecondsOf([&](VkCommandBuffer commands) {
        return meter.dispatch(commands, Shader::CeilingMemoryRead, meter.workgroup(), read, readers);
    }));
    ceilings.readBytesPerSecond = static_cast<double>(memory->size) / readSeconds;

    const VkDeviceSize half = memory->size / 512 * 256;
    PAL_TRY_ASSIGN(const double copySeconds, meter.bestSecondsOf([&](VkCommandBuffer commands) -> Result<void> {
        const VkBufferCopy region{ memory->offset, memory->offset + half, half };
        vkCmdCopyBuffer(commands, memory->buffer, memory->buffer, 1, &region);
        return {};
    }));
    ceilings.copyBytesPerSecond = static_cast<double>(half) / copySeconds;
    // What is copied is read: a software device copies faster than a shader of any kind reads.
    ceilings.readBytesPerSecond = std::max(ceilings.readBytesPerSecond, ceilings.copyBytesPerSecond);

    for (const Peak& peak : peaksOf(can, meter.workgroup())) {
        const Result<double> rate = peakOf(meter, peak, memory->address, can.software);
        if (rate.ok())
            ceilings.products.push_back({ peak.arithmetic, rate.value() });
        else if (rate.error().code == ErrorCode::DeviceLost)
            return rate.error();
        else
            logInfo("products in " + std::string(peak.arithmetic) + " are not measured: " + rate.error().message);
    }
    return ceilings;
}

} // namespace palimpsest::vulkan
