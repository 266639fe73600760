#include "pipelines/decode/text_run.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/base/text.h"
#include "pipelines/decode/mean_log_probability.h"

namespace palimpsest {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// What stands at a place: a character, or the sign for a byte that is part of none.
struct Symbol {
    std::string_view shown;
    std::size_t bytes = 1;
};

Symbol symbolAt(std::string_view text, std::size_t at)
{
    const std::size_t bytes = utf8SymbolBytes(text.substr(at));
    return bytes == 0 ? Symbol{ kReplacement, 1 } : Symbol{ text.substr(at, bytes), bytes };
}

} // namespace

void TextRun::add(std::string_view text, std::optional<float> logProbability)
{
    m_bytes += text;
    m_tokens.push_back({ m_bytes.size(), logProbability });
}

std::optional<double> TextRun::confidence(std::size_t first, std::size_t last) const
{
    MeanLogProbability mean;
    std::size_t begin = 0;
    for (const Token& token : m_tokens) {
        if (begin < last && token.end > first)
            mean.add(token.logProbability);
        begin = token.end;
    }
    return mean.confidence();
}

std::vector<float> TextRun::characterConfidences(std::size_t first, std::string_view kept) const
{
    std::vector<float> confidences;
    std::size_t at = first;
    auto token = m_tokens.begin();
    while (!kept.empty()) {
        const Symbol wanted = symbolAt(kept, 0);
        while (at < m_bytes.size() && symbolAt(m_bytes, at).shown != wanted.shown)
            at += symbolAt(m_bytes, at).bytes;
        if (at >= m_bytes.size())
            return {};
        const std::size_t end = at + symbolAt(m_bytes, at).bytes;
        while (token->end <= at)
            ++token;
        float least = std::numeric_limits<float>::infinity();
        for (auto part = token; part != m_tokens.end() && (part == token || std::prev(part)->end < end); ++part) {
            if (!part->logProbability)
                return {};
            least = std::min(least, *part->logProbability);
        }
        confidences.push_back(std::min(1.0F, std::exp(least)));
        at = end;
        kept.remove_prefix(wanted.bytes);
    }
    return confidences;
}

} // namespace palimpsest
