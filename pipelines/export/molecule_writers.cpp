#include "pipelines/export/molecule_writers.h"

#include <algorithm>

#include "pipelines/chemistry/depiction.h"
#include "pipelines/chemistry/inchi.h"
#include "pipelines/chemistry/mol_block.h"
#include "pipelines/export/box_text.h"
#include "pipelines/export/molecule_text.h"

namespace palimpsest {
namespace {

// A value of one line: nothing in it may look like the end of a field or of a record.
std::string oneLine(std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return text;
}

const std::vector<Molecule>& moleculesOf(const ExportPage& page)
{
    static const std::vector<Molecule> none;
    const auto* const molecules = page.result ? std::get_if<Molecules>(&page.result->content) : nullptr;
    return molecules == nullptr ? none : molecules->items;
}

std::string nameOf(const ExportPage& page, std::size_t index)
{
    return oneLine(documentName(page)) + " page " + std::to_string(page.pageNumber) + " molecule "
        + std::to_string(index + 1);
}

// What `write` makes of each molecule of each page and its name.
template <typename Write> std::string everyMolecule(const ExportInput& input, Write write)
{
    std::string text;
    for (const ExportPage& page : input.pages)
        for (std::size_t i = 0; i < moleculesOf(page).size(); ++i)
            text += write(moleculesOf(page)[i], page, nameOf(page, i));
    return text;
}

template <typename Write>
std::vector<std::string> fileEach(const ExportInput& input, std::size_t pageIndex, Write write)
{
    const ExportPage& page = input.pages[pageIndex];
    std::vector<std::string> files;
    for (std::size_t i = 0; i < moleculesOf(page).size(); ++i)
        files.push_back(write(moleculesOf(page)[i], nameOf(page, i)).value_or(std::string()));
    return files;
}

std::string field(const std::string& name, const std::string& value)
{
    return value.empty() ? std::string() : "> <" + name + ">\n" + oneLine(value) + "\n\n";
}

std::string recordOf(const Molecule& molecule, const ExportPage& page, const std::string& name)
{
    const std::optional<Inchi> inchi = inchiOf(molecule.canonical);
    std::string record = molBlock(molecule.canonical, name).value_or(emptyMolBlock(name));
    record += field("document", documentName(page));
    record += field("page", std::to_string(page.pageNumber));
    record += field("box",
        shortestText(molecule.box.left) + ' ' + shortestText(molecule.box.top) + ' ' + shortestText(molecule.box.right)
            + ' ' + shortestText(molecule.box.bottom));
    record += field("smiles_as_read", molecule.smiles);
    record += field("canonical_smiles", molecule.canonical);
    if (inchi)
        record += field("inchi", inchi->text) + field("inchi_key", inchi->key);
    if (molecule.confidence)
        record += field("confidence", shortestText(*molecule.confidence));
    record += field("warnings", warningText(molecule.warnings));
    record += field("provenance", provenanceLine(page.result->provenance));
    return record + "$$$$\n";
}

} // namespace

std::string canonicalSmilesOf(const ExportInput& input)
{
    return everyMolecule(input, [](const Molecule& molecule, const ExportPage&, const std::string& name) {
        return molecule.canonical.empty() ? std::string() : molecule.canonical + '\t' + name + '\n';
    });
}

std::string readSmilesOf(const ExportInput& input)
{
    return everyMolecule(input, [](const Molecule& molecule, const ExportPage&, const std::string& name) {
        return molecule.smiles + '\t' + name + '\n';
    });
}

std::string inchiListOf(const ExportInput& input)
{
    return everyMolecule(input, [](const Molecule& molecule, const ExportPage&, const std::string& name) {
        const std::optional<Inchi> inchi = inchiOf(molecule.canonical);
        return inchi ? inchi->text + '\t' + name + '\n' : std::string();
    });
}

std::string sdfOf(const ExportInput& input)
{
    return everyMolecule(input, recordOf);
}

std::vector<std::string> molFilesOf(const ExportInput& input, std::size_t page)
{
    return fileEach(input, page,
        [](const Molecule& molecule, const std::string& name) { return molBlock(molecule.canonical, name); });
}

std::vector<std::string> molV3000FilesOf(const ExportInput& input, std::size_t page)
{
    return fileEach(input, page, [](const Molecule& molecule, const std::string& name) {
        return molBlock(molecule.canonical, name, MolVersion::V3000);
    });
}

std::vector<std::string> svgDepictionsOf(const ExportInput& input, std::size_t page)
{
    return fileEach(
        input, page, [](const Molecule& molecule, const std::string&) { return svgDepiction(molecule.canonical); });
}

std::vector<std::string> pngDepictionsOf(const ExportInput& input, std::size_t page)
{
    return fileEach(
        input, page, [](const Molecule& molecule, const std::string&) { return pngDepiction(molecule.canonical); });
}

} // namespace palimpsest
