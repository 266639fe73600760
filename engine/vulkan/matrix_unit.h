#pragma once
// The matrix unit of a device: whether it multiplies 16 x 16 matrices of f16 into f32 sums by a subgroup, and through
// which extension. Pure; any thread.

#include <vulkan/vulkan.h>

namespace palimpsest::vulkan {

// Emulated: there is none, and the shaders do its work themselves, for tests of all else in them.
enum class MatrixUnit { None, CooperativeNv, CooperativeKhr, Emulated };

// The KHR extension where the device has both. `instance` made `device`.
[[nodiscard]] MatrixUnit matrixUnitOf(VkInstance instance, VkPhysicalDevice device);

// What opening a device takes so that shaders may use its matrix unit. Stays where it is while the request is read.
class MatrixUnitRequest {
public:
    explicit MatrixUnitRequest(MatrixUnit unit);
    MatrixUnitRequest(const MatrixUnitRequest&) = delete;
    MatrixUnitRequest& operator=(const MatrixUnitRequest&) = delete;

    [[nodiscard]] const char* extension() const; // null: none
    // Puts its features before `next` in the chain, and returns the new head.
    [[nodiscard]] void* chain(void* next);

private:
    MatrixUnit m_unit;
    VkPhysicalDeviceCooperativeMatrixFeaturesNV m_nv{};
#ifdef VK_KHR_cooperative_matrix
    VkPhysicalDeviceCooperativeMatrixFeaturesKHR m_khr{};
#endif
};

} // namespace palimpsest::vulkan
