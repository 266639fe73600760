#pragma once
// Drawings of molecules whose SMILES is known, by RDKit: somebody else's hand.

#include <string_view>

#include "engine/image/rgb_image.h"

namespace palimpsest {

// Enlarged so many times, as the program does with small drawings.
RgbImage depictedMolecule(std::string_view smiles, std::size_t larger = 1);

} // namespace palimpsest
