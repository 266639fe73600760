#pragma once
// The compiled pipelines of one device: made once, kept on disk by device, driver and shaders. The file also says which
// ones were used, so that the next start makes them all at once. Owned by VulkanBackend. get() on the inference thread;
// prepare() compiles on several.

#include <array>
#include <compare>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <shader_code.h>
#include <span>
#include <string>
#include <vector>

#include "engine/vulkan/device.h"
#include "engine/vulkan/device_handle.h"

namespace palimpsest::vulkan {

// A shader with its specialisation constants; constant 0 is the workgroup size.
struct PipelineKey {
    static constexpr std::size_t kMaxConstants = 8;
    Shader shader{};
    std::array<std::uint32_t, kMaxConstants> constants{};

    auto operator<=>(const PipelineKey&) const = default;
};

// SHA-256 over all shaders of this program, in hexadecimal.
[[nodiscard]] std::string shaderDigest();

class PipelineCache {
public:
    static constexpr std::uint32_t kPushBytes = 128;

    // `folder` keeps the driver's compiled form between runs; empty: nowhere. A broken or foreign file is rebuilt.
    static Result<std::unique_ptr<PipelineCache>> create(const Device& device, const std::filesystem::path& folder);
    // Writes what was compiled since.
    ~PipelineCache();
    PipelineCache(const PipelineCache&) = delete;
    PipelineCache& operator=(const PipelineCache&) = delete;

    [[nodiscard]] VkPipelineLayout layout() const { return m_layout.get(); }
    Result<VkPipeline> get(const PipelineKey& key);
    // Compiles what is missing, on `threads` threads.
    Result<void> prepare(std::span<const PipelineKey> keys, std::size_t threads);
    // Lets go of what will not be used again; the device must be done with it.
    void forget(std::span<const PipelineKey> keys);
    // Compiles what earlier runs used. What fails is tried again when it is asked for.
    void prepareKept(std::size_t threads);
    // Writes the driver's compiled form, if there is anything new. A failure is logged: the next start is slower.
    void save();

    [[nodiscard]] std::size_t count() const { return m_pipelines.size(); }
    [[nodiscard]] double seconds() const { return m_seconds; } // that making them took so far

private:
    explicit PipelineCache(const Device& device) : m_device(device) { }
    Result<UniquePipeline> compile(const PipelineKey& key) const;
    void load();

    const Device& m_device;
    std::filesystem::path m_file; // empty: not kept
    UniquePipelineLayout m_layout;
    UniquePipelineCache m_driverCache;
    std::map<PipelineKey, UniquePipeline> m_pipelines;
    std::vector<PipelineKey> m_kept; // that earlier runs used
    double m_seconds = 0;
    bool m_changed = false;
};

} // namespace palimpsest::vulkan
