#include "pipelines/evaluate/molecule_match.h"

#include <string>

#include "pipelines/chemistry/canonical_smiles.h"

namespace palimpsest {
namespace {

std::string canonicalOr(std::string_view smiles, Stereo stereo)
{
    return canonicalSmiles(smiles, stereo).value_or(std::string(smiles));
}

} // namespace

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
    match.tanimoto = tanimotoSimilarity(found, truth);
    return match;
}

} // namespace palimpsest
