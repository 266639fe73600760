#pragma once
// Rests, by their shapes and where they stand upon a staff. Pure; any thread.

#include <optional>

#include "pipelines/score/sign_pieces.h"

namespace palimpsest {

// Halvings of a whole rest: 0 a whole one, 2 a quarter. Empty: no rest.
std::optional<int> restOf(const SignPiece& piece);

} // namespace palimpsest
