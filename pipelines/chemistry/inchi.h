#pragma once
// Standard InChI and InChIKey of a molecule, by the InChI Trust's library: Debian's RDKit is built without it. Any
// thread; the library is entered by one at a time.

#include <optional>
#include <string>
#include <string_view>

namespace palimpsest {

struct Inchi {
    std::string text; // "InChI=1S/..."
    std::string key;  // 27 letters
};

// Nothing when it is no molecule, or has an atom that stands for any ("*", a group), which InChI cannot say.
[[nodiscard]] std::optional<Inchi> inchiOf(std::string_view smiles);

} // namespace palimpsest
