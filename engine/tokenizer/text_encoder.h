#pragma once
// What Vocabulary asks of a tokenizer file: the table of pieces, and text to ids. Immutable after opening; every
// function may be called from any thread.

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/tokenizer/piece.h"

namespace palimpsest {

class TextEncoder {
public:
    virtual ~TextEncoder() = default;
    // One entry per token id. A user-defined piece may be called normal here.
    [[nodiscard]] virtual const std::vector<Piece>& pieces() const = 0;
    // Plain text: user-defined pieces are matched, control pieces are not, nothing is put before or behind. Bytes that
    // are no UTF-8 count as U+FFFD each. Time grows as n log n with the length.
    [[nodiscard]] virtual std::vector<std::int32_t> encode(std::string_view text) const = 0;
};

} // namespace palimpsest
