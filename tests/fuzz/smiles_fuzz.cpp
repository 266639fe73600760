// Whatever a model writes: a short piece of ink, and warnings at atoms that are there.

#include "pipelines/decode/smiles_syntax.h"
#include "tests/fuzz/fuzz_target.h"

using namespace palimpsest;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = asText(data, size);
    const SmilesReading reading = readSmiles(text);
    PAL_CHECK(reading.smiles.size() <= kLongestSmiles && reading.atoms.size() <= reading.smiles.size());
    PAL_CHECK(text.find(reading.smiles) != std::string_view::npos);
    for (const char c : reading.smiles)
        PAL_CHECK(c > ' ' && c < 127);
    for (const MoleculeWarning& warning : reading.warnings)
        PAL_CHECK(!warning.atom || *warning.atom < reading.atoms.size());
    const std::string element = elementOfBracket(text);
    PAL_CHECK(element.size() <= 2);
    // What it read, it reads again.
    PAL_CHECK(readSmiles(reading.smiles).smiles == reading.smiles);
    return 0;
}
