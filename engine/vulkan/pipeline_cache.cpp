#include "engine/vulkan/pipeline_cache.h"

#include <algorithm>
#include <atomic>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "engine/base/log.h"
#include "engine/base/sha256.h"
#include "engine/io/atomic_file.h"
#include "engine/io/mapped_file.h"
#include "engine/vulkan/vulkan_error.h"

namespace palimpsest::vulkan {
namespace {

constexpr std::size_t kDigestBytes = 64; // of the SHA-256 in hexadecimal that closes the file

std::string digestOf(std::span<const std::byte> bytes)
{
    Sha256 sha;
    sha.update(bytes);
    return sha.finish();
}

std::filesystem::path fileFor(const Device& device, const std::filesystem::path& folder)
{
    if (folder.empty())
        return {};
    std::string name = device.description().info.id + "-" + device.description().driver;
    Sha256 sha;
    sha.update(name);
    sha.update(shaderDigest());
    return folder / ("pipelines-" + sha.finish().substr(0, 24) + ".bin");
}

} // namespace

std::string shaderDigest()
{
    static const std::string digest = [] {
        Sha256 sha;
        for (std::size_t i = 0; i < kShaderCount; ++i)
            sha.update(std::as_bytes(codeOf(static_cast<Shader>(i))));
        return sha.finish();
    }();
    return digest;
}

Result<std::unique_ptr<PipelineCache>> PipelineCache::create(const Device& device, const std::filesystem::path& folder)
{
    std::unique_ptr<PipelineCache> cache(new PipelineCache(device)); // NOLINT: private
    const VkPushConstantRange range{ VK_SHADER_STAGE_COMPUTE_BIT, 0, kPushBytes };
    VkPipelineLayoutCreateInfo request = {};
    request.sType = VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO;
    request.pushConstantRangeCount = 1;
    request.pPushConstantRanges = &range;
    VkPipelineLayout layout = VK_NULL_HANDLE;
    const VkResult made = vkCreatePipelineLayout(device.get(), &request, nullptr, &layout);
    if (made != VK_SUCCESS)
        return vulkanError(made, "making a pipeline layout");
    cache->m_layout = UniquePipelineLayout(device.get(), layout);
    cache->m_file = fileFor(device, folder);
    cache->load();
    return cache;
}

PipelineCache::~PipelineCache()
{
    save();
}

void PipelineCache::load()
{
    VkPipelineCacheCreateInfo request = {};
    request.sType = VK_STRUCTURE_TYPE_PIPELINE_CACHE_CREATE_INFO;
    // Drivers check the head of what they are given, not all of it: a file that is not whole never reaches them.
    std::vector<std::byte> stored;
    std::error_code ignored;
    if (!m_file.empty() && std::filesystem::exists(m_file, ignored)) {
        if (const auto file = MappedFile::open(m_file); file.ok() && file.value().bytes().size() > kDigestBytes) {
            const auto bytes = file.value().bytes();
            const auto content = bytes.first(bytes.size() - kDigestBytes);
            const auto digest = bytes.last(kDigestBytes);
            const std::string_view text(reinterpret_cast<const char*>(digest.data()), digest.size()); // NOLINT: as text
            if (digestOf(content) == text)
                stored.assign(content.begin(), content.end());
        }
        if (stored.empty())
            logInfo("the compiled shaders in '" + m_file.string() + "' are broken; they are made anew");
    }
    request.initialDataSize = stored.size();
    request.pInitialData = stored.data();
    VkPipelineCache made = VK_NULL_HANDLE;
    if (vkCreatePipelineCache(m_device.get(), &request, nullptr, &made) == VK_SUCCESS)
        m_driverCache = UniquePipelineCache(m_device.get(), made); // without one everything works, only slower
}

void PipelineCache::save()
{
    if (m_file.empty() || !m_changed || m_driverCache.get() == VK_NULL_HANDLE)
        return;
    std::size_t size = 0;
    if (vkGetPipelineCacheData(m_device.get(), m_driverCache.get(), &size, nullptr) != VK_SUCCESS || size == 0)
        return;
    std::vector<std::byte> content(size);
    if (vkGetPipelineCacheData(m_device.get(), m_driverCache.get(), &size, content.data()) != VK_SUCCESS)
        return;
    content.resize(size);
    const auto write = [&]() -> Result<void> {
        std::error_code ignored;
        std::filesystem::create_directories(m_file.parent_path(), ignored);
        PAL_TRY_ASSIGN(AtomicFile file, AtomicFile::create(m_file));
        PAL_TRY(file.write(content));
        PAL_TRY(file.write(digestOf(content)));
        return file.commit();
    };
    if (const Result<void> written = write(); !written.ok())
        logWarning("compiled shaders are not kept, the next start will be slower: " + written.error().message);
    m_changed = false;
}

Result<UniquePipeline> PipelineCache::compile(const PipelineKey& key) const
{
    const std::span<const std::uint32_t> code = codeOf(key.shader);
    VkShaderModuleCreateInfo moduleRequest = {};
    moduleRequest.sType = VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO;
    moduleRequest.codeSize = code.size_bytes();
    moduleRequest.pCode = code.data();
    VkShaderModule module = VK_NULL_HANDLE;
    const std::string what = "compiling the shader " + std::string(nameOf(key.shader));
    VkResult made = vkCreateShaderModule(m_device.get(), &moduleRequest, nullptr, &module);
    if (made != VK_SUCCESS)
        return vulkanError(made, what);
    const UniqueShaderModule owner(m_device.get(), module);

    std::array<VkSpecializationMapEntry, PipelineKey::kMaxConstants> entries{};
    for (std::uint32_t i = 0; i < entries.size(); ++i)
        entries[i] = { i, i * 4, 4 };
    const VkSpecializationInfo constants{ static_cast<std::uint32_t>(entries.size()), entries.data(),
        sizeof key.constants, key.constants.data() };
    VkComputePipelineCreateInfo request = {};
    request.sType = VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO;
    request.stage.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO;
    request.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
    request.stage.module = module;
    request.stage.pName = "main";
    request.stage.pSpecializationInfo = &constants;
    request.layout = m_layout.get();
    VkPipeline pipeline = VK_NULL_HANDLE;
    made = vkCreateComputePipelines(m_device.get(), m_driverCache.get(), 1, &request, nullptr, &pipeline);
    if (made != VK_SUCCESS)
        return vulkanError(made, what);
    return UniquePipeline(m_device.get(), pipeline);
}

Result<VkPipeline> PipelineCache::get(const PipelineKey& key)
{
    auto found = m_pipelines.find(key);
    if (found == m_pipelines.end()) {
        PAL_TRY_ASSIGN(UniquePipeline made, compile(key));
        found = m_pipelines.emplace(key, std::move(made)).first;
        m_changed = true;
    }
    return found->second.get();
}

Result<void> PipelineCache::prepare(std::span<const PipelineKey> keys, std::size_t threads)
{
    std::vector<PipelineKey> missing;
    std::copy_if(keys.begin(), keys.end(), std::back_inserter(missing),
        [&](const PipelineKey& key) { return !m_pipelines.contains(key); });
    std::vector<std::optional<Result<UniquePipeline>>> made(missing.size());
    std::atomic<std::size_t> next{ 0 };
    const auto work = [&] {
        for (std::size_t i = next.fetch_add(1); i < missing.size(); i = next.fetch_add(1))
            made[i].emplace(compile(missing[i]));
    };
    {
        std::vector<std::jthread> others;
        for (std::size_t i = 1; i < std::min(threads, missing.size()); ++i)
            others.emplace_back(work);
        work();
    }
    for (std::size_t i = 0; i < missing.size(); ++i) {
        PAL_TRY_ASSIGN(UniquePipeline pipeline, std::move(*made[i]));
        m_pipelines.emplace(missing[i], std::move(pipeline));
        m_changed = true;
    }
    return {};
}

} // namespace palimpsest::vulkan
