#include "shaders/ops/select_tokens.push.h"

#include <algorithm>

#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {
namespace {

constexpr std::size_t kPieceSize = 4096; // candidates that one workgroup looks through
constexpr std::size_t kMostPieces = 128;

} // namespace

void VulkanRecorder::selectTokens(const SelectTokensArgs& args)
{
    PAL_CHECK(validate(args).ok());
    const std::size_t rows = args.logits.rows();
    const std::size_t chosen = args.ids.width();
    const std::size_t count = args.allowed.present() ? args.allowed.shape[0] : args.logits.width();
    const std::size_t pieces = std::clamp<std::size_t>((count + kPieceSize - 1) / kPieceSize, 1, kMostPieces);
    push::SelectTokensPush push{ .logits = args.logits.address(),
        .candidates = args.allowed.present() ? args.allowed.address() : 0,
        .values = args.values.address(),
        .ids = args.ids.address(),
        .stride = static_cast<std::uint32_t>(args.logits.width()),
        .count = static_cast<std::uint32_t>(count),
        .chosen = static_cast<std::uint32_t>(chosen),
        .source = args.allowed.present() ? 1U : 0U };
    if (pieces == 1) {
        dispatch("select_tokens", rowwise(Shader::SelectTokens), push, Groups{ 1, rows },
            Reads{ args.logits, args.allowed }, Writes{ args.ids, args.values });
        return;
    }
    const std::size_t partial = rows * pieces * chosen;
    const Result<Tensor> between = scratch(2 * partial);
    if (!between.ok())
        return m_stream.fail(between.error());
    push.values = between.value().address();
    push.ids = push.values + partial * sizeof(float);
    dispatch("select_tokens", rowwise(Shader::SelectTokens), push, Groups{ pieces, rows },
        Reads{ args.logits, args.allowed }, Writes{ between.value() });
    const push::SelectTokensPush merge{ .logits = push.values,
        .candidates = push.ids,
        .values = args.values.address(),
        .ids = args.ids.address(),
        .stride = static_cast<std::uint32_t>(pieces * chosen),
        .count = static_cast<std::uint32_t>(pieces * chosen),
        .chosen = static_cast<std::uint32_t>(chosen),
        .source = 2U };
    dispatch("select_tokens", rowwise(Shader::SelectTokens), merge, Groups{ 1, rows }, Reads{ between.value() },
        Writes{ args.ids, args.values });
}

} // namespace palimpsest::vulkan
