#include "pipelines/decode/answer_pieces.h"

#include <array>
#include <utility>

#include "pipelines/decode/location_tokens.h"
#include "pipelines/decode/segmentation_tokens.h"

namespace palimpsest {
namespace {

using Kind = AnswerPiece::Kind;

constexpr std::array<std::string_view, 5> kControlPieces{ "<pad>", "<bos>", "<eos>", "<image>", "<mask>" };

bool isControl(std::string_view piece)
{
    for (const std::string_view known : kControlPieces)
        if (piece == known)
            return true;
    return false;
}

// The bytes a table entry stands for.
std::string bytesOf(std::string_view piece)
{
    if (const std::optional<std::uint8_t> byte = byteOf(piece))
        return std::string(1, static_cast<char>(*byte));
    return withoutSpaceMarks(piece);
}

} // namespace

AnswerPiece answerPiece(std::int32_t id, const Vocabulary& vocabulary)
{
    if (const std::optional<int> bin = vocabulary.locationBin(id))
        return { Kind::Location, *bin, {}, {} };
    if (const std::optional<int> code = vocabulary.segmentCode(id))
        return { Kind::Segment, *code, {}, {} };
    const std::string_view text = vocabulary.pieceText(id);
    if (id == vocabulary.bosId() || id == vocabulary.eosId() || id == vocabulary.imageId() || isControl(text))
        return { Kind::Control, 0, {}, {} };
    if (text.empty() || text == "<unk>" || text.starts_with("<unused"))
        return { Kind::Unknown, 0, {}, {} };
    return { Kind::Text, 0, bytesOf(text), {} };
}

std::vector<AnswerPiece> answerPieces(const Answer& answer, const Vocabulary* vocabulary)
{
    if (vocabulary == nullptr)
        return answerPieces(answer.text);
    std::vector<AnswerPiece> pieces;
    pieces.reserve(answer.tokens.size());
    for (std::size_t i = 0; i < answer.tokens.size(); ++i) {
        pieces.push_back(answerPiece(answer.tokens[i].id, *vocabulary));
        if (i >= answer.forcedTokens && answer.tokens[i].scored)
            pieces.back().logProbability = answer.tokens[i].logProbability;
    }
    return pieces;
}

std::vector<AnswerPiece> answerPieces(std::string_view text)
{
    std::vector<AnswerPiece> pieces;
    while (!text.empty()) {
        if (const std::optional<int> bin = locationTokenAt(text)) {
            pieces.push_back({ Kind::Location, *bin, {}, {} });
            text.remove_prefix(kLocationTokenBytes);
            continue;
        }
        if (const std::optional<int> code = segmentTokenAt(text)) {
            pieces.push_back({ Kind::Segment, *code, {}, {} });
            text.remove_prefix(kSegmentTokenBytes);
            continue;
        }
        std::size_t taken = 0;
        for (const std::string_view control : kControlPieces)
            if (text.starts_with(control))
                taken = control.size();
        if (taken > 0) {
            pieces.push_back({ Kind::Control, 0, {}, {} });
            text.remove_prefix(taken);
            continue;
        }
        const std::size_t next = text.find('<', 1);
        pieces.push_back({ Kind::Text, 0, std::string(text.substr(0, next)), {} });
        text.remove_prefix(next == std::string_view::npos ? text.size() : next);
    }
    return pieces;
}

} // namespace palimpsest
