#include "pipelines/molecule/read_molecule.h"

#include <utility>

#include "pipelines/chemistry/canonical_smiles.h"
#include "pipelines/decode/smiles_syntax.h"

namespace palimpsest {

Molecule readMolecule(std::string_view text)
{
    SmilesReading reading = readSmiles(text);
    CheckedMolecule checked = checkMolecule(reading.smiles);
    Molecule molecule;
    molecule.smiles = std::move(reading.smiles);
    molecule.canonical = std::move(checked.canonical);
    molecule.warnings = std::move(reading.warnings);
    molecule.warnings.insert(molecule.warnings.end(), checked.warnings.begin(), checked.warnings.end());
    return molecule;
}

} // namespace palimpsest
