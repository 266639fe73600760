#pragma once
// Molecules as the atoms and bonds of MDL's files, laid out flat. By RDKit, behind this door. Any thread.

#include <optional>
#include <string>
#include <string_view>

namespace palimpsest {

enum class MolVersion { V2000, V3000 };

// From the title line to "M  END"; nothing when it is no molecule. A title of one line, at most 80 characters of it.
[[nodiscard]] std::optional<std::string> molBlock(
    std::string_view smiles, std::string_view title, MolVersion version = MolVersion::V2000);

// The same of a molecule without atoms, which keeps the place of one that could not be made.
[[nodiscard]] std::string emptyMolBlock(std::string_view title);

} // namespace palimpsest
