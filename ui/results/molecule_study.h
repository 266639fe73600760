#pragma once
// All that a card shows of a molecule. Takes as long as drawing it does: not for the GUI thread. Pure.

#include <QImage>
#include <QString>
#include <QStringList>

#include "pipelines/molecule/molecules.h"

namespace palimpsest {

struct MoleculeStudy {
    Molecule molecule; // as its text says; without box and confidence
    QStringList atoms; // as they are written there
    QString inchi;     // empty: InChI cannot say it
    QString inchiKey;
    QString molBlock; // these are empty where it is no molecule
    QString svg;
    QImage picture;

    [[nodiscard]] bool isMolecule() const { return !molecule.canonical.empty(); }
};

[[nodiscard]] MoleculeStudy studyOf(const QString& smiles);

} // namespace palimpsest
