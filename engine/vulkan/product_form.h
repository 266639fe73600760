#pragma once
// The forms that a matrix product has on a device, and which of them suits a product. Pure; any thread.

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <shader_code.h>
#include <string_view>

#include "engine/tensor/dtype.h"
#include "engine/vulkan/device_capabilities.h"

namespace palimpsest::vulkan {

enum class ProductForm : std::uint8_t {
    Vector,            // few rows, f32 arithmetic; every device has it, for any product
    VectorDot,         // few rows, block formats; activations rounded to 8 bits by blocks of 32
    Tile,              // many rows, f32 arithmetic, through shared memory
    TileDot,           // many rows, block formats; activations rounded as above
    Panel,             // any rows, f32 arithmetic, for devices that are processors
    CooperativeMatrix, // many rows; both operands rounded to f16, f32 sums
};
inline constexpr std::array kProductForms{ ProductForm::Vector, ProductForm::VectorDot, ProductForm::Tile,
    ProductForm::TileDot, ProductForm::Panel, ProductForm::CooperativeMatrix };

[[nodiscard]] std::string_view nameOf(ProductForm form);

// The forms that may be used.
class ProductFormSet {
public:
    constexpr ProductFormSet() = default;
    constexpr ProductFormSet(std::initializer_list<ProductForm> forms)
    {
        for (const ProductForm form : forms)
            insert(form);
    }
    static constexpr ProductFormSet all()
    {
        ProductFormSet forms;
        for (const ProductForm form : kProductForms)
            forms.insert(form);
        return forms;
    }
    [[nodiscard]] constexpr bool contains(ProductForm form) const { return (m_bits & bitOf(form)) != 0; }
    constexpr void insert(ProductForm form) { m_bits = static_cast<std::uint8_t>(m_bits | bitOf(form)); }
    constexpr void erase(ProductForm form) { m_bits = static_cast<std::uint8_t>(m_bits & ~bitOf(form)); }

private:
    static constexpr unsigned bitOf(ProductForm form) { return 1U << static_cast<unsigned>(form); }
    std::uint8_t m_bits = 0;
};

struct ProductSize {
    std::size_t rows = 0;
    std::size_t width = 0;
    std::size_t outputs = 0;
    DType format = DType::F32; // of the weights
};

// Whether the device can run the form for this product at all, fast or not.
[[nodiscard]] bool isPossible(ProductForm form, const ProductSize& size, const DeviceCapabilities& device);

// The shader of the CooperativeMatrix form for the device's matrix unit; codeOf() is empty where the build has none.
[[nodiscard]] Shader cooperativeShader(MatrixUnit unit, DType format);

// The form that suits best among the enabled ones; Vector where none of them is possible.
[[nodiscard]] ProductForm productFormFor(
    const ProductSize& size, const DeviceCapabilities& device, ProductFormSet enabled = ProductFormSet::all());

} // namespace palimpsest::vulkan
