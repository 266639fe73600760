#pragma once
// Tells when an answer has run into a loop: its end is one group of at most 16 tokens, repeated at least four times and
// over at least 32 tokens. The second condition keeps "0000", dot leaders and empty table cells out of it.

#include <cstdint>
#include <span>

namespace palimpsest {

[[nodiscard]] bool endsInLoop(std::span<const std::int32_t> ids);

} // namespace palimpsest
