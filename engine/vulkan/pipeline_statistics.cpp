#include "engine/vulkan/pipeline_statistics.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace palimpsest::vulkan {
namespace {

std::string valueOf(const VkPipelineExecutableStatisticKHR& statistic)
{
    switch (statistic.format) {
    case VK_PIPELINE_EXECUTABLE_STATISTIC_FORMAT_BOOL32_KHR:
        return statistic.value.b32 == VK_TRUE ? "yes" : "no";
    case VK_PIPELINE_EXECUTABLE_STATISTIC_FORMAT_INT64_KHR:
        return std::to_string(statistic.value.i64);
    case VK_PIPELINE_EXECUTABLE_STATISTIC_FORMAT_UINT64_KHR:
        return std::to_string(statistic.value.u64);
    case VK_PIPELINE_EXECUTABLE_STATISTIC_FORMAT_FLOAT64_KHR:
        return std::to_string(statistic.value.f64);
    default:
        return "?";
    }
}

template <typename Function> Function find(const Device& device, const char* name)
{
    return reinterpret_cast<Function>(vkGetDeviceProcAddr(device.get(), name)); // NOLINT: as Vulkan has it
}

} // namespace

bool statisticsWanted()
{
    static const bool wanted = [] {
        const char* const value = std::getenv("PALIMPSEST_SHADER_STATISTICS");
        return value != nullptr && std::string_view(value) == "1";
    }();
    return wanted;
}

void printStatistics(const Device& device, VkPipeline pipeline, std::string_view name)
{
    const auto list = find<PFN_vkGetPipelineExecutablePropertiesKHR>(device, "vkGetPipelineExecutablePropertiesKHR");
    const auto statisticsOf
        = find<PFN_vkGetPipelineExecutableStatisticsKHR>(device, "vkGetPipelineExecutableStatisticsKHR");
    if (list == nullptr || statisticsOf == nullptr)
        return;
    VkPipelineInfoKHR whole = {};
    whole.sType = VK_STRUCTURE_TYPE_PIPELINE_INFO_KHR;
    whole.pipeline = pipeline;
    std::uint32_t executables = 0;
    if (list(device.get(), &whole, &executables, nullptr) != VK_SUCCESS)
        return;
    std::string line = "shader " + std::string(name) + ":";
    for (std::uint32_t i = 0; i < executables; ++i) {
        VkPipelineExecutableInfoKHR one = {};
        one.sType = VK_STRUCTURE_TYPE_PIPELINE_EXECUTABLE_INFO_KHR;
        one.pipeline = pipeline;
        one.executableIndex = i;
        std::uint32_t count = 0;
        if (statisticsOf(device.get(), &one, &count, nullptr) != VK_SUCCESS)
            continue;
        VkPipelineExecutableStatisticKHR empty = {};
        empty.sType = VK_STRUCTURE_TYPE_PIPELINE_EXECUTABLE_STATISTIC_KHR;
        std::vector<VkPipelineExecutableStatisticKHR> statistics(count, empty);
        if (statisticsOf(device.get(), &one, &count, statistics.data()) != VK_SUCCESS)
            continue;
        for (const VkPipelineExecutableStatisticKHR& statistic : statistics)
            line += ' ' + std::string(statistic.name) + ' ' + valueOf(statistic) + ';';
    }
    std::fprintf(stderr, "%s\n", line.c_str()); // one call: pipelines are made on several threads
}

} // namespace palimpsest::vulkan
