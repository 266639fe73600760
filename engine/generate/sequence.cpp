#include "engine/generate/sequence.h"

namespace palimpsest {

std::vector<std::int32_t> Sequence::ids() const
{
    std::vector<std::int32_t> result;
    result.reserve(tokens.size());
    for (const AnswerToken& token : tokens)
        result.push_back(token.id);
    return result;
}

Result<LogitsRow> readRow(PaliGemma& model, const Logits& logits, std::size_t index)
{
    LogitsRow row;
    row.values.resize(logits.values.width());
    PAL_TRY(model.backend().read(logits.values.rowRange(index, 1), std::as_writable_bytes(std::span(row.values))));
    const Tensor sums = logits.logSumExp.reshaped({ logits.logSumExp.shape.elementCount(), 1 });
    PAL_TRY(model.backend().read(sums.rowRange(index, 1), std::as_writable_bytes(std::span(&row.logSumExp, 1))));
    return row;
}

Result<Sequence> startSequence(
    PaliGemma& model, const Vocabulary& vocabulary, const Question& question, std::span<const Tensor> imageRows)
{
    const std::vector<std::int32_t> prefix
        = vocabulary.promptIds(question.prompt, imageRows.size(), model.config().vision.patchCount());
    const std::vector<std::int32_t> forced = vocabulary.encode(question.forcedStart);

    Sequence sequence;
    sequence.prefixLength = prefix.size();
    sequence.forcedTokens = forced.size();
    PAL_TRY_ASSIGN(sequence.cache, model.createCache(prefix.size() + forced.size() + question.maxTokens));
    PAL_TRY_ASSIGN(Logits logits, model.prefill(prefix, imageRows, *sequence.cache, question.stop));
    PAL_TRY_ASSIGN(sequence.next, readRow(model, logits, 0));
    if (forced.empty())
        return sequence;

    sequence.tokens.push_back(sequence.next.tokenAt(forced.front()));
    PAL_TRY_ASSIGN(logits, model.extend(forced, *sequence.cache, sequence.prefixLength, question.stop));
    for (std::size_t i = 0; i < forced.size(); ++i) {
        PAL_TRY_ASSIGN(sequence.next, readRow(model, logits, i));
        if (i + 1 < forced.size())
            sequence.tokens.push_back(sequence.next.tokenAt(forced[i + 1]));
    }
    return sequence;
}

Result<void> advance(PaliGemma& model, std::span<Sequence* const> sequences, const std::stop_token& stop)
{
    std::vector<PaliGemma::Step> steps;
    for (const Sequence* sequence : sequences)
        steps.push_back({ sequence->cache.get(), sequence->prefixLength, sequence->tokens.back().id });
    PAL_TRY_ASSIGN(const Logits logits, model.decode(steps, stop));
    for (std::size_t i = 0; i < sequences.size(); ++i) {
        PAL_TRY_ASSIGN(sequences[i]->next, readRow(model, logits, i));
    }
    return {};
}

} // namespace palimpsest
