#include "pipelines/decode/located_text.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/base/text.h"
#include "pipelines/decode/composed_text.h"
#include "pipelines/decode/location_tokens.h"
#include "pipelines/decode/mean_log_probability.h"
#include "pipelines/decode/text_run.h"

namespace palimpsest {
namespace {

using Kind = AnswerPiece::Kind;

constexpr std::size_t kFewestRepetitions = 3; // of one object before it counts as a loop

struct Range {
    std::size_t first = 0;
    std::size_t last = 0;
};

// The part of `bytes` that is text: no spaces around it, no separator before (text first) or behind it (box first).
Range withoutSeparators(std::string_view bytes, const LocatedGrammar& grammar)
{
    Range range{ 0, bytes.size() };
    const auto trim = [&] {
        while (range.first < range.last && (bytes[range.first] == ' ' || bytes[range.first] == '\n'))
            ++range.first;
        while (range.first < range.last && (bytes[range.last - 1] == ' ' || bytes[range.last - 1] == '\n'))
            --range.last;
    };
    trim();
    const bool strict
        = grammar.kind == LocatedKind::Transcription; // "end;" is a text, "end ;" is a text and a separator
    if (grammar.pairOrder == PairOrder::TextFirst) {
        const bool separated = range.first < range.last && bytes[range.first] == ';';
        if (separated && (!strict || range.first + 1 == range.last || bytes[range.first + 1] == ' '))
            ++range.first;
    } else if (range.first < range.last && bytes[range.last - 1] == ';') {
        if (!strict || range.first + 1 == range.last || bytes[range.last - 2] == ' ')
            --range.last;
    }
    trim();
    return range;
}

class LocatedReader {
public:
    explicit LocatedReader(const LocatedGrammar& grammar) : m_grammar(grammar) { }

    void read(const AnswerPiece& piece)
    {
        switch (piece.kind) {
        case Kind::Location:
            return readLocation(piece);
        case Kind::Segment:
            return readSegment(piece);
        case Kind::Text:
            return readText(piece.text, piece.logProbability);
        case Kind::Unknown:
            warn(AnswerWarning::UnknownToken);
            return readText("\xEF\xBF\xBD", piece.logProbability);
        case Kind::Control:
            return warn(AnswerWarning::ControlToken);
        }
    }

    LocatedAnswer finish(StopReason stopReason)
    {
        if (stopReason == StopReason::Loop)
            warn(AnswerWarning::Loop);
        if (stopReason == StopReason::TokenLimit)
            warn(AnswerWarning::TokenLimit);
        dropPartialBox();
        const bool cut = stopReason == StopReason::TokenLimit && m_open.has_value();
        closeItem();
        if (cut && !m_answer.items.empty()) {
            m_answer.items.back().complete = false;
            if (m_grammar.kind == LocatedKind::Label)
                m_answer.items.pop_back();
        }
        addLoose(m_run.bytes());
        dropRepetitions();
        return std::move(m_answer);
    }

private:
    void warn(AnswerWarning warning)
    {
        if (std::find(m_answer.warnings.begin(), m_answer.warnings.end(), warning) == m_answer.warnings.end())
            m_answer.warnings.push_back(warning);
    }

    void readLocation(const AnswerPiece& piece)
    {
        m_skipping = false;
        if (m_binCount == 0)
            closeItem();
        m_bins[m_binCount++] = piece.value;
        m_boxMean.add(piece.logProbability);
        if (m_binCount < 4)
            return;
        m_binCount = 0;
        LocatedText item;
        item.bins = m_bins;
        item.box = boxOf(m_bins, m_grammar.coordinateOrder);
        item.state = stateOf(item.box);
        if (item.state == BoxState::Inverted)
            warn(AnswerWarning::InvertedBox);
        if (item.state == BoxState::Degenerate)
            warn(AnswerWarning::DegenerateBox);
        item.boxConfidence = std::exchange(m_boxMean, {}).confidence();
        if (m_grammar.pairOrder == PairOrder::TextFirst)
            takeText(item);
        m_open = std::move(item);
    }

    void readSegment(const AnswerPiece& piece)
    {
        dropPartialBox();
        const bool textCame = m_grammar.pairOrder == PairOrder::BoxFirst && !m_run.bytes().empty();
        if (!m_open || textCame) {
            m_skipping = !m_open.has_value();
            warn(AnswerWarning::OrphanSeg);
        } else if (m_codeCount == kCodesPerMask) {
            warn(AnswerWarning::LongMask);
        } else {
            m_codes[m_codeCount++] = piece.value;
        }
    }

    void readText(std::string_view text, std::optional<float> logProbability)
    {
        if (m_skipping)
            return;
        dropPartialBox();
        if (m_grammar.pairOrder == PairOrder::TextFirst)
            closeItem(); // this text belongs to the next box
        m_run.add(text, logProbability);
    }

    // One to three location tokens that no fourth follows.
    void dropPartialBox()
    {
        if (m_binCount == 0)
            return;
        warn(AnswerWarning::TruncatedBox);
        m_binCount = 0;
        m_boxMean = {};
    }

    void closeItem()
    {
        if (!m_open) {
            if (m_grammar.pairOrder == PairOrder::BoxFirst)
                addLoose(std::exchange(m_run, {}).bytes());
            return;
        }
        if (m_codeCount == kCodesPerMask)
            m_open->codes = m_codes;
        else if (m_codeCount > 0)
            warn(AnswerWarning::ShortMask);
        m_codeCount = 0;
        if (m_grammar.pairOrder == PairOrder::BoxFirst)
            takeText(*m_open);
        m_answer.items.push_back(std::move(*m_open));
        m_open.reset();
    }

    void takeText(LocatedText& item)
    {
        const TextRun run = std::exchange(m_run, {});
        const std::string_view bytes = run.bytes();
        Range range = withoutSeparators(bytes, m_grammar);
        if (m_grammar.kind == LocatedKind::Label) {
            const std::size_t semicolon = bytes.find(';', range.first);
            if (semicolon < range.last) {
                addLoose(bytes.substr(semicolon + 1, range.last - semicolon - 1));
                range.last = semicolon;
                while (range.last > range.first && bytes[range.last - 1] == ' ')
                    --range.last;
            }
        }
        item.textConfidence = run.confidence(range.first, range.last);
        const std::string_view text = bytes.substr(range.first, range.last - range.first);
        item.noise = !m_grammar.noise.empty() && text == m_grammar.noise;
        if (item.noise)
            return;
        item.text = printable(text);
        item.characterConfidences = run.characterConfidences(range.first, item.text);
    }

    std::string printable(std::string_view bytes)
    {
        std::string text = withValidUtf8(bytes);
        if (text != bytes)
            warn(AnswerWarning::InvalidText);
        text = composed(text);
        const bool label = m_grammar.kind == LocatedKind::Label;
        const std::size_t stripped = std::erase_if(text, [&](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return byte < 0x20 || byte == 0x7F || (label && (c == '<' || c == '>'));
        });
        if (stripped > 0)
            warn(AnswerWarning::StrippedLabel);
        return text;
    }

    void addLoose(std::string_view bytes)
    {
        const Range range = withoutSeparators(bytes, m_grammar);
        if (range.first == range.last)
            return;
        warn(AnswerWarning::LooseText);
        if (!m_answer.looseText.empty())
            m_answer.looseText += ' ';
        m_answer.looseText += printable(bytes.substr(range.first, range.last - range.first));
    }

    void dropRepetitions()
    {
        std::map<std::pair<std::array<int, 4>, std::string>, std::size_t> seen;
        for (const LocatedText& item : m_answer.items)
            ++seen[{ item.bins, item.text }];
        const std::size_t dropped = std::erase_if(m_answer.items, [&](const LocatedText& item) {
            std::size_t& count = seen[{ item.bins, item.text }];
            if (count == 0)
                return true;
            if (count >= kFewestRepetitions)
                count = 0; // this one stays, the others go
            return false;
        });
        if (dropped > 0)
            warn(AnswerWarning::Loop);
    }

    LocatedGrammar m_grammar;
    LocatedAnswer m_answer;
    std::array<int, 4> m_bins{};
    std::size_t m_binCount = 0;
    MeanLogProbability m_boxMean;
    std::optional<LocatedText> m_open; // a box that is complete; its codes and text are still coming
    MaskCodes m_codes{};
    std::size_t m_codeCount = 0;
    TextRun m_run;
    bool m_skipping = false; // after a segmentation token without a box, until the next location token
};

} // namespace

BoxState stateOf(const RectF& box)
{
    if (box.width() < 0 || box.height() < 0)
        return BoxState::Inverted;
    return box.width() > 0 && box.height() > 0 ? BoxState::Valid : BoxState::Degenerate;
}

LocatedAnswer parseLocatedText(
    std::span<const AnswerPiece> pieces, const LocatedGrammar& grammar, StopReason stopReason)
{
    LocatedReader reader(grammar);
    for (const AnswerPiece& piece : pieces)
        reader.read(piece);
    return reader.finish(stopReason);
}

} // namespace palimpsest
