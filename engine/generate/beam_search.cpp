#include "engine/generate/beam_search.h"

#include <algorithm>
#include <limits>

namespace palimpsest {
namespace {

struct Hypothesis {
    Sequence sequence;
    double score = 0;
};

struct Extension {
    std::size_t parent = 0;
    AnswerToken token;
    double score = 0;
};

bool endIsAllowed(const AllowedIds& allowed, std::int32_t eosId)
{
    return !allowed || std::find(allowed->begin(), allowed->end(), eosId) != allowed->end();
}

class Search {
public:
    Search(PaliGemma& model, TokenSelector& selector, const Question& question, std::int32_t eosId)
        : m_model(model),
          m_selector(selector),
          m_question(question),
          m_eosId(eosId)
    {
    }

    Result<BeamOutcome> run(StartedSequence start)
    {
        const std::size_t limit = start.sequence.forcedTokens + m_question.maxTokens;
        m_live.push_back({ std::move(start.sequence), 0 });
        Logits logits = start.next;
        while (true) {
            PAL_TRY_ASSIGN(const std::vector<Extension> extensions, tryEndsAndExtend(logits));
            if (extensions.empty() || m_live.front().sequence.tokens.size() >= limit)
                break;
            if (m_best.finished && extensions.front().score < m_bestScore)
                break;
            PAL_TRY(adopt(extensions));
            std::vector<Sequence*> sequences;
            for (Hypothesis& hypothesis : m_live)
                sequences.push_back(&hypothesis.sequence);
            PAL_TRY_ASSIGN(logits, advance(m_model, sequences, m_question.stop));
        }
        if (!m_best.finished && !m_live.empty())
            m_best.tokens = m_live.front().sequence.tokens;
        return m_best;
    }

private:
    // Best extension first. Row i of the logits belongs to hypothesis i.
    Result<std::vector<Extension>> tryEndsAndExtend(const Logits& logits)
    {
        const std::size_t beams = std::max<std::size_t>(1, m_question.sampling.beams);
        std::vector<Selection> selections; // of each hypothesis: the end where it is allowed, then its best tokens
        for (std::size_t i = 0; i < m_live.size(); ++i) {
            AllowedIds allowed = m_question.mask ? m_question.mask(m_live[i].sequence.ids()) : std::nullopt;
            AllowedIds end = std::vector<std::int32_t>{};
            if (endIsAllowed(allowed, m_eosId))
                end->push_back(m_eosId);
            selections.push_back({ i, std::move(end) });
            selections.push_back({ i, std::move(allowed), beams + 2 }); // <eos> may be among them
        }
        PAL_TRY_ASSIGN(const auto chosen, m_selector.select(logits, selections));

        std::vector<Extension> extensions;
        for (std::size_t i = 0; i < m_live.size(); ++i) {
            for (const AnswerToken& end : chosen[2 * i]) {
                const double score = m_live[i].score + static_cast<double>(end.logProbability);
                if (score > m_bestScore) {
                    m_bestScore = score;
                    m_best = { m_live[i].sequence.tokens, true, end.logProbability };
                }
            }
            for (const AnswerToken& token : chosen[2 * i + 1]) {
                if (token.id != m_eosId)
                    extensions.push_back({ i, token, m_live[i].score + static_cast<double>(token.logProbability) });
            }
        }
        std::stable_sort(extensions.begin(), extensions.end(),
            [](const Extension& a, const Extension& b) { return a.score > b.score; });
        if (extensions.size() > beams)
            extensions.resize(beams);
        return extensions;
    }

    // The first child of a hypothesis keeps its cache; further children get a cache that lost all its children, or a
    // new one, and copy what lies behind the prefix (the whole of it into a new one).
    Result<void> adopt(const std::vector<Extension>& extensions)
    {
        std::vector<bool> hasChild(m_live.size(), false);
        for (const Extension& extension : extensions)
            hasChild[extension.parent] = true;
        std::vector<std::unique_ptr<KvCache>> spare;
        for (std::size_t i = 0; i < m_live.size(); ++i) {
            if (!hasChild[i])
                spare.push_back(std::move(m_live[i].sequence.cache));
        }

        std::vector<Hypothesis> children;
        std::vector<KvCache*> parentCache;
        for (const Hypothesis& hypothesis : m_live)
            parentCache.push_back(hypothesis.sequence.cache.get());
        for (const Extension& extension : extensions) {
            Sequence& parent = m_live[extension.parent].sequence;
            Hypothesis child;
            child.score = extension.score;
            child.sequence.prefixLength = parent.prefixLength;
            child.sequence.forcedTokens = parent.forcedTokens;
            child.sequence.tokens = parent.tokens;
            child.sequence.tokens.push_back(extension.token);
            if (parent.cache) {
                child.sequence.cache = std::move(parent.cache);
            } else {
                const KvCache& source = *parentCache[extension.parent];
                const bool fresh = spare.empty();
                if (fresh) {
                    PAL_TRY_ASSIGN(child.sequence.cache, m_model.createCache(source.capacity()));
                } else {
                    child.sequence.cache = std::move(spare.back());
                    spare.pop_back();
                }
                child.sequence.cache->copyFrom(source, fresh ? 0 : parent.prefixLength, m_model.backend().recorder());
            }
            children.push_back(std::move(child));
        }
        m_live = std::move(children);
        return {};
    }

    PaliGemma& m_model;
    TokenSelector& m_selector;
    const Question& m_question;
    std::int32_t m_eosId;
    std::vector<Hypothesis> m_live;
    BeamOutcome m_best;
    double m_bestScore = -std::numeric_limits<double>::infinity();
};

} // namespace

Result<BeamOutcome> beamSearch(
    PaliGemma& model, TokenSelector& selector, StartedSequence start, const Question& question, std::int32_t eosId)
{
    return Search(model, selector, question, eosId).run(std::move(start));
}

} // namespace palimpsest
