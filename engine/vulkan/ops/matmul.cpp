#include "shaders/ops/matmul.push.h"

#include <algorithm>
#include <bit>

#include "engine/vulkan/product_form.h"
#include "engine/vulkan/shader_variant.h"
#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {
namespace {

// What every form needs of a product.
struct Product {
    const MatmulArgs& args;
    ProductSize size;
    bool pieces = false; // weights and activations may be read sixteen bytes at a time
};

struct Plan {
    PipelineKey pipeline;
    Groups groups;
};

std::uint32_t ceilDiv(std::size_t value, std::size_t divisor)
{
    return static_cast<std::uint32_t>((value + divisor - 1) / divisor);
}

// Tiles of rows along x; those of the outputs along y and z, since they may be more than one direction takes.
Groups gridOf(std::size_t rowTiles, std::size_t outputTiles)
{
    const std::size_t y = std::min<std::size_t>(outputTiles, 32768);
    return { rowTiles, y, ceilDiv(outputTiles, y) };
}

// Rows of a tile where the rows are few: a power of two, so that few pipelines are compiled.
std::uint32_t fewRows(std::size_t rows)
{
    return static_cast<std::uint32_t>(std::bit_ceil(std::min<std::size_t>(rows, 8)));
}

Product describe(const MatmulArgs& args)
{
    const std::size_t width = args.in.width();
    const bool aligned = args.in.address() % 16 == 0 && args.weight.address() % 16 == 0;
    const std::size_t inputs = isBlockFormat(args.weight.dtype) ? 4 : 16 / elementBytes(args.weight.dtype);
    return { args, { args.in.rows(), width, args.weight.rows(), args.weight.dtype }, aligned && width % inputs == 0 };
}

Plan panelPlan(const Product& product)
{
    // Larger tiles spill; smaller ones read more than they compute.
    const std::uint32_t rows = fewRows(product.size.rows);
    const std::uint32_t outputs = rows > 2 ? 8 : 4;
    constexpr std::uint32_t kLanes = 8; // shaders/common/broadcast.glsl
    return { { variant(Shader::MatmulPanelF32, product.size.format),
                 { kLanes, rows, product.pieces ? 1U : 0U, outputs } },
        gridOf(ceilDiv(product.size.rows, rows), ceilDiv(product.size.outputs, std::size_t{ kLanes } * outputs)) };
}

// The number of invocations that split `pieces` with the least left over; the larger of two that do equally well.
std::uint32_t vectorInvocations(std::size_t pieces, const DeviceCapabilities& device)
{
    std::uint32_t best = 64;
    std::size_t least = SIZE_MAX;
    for (const std::uint32_t invocations : { 128U, 96U, 64U }) {
        const std::size_t covered = std::size_t{ ceilDiv(pieces, invocations) } * invocations;
        if (invocations % device.subgroupSize == 0 && covered < least) {
            best = invocations;
            least = covered;
        }
    }
    return best;
}

Plan vectorPlan(const Product& product, const DeviceCapabilities& device)
{
    const ProductSize& size = product.size;
    const bool blocks = isBlockFormat(size.format);
    const std::uint32_t rows = fewRows(size.rows);
    const std::size_t outputTiles = ceilDiv(size.outputs, blocks ? block::kPanelRows : 4);
    // A panel has the work of four rows; where panels are few, each gets more invocations to fill the device.
    const std::uint32_t most = std::min(device.maxWorkgroupInvocations, 256U) / 4 * 4;
    const std::uint32_t invocations = !blocks ? vectorInvocations(size.width * elementBytes(size.format) / 16, device)
        : outputTiles < 1024                  ? most
                                              : std::min(most, 128U);
    return { { variant(Shader::MatmulVectorF32, size.format), { invocations, rows, product.pieces ? 1U : 0U } },
        gridOf(ceilDiv(size.rows, rows), outputTiles) };
}

} // namespace

void VulkanRecorder::matmul(const MatmulArgs& args)
{
    PAL_CHECK(validate(args).ok());
    const DeviceCapabilities& device = m_device.capabilities();
    const Product product = describe(args);
    const ProductSize& size = product.size;
    const ProductForm form = productFormFor(size, device, m_productForms);
    const push::MatmulPush push{ .src = args.in.address(),
        .weight = args.weight.address(),
        .bias = args.bias.present() ? args.bias.address() : 0,
        .dst = args.out.address(),
        .rows = static_cast<std::uint32_t>(size.rows),
        .width = static_cast<std::uint32_t>(size.width),
        .outputs = static_cast<std::uint32_t>(size.outputs),
        .hasBias = args.bias.present() ? 1U : 0U };
    const Plan plan = form == ProductForm::Panel ? panelPlan(product) : vectorPlan(product, device);
    dispatch(nameOf(form), plan.pipeline, push, plan.groups, Reads{ args.in, args.weight, args.bias },
        Writes{ args.out },
        2.0 * static_cast<double>(size.rows) * static_cast<double>(size.outputs) * static_cast<double>(size.width));
}

} // namespace palimpsest::vulkan
