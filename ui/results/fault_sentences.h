#pragma once
// What is doubtful about a molecule, as sentences for people.

#include <QString>
#include <QStringList>

#include "pipelines/molecule/molecules.h"

namespace palimpsest {

// "Atom 4, C: More bonds than the element can have."; `atoms`: as they are written.
[[nodiscard]] QString sentenceOf(const MoleculeWarning& warning, const QStringList& atoms);
} // namespace palimpsest
