#include "engine/vulkan/product_form.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/vulkan/cooperative_shape.h"
#include "engine/vulkan/shader_variant.h"

namespace palimpsest::vulkan {
namespace {

// Rows up to which the memory of the weights is the bound, so that more than one pass over them would be waste.
constexpr std::size_t kFewRows = 8;
// Rows from which rounding the activations costs less than unpacking the weights saves.
constexpr std::size_t kRowsForVectorDot = 4;

// Weights from which activations may be rounded: the time is in the large products, and a small model's answers can
// turn on the rounding.
constexpr std::size_t kWeightsForRounding = 1'000'000;

// Best first; the first that is enabled, possible and worth it here is taken.
constexpr std::array kPreference{ ProductForm::Panel, ProductForm::CooperativeMatrix, ProductForm::TileDot,
    ProductForm::Tile, ProductForm::VectorDot, ProductForm::Vector };

bool isWorthIt(
    ProductForm form, const ProductSize& size, const DeviceCapabilities& device, const ProductFormSet& enabled)
{
    // Where Tile is off, rounding is what keeps many rows fast: the self-test, too, sees each form alone beside Vector.
    const bool mayRound = size.width * size.outputs >= kWeightsForRounding || !enabled.contains(ProductForm::Tile);
    switch (form) {
    case ProductForm::Panel:
        return device.software;
    case ProductForm::CooperativeMatrix:
        return mayRound && size.rows > 2 * kFewRows; // a tile has 64 rows: with fewer most of it is padding
    case ProductForm::TileDot:
        return mayRound && size.rows > kFewRows && device.integerDotFast;
    case ProductForm::Tile:
        return size.rows > kFewRows;
    case ProductForm::VectorDot:
        return mayRound && size.rows >= kRowsForVectorDot && device.integerDotFast;
    case ProductForm::Vector:
        return size.rows <= kFewRows;
    }
    return false;
}

} // namespace

std::string_view nameOf(ProductForm form)
{
    switch (form) {
    case ProductForm::Vector:
        return "matmul_vector";
    case ProductForm::VectorDot:
        return "matmul_vector_dot";
    case ProductForm::Tile:
        return "matmul_tile";
    case ProductForm::TileDot:
        return "matmul_tile_dot";
    case ProductForm::Panel:
        return "matmul_panel";
    case ProductForm::CooperativeMatrix:
        return "matmul_cooperative";
    }
    PAL_CHECK(false);
    return {};
}

bool isPossible(ProductForm form, const ProductSize& size, const DeviceCapabilities& device)
{
    switch (form) {
    case ProductForm::Vector:
    case ProductForm::Tile:
        return true;
    case ProductForm::VectorDot:
    case ProductForm::TileDot:
        return device.integerDot && isBlockFormat(size.format) && !codeOf(Shader::MatmulTileDotQ8).empty();
    case ProductForm::Panel:
        return device.subgroupBroadcast;
    case ProductForm::CooperativeMatrix:
        return device.matrixUnit != MatrixUnit::None
            && !codeOf(cooperativeShader(device.matrixUnit, size.format)).empty()
            && std::any_of(kCooperativeShapes.begin(), kCooperativeShapes.end(),
                [&](const CooperativeShape& shape) { return isPossible(shape, device); });
    }
    return false;
}

Shader cooperativeShader(MatrixUnit unit, DType format)
{
    switch (unit) {
    case MatrixUnit::CooperativeKhr:
        return variant(Shader::MatmulCooperativeKhrF32, format);
    case MatrixUnit::Emulated:
        return variant(Shader::MatmulCooperativeEmulatedF32, format);
    case MatrixUnit::None:
    case MatrixUnit::CooperativeNv:
        break;
    }
    return variant(Shader::MatmulCooperativeNvF32, format);
}

ProductForm productFormFor(const ProductSize& size, const DeviceCapabilities& device, ProductFormSet enabled)
{
    const auto usable = [&](ProductForm form) { return enabled.contains(form) && isPossible(form, size, device); };
    for (const ProductForm form : kPreference) {
        if (usable(form) && isWorthIt(form, size, device, enabled))
            return form;
    }
    // None that is worth it is left: the least demanding.
    const auto found = std::find_if(kPreference.rbegin(), kPreference.rend(), usable);
    return found == kPreference.rend() ? ProductForm::Vector : *found;
}

} // namespace palimpsest::vulkan
