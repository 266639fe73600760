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

std::vector<std::int32_t> Sequence::idsToFeed() const
{
    std::vector<std::int32_t> result = ids();
    result.erase(result.begin(), result.begin() + static_cast<std::ptrdiff_t>(cache->length() - prefixLength));
    return result;
}

Result<StartedSequence> startSequence(PaliGemma& model, TokenSelector& selector, const Vocabulary& vocabulary,
    const Question& question, std::span<const Tensor> imageRows)
{
    const std::vector<std::int32_t> prefix
        = vocabulary.promptIds(question.prompt, imageRows.size(), model.config().vision.patchCount());
    const std::vector<std::int32_t> forced = vocabulary.encode(question.forcedStart);

    StartedSequence started;
    Sequence& sequence = started.sequence;
    sequence.prefixLength = prefix.size();
    sequence.forcedTokens = forced.size();
    PAL_TRY_ASSIGN(sequence.cache, model.createCache(prefix.size() + forced.size() + question.maxTokens));
    PAL_TRY_ASSIGN(started.next, model.prefill(prefix, imageRows, *sequence.cache, question.stop));
    if (forced.empty())
        return started;

    // How probable each forced token was: the first after the prompt, the others after those before them.
    const auto forcedToken = [&](std::size_t row, std::size_t index) {
        return Selection{ row, std::vector<std::int32_t>{ forced[index] } };
    };
    const auto keep = [&sequence](const std::vector<std::vector<AnswerToken>>& chosen) {
        for (const std::vector<AnswerToken>& token : chosen)
            sequence.tokens.insert(sequence.tokens.end(), token.begin(), token.end());
    };
    const Selection first = forcedToken(0, 0);
    PAL_TRY_ASSIGN(auto chosen, selector.select(started.next, { &first, 1 }));
    keep(chosen);
    const PaliGemma::Run run{ sequence.cache.get(), sequence.prefixLength, forced };
    PAL_TRY_ASSIGN(const Logits rows, model.extend({ &run, 1 }, OutputRows::All, question.stop));
    std::vector<Selection> others;
    for (std::size_t i = 1; i < forced.size(); ++i)
        others.push_back(forcedToken(i - 1, i));
    PAL_TRY_ASSIGN(chosen, selector.select(rows, others));
    keep(chosen);
    started.next = rows.rowRange(forced.size() - 1, 1);
    return started;
}

Result<Logits> advance(PaliGemma& model, std::span<Sequence* const> sequences, const std::stop_token& stop)
{
    std::vector<PaliGemma::Run> runs;
    std::vector<PaliGemma::Step> steps;
    for (const Sequence* sequence : sequences) {
        runs.push_back({ sequence->cache.get(), sequence->prefixLength, sequence->idsToFeed() });
        if (runs.back().ids.size() == 1)
            steps.push_back({ sequence->cache.get(), sequence->prefixLength, sequence->tokens.back().id });
    }
    return steps.size() == runs.size() ? model.decode(steps, stop) : model.extend(runs, OutputRows::Last, stop);
}

} // namespace palimpsest
