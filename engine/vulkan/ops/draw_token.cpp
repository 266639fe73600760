#include "shaders/ops/draw_token.push.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "engine/vulkan/vulkan_recorder.h"

namespace palimpsest::vulkan {
namespace {

constexpr std::size_t kPieceSize = 4096; // candidates that one workgroup sums
constexpr std::size_t kMostPieces = 128;
constexpr std::size_t kDigitBits = 4;
constexpr std::size_t kMasses = 16; // of a pass, from one workgroup
constexpr std::size_t kRankDigits = 8;
constexpr std::size_t kStateWords = 4;

} // namespace

void VulkanRecorder::drawToken(const DrawTokenArgs& args)
{
    PAL_CHECK(validate(args).ok());
    // Weights are relative to the largest logit; where there is none, its id says so.
    selectTokens({ args.logits, args.allowed, args.id, args.value });

    const std::size_t count = args.allowed.present() ? args.allowed.shape[0] : args.logits.width();
    const std::size_t groups = std::clamp<std::size_t>((count + kPieceSize - 1) / kPieceSize, 1, kMostPieces);
    const std::size_t indexDigits = std::max<std::size_t>(1, (std::bit_width(count - 1) + kDigitBits - 1) / kDigitBits);
    const std::size_t passes = kRankDigits + 2 * indexDigits;
    const std::size_t masses = passes * groups * kMasses;
    const Result<Tensor> between = scratch(masses + passes * kStateWords);
    if (!between.ok())
        return m_stream.fail(between.error());
    push::DrawTokenPush push{ .logits = args.logits.address(),
        .allowed = args.allowed.present() ? args.allowed.address() : 0,
        .masses = between.value().address(),
        .states = between.value().address() + masses * sizeof(float),
        .value = args.value.address(),
        .id = args.id.address(),
        .count = static_cast<std::uint32_t>(count),
        .listed = args.allowed.present() ? 1U : 0U,
        .groups = static_cast<std::uint32_t>(groups),
        .indexDigits = static_cast<std::uint32_t>(indexDigits),
        .temperature = args.temperature,
        .topP = std::max(args.topP, std::numeric_limits<float>::min()), // or a device may take it for 0
        .point = args.point };
    for (; push.pass < passes; ++push.pass)
        dispatch("draw_token", rowwise(Shader::DrawToken), push, Groups{ groups },
            Reads{ args.logits, args.allowed, args.value, between.value() }, Writes{ between.value() });
    dispatch("draw_token", rowwise(Shader::DrawToken), push, Groups{ 1 },
        Reads{ args.logits, args.allowed, between.value() }, Writes{ args.id, args.value });
}

} // namespace palimpsest::vulkan
