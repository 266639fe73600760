#pragma once
// Brings the best few of many logits to the host: the choice is made where the logits lie, so that a decode step needs
// one round trip and a few bytes, whatever the vocabulary. Owned by the session or the benchmark; on the inference
// thread. The backend must outlive it.

#include <cstdint>
#include <span>
#include <vector>

#include "engine/generate/sampler.h"
#include "engine/model/paligemma.h"

namespace palimpsest {

// The `count` most probable tokens of row `row`, of all ids or of those allowed. Ids outside the vocabulary are
// ignored.
struct Selection {
    std::size_t row = 0;
    AllowedIds allowed;
    std::size_t count = 1;
};

class TokenSelector {
public:
    explicit TokenSelector(Backend& backend) : m_backend(backend) { }

    // One list for every selection: best first, the lower id among equals, fewer than asked for where fewer are
    // allowed.
    Result<std::vector<std::vector<AnswerToken>>> select(const Logits& logits, std::span<const Selection> selections);

    // A whole row, for drawing from all of it.
    Result<LogitsRow> wholeRow(const Logits& logits, std::size_t row);

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
