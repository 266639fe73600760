#include "shaders/ops/matmul.push.h"
#include "shaders/ops/matmul_sum.push.h"
#include "shaders/ops/round_rows.push.h"

#include <algorithm>
#include <bit>
#include <string>

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

// What happens to the activations before the product.
enum class Rounding {
    None,
    ToBytes,  // round_rows: 8-bit levels, one scale for 32
    ToHalves, // half_rows: f16, one scale a row
};

struct Plan {
    PipelineKey pipeline;
    Groups groups;
    Rounding rounding = Rounding::None;
    std::size_t parts = 1; // of the width, whose results are added up afterwards
    std::uint32_t partWidth = 0;
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

// "matmul_tile 260x2304 to 9216 q8": products of one form differ in nothing else.
std::string namedSizes(ProductForm form, const ProductSize& size)
{
    return std::string(nameOf(form)) + ' ' + std::to_string(size.rows) + 'x' + std::to_string(size.width) + " to "
        + std::to_string(size.outputs) + ' ' + std::string(nameOf(size.format));
}

Product describe(const MatmulArgs& args)
{
    const std::size_t width = args.in.width();
    PAL_CHECK(!isBlockFormat(args.weight.dtype) || args.weight.address() % 16 == 0); // superblocks start cache lines
    const bool aligned = args.in.address() % 16 == 0 && args.weight.address() % 16 == 0;
    const std::size_t inputs = isBlockFormat(args.weight.dtype) ? 4 : 16 / elementBytes(args.weight.dtype);
    return { args, { args.in.rows(), width, args.weight.rows(), args.weight.dtype }, aligned && width % inputs == 0 };
}

Plan panelPlan(const Product& product)
{
    // Larger tiles spill; smaller ones read more than they compute.
    const std::uint32_t rows = fewRows(product.size.rows);
    const std::uint32_t outputs = rows > 2 ? 8 : 4;
    constexpr std::uint32_t kLanes = 8;                                       // shaders/common/broadcast.glsl
    const bool pieces = product.pieces || isBlockFormat(product.size.format); // activations go one by one
    return { { variant(Shader::MatmulPanelF32, product.size.format), { kLanes, rows, pieces ? 1U : 0U, outputs } },
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

Plan vectorDotPlan(const Product& product, const DeviceCapabilities& device)
{
    Plan plan = vectorPlan(product, device);
    plan.pipeline.shader = product.size.format == DType::Q8 ? Shader::MatmulVectorDotQ8 : Shader::MatmulVectorDotQ4;
    plan.pipeline.constants[2] = 1;
    plan.rounding = Rounding::ToBytes;
    return plan;
}

// The parts into which the width is split, so that a product with few tiles fills a large device.
std::size_t partWidthFor(std::size_t tiles, std::size_t width)
{
    constexpr std::size_t kEnoughTiles = 256;
    constexpr std::size_t kLeastPart = 512;
    const std::size_t parts
        = std::min({ kEnoughTiles / std::max<std::size_t>(tiles, 1), width / kLeastPart, std::size_t{ 8 } });
    constexpr std::size_t kStep = block::kSuperblockWidth;
    return parts < 2 ? width : ceilDiv(ceilDiv(width, parts), kStep) * kStep;
}

Plan tilePlan(const Product& product, const DeviceCapabilities& device, Rounding rounding)
{
    const bool roundsRows = rounding == Rounding::ToBytes;
    const ProductSize& size = product.size;
    const std::uint32_t rowLanes = device.maxWorkgroupInvocations >= 256 ? 16 : 8;
    // A larger tile reads less from shared memory for each product; a smaller one wastes less at the edges.
    const std::uint32_t rowsEach = size.rows > std::size_t{ rowLanes } * 6 ? 8 : 4;
    const bool wide = rowsEach == 8 && size.outputs >= 4096 && device.maxSharedBytes >= 32768;
    const std::uint32_t outputsEach = wide ? 8 : 4;
    const std::size_t rowTiles = ceilDiv(size.rows, std::size_t{ rowLanes } * rowsEach);
    const std::size_t outputTiles = ceilDiv(size.outputs, std::size_t{ 16 } * outputsEach);
    const std::size_t partWidth = partWidthFor(rowTiles * outputTiles, size.width);
    const std::size_t parts = ceilDiv(size.width, partWidth);
    const Shader shader = !roundsRows ? variant(Shader::MatmulTileF32, size.format)
        : size.format == DType::Q8    ? Shader::MatmulTileDotQ8
                                      : Shader::MatmulTileDotQ4;
    const std::uint32_t pieces = roundsRows || product.pieces ? 1 : 0;
    return { { shader, { 16 * rowLanes, rowsEach, outputsEach, pieces, rowLanes } },
        gridOf(rowTiles * parts, outputTiles), rounding, parts, static_cast<std::uint32_t>(partWidth) };
}

// Constants in the order of shaders/ops/matmul_cooperative.comp.
Plan cooperativePlan(const Product& product, const DeviceCapabilities& device, const CooperativeShape& shape)
{
    const ProductSize& size = product.size;
    const std::size_t rowTiles = ceilDiv(size.rows, shape.tileRows());
    const std::size_t outputTiles = ceilDiv(size.outputs, shape.tileOutputs());
    const std::size_t partWidth = partWidthFor(rowTiles * outputTiles, size.width);
    const std::size_t parts = ceilDiv(size.width, partWidth);
    return { cooperativePipeline(shape, size.format, product.pieces, device), gridOf(rowTiles * parts, outputTiles),
        Rounding::ToHalves, parts, static_cast<std::uint32_t>(partWidth) };
}

Plan planOf(ProductForm form, const Product& product, const DeviceCapabilities& device, const CooperativeShape& shape)
{
    switch (form) {
    case ProductForm::VectorDot:
        return vectorDotPlan(product, device);
    case ProductForm::Tile:
        return tilePlan(product, device, Rounding::None);
    case ProductForm::TileDot:
        return tilePlan(product, device, Rounding::ToBytes);
    case ProductForm::Panel:
        return panelPlan(product);
    case ProductForm::CooperativeMatrix:
        return cooperativePlan(product, device, shape);
    case ProductForm::Vector:
        break;
    }
    return vectorPlan(product, device);
}

// Floats [first, first + count) of a tensor of floats.
Tensor slice(Tensor floats, std::size_t first, std::size_t count)
{
    floats.offsetBytes += first * sizeof(float);
    floats.shape = { count };
    return floats;
}

} // namespace

PipelineKey cooperativePipeline(
    const CooperativeShape& shape, DType format, bool pieces, const DeviceCapabilities& device)
{
    return { cooperativeShader(device.matrixUnit, format),
        { shape.invocations(device), shape.buffers, pieces ? 1U : 0U, shape.sumRows, shape.sumColumns,
            shape.subgroupRows, shape.subgroupColumns, shape.step } };
}

void VulkanRecorder::matmul(const MatmulArgs& args)
{
    PAL_CHECK(validate(args).ok());
    const DeviceCapabilities& device = m_device.capabilities();
    const Product product = describe(args);
    const ProductSize& size = product.size;
    const ProductForm form = productFormFor(size, device, m_productForms);
    const std::size_t shape
        = form == ProductForm::CooperativeMatrix ? shapeFor(size, m_shapeRates, device, m_shapes) : 0;
    const Plan plan = planOf(form, product, device, kCooperativeShapes[shape]);
    push::MatmulPush push{ .src = args.in.address(),
        .weight = args.weight.address(),
        .bias = args.bias.present() ? args.bias.address() : 0,
        .dst = args.out.address(),
        .rows = static_cast<std::uint32_t>(size.rows),
        .width = static_cast<std::uint32_t>(size.width),
        .outputs = static_cast<std::uint32_t>(size.outputs),
        .hasBias = args.bias.present() ? 1U : 0U,
        .partWidth = plan.partWidth };
    const std::size_t blocks = block::superblockCount(size.width) * 2;
    const bool toHalves = plan.rounding == Rounding::ToHalves;
    const bool rounds = plan.rounding != Rounding::None;
    const std::size_t levelWords = rounds ? size.rows * blocks * block::kBlockWidth / (toHalves ? 2 : 4) : 0;
    const std::size_t scales = rounds ? size.rows * (toHalves ? 1 : blocks) : 0;
    const std::size_t results = size.rows * size.outputs;
    const std::size_t partials = plan.parts > 1 ? plan.parts * results : 0;
    Tensor in = args.in;
    Tensor inScales;
    Tensor out = args.out;
    if (levelWords + partials > 0) {
        const Result<Tensor> space = scratch(levelWords + scales + partials);
        if (!space.ok()) {
            m_stream.fail(space.error());
            return;
        }
        if (rounds) {
            in = slice(space.value(), 0, levelWords);
            inScales = slice(space.value(), levelWords, scales);
            roundRows(args.in, in, inScales, toHalves ? Shader::HalfRows : Shader::RoundRows);
            push.src = in.address();
            push.scales = inScales.address();
        }
        if (plan.parts > 1) {
            out = slice(space.value(), levelWords + scales, partials);
            push.dst = out.address();
            push.hasBias = 0;
        }
    }
    const std::string sizes = m_stream.timesOperations() ? namedSizes(form, size) : std::string();
    dispatch(sizes.empty() ? nameOf(form) : sizes, plan.pipeline, push, plan.groups,
        Reads{ in, inScales, args.weight, args.bias }, Writes{ out },
        2.0 * static_cast<double>(results) * static_cast<double>(size.width));
    if (plan.parts > 1)
        addParts(out, args, plan.parts);
}

void VulkanRecorder::roundRows(const Tensor& in, const Tensor& levels, const Tensor& scales, Shader shader)
{
    const Rounded rounded{ rangeOf(in), rangeOf(levels), rangeOf(scales), in.width(), shader };
    if (m_rounded == rounded)
        return;
    const std::size_t blocks = block::superblockCount(in.width()) * 2;
    const push::RoundRowsPush push{ .src = in.address(),
        .levels = levels.address(),
        .scales = scales.address(),
        .rows = static_cast<std::uint32_t>(in.rows()),
        .width = static_cast<std::uint32_t>(in.width()),
        .blocks = static_cast<std::uint32_t>(blocks) };
    if (shader == Shader::HalfRows) {
        dispatch("half_rows", rowwise(shader), push, Groups{ in.rows() }, Reads{ in }, Writes{ levels, scales });
    } else {
        constexpr std::uint32_t kInvocations = 64; // few, since each has a whole block
        const PipelineKey pipeline{ Shader::RoundRows, { kInvocations } };
        const Groups groups{ std::min<std::size_t>(ceilDiv(in.rows() * blocks, kInvocations), 65535) };
        dispatch("round_rows", pipeline, push, groups, Reads{ in }, Writes{ levels, scales });
    }
    if (!m_stream.error()) // otherwise nothing was recorded
        m_rounded = rounded;
}

void VulkanRecorder::addParts(const Tensor& partials, const MatmulArgs& args, std::size_t parts)
{
    const std::size_t count = args.out.shape.elementCount();
    const push::MatmulSumPush push{ .src = partials.address(),
        .bias = args.bias.present() ? args.bias.address() : 0,
        .dst = args.out.address(),
        .parts = static_cast<std::uint32_t>(parts),
        .count = static_cast<std::uint32_t>(count),
        .outputs = static_cast<std::uint32_t>(args.out.width()),
        .hasBias = args.bias.present() ? 1U : 0U };
    dispatch("matmul_sum", elementwise(Shader::MatmulSum), push, elementGroups(count), Reads{ partials, args.bias },
        Writes{ args.out });
}

} // namespace palimpsest::vulkan
