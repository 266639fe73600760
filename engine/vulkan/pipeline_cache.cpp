#include "engine/vulkan/pipeline_cache.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "engine/base/log.h"
#include "engine/base/sha256.h"
#include "engine/io/atomic_file.h"
#include "engine/io/mapped_file.h"
#include "engine/vulkan/pipeline_statistics.h"
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

// The file: these words, the number of keys, the keys, the driver's form, and the SHA-256 of it all.
constexpr std::string_view kMagic = "palpipe1";
constexpr std::size_t kHeadBytes = kMagic.size() + sizeof(std::uint32_t);
constexpr std::size_t kKeyBytes = sizeof(std::uint32_t) * (1 + PipelineKey::kMaxConstants);

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::vector<std::byte> bytesOf(const std::vector<PipelineKey>& keys)
{
    std::vector<std::byte> bytes(kHeadBytes + keys.size() * kKeyBytes);
    const auto count = static_cast<std::uint32_t>(keys.size());
    std::memcpy(bytes.data(), kMagic.data(), kMagic.size());
    std::memcpy(bytes.data() + kMagic.size(), &count, sizeof count);
    std::byte* at = bytes.data() + kHeadBytes;
    for (const PipelineKey& key : keys) {
        const auto shader = static_cast<std::uint32_t>(key.shader);
        std::memcpy(at, &shader, sizeof shader);
        std::memcpy(at + sizeof shader, key.constants.data(), sizeof key.constants);
        at += kKeyBytes;
    }
    return bytes;
}

// Takes the keys off the front of `content`; false when it is none of ours.
bool takeKeys(std::span<const std::byte>& content, std::vector<PipelineKey>& keys)
{
    std::uint32_t count = 0;
    if (content.size() < kHeadBytes || std::memcmp(content.data(), kMagic.data(), kMagic.size()) != 0)
        return false;
    std::memcpy(&count, content.data() + kMagic.size(), sizeof count);
    content = content.subspan(kHeadBytes);
    if (content.size() / kKeyBytes < count)
        return false;
    for (std::uint32_t i = 0; i < count; ++i) {
        PipelineKey key;
        std::uint32_t shader = 0;
        std::memcpy(&shader, content.data(), sizeof shader);
        std::memcpy(key.constants.data(), content.data() + sizeof shader, sizeof key.constants);
        if (shader >= kShaderCount)
            return false;
        key.shader = static_cast<Shader>(shader);
        keys.push_back(key);
        content = content.subspan(kKeyBytes);
    }
    return true;
}

// "MatmulTileQ8 256 8 8 1 16": with its constants but for zeros at the end.
std::string describe(const PipelineKey& key)
{
    std::string text(nameOf(key.shader));
    const auto end = std::find_if(key.constants.rbegin(), key.constants.rend(), [](std::uint32_t c) { return c != 0; });
    for (auto constant = key.constants.begin(); constant != end.base(); ++constant)
        text += ' ' + std::to_string(*constant);
    return text;
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
            std::span<const std::byte> rest = content;
            if (digestOf(content) == text && takeKeys(rest, m_kept))
                stored.assign(rest.begin(), rest.end());
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
    std::vector<PipelineKey> keys;
    for (const auto& [key, pipeline] : m_pipelines)
        keys.push_back(key);
    const std::vector<std::byte> head = bytesOf(keys);
    content.insert(content.begin(), head.begin(), head.end());
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
    if (m_device.capturesStatistics())
        request.flags = VK_PIPELINE_CREATE_CAPTURE_STATISTICS_BIT_KHR;
    VkPipeline pipeline = VK_NULL_HANDLE;
    made = vkCreateComputePipelines(m_device.get(), m_driverCache.get(), 1, &request, nullptr, &pipeline);
    if (made != VK_SUCCESS)
        return vulkanError(made, what);
    if (m_device.capturesStatistics())
        printStatistics(m_device, pipeline, describe(key));
    return UniquePipeline(m_device.get(), pipeline);
}

Result<VkPipeline> PipelineCache::get(const PipelineKey& key)
{
    auto found = m_pipelines.find(key);
    if (found == m_pipelines.end()) {
        const auto start = std::chrono::steady_clock::now();
        PAL_TRY_ASSIGN(UniquePipeline made, compile(key));
        m_seconds += secondsSince(start);
        found = m_pipelines.emplace(key, std::move(made)).first;
        m_changed = true;
    }
    return found->second.get();
}

Result<void> PipelineCache::prepare(std::span<const PipelineKey> keys, std::size_t threads)
{
    const auto start = std::chrono::steady_clock::now();
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
    m_seconds += secondsSince(start);
    return {};
}

void PipelineCache::forget(std::span<const PipelineKey> keys)
{
    for (const PipelineKey& key : keys)
        m_changed = m_pipelines.erase(key) > 0 || m_changed;
}

void PipelineCache::prepareKept(std::size_t threads)
{
    if (const Result<void> prepared = prepare(m_kept, threads); !prepared.ok())
        logInfo(prepared.error().message);
    m_changed = m_pipelines.size() != m_kept.size(); // what the file holds already
}

} // namespace palimpsest::vulkan
