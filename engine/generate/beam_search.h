#pragma once
// Beam search as the reference code does it (spec tasks 1.5): every live hypothesis is also tried as "ends now"; live
// ones are extended with other tokens only; the score is the plain sum of log-probabilities; the search ends when no
// live hypothesis can beat the best finished one, or at the token limit.

#include "engine/generate/sequence.h"

namespace palimpsest {

struct BeamOutcome {
    std::vector<AnswerToken> tokens; // <eos> left out
    bool finished = false;           // by <eos>; otherwise the best live hypothesis at the limit
    float endLogProbability = 0;
};

// Log-probabilities are those of the unmasked distribution; the
// question's mask only says which tokens may extend a hypothesis.
Result<BeamOutcome> beamSearch(
    PaliGemma& model, TokenSelector& selector, StartedSequence start, const Question& question, std::int32_t eosId);

} // namespace palimpsest
