#pragma once
// The relaxed accuracy of ChartQA: A. Masry et al., "ChartQA", Findings of ACL 2022.

#include <string_view>

namespace palimpsest {

// Numbers may be off by a twentieth, everything else is equal or wrong; case does not count. A percent sign divides by
// a hundred; there are no thousands separators. No tolerance on top: -4.2 for -4 is wrong, as in the published code.
[[nodiscard]] bool relaxedMatch(std::string_view found, std::string_view truth);

} // namespace palimpsest
