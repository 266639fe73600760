#pragma once
// The Vulkan backend: the operations as compute shaders on one device. Made by backend_factory; used by the inference
// thread alone. May be destroyed and made again in one process, after a lost device too.

#include <filesystem>
#include <memory>

#include "engine/backend/backend.h"
#include "engine/vulkan/command_stream.h"
#include "engine/vulkan/device.h"
#include "engine/vulkan/memory_arena.h"
#include "engine/vulkan/pipeline_cache.h"
#include "engine/vulkan/staging_ring.h"
#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {

struct VulkanOptions {
    std::filesystem::path cacheFolder; // of compiled pipelines; empty: not kept
    InjectedFault fault;
    bool importsHostMemory = true;   // weights stay where they are where host and device share their memory
    bool emulatesMatrixUnit = false; // for tests of products where there is none
};

class VulkanBackend final : public Backend {
public:
    static Result<std::unique_ptr<VulkanBackend>> create(
        Instance instance, const PhysicalDevice& physical, const VulkanOptions& options = {});
    ~VulkanBackend() override;

    [[nodiscard]] DeviceInfo info() const override;
    [[nodiscard]] DeviceUsage usage() const override;
    Result<DeviceCeilings> measureCeilings() override;
    Result<std::unique_ptr<Buffer>> allocate(std::size_t sizeBytes) override;
    Result<std::unique_ptr<Buffer>> adopt(std::span<const std::byte> bytes) override;
    Result<void> write(const Tensor& target, std::span<const std::byte> source) override;
    Result<void> read(const Tensor& source, std::span<std::byte> target) override;
    [[nodiscard]] std::vector<OptionalForm> optionalForms() override { return m_recorder->optionalForms(); }
    [[nodiscard]] std::vector<std::string> choices() const override { return describe(m_recorder->shapeRates()); }
    OpRecorder& recorder() override { return *m_recorder; }
    Result<std::unique_ptr<RecordedPass>> record(const std::function<Result<void>()>& pass) override;
    Result<void> replay(RecordedPass& pass) override;
    Result<void> finish() override { return m_stream->finish(); }
    Result<void> timeOperations(bool wanted) override;
    Result<std::vector<OperationTime>> takeOperationTimes() override;

    // Before a self-test of a device with a matrix unit: makes the pipelines of all shapes of tiles on several threads.
    Result<void> prepareShapes();
    // How fast the shapes are that the self-test left: as kept in `folder`, or measured now and kept; pipelines of
    // those that lost are let go. See shape_choice.h.
    Result<void> chooseShapes(const std::filesystem::path& folder, const std::string& subject);
    [[nodiscard]] VulkanRecorder& vulkanRecorder() { return *m_recorder; }

    [[nodiscard]] const DeviceCapabilities& capabilities() const { return m_device->capabilities(); }
    [[nodiscard]] const Device& device() const { return *m_device; }
    [[nodiscard]] const MemoryArena& arena() const { return *m_arena; }
    [[nodiscard]] std::uint64_t submissionCount() const { return m_stream->submissionCount(); }

private:
    VulkanBackend() = default;
    Result<MemoryArena::Piece> takePiece(std::size_t sizeBytes);

    bool m_importsHostMemory = false;
    // Each uses those before it.
    std::unique_ptr<Device> m_device;
    std::unique_ptr<MemoryArena> m_arena;
    std::unique_ptr<CommandStream> m_stream;
    std::unique_ptr<StagingRing> m_ring;
    std::unique_ptr<PipelineCache> m_pipelines;
    std::unique_ptr<VulkanRecorder> m_recorder;
};

} // namespace palimpsest::vulkan
