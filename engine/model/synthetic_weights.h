#pragma once
// Deterministic weights for tests and benchmarks: the same bits on every machine, for every storage type. Pure
// functions; any thread.
//
// Recipe (spec "Weight recipe"): the seed of a tensor is the 64-bit FNV-1a hash of its canonical name, xor `seed`;
// element i takes output i of splitmix64 from that seed. With z that output:
//   LayerNorm weights   1 + ((z >> 58) - 32) / 128
//   everything else     ((z >> 56) - 128) / 128 * scale
// All scales are powers of two, so every value has at most 8 significant bits and bf16, f16 and f32 hold it exactly.
//
// SyntheticScaling::Golden takes the fixed scales of the spec, under which the golden values of nano were computed.
// SyntheticScaling::UnitVariance keeps activations near one at any width: matrices, the patch embedding and the token
// table take the power of two nearest to sqrt(3 / fan-in) (a uniform value in [-s, s] has variance s^2 / 3, so fan-in
// of them times unit inputs sum to variance one; the table's rows, scaled by sqrt(width), are unit rows); biases, norms
// and positions stay as in Golden.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/model/model_config.h"
#include "engine/tensor/shape.h"

namespace palimpsest {

enum class SyntheticShape {
    Nano,
    NanoV1,
    Paligemma3b224,
    Paligemma3b448,
    Paligemma3b896,
    Paligemma10b224,
    Paligemma10b448
};
enum class SyntheticScaling { Golden, UnitVariance };

// "nano", "nano-v1", "3b-224", "3b-448", "3b-896", "10b-224", "10b-448".
[[nodiscard]] std::string_view nameOf(SyntheticShape shape);
[[nodiscard]] std::optional<SyntheticShape> syntheticShapeNamed(std::string_view name);

[[nodiscard]] ModelConfig syntheticConfig(SyntheticShape shape);
[[nodiscard]] SyntheticScaling scalingOf(SyntheticShape shape);

[[nodiscard]] std::uint64_t fnv1a64(std::string_view text);
[[nodiscard]] std::uint64_t splitmix64(std::uint64_t seed, std::uint64_t index);

// The 256 values that a tensor can take, in bf16; element i is table[splitmix64(seed, i) >> 56].
struct SyntheticSource {
    std::uint64_t seed = 0;
    std::vector<std::uint16_t> table; // [256]

    // Elements [first, first + out.size()) in bf16.
    void fill(std::uint64_t first, std::span<std::uint16_t> out) const;
};

[[nodiscard]] SyntheticSource syntheticSource(
    std::string_view canonicalName, const Shape& shape, std::uint64_t seed, SyntheticScaling scaling);

// The whole tensor in f32, row-major.
[[nodiscard]] std::vector<float> syntheticTensor(std::string_view canonicalName, const Shape& shape,
    std::uint64_t seed = 0, SyntheticScaling scaling = SyntheticScaling::Golden);

} // namespace palimpsest
