#include "pipelines/detection/located_objects.h"

#include <algorithm>
#include <utility>

#include "engine/image/square.h"
#include "pipelines/decode/location_mask.h"

namespace palimpsest {
namespace {

constexpr double kDuplicate = 0.9; // overlap of two boxes with the same label; models repeat themselves only in loops

std::optional<double> product(std::optional<double> a, std::optional<double> b)
{
    return a && b ? std::optional(*a * *b) : a;
}

bool isDuplicate(const std::vector<LocatedObject>& objects, const LocatedObject& object)
{
    return std::any_of(objects.begin(), objects.end(), [&](const LocatedObject& other) {
        return other.object.label == object.object.label
            && intersectionOverUnion(other.object.box, object.object.box) >= kDuplicate;
    });
}

} // namespace

RectF boxOnPage(const RectF& square, const PipelineInput& input)
{
    const auto onPage = [&](double x, double y) {
        return fromSquare({ x, y }, input.page.width, input.page.height, input.capability.preprocessing);
    };
    const PointF near = onPage(square.left, square.top);
    const PointF far = onPage(square.right, square.bottom);
    return { near.x, near.y, far.x, far.y };
}

Result<std::vector<LocatedObject>> askForObjects(
    const PipelineInput& input, Asker& asker, Stage stage, MaskTokens masks)
{
    const bool boxFirst = input.capability.pairOrder == PairOrder::BoxFirst && input.capability.forcedStart.empty();
    const LogitsMask mask
        = boxFirst ? locationMask(input.vocabulary, { .masks = masks == MaskTokens::Expected }) : LogitsMask{};
    PAL_TRY_ASSIGN(const AskedAnswer answer, asker.askPage(stage, mask));
    const LocatedGrammar grammar{ LocatedKind::Label, input.capability.pairOrder, input.capability.coordinateOrder };
    LocatedAnswer parsed = parseLocatedText(answer.pieces, grammar, answer.stopReason);
    asker.warn(answer.record, parsed.warnings);

    const bool oneLabel = !input.argument.empty() && input.argument.find(';') == std::string::npos;
    std::vector<LocatedObject> objects;
    for (LocatedText& item : parsed.items) {
        LocatedObject object;
        object.object.label = item.text.empty() && oneLabel ? input.argument : std::move(item.text);
        object.object.box = boxOnPage(item.box, input);
        object.object.state = item.state;
        object.object.confidence = product(item.boxConfidence, item.textConfidence);
        object.object.answer = answer.record;
        object.codes = item.codes;
        if (!isDuplicate(objects, object))
            objects.push_back(std::move(object));
    }
    return objects;
}

} // namespace palimpsest
