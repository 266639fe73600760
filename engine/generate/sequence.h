#pragma once
// One sequence in the making: its cache, what it has said so far, and the logits of what may come next. Owned by the
// session while it answers; on the inference thread.

#include <memory>
#include <span>
#include <vector>

#include "engine/generate/sampler.h"
#include "engine/generate/vision_language_model.h"
#include "engine/model/paligemma.h"
#include "engine/tokenizer/vocabulary.h"

namespace palimpsest {

struct Sequence {
    std::unique_ptr<KvCache> cache;
    std::size_t prefixLength = 0;
    std::vector<AnswerToken> tokens;
    std::size_t forcedTokens = 0;
    LogitsRow next; // of the token after the last one in the cache

    [[nodiscard]] std::vector<std::int32_t> ids() const;
};

// Prefills image rows and prompt, then the forced start if there is one.
Result<Sequence> startSequence(
    PaliGemma& model, const Vocabulary& vocabulary, const Question& question, std::span<const Tensor> imageRows);

// Feeds the last token of each sequence in one pass and refreshes `next`.
Result<void> advance(PaliGemma& model, std::span<Sequence* const> sequences, const std::stop_token& stop);

// Reads row `index` of the model's logits.
Result<LogitsRow> readRow(PaliGemma& model, const Logits& logits, std::size_t index);

} // namespace palimpsest
