#include "pipelines/ocr/whole_page.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "engine/image/square.h"
#include "pipelines/decode/located_text.h"
#include "pipelines/decode/plain_text.h"

namespace palimpsest {
namespace {

TextLine lineOf(std::string text, const RectF& box, std::optional<double> confidence, std::size_t answer,
    std::vector<float> characterConfidences)
{
    TextLine line{ text, box, confidence, {} };
    line.pieces.push_back({ std::move(text), box, confidence, answer, std::move(characterConfidences) });
    return line;
}

RectF onPage(const RectF& square, const PipelineInput& input)
{
    const auto point = [&input](double x, double y) {
        return fromSquare({ x, y }, input.page.width, input.page.height, input.capability.preprocessing);
    };
    const PointF near = point(square.left, square.top);
    const PointF far = point(square.right, square.bottom);
    return { near.x, near.y, far.x, far.y };
}

} // namespace

Result<OcrResult> readWholePage(const PipelineInput& input, Asker& asker)
{
    const RectF all{ 0, 0, static_cast<double>(input.page.width), static_cast<double>(input.page.height) };
    PAL_TRY_ASSIGN(const AskedAnswer answer, asker.askPage(Stage::Read));
    OcrResult read;
    if (input.capability.grammar == AnswerGrammar::PlainText) {
        const PlainAnswer plain = parsePlainText(answer.pieces, PlainForm::Lines, answer.stopReason);
        asker.warn(answer.record, plain.warnings);
        for (std::size_t begin = 0; begin < plain.text.size();) {
            const std::size_t end = std::min(plain.text.find('\n', begin), plain.text.size());
            if (end > begin)
                read.lines.push_back(
                    lineOf(plain.text.substr(begin, end - begin), all, plain.confidence, answer.record, {}));
            begin = end + 1;
        }
        return read;
    }
    LocatedAnswer parsed = parseLocatedText(answer.pieces,
        { LocatedKind::Transcription, input.capability.pairOrder, input.capability.coordinateOrder },
        answer.stopReason);
    asker.warn(answer.record, parsed.warnings);
    for (LocatedText& item : parsed.items)
        if (!item.text.empty())
            read.lines.push_back(lineOf(std::move(item.text),
                item.state == BoxState::Valid ? intersected(onPage(item.box, input), all) : all, item.textConfidence,
                answer.record, std::move(item.characterConfidences)));
    return read;
}

} // namespace palimpsest
