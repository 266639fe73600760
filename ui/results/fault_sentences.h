#pragma once
// What is doubtful about a molecule or about music, as sentences for people.

#include <QString>
#include <QStringList>

#include "pipelines/molecule/molecules.h"
#include "pipelines/score/scores.h"

namespace palimpsest {

// "Atom 4, C: More bonds than the element can have."; `atoms`: as they are written.
[[nodiscard]] QString sentenceOf(const MoleculeWarning& warning, const QStringList& atoms);
// "Measure 2: The meter is not filled, or overflows."
[[nodiscard]] QString sentenceOf(const ScoreWarning& warning);

} // namespace palimpsest
