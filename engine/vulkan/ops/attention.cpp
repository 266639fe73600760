#include "shaders/ops/attention.push.h"

#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {
namespace {

// Of the lane form: tried on llvmpipe, where more of either costs more to compile than it gains.
constexpr std::uint32_t kLanes = 8;
constexpr std::uint32_t kStack = 4;    // query rows of an invocation
constexpr std::uint32_t kLaneKeys = 8; // of a block

constexpr std::uint32_t kTile = 32; // query rows of a workgroup of the prefill form
constexpr std::uint32_t kTileInvocations = 256;

constexpr std::uint32_t kCombineInvocations = 64;
constexpr std::size_t kSliceTurns
    = 16; // attentions whose slices lie beside each other, so that none waits for the last
constexpr std::uint32_t kSliceKeys = 32;
constexpr std::uint32_t kMostQueries = 4; // query rows of one

// Of a workgroup of the decode form: as many as share out the keys of a slice and, after that, the mixing of each
// column.
std::uint32_t sliceInvocations(const DeviceCapabilities& device)
{
    return device.maxWorkgroupInvocations >= 256 ? 256 : 64;
}

std::size_t pieces(std::size_t count, std::size_t size)
{
    return (count + size - 1) / size;
}

// Query rows that an invocation of the prefill form mixes: so many that a workgroup has room for the tile.
std::uint32_t mixedRows(std::uint32_t quads)
{
    std::uint32_t rows = 4;
    while (quads * (kTile / rows) > kTileInvocations)
        rows *= 2;
    return rows;
}

push::AttentionPush pushOf(const AttentionArgs& args)
{
    return { .query = args.query.address(),
        .key = args.key.address(),
        .value = args.value.address(),
        .dst = args.out.address(),
        .position = args.position.present() ? args.position.address() : 0,
        .rows = static_cast<std::uint32_t>(args.query.shape[0]),
        .heads = static_cast<std::uint32_t>(args.query.shape[1]),
        .kvHeads = static_cast<std::uint32_t>(args.key.shape[1]),
        .headWidth = static_cast<std::uint32_t>(args.query.shape[2]),
        .keys = static_cast<std::uint32_t>(args.key.shape[0]),
        .firstPosition = static_cast<std::uint32_t>(args.firstPosition),
        .hasPosition = args.position.present() ? 1U : 0U,
        .prefixLength = static_cast<std::uint32_t>(args.prefixLength),
        .window = static_cast<std::uint32_t>(args.window),
        .prefixExempt = args.windowRule == WindowRule::PrefixExempt ? 1U : 0U,
        .scale = args.scale,
        .softcap = args.softcap };
}

} // namespace

void VulkanRecorder::attention(const AttentionArgs& args)
{
    PAL_CHECK(validate(args).ok());
    const push::AttentionPush push = pushOf(args);
    const std::size_t kvHeads = push.kvHeads;
    const std::size_t items = args.query.shape[0] * args.query.shape[1] / kvHeads; // query rows of one key/value head
    const double operations
        = 4.0 * static_cast<double>(args.query.shape.elementCount()) * static_cast<double>(push.keys);
    const Reads reads{ args.query, args.key, args.value, args.position };
    const Writes writes{ args.out };
    switch (chooseAttention(args, m_device.capabilities(), m_attentionForms)) {
    case AttentionForm::Plain:
        return dispatch("attention", rowwise(Shader::Attention), push, Groups{ args.query.shape[0], push.heads }, reads,
            writes, operations);
    case AttentionForm::Prefill: {
        const PipelineKey pipeline{ Shader::AttentionPrefill,
            { kTileInvocations, push.headWidth / 4, mixedRows(push.headWidth / 4) } };
        return dispatch(
            "attention_prefill", pipeline, push, Groups{ pieces(items, kTile), kvHeads }, reads, writes, operations);
    }
    case AttentionForm::Decode:
        return attendInSlices(args, operations);
    case AttentionForm::Lanes: {
        const std::uint32_t stack = items <= kLanes ? 1 : kStack;
        const PipelineKey pipeline{ Shader::AttentionLanes, { kLanes, push.headWidth, stack, kLaneKeys } };
        return dispatch("attention_lanes", pipeline, push, Groups{ pieces(items, kLanes * stack), kvHeads }, reads,
            writes, operations);
    }
    }
}

void VulkanRecorder::attendInSlices(const AttentionArgs& args, double operations)
{
    push::AttentionPush push = pushOf(args);
    const std::size_t items = std::size_t{ push.rows } * push.heads / push.kvHeads;
    const std::size_t slices = pieces(push.keys, kSliceKeys);
    const std::uint32_t quads = push.headWidth / 4;
    // For each query row and slice, what was mixed, its sum and its largest score.
    const std::size_t floats = std::size_t{ push.rows } * push.heads * slices * (quads + 1) * 4;
    const Result<Tensor> space = scratch(kSliceTurns * floats);
    if (!space.ok())
        return m_stream.fail(space.error());
    Tensor parts = space.value();
    parts.offsetBytes += m_sliceTurn * floats * sizeof(float);
    parts.shape = { floats };
    m_sliceTurn = (m_sliceTurn + 1) % kSliceTurns;
    push.slices = parts.address();
    const std::uint32_t queries = items <= 2 ? static_cast<std::uint32_t>(items) : kMostQueries;
    const PipelineKey slice{ Shader::AttentionDecode,
        { sliceInvocations(m_device.capabilities()), quads, queries, kSliceKeys } };
    dispatch("attention_decode", slice, push, Groups{ slices, push.kvHeads, pieces(items, queries) },
        Reads{ args.query, args.key, args.value, args.position }, Writes{ parts }, operations);
    const PipelineKey combine{ Shader::AttentionCombine, { kCombineInvocations, quads, kSliceKeys } };
    dispatch("attention_combine", combine, push, Groups{ items, push.kvHeads }, Reads{ parts, args.position },
        Writes{ args.out });
}

} // namespace palimpsest::vulkan
