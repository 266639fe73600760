#pragma once
// Brings the best few of many logits, or one drawn at random, to the host: the choice is made where the logits lie, so
// that a decode step needs one round trip and a few bytes, whatever the vocabulary. Owned by the session or the
// benchmark; on the inference thread. The backend must outlive it.

#include <cstdint>
#include <optional>
#include <random>
#include <span>
#include <vector>

#include "engine/generate/vision_language_model.h"
#include "engine/model/paligemma.h"

namespace palimpsest {

// Ids that may be chosen; nullopt: all. Ids outside the vocabulary are ignored; an empty list allows nothing.
using AllowedIds = std::optional<std::vector<std::int32_t>>;

// How one token is drawn: engine/ops/draw_token.h.
struct Draw {
    float temperature = 1.0F;
    float topP = 1.0F;
    float point = 1.0F;
};

// The `count` most probable tokens of row `row`, of all ids or of those allowed; or one of them, drawn at random.
struct Selection {
    std::size_t row = 0;
    AllowedIds allowed;
    std::size_t count = 1;
    std::optional<Draw> draw;
};

// A number above 0, at most 1, the same with every standard library.
[[nodiscard]] float nextPoint(std::mt19937_64& random);

class TokenSelector {
public:
    explicit TokenSelector(Backend& backend) : m_backend(backend) { }

    // One list for every selection: best first, the lower id among equals, fewer than asked for where fewer are
    // allowed. Probabilities are those of the whole row at temperature 1.
    Result<std::vector<std::vector<AnswerToken>>> select(const Logits& logits, std::span<const Selection> selections);

private:
    Result<void> makeRoom(std::size_t slots, std::size_t rows, std::size_t allowed);

    Backend& m_backend;
    ActivationBlock m_results;
    Tensor m_ids;    // [slots, 1] i32
    Tensor m_values; // [slots, 1]
    Tensor m_sums;   // [rows, 1]: the logarithm of each row's sum
    ActivationBlock m_lists;
    Tensor m_allowed; // [capacity, 1] i32: the lists one behind the other
    std::vector<std::byte> m_host;
};

} // namespace palimpsest
