#include "pipelines/decode/plain_text.h"

#include <algorithm>

#include "engine/base/text.h"
#include "pipelines/decode/composed_text.h"
#include "pipelines/decode/mean_log_probability.h"
#include "pipelines/decode/text_run.h"

namespace palimpsest {
namespace {

using Kind = AnswerPiece::Kind;

std::string trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \n");
    if (first == std::string_view::npos)
        return {};
    return std::string(text.substr(first, text.find_last_not_of(" \n") - first + 1));
}

// Up to the last '.', '!' or '?' that a space or the end follows; everything when there is none.
std::string_view wholeSentences(std::string_view text)
{
    for (std::size_t end = text.size(); end > 0; --end) {
        const char c = text[end - 1];
        if ((c == '.' || c == '!' || c == '?') && (end == text.size() || text[end] == ' ' || text[end] == '\n'))
            return text.substr(0, end);
    }
    return text;
}

} // namespace

PlainAnswer parsePlainText(std::span<const AnswerPiece> pieces, PlainForm form, StopReason stopReason)
{
    PlainAnswer answer;
    const auto warn = [&](AnswerWarning warning) {
        if (std::find(answer.warnings.begin(), answer.warnings.end(), warning) == answer.warnings.end())
            answer.warnings.push_back(warning);
    };
    TextRun run;
    MeanLogProbability mean;
    for (const AnswerPiece& piece : pieces) {
        switch (piece.kind) {
        case Kind::Text:
            run.add(piece.text, piece.logProbability);
            mean.add(piece.logProbability);
            break;
        case Kind::Unknown:
            run.add("\xEF\xBF\xBD", piece.logProbability);
            mean.add(piece.logProbability);
            warn(AnswerWarning::UnknownToken);
            break;
        case Kind::Location:
        case Kind::Segment:
            warn(AnswerWarning::UnexpectedToken);
            break;
        case Kind::Control:
            warn(AnswerWarning::ControlToken);
            break;
        }
    }
    answer.confidence = mean.confidence();
    std::string text = withValidUtf8(run.bytes());
    if (text != run.bytes())
        warn(AnswerWarning::InvalidText);
    text = composed(text);
    std::erase_if(text, [form](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n' && !(c == '\t' && form == PlainForm::Tabbed)) || byte == 0x7F;
    });
    text = trimmed(text);
    if (form == PlainForm::FirstLine)
        text = trimmed(text.substr(0, text.find('\n')));
    if (stopReason == StopReason::TokenLimit) {
        warn(AnswerWarning::TokenLimit);
        if (form == PlainForm::Prose)
            text = wholeSentences(text);
    }
    if (stopReason == StopReason::Loop)
        warn(AnswerWarning::Loop);
    answer.characterConfidences = run.characterConfidences(0, text);
    answer.text = std::move(text);
    return answer;
}

} // namespace palimpsest
