#pragma once
// How fast each shape of tiles is on a device, measured once and kept beside the compiled pipelines until the device,
// its driver or our shaders change; and which one suits a product by those figures. Measuring on the inference thread,
// the rest on any.

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/vulkan/cooperative_shape.h"
#include "engine/vulkan/product_form.h"

namespace palimpsest::vulkan {

class VulkanBackend;

struct ShapeRates {
    // What was measured: products of so many rows, with weights of each format. Others are like the nearest of these,
    // f32 and f16 like bf16.
    static constexpr std::array<std::size_t, 3> kRows{ 48, 260, 1028 };
    static constexpr std::array kFormats{ DType::BF16, DType::Q8, DType::Q4 };
    using OfShapes = std::array<double, kCooperativeShapes.size()>;

    // Operations a second, those at the edges of tiles that nobody asked for included; 0: not measured.
    std::array<std::array<OfShapes, kRows.size()>, kFormats.size()> rates{};

    [[nodiscard]] const OfShapes& of(const ProductSize& size) const;
};

// The place of the shape, among those in `allowed` that the device can, that should take the shortest time; the first
// of them where none was measured. `allowed` has one that is possible.
[[nodiscard]] std::size_t shapeFor(
    const ProductSize& size, const ShapeRates& rates, const DeviceCapabilities& device, CooperativeShapeSet allowed);

// Times every allowed shape. Some tenths of a second.
Result<ShapeRates> measureShapes(VulkanBackend& backend, CooperativeShapeSet allowed);

// `subject` names device, driver and shaders; what was kept for another, or is damaged, is none.
[[nodiscard]] std::optional<ShapeRates> readShapeRates(const std::filesystem::path& folder, const std::string& subject);
Result<void> writeShapeRates(const std::filesystem::path& folder, const std::string& subject, const ShapeRates& rates);

// For people: a line for each format and number of rows, the fastest first, in operations that were asked for.
[[nodiscard]] std::vector<std::string> describe(const ShapeRates& rates);

} // namespace palimpsest::vulkan
