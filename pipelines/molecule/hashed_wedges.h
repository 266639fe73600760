#pragma once
// Rows of dashes, which stand for a bond that goes behind the paper. Pure; any thread.

#include <cstdint>
#include <vector>

#include "pipelines/molecule/bond_lines.h"

namespace palimpsest {

// From the narrow end to the wide one. Marks in `taken` the parts that are dashes.
std::vector<BondLine> findHashedWedges(const LineDrawing& drawing, double bondLength, std::vector<std::uint8_t>& taken);

} // namespace palimpsest
