#include "pipelines/protocol/molecule_json.h"

#include "pipelines/protocol/json_node.h"
#include "pipelines/protocol/json_values.h"
#include "pipelines/protocol/molecule_words.h"

namespace palimpsest {
namespace {

using Json = nlohmann::ordered_json;

Json warningJson(const MoleculeWarning& warning)
{
    return { { "kind", wordOf(warning.fault) }, { "atom", optionalNumber(warning.atom) } };
}

// Empty for a kind that this version does not know: a later one may know more.
Result<std::optional<MoleculeWarning>> readWarning(const Node& node)
{
    PAL_TRY_ASSIGN(const std::string kind, readKey(node, "kind", readText));
    PAL_TRY_ASSIGN(const std::optional<std::size_t> atom, readKey(node, "atom", readOptionalIndex));
    const std::optional<MoleculeFault> fault = valueFrom<MoleculeFault>(kind);
    return fault ? std::optional(MoleculeWarning{ *fault, atom }) : std::nullopt;
}

Result<Molecule> readMolecule(const Node& node)
{
    Molecule molecule;
    PAL_TRY_ASSIGN(molecule.box, readKey(node, "box", readBox));
    PAL_TRY_ASSIGN(molecule.smiles, readKey(node, "smiles", readText));
    PAL_TRY_ASSIGN(const Node canonical, node.at("canonical_smiles"));
    if (!canonical.json.is_null()) {
        PAL_TRY_ASSIGN(molecule.canonical, readText(canonical));
    }
    PAL_TRY_ASSIGN(molecule.confidence, readKey(node, "confidence", readConfidence));
    PAL_TRY_ASSIGN(molecule.answer, readKey(node, "answer", readIndex));
    PAL_TRY_ASSIGN(const auto warnings, readKey(node, "warnings", [](const Node& list) {
        return readList<std::optional<MoleculeWarning>>(list, readWarning);
    }));
    for (const std::optional<MoleculeWarning>& warning : warnings)
        if (warning)
            molecule.warnings.push_back(*warning);
    return molecule;
}

} // namespace

nlohmann::ordered_json moleculesJson(const Molecules& molecules)
{
    Json items = Json::array();
    for (const Molecule& molecule : molecules.items) {
        Json warnings = Json::array();
        for (const MoleculeWarning& warning : molecule.warnings)
            warnings.push_back(warningJson(warning));
        items.push_back({ { "smiles", molecule.smiles },
            { "canonical_smiles", molecule.canonical.empty() ? Json(nullptr) : Json(molecule.canonical) },
            { "box", boxJson(molecule.box) }, { "confidence", optionalNumber(molecule.confidence) },
            { "warnings", std::move(warnings) }, { "answer", molecule.answer } });
    }
    return { { "molecules", std::move(items) } };
}

Result<Molecules> readMolecules(const Node& content)
{
    PAL_TRY_ASSIGN(std::vector<Molecule> items,
        readKey(content, "molecules", [](const Node& list) { return readList<Molecule>(list, readMolecule); }));
    return Molecules{ std::move(items) };
}

} // namespace palimpsest
