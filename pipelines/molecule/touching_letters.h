#pragma once
// Letters whose ink runs into a bond: many short strokes in a small place. Pure; any thread.

#include "pipelines/molecule/strokes.h"

namespace palimpsest {

// Makes each of them a part of its own, behind the others; the bonds lose those strokes.
void partTouchingLetters(LineDrawing& drawing, double bondLength);

} // namespace palimpsest
