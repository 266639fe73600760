#pragma once
// Molecules in the formats of chemistry. A molecule is named "letter.pdf page 1 molecule 2".

#include <cstddef>
#include <string>
#include <vector>

#include "pipelines/export/export_input.h"

namespace palimpsest {

// "SMILES<tab>name", a line each: as canonical SMILES, without those that are no molecule; and as they were read, all
// of them.
std::string canonicalSmilesOf(const ExportInput& input);
std::string readSmilesOf(const ExportInput& input);

// "InChI<tab>name", a line each, without those that InChI cannot say.
std::string inchiListOf(const ExportInput& input);

// Every one with what is known about it; one that is no molecule keeps its place without atoms.
std::string sdfOf(const ExportInput& input);

// One file each, in the order of the page; empty where it is no molecule.
std::vector<std::string> molFilesOf(const ExportInput& input, std::size_t page);
std::vector<std::string> molV3000FilesOf(const ExportInput& input, std::size_t page);
std::vector<std::string> svgDepictionsOf(const ExportInput& input, std::size_t page);
std::vector<std::string> pngDepictionsOf(const ExportInput& input, std::size_t page);

} // namespace palimpsest
