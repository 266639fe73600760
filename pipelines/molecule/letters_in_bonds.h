#pragma once
// Letters that bonds run into: the ink that is left where the bonds are taken away. Pure; any thread.

#include "pipelines/molecule/strokes.h"

namespace palimpsest {

// Makes each of them a part of its own, behind the others; bonds end where a letter begins. `letterHeight` of a
// capital and `bondLength`, about: pixels, the first as letters have it that stand free.
void cutOutLetters(const InkMap& ink, LineDrawing& drawing, double letterHeight, double bondLength);

} // namespace palimpsest
