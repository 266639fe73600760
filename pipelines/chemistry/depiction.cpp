#include "pipelines/chemistry/depiction.h"

#include <GraphMol/MolDraw2D/MolDraw2DCairo.h>
#include <GraphMol/MolDraw2D/MolDraw2DSVG.h>
#include <GraphMol/MolDraw2D/MolDraw2DUtils.h>

#include "pipelines/chemistry/rdkit_molecule.h"

namespace palimpsest {
namespace {

template <typename Drawer> std::optional<std::string> drawn(std::string_view smiles)
{
    if (smiles.size() > kMostSmilesLetters)
        return std::nullopt;
    const RdkitMolecule molecule = sanitisedMolecule(withAtomsOnly(smiles));
    if (molecule == nullptr)
        return std::nullopt;
    return quietly([&] {
        Drawer drawer(kDepictionWidth, kDepictionHeight);
        drawer.drawOptions().includeMetadata = false; // the same bytes whatever RDKit's version keeps there
        RDKit::MolDraw2DUtils::prepareAndDrawMolecule(drawer, *molecule);
        drawer.finishDrawing();
        return drawer.getDrawingText();
    });
}

} // namespace

std::optional<std::string> svgDepiction(std::string_view smiles)
{
    return drawn<RDKit::MolDraw2DSVG>(smiles);
}

std::optional<std::string> pngDepiction(std::string_view smiles)
{
    return drawn<RDKit::MolDraw2DCairo>(smiles);
}

} // namespace palimpsest
