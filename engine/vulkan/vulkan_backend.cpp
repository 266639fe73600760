#include "engine/vulkan/vulkan_backend.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <thread>
#include <utility>

#include "engine/base/check.h"
#include "engine/base/log.h"
#include "engine/vulkan/ceilings.h"
#include "engine/vulkan/validation.h"

namespace palimpsest::vulkan {
namespace {

constexpr unsigned kMostCompilers = 8;      // threads that make pipelines
constexpr std::size_t kInlineBytes = 65536; // that one update command carries
// Every import is an allocation of its own, of which a driver allows a few thousand: small tensors are copied.
constexpr std::size_t kSmallestImport = std::size_t{ 1 } << 20;

std::size_t compilers()
{
    return std::clamp(std::thread::hardware_concurrency(), 1U, kMostCompilers);
}

// With the shared memory that cards have: software devices promise less than they give, and the validation layer goes
// by the promise.
void emulateMatrixUnit(DeviceCapabilities& device)
{
    device.matrixUnit = MatrixUnit::Emulated;
    if (device.software && !validationWanted())
        device.maxSharedBytes = std::max(device.maxSharedBytes, 49152U);
}

// Those that a format's products in the shapes take, which the self-test and the model share.
std::vector<PipelineKey> shapePipelines(CooperativeShapeSet shapes, const DeviceCapabilities& device)
{
    std::vector<PipelineKey> keys;
    for (std::size_t shape = 0; shape < kCooperativeShapes.size(); ++shape) {
        for (const DType format : { DType::F32, DType::BF16, DType::Q8, DType::Q4 }) {
            if (shapes.contains(shape) && isPossible(kCooperativeShapes[shape], device)
                && !codeOf(cooperativeShader(device.matrixUnit, format)).empty())
                keys.push_back(cooperativePipeline(kCooperativeShapes[shape], format, true, device));
        }
    }
    return keys;
}

// A command buffer of its own, and the memory between its operations.
class CommandPass final : public RecordedPass {
public:
    CommandPass(CommandStream& stream, VkCommandBuffer commands, std::shared_ptr<VulkanBuffer> scratch)
        : m_stream(stream),
          m_commands(commands),
          m_scratch(std::move(scratch))
    {
    }
    ~CommandPass() override { m_stream.retirePass(m_commands); }
    [[nodiscard]] VkCommandBuffer commands() const { return m_commands; }

    std::uint64_t lastUse = 0; // the timeline's value

private:
    CommandStream& m_stream;
    VkCommandBuffer m_commands;
    std::shared_ptr<VulkanBuffer> m_scratch;
};

} // namespace

Result<std::unique_ptr<VulkanBackend>> VulkanBackend::create(
    Instance instance, const PhysicalDevice& physical, const VulkanOptions& options)
{
    std::unique_ptr<VulkanBackend> backend(new VulkanBackend); // NOLINT: private
    PhysicalDevice described = physical;
    if (options.emulatesMatrixUnit)
        emulateMatrixUnit(described.capabilities);
    PAL_TRY_ASSIGN(backend->m_device, Device::create(std::move(instance), described));
    const Device& device = *backend->m_device;
    backend->m_importsHostMemory = options.importsHostMemory && device.capabilities().unifiedMemory;
    backend->m_arena = std::make_unique<MemoryArena>(device);
    PAL_TRY_ASSIGN(backend->m_stream, CommandStream::create(device, options.fault));
    backend->m_ring = std::make_unique<StagingRing>(*backend->m_arena, *backend->m_stream);
    PAL_TRY_ASSIGN(backend->m_pipelines, PipelineCache::create(device, options.cacheFolder));
    backend->m_pipelines->prepareKept(compilers());
    backend->m_recorder = std::make_unique<VulkanRecorder>(
        device, *backend->m_arena, *backend->m_stream, *backend->m_ring, *backend->m_pipelines);
    return backend;
}

VulkanBackend::~VulkanBackend()
{
    if (m_stream) // pieces go back to the arena while it lives, and only when the device is done
        m_stream->drain();
    m_recorder.reset();
    m_pipelines.reset();
    m_ring.reset();
    m_stream.reset();
}

DeviceInfo VulkanBackend::info() const
{
    DeviceInfo info = m_device->description().info;
    info.freeBytes = 0;
    for (const MemoryHeap& heap : heapsOf(m_device->physical(), capabilities().memoryBudget))
        info.freeBytes += heap.deviceLocal ? heap.freeBytes : 0;
    return info;
}

DeviceUsage VulkanBackend::usage() const
{
    return { .waitedSeconds = m_stream->waitedSeconds(),
        .pipelineSeconds = m_pipelines->seconds(),
        .pipelineCount = m_pipelines->count(),
        .peakMemoryBytes = m_arena->peakHeldBytes() };
}

// When memory is short, what was retired is waited for before anybody gives up.
Result<MemoryArena::Piece> VulkanBackend::takePiece(std::size_t sizeBytes)
{
    Result<MemoryArena::Piece> piece = m_arena->allocate(sizeBytes, MemoryArena::Purpose::Device);
    if (piece.ok() || piece.error().code != ErrorCode::OutOfMemory)
        return piece;
    PAL_TRY(m_stream->finish());
    m_stream->timeline().collect();
    return m_arena->allocate(sizeBytes, MemoryArena::Purpose::Device);
}

Result<std::unique_ptr<Buffer>> VulkanBackend::allocate(std::size_t sizeBytes)
{
    PAL_TRY_ASSIGN(const MemoryArena::Piece piece, takePiece(sizeBytes));
    return std::unique_ptr<Buffer>(std::make_unique<VulkanBuffer>(*m_arena, *m_stream, piece, sizeBytes));
}

Result<std::unique_ptr<Buffer>> VulkanBackend::adopt(std::span<const std::byte> bytes)
{
    if (m_importsHostMemory && bytes.size() >= kSmallestImport) {
        if (const auto piece = m_arena->import(bytes.data(), bytes.size()); piece.ok())
            return std::unique_ptr<Buffer>(
                std::make_unique<VulkanBuffer>(*m_arena, *m_stream, piece.value(), bytes.size()));
    }
    PAL_TRY_ASSIGN(const MemoryArena::Piece piece, takePiece(bytes.size()));
    auto buffer = std::make_unique<VulkanBuffer>(*m_arena, *m_stream, piece, bytes.size());
    m_recorder->forgetRounded();
    PAL_TRY(m_ring->upload(bytes, piece, 0));
    return std::unique_ptr<Buffer>(std::move(buffer));
}

Result<void> VulkanBackend::write(const Tensor& target, std::span<const std::byte> source)
{
    PAL_CHECK(source.size() == target.sizeBytes());
    const MemoryArena::Piece& piece = pieceOf(target);
    if (source.empty())
        return {};
    m_recorder->forgetRounded();
    if (piece.mapped != nullptr && m_stream->idle()) {
        std::memcpy(piece.mapped + target.offsetBytes, source.data(), source.size());
        return {};
    }
    if (source.size() <= kInlineBytes && source.size() % 4 == 0 && target.offsetBytes % 4 == 0) {
        VkCommandBuffer const commands = m_stream->current();
        if (commands == VK_NULL_HANDLE)
            return m_stream->finish();
        m_stream->barrier();
        vkCmdUpdateBuffer(commands, piece.buffer, piece.offset + target.offsetBytes, source.size(), source.data());
        m_stream->barrier();
        m_stream->note("write", 0);
        return {};
    }
    return m_ring->upload(source, piece, target.offsetBytes);
}

Result<void> VulkanBackend::read(const Tensor& source, std::span<std::byte> target)
{
    PAL_CHECK(target.size() == source.sizeBytes());
    const MemoryArena::Piece& piece = pieceOf(source);
    if (piece.mapped == nullptr)
        return m_ring->download(piece, source.offsetBytes, target);
    PAL_TRY(m_stream->finish());
    std::memcpy(target.data(), piece.mapped + source.offsetBytes, target.size());
    return {};
}

Result<std::unique_ptr<RecordedPass>> VulkanBackend::record(const std::function<Result<void>()>& pass)
{
    m_stream->beginPass();
    m_recorder->forgetBarriers();
    const Result<void> told = pass();
    m_recorder->forgetBarriers();
    Result<VkCommandBuffer> commands = m_stream->endPass();
    if (!told.ok() && commands.ok())
        m_stream->retirePass(commands.value());
    PAL_TRY(told);
    PAL_TRY(commands);
    return std::unique_ptr<RecordedPass>(
        std::make_unique<CommandPass>(*m_stream, commands.value(), m_recorder->scratchInUse()));
}

Result<void> VulkanBackend::replay(RecordedPass& pass)
{
    auto& kept = static_cast<CommandPass&>(pass); // NOLINT: this backend made it
    if (!m_stream->finished(kept.lastUse))
        PAL_TRY(m_stream->finish()); // the device must have left a command buffer before it takes it again
    m_recorder->forgetBarriers();
    m_stream->append(kept.commands());
    kept.lastUse = m_stream->timeline().pending();
    return {};
}

Result<void> VulkanBackend::prepareShapes()
{
    if (capabilities().matrixUnit == MatrixUnit::None)
        return {};
    return m_pipelines->prepare(shapePipelines(CooperativeShapeSet::all(), capabilities()), compilers());
}

Result<void> VulkanBackend::chooseShapes(const std::filesystem::path& folder, const std::string& subject)
{
    const CooperativeShapeSet allowed = m_recorder->allowedShapes();
    if (capabilities().matrixUnit == MatrixUnit::None || allowed.empty())
        return {};
    if (const auto kept = folder.empty() ? std::nullopt : readShapeRates(folder, subject)) {
        m_recorder->chooseShapesBy(*kept);
        return {};
    }
    const auto start = std::chrono::steady_clock::now();
    PAL_TRY_ASSIGN(const ShapeRates rates, measureShapes(*this, allowed));
    m_recorder->chooseShapesBy(rates);
    const auto milliseconds
        = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count();
    logInfo("measuring shapes of products on '" + info().name + "' took " + std::to_string(milliseconds) + " ms");
    CooperativeShapeSet lost = allowed;
    for (const DType format : ShapeRates::kFormats) {
        for (const std::size_t rows : ShapeRates::kRows)
            lost.erase(shapeFor({ rows, 2304, 9216, format }, rates, capabilities(), allowed));
    }
    m_pipelines->forget(shapePipelines(lost, capabilities()));
    if (!folder.empty()) {
        if (const Result<void> kept = writeShapeRates(folder, subject, rates); !kept.ok())
            logInfo("the speed of shapes is not kept: " + kept.error().message);
    }
    return {};
}

Result<void> VulkanBackend::timeOperations(bool wanted)
{
    PAL_TRY(m_stream->finish());
    return m_stream->timeOperations(wanted);
}

Result<std::vector<OperationTime>> VulkanBackend::takeOperationTimes()
{
    PAL_TRY(m_stream->finish());
    return m_stream->takeOperationTimes();
}

Result<DeviceCeilings> VulkanBackend::measureCeilings()
{
    return vulkan::measureCeilings(*m_device, *m_stream, *m_pipelines);
}

} // namespace palimpsest::vulkan
