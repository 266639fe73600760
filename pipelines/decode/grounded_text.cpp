#include "pipelines/decode/grounded_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "pipelines/decode/located_text.h"
#include "pipelines/decode/location_tokens.h"
#include "pipelines/decode/mean_log_probability.h"

namespace palimpsest {
namespace {

using Kind = AnswerPiece::Kind;

constexpr std::size_t kTokensOfBox = 4;
constexpr std::string_view kClauseMarks = ".,;:!?";

// The pieces of an answer that are no boxes, and where between them the boxes stood.
struct Parted {
    struct Box {
        std::size_t place = 0; // it stood before this piece
        std::array<int, kTokensOfBox> bins{};
        std::optional<double> confidence;
    };
    std::vector<AnswerPiece> pieces;
    std::vector<Box> boxes;
};

// Without its box, "dog <box> sits" would have two spaces and "dog <box>, which" one too many.
void closeGap(std::vector<AnswerPiece>& pieces, AnswerPiece& next)
{
    const bool open = pieces.empty() || pieces.back().text.ends_with(' ');
    if (next.text.empty() || !open)
        return;
    if (next.text.front() == ' ')
        next.text.erase(0, 1);
    else if (!pieces.empty() && kClauseMarks.find(next.text.front()) != std::string_view::npos)
        pieces.back().text.pop_back();
}

Parted partedAtBoxes(std::span<const AnswerPiece> pieces)
{
    Parted parted;
    for (std::size_t at = 0; at < pieces.size();) {
        const std::span<const AnswerPiece> next = pieces.subspan(at, std::min(kTokensOfBox, pieces.size() - at));
        const bool isBox = next.size() == kTokensOfBox
            && std::all_of(
                next.begin(), next.end(), [](const AnswerPiece& piece) { return piece.kind == Kind::Location; });
        if (!isBox) {
            AnswerPiece piece = pieces[at++];
            if (!parted.boxes.empty() && parted.boxes.back().place == parted.pieces.size())
                closeGap(parted.pieces, piece);
            if (piece.kind != Kind::Text || !piece.text.empty())
                parted.pieces.push_back(std::move(piece));
            continue;
        }
        Parted::Box box{ parted.pieces.size(), {}, {} };
        MeanLogProbability mean;
        for (std::size_t i = 0; i < kTokensOfBox; ++i) {
            box.bins.at(i) = next[i].value;
            mean.add(next[i].logProbability);
        }
        box.confidence = mean.confidence();
        parted.boxes.push_back(box);
        at += kTokensOfBox;
    }
    return parted;
}

std::string wordsOf(std::span<const AnswerPiece> pieces)
{
    return parsePlainText(pieces, PlainForm::Lines).text;
}

bool endsClause(std::string_view text, std::size_t at)
{
    return text[at] == '\n'
        || (kClauseMarks.find(text[at]) != std::string_view::npos
            && (at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n'));
}

std::string trimmed(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \n"), text.size()));
    return std::string(text.substr(0, text.find_last_not_of(" \n") + 1));
}

std::string firstClause(std::string_view text)
{
    std::size_t end = 0;
    while (end < text.size() && !endsClause(text, end))
        ++end;
    return trimmed(text.substr(0, end));
}

std::string lastClause(std::string_view text)
{
    std::size_t first = text.size();
    while (first > 0 && !endsClause(text, first - 1))
        --first;
    return trimmed(text.substr(first));
}

// What stands beside each box, on the side where its words are.
std::vector<std::string> phrasesOf(const Parted& parted, PairOrder order)
{
    const std::span<const AnswerPiece> all = parted.pieces;
    std::vector<std::string> phrases(parted.boxes.size());
    for (std::size_t i = 0; i < phrases.size(); ++i) {
        const std::size_t here = parted.boxes[i].place;
        if (order == PairOrder::TextFirst) {
            const std::size_t first = i == 0 ? 0 : parted.boxes[i - 1].place;
            phrases[i]
                = first == here && i > 0 ? phrases[i - 1] : lastClause(wordsOf(all.subspan(first, here - first)));
        } else {
            const std::size_t last = i + 1 == phrases.size() ? all.size() : parted.boxes[i + 1].place;
            phrases[i] = firstClause(wordsOf(all.subspan(here, last - here)));
        }
    }
    if (order == PairOrder::BoxFirst)
        for (std::size_t i = phrases.size(); i-- > 1;)
            if (parted.boxes[i - 1].place == parted.boxes[i].place)
                phrases[i - 1] = phrases[i];
    return phrases;
}

} // namespace

GroundedAnswer parseGroundedText(
    std::span<const AnswerPiece> pieces, PairOrder pairOrder, CoordinateOrder coordinateOrder, StopReason stopReason)
{
    const Parted parted = partedAtBoxes(pieces);
    GroundedAnswer answer;
    answer.prose = parsePlainText(parted.pieces, PlainForm::Prose, stopReason);
    const auto warn = [&answer](AnswerWarning warning) {
        std::vector<AnswerWarning>& all = answer.prose.warnings;
        if (std::find(all.begin(), all.end(), warning) == all.end())
            all.push_back(warning);
    };
    const std::vector<std::string> phrases = phrasesOf(parted, pairOrder);
    for (std::size_t i = 0; i < phrases.size(); ++i) {
        GroundedPhrase phrase{ phrases[i], boxOf(parted.boxes[i].bins, coordinateOrder), {},
            parted.boxes[i].confidence };
        phrase.state = stateOf(phrase.box);
        if (phrase.state == BoxState::Inverted)
            warn(AnswerWarning::InvertedBox);
        if (phrase.state == BoxState::Degenerate)
            warn(AnswerWarning::DegenerateBox);
        // An answer that was cut short ends with its last whole sentence.
        if (answer.prose.text.find(phrase.text) != std::string::npos)
            answer.phrases.push_back(std::move(phrase));
    }
    return answer;
}

} // namespace palimpsest
