#include "pipelines/molecule/label_names.h"

#include <array>

namespace palimpsest {
namespace {

constexpr std::array kNames{ // groups
    LabelName{ "Boc", "C(=O)OC(C)(C)C" }, LabelName{ "Cbz", "C(=O)OCc1ccccc1" },
    LabelName{ "TBDMS", "[Si](C)(C)C(C)(C)C" }, LabelName{ "TBS", "[Si](C)(C)C(C)(C)C" },
    LabelName{ "TMS", "[Si](C)(C)C" }, LabelName{ "iPr", "C(C)C" }, LabelName{ "tBu", "C(C)(C)C" },
    LabelName{ "iBu", "CC(C)C" }, LabelName{ "Me", "C" }, LabelName{ "Et", "CC" }, LabelName{ "Pr", "CCC" },
    LabelName{ "Bu", "CCCC" }, LabelName{ "Ph", "c1ccccc1" }, LabelName{ "Bn", "Cc1ccccc1" },
    LabelName{ "Bz", "C(=O)c1ccccc1" }, LabelName{ "Ac", "C(=O)C" }, LabelName{ "Ts", "S(=O)(=O)c1ccc(C)cc1" },
    LabelName{ "Ms", "S(=O)(=O)C" }, LabelName{ "Tf", "S(=O)(=O)C(F)(F)F" },
    // elements
    LabelName{ "Cl", "Cl" }, LabelName{ "Br", "Br" }, LabelName{ "Si", "[Si]" }, LabelName{ "Se", "[Se]" },
    LabelName{ "Sn", "[Sn]" }, LabelName{ "As", "[As]" }, LabelName{ "Na", "[Na]" }, LabelName{ "Li", "[Li]" },
    LabelName{ "Mg", "[Mg]" }, LabelName{ "Zn", "[Zn]" }, LabelName{ "Ar", {} }, LabelName{ "R", {} },
    LabelName{ "X", {} }, LabelName{ "C", "C" }, LabelName{ "N", "N" }, LabelName{ "O", "O" }, LabelName{ "S", "S" },
    LabelName{ "P", "P" }, LabelName{ "F", "F" }, LabelName{ "I", "I" }, LabelName{ "B", "B" }, LabelName{ "K", "[K]" },
    LabelName{ "H", "[H]" }, LabelName{ "D", "[2H]" }
};

} // namespace

std::span<const LabelName> labelNames()
{
    return kNames;
}

} // namespace palimpsest
