#pragma once
// One sequence in the making: its cache and what it has said so far. Owned by the session while it answers; on the
// inference thread.

#include <memory>
#include <span>
#include <vector>

#include "engine/generate/token_selector.h"
#include "engine/generate/vision_language_model.h"
#include "engine/model/paligemma.h"
#include "engine/tokenizer/vocabulary.h"

namespace palimpsest {

struct Sequence {
    std::unique_ptr<KvCache> cache;
    std::size_t prefixLength = 0;
    std::vector<AnswerToken> tokens;
    std::size_t forcedTokens = 0;

    [[nodiscard]] std::vector<std::int32_t> ids() const;
    // What the cache does not hold yet.
    [[nodiscard]] std::vector<std::int32_t> idsToFeed() const;
};

// A sequence whose prompt and forced start are in its cache, and the logits of what comes next: one row.
struct StartedSequence {
    Sequence sequence;
    Logits next;
};

// Prefills image rows and prompt, then the forced start if there is one, all of it in one pass.
Result<StartedSequence> startSequence(PaliGemma& model, TokenSelector& selector, const Vocabulary& vocabulary,
    const Question& question, std::span<const Tensor> imageRows);

// Feeds what each sequence has said and its cache does not hold yet, its last token at least, in one pass: the logits
// of what comes next, a row for each.
Result<Logits> advance(PaliGemma& model, std::span<Sequence* const> sequences, const std::stop_token& stop);

} // namespace palimpsest
