#include "engine/vulkan/matrix_unit.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

namespace palimpsest::vulkan {
namespace {

bool hasExtension(VkPhysicalDevice device, std::string_view name)
{
    std::uint32_t count = 0;
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count, nullptr);
    std::vector<VkExtensionProperties> extensions(count);
    if (vkEnumerateDeviceExtensionProperties(device, nullptr, &count, extensions.data()) != VK_SUCCESS)
        return false;
    return std::any_of(extensions.begin(), extensions.end(),
        [name](const VkExtensionProperties& extension) { return name == extension.extensionName; });
}

// `matrices` is the feature structure of the extension; it is filled.
bool hasWhatTheShadersNeed(VkPhysicalDevice device, void* matrices)
{
    VkPhysicalDeviceVulkan12Features features12 = {};
    features12.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES;
    features12.pNext = matrices;
    VkPhysicalDeviceFeatures2 features = {};
    features.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2;
    features.pNext = &features12;
    vkGetPhysicalDeviceFeatures2(device, &features);
    return features12.vulkanMemoryModel == VK_TRUE && features12.shaderFloat16 == VK_TRUE;
}

bool hasNv(VkInstance instance, VkPhysicalDevice device)
{
    if (!hasExtension(device, VK_NV_COOPERATIVE_MATRIX_EXTENSION_NAME))
        return false;
    VkPhysicalDeviceCooperativeMatrixFeaturesNV matrices = {};
    matrices.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_COOPERATIVE_MATRIX_FEATURES_NV;
    if (!hasWhatTheShadersNeed(device, &matrices) || matrices.cooperativeMatrix != VK_TRUE)
        return false;
    const auto list = reinterpret_cast<PFN_vkGetPhysicalDeviceCooperativeMatrixPropertiesNV>( // NOLINT
        vkGetInstanceProcAddr(instance, "vkGetPhysicalDeviceCooperativeMatrixPropertiesNV"));
    std::uint32_t count = 0;
    if (list == nullptr || list(device, &count, nullptr) != VK_SUCCESS)
        return false;
    VkCooperativeMatrixPropertiesNV empty = {};
    empty.sType = VK_STRUCTURE_TYPE_COOPERATIVE_MATRIX_PROPERTIES_NV;
    std::vector<VkCooperativeMatrixPropertiesNV> kinds(count, empty);
    if (list(device, &count, kinds.data()) != VK_SUCCESS)
        return false;
    return std::any_of(kinds.begin(), kinds.end(), [](const VkCooperativeMatrixPropertiesNV& kind) {
        return kind.MSize == 16 && kind.NSize == 16 && kind.KSize == 16 && kind.AType == VK_COMPONENT_TYPE_FLOAT16_NV
            && kind.BType == VK_COMPONENT_TYPE_FLOAT16_NV && kind.CType == VK_COMPONENT_TYPE_FLOAT32_NV
            && kind.DType == VK_COMPONENT_TYPE_FLOAT32_NV && kind.scope == VK_SCOPE_SUBGROUP_NV;
    });
}

#ifdef VK_KHR_cooperative_matrix
bool hasKhr(VkInstance instance, VkPhysicalDevice device)
{
    if (!hasExtension(device, VK_KHR_COOPERATIVE_MATRIX_EXTENSION_NAME))
        return false;
    VkPhysicalDeviceCooperativeMatrixFeaturesKHR matrices = {};
    matrices.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_COOPERATIVE_MATRIX_FEATURES_KHR;
    if (!hasWhatTheShadersNeed(device, &matrices) || matrices.cooperativeMatrix != VK_TRUE)
        return false;
    const auto list = reinterpret_cast<PFN_vkGetPhysicalDeviceCooperativeMatrixPropertiesKHR>( // NOLINT
        vkGetInstanceProcAddr(instance, "vkGetPhysicalDeviceCooperativeMatrixPropertiesKHR"));
    std::uint32_t count = 0;
    if (list == nullptr || list(device, &count, nullptr) != VK_SUCCESS)
        return false;
    VkCooperativeMatrixPropertiesKHR empty = {};
    empty.sType = VK_STRUCTURE_TYPE_COOPERATIVE_MATRIX_PROPERTIES_KHR;
    std::vector<VkCooperativeMatrixPropertiesKHR> kinds(count, empty);
    if (list(device, &count, kinds.data()) != VK_SUCCESS)
        return false;
    return std::any_of(kinds.begin(), kinds.end(), [](const VkCooperativeMatrixPropertiesKHR& kind) {
        return kind.MSize == 16 && kind.NSize == 16 && kind.KSize == 16 && kind.AType == VK_COMPONENT_TYPE_FLOAT16_KHR
            && kind.BType == VK_COMPONENT_TYPE_FLOAT16_KHR && kind.CType == VK_COMPONENT_TYPE_FLOAT32_KHR
            && kind.ResultType == VK_COMPONENT_TYPE_FLOAT32_KHR && kind.scope == VK_SCOPE_SUBGROUP_KHR
            && kind.saturatingAccumulation == VK_FALSE;
    });
}
#endif

} // namespace

MatrixUnit matrixUnitOf(VkInstance instance, VkPhysicalDevice device)
{
#ifdef VK_KHR_cooperative_matrix
    if (hasKhr(instance, device))
        return MatrixUnit::CooperativeKhr;
#endif
    return hasNv(instance, device) ? MatrixUnit::CooperativeNv : MatrixUnit::None;
}

MatrixUnitRequest::MatrixUnitRequest(MatrixUnit unit) : m_unit(unit)
{
    m_nv.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_COOPERATIVE_MATRIX_FEATURES_NV;
    m_nv.cooperativeMatrix = VK_TRUE;
#ifdef VK_KHR_cooperative_matrix
    m_khr.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_COOPERATIVE_MATRIX_FEATURES_KHR;
    m_khr.cooperativeMatrix = VK_TRUE;
#endif
}

const char* MatrixUnitRequest::extension() const
{
    if (m_unit == MatrixUnit::CooperativeNv)
        return VK_NV_COOPERATIVE_MATRIX_EXTENSION_NAME;
#ifdef VK_KHR_cooperative_matrix
    if (m_unit == MatrixUnit::CooperativeKhr)
        return VK_KHR_COOPERATIVE_MATRIX_EXTENSION_NAME;
#endif
    return nullptr;
}

void* MatrixUnitRequest::chain(void* next)
{
    if (m_unit == MatrixUnit::CooperativeNv) {
        m_nv.pNext = next;
        return &m_nv;
    }
#ifdef VK_KHR_cooperative_matrix
    if (m_unit == MatrixUnit::CooperativeKhr) {
        m_khr.pNext = next;
        return &m_khr;
    }
#endif
    return next;
}

} // namespace palimpsest::vulkan
