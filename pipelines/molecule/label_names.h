#pragma once
// Elements and groups by the letters that chemists write at the atoms of a drawing.

#include <span>
#include <string_view>

namespace palimpsest {

struct LabelName {
    std::string_view letters;
    std::string_view smiles; // its first atom is the one that the bond comes to; empty: it stands for any group
};

// Longer names before those they begin with.
std::span<const LabelName> labelNames();

} // namespace palimpsest
