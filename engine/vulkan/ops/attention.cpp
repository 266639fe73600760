#include "shaders/ops/attention.push.h"

#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {
namespace {

// Of the lane form: tried on llvmpipe; more of either costs more to compile than it gains.
constexpr std::uint32_t kLanes = 8;
constexpr std::uint32_t kStack = 4; // query rows of an invocation
constexpr std::uint32_t kLaneKeys = 8;

std::size_t pieces(std::size_t count, std::size_t size)
{
    return (count + size - 1) / size;
}

push::AttentionPush pushOf(const AttentionArgs& args)
{
    return { .query = args.query.address(),
        .key = args.key.address(),
        .value = args.value.address(),
        .dst = args.out.address(),
        .rows = static_cast<std::uint32_t>(args.query.shape[0]),
        .heads = static_cast<std::uint32_t>(args.query.shape[1]),
        .kvHeads = static_cast<std::uint32_t>(args.key.shape[1]),
        .headWidth = static_cast<std::uint32_t>(args.query.shape[2]),
        .keys = static_cast<std::uint32_t>(args.key.shape[0]),
        .firstPosition = static_cast<std::uint32_t>(args.firstPosition),
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
    const Reads reads{ args.query, args.key, args.value };
    const Writes writes{ args.out };
    switch (chooseAttention(args, m_device.capabilities(), m_attentionForms)) {
    case AttentionForm::LanePrefill: {
        const PipelineKey pipeline{ Shader::AttentionLanes, { kLanes, push.headWidth, kStack, kLaneKeys } };
        return dispatch("attention_lanes", pipeline, push, Groups{ pieces(items, kLanes * kStack), kvHeads }, reads,
            writes, operations);
    }
    case AttentionForm::Prefill:
    case AttentionForm::Decode:
    case AttentionForm::Plain:
        break;
    }
    dispatch("attention", rowwise(Shader::Attention), push, Groups{ args.query.shape[0], args.query.shape[1] }, reads,
        writes, operations);
}

} // namespace palimpsest::vulkan
