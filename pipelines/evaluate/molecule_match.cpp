#include "pipelines/evaluate/molecule_match.h"

#include <DataStructs/BitOps.h>
#include <DataStructs/ExplicitBitVect.h>
#include <GraphMol/Fingerprints/MorganFingerprints.h>
#include <GraphMol/GraphMol.h>
#include <GraphMol/SmilesParse/SmilesParse.h>
#include <GraphMol/SmilesParse/SmilesWrite.h>
#include <RDGeneral/RDLog.h>
#include <algorithm>
#include <exception>
#include <memory>

namespace palimpsest {
namespace {

using Molecule = std::unique_ptr<RDKit::ROMol>;

constexpr std::size_t kMostLetters = 10'000;

// RDKit throws for some faults and gives nothing for others.
Molecule parsed(const std::string& smiles)
{
    if (smiles.empty() || smiles.size() > kMostLetters)
        return nullptr;
    const RDLog::LogStateSetter silent; // what is wrong with an answer is a score, no message
    try {
        return Molecule(RDKit::SmilesToMol(smiles));
    } catch (const std::exception&) {
        return nullptr;
    }
}

bool isNumberedGroup(std::string_view inside)
{
    return inside.size() > 1 && inside.front() == 'R'
        && std::all_of(inside.begin() + 1, inside.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
}

// "[R1]" becomes "[1*]"; a bracket that is no atom becomes "*".
std::string withAtomsOnly(std::string_view smiles)
{
    std::string atoms;
    while (!smiles.empty()) {
        const std::size_t close = smiles.front() == '[' ? smiles.find(']') : std::string_view::npos;
        if (close == std::string_view::npos) {
            atoms += smiles.front();
            smiles.remove_prefix(1);
            continue;
        }
        const std::string bracket(smiles.substr(0, close + 1));
        const std::string_view inside = std::string_view(bracket).substr(1, bracket.size() - 2);
        if (isNumberedGroup(inside))
            atoms += "[" + std::string(inside.substr(1)) + "*]";
        else if (const std::unique_ptr<RDKit::Atom> atom(RDKit::SmilesToAtom(bracket)); atom != nullptr)
            atoms += bracket;
        else
            atoms += "*";
        smiles.remove_prefix(close + 1);
    }
    return atoms;
}

std::string canonicalOr(std::string_view smiles, Stereo stereo)
{
    return canonicalSmiles(smiles, stereo).value_or(std::string(smiles));
}

double fingerprintSimilarity(const RDKit::ROMol& a, const RDKit::ROMol& b)
{
    constexpr unsigned kRadius = 2;
    constexpr unsigned kBits = 2048;
    try {
        const std::unique_ptr<ExplicitBitVect> first(
            RDKit::MorganFingerprints::getFingerprintAsBitVect(a, kRadius, kBits));
        const std::unique_ptr<ExplicitBitVect> second(
            RDKit::MorganFingerprints::getFingerprintAsBitVect(b, kRadius, kBits));
        return TanimotoSimilarity(*first, *second);
    } catch (const std::exception&) {
        return 0;
    }
}

} // namespace

std::optional<std::string> canonicalSmiles(std::string_view smiles, Stereo stereo)
{
    if (smiles.size() > kMostLetters)
        return std::nullopt;
    std::string atoms = withAtomsOnly(smiles);
    if (stereo == Stereo::WithoutCisTrans)
        std::erase_if(atoms, [](char letter) { return letter == '/' || letter == '\\'; });
    const Molecule molecule = parsed(atoms);
    if (molecule == nullptr)
        return std::nullopt;
    try {
        return RDKit::MolToSmiles(*molecule, stereo != Stereo::Dropped);
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

MoleculeMatch matchMolecules(std::string_view found, std::string_view truth)
{
    MoleculeMatch match;
    match.valid = canonicalSmiles(found).has_value();
    match.chiralTruth = truth.find('@') != std::string_view::npos;
    if (truth.empty())
        return match;
    const auto same = [&](Stereo stereo) { return canonicalOr(found, stereo) == canonicalOr(truth, stereo); };
    match.exact = same(Stereo::Kept);
    match.withoutCisTrans = same(Stereo::WithoutCisTrans);
    match.graph = same(Stereo::Dropped);
    const Molecule a = parsed(withAtomsOnly(found));
    const Molecule b = parsed(withAtomsOnly(truth));
    if (a != nullptr && b != nullptr)
        match.tanimoto = fingerprintSimilarity(*a, *b);
    return match;
}

} // namespace palimpsest
