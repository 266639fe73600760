#pragma once
// Tells when an answer has run into a loop: its end is one group of at most 16 tokens, repeated at least four times and
// over at least so many tokens. The second condition keeps "0000" and dot leaders out of it, and, where it is made
// longer, rows of a table that are alike.

#include <cstddef>
#include <cstdint>
#include <span>

namespace palimpsest {

[[nodiscard]] bool endsInLoop(std::span<const std::int32_t> ids, std::size_t shortestLoop);

} // namespace palimpsest
