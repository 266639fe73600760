#include "pipelines/detection/located_objects.h"

#include <algorithm>
#include <utility>

#include "engine/image/square.h"
#include "pipelines/decode/location_mask.h"
#include "pipelines/detection/closed_set.h"

namespace palimpsest {
namespace {

constexpr double kDuplicate = 0.9; // overlap of two boxes with the same label; models repeat themselves only in loops

std::optional<double> product(std::optional<double> a, std::optional<double> b)
{
    return a && b ? std::optional(*a * *b) : a;
}

bool isSurer(const LocatedObject& a, const LocatedObject& b)
{
    return a.object.confidence.value_or(0) > b.object.confidence.value_or(0);
}

LogitsMask maskFor(const PipelineInput& input, const ClassTokens& tokens, MaskTokens masks)
{
    const TaskCapability& task = input.capability;
    if (task.pairOrder != PairOrder::BoxFirst || !task.forcedStart.empty())
        return {};
    if (!task.constrained || tokens.empty())
        return locationMask(input.vocabulary, { .masks = masks == MaskTokens::Expected });
    const std::size_t fitting = (task.maxTokens - 1) / 5; // four for the box, one for the class; one for the end
    const std::size_t most = task.closedSet.maxObjects;
    return tokens.mask(input.vocabulary, most > 0 ? std::min(most, fitting) : fitting);
}

bool isDuplicate(const std::vector<LocatedObject>& objects, const LocatedObject& object)
{
    return std::any_of(objects.begin(), objects.end(), [&](const LocatedObject& other) {
        return other.object.label == object.object.label
            && intersectionOverUnion(other.object.box, object.object.box) >= kDuplicate;
    });
}

// As they stand between semicolons, without the white around them.
std::vector<std::string> labelsOf(std::string_view argument)
{
    std::vector<std::string> labels;
    while (!argument.empty()) {
        const std::size_t end = std::min(argument.find(';'), argument.size());
        std::string_view label = argument.substr(0, end);
        argument.remove_prefix(std::min(end + 1, argument.size()));
        const std::size_t first = label.find_first_not_of(' ');
        if (first != std::string_view::npos)
            labels.emplace_back(label.substr(first, label.find_last_not_of(' ') - first + 1));
    }
    return labels;
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

Result<LocatedObjects> askForObjects(const PipelineInput& input, Asker& asker, Stage stage, MaskTokens masks)
{
    const TaskCapability& task = input.capability;
    const bool closed = !task.closedSet.classes.empty();
    PAL_TRY_ASSIGN(const ClassTokens tokens, ClassTokens::create(task.closedSet, input.vocabulary.get()));
    const LogitsMask mask = maskFor(input, tokens, masks);
    const LocatedGrammar grammar{ LocatedKind::Label, task.pairOrder, task.coordinateOrder,
        closed ? std::string_view(task.closedSet.noise) : std::string_view() };
    const std::vector<std::string> labels = labelsOf(input.argument);
    const bool apart = labels.size() > 1 && !task.argumentWords.empty();
    std::vector<AskedAnswer> answers;
    if (apart) {
        PAL_TRY_ASSIGN(answers, asker.askPageAbout(stage, labels, mask));
    } else {
        PAL_TRY_ASSIGN(AskedAnswer answer, asker.askPage(stage, mask));
        answers.push_back(std::move(answer));
    }

    LocatedObjects objects;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        AskedAnswer& answer = answers[i];
        tokens.spellOut(answer.pieces, asker.tokenIds(answer.record));
        LocatedAnswer parsed = parseLocatedText(answer.pieces, grammar, answer.stopReason);
        asker.warn(answer.record, parsed.warnings);
        const std::size_t noise = objects.noise;
        for (LocatedText& item : parsed.items) {
            if (item.noise) {
                ++objects.noise;
                continue;
            }
            LocatedObject object;
            // A model that knows few words may say something else about a label with others.
            const bool asAsked = apart || (labels.size() == 1 && (item.text.empty() || !task.argumentWords.empty()));
            object.object.label = asAsked ? labels[i] : std::move(item.text);
            object.object.box = boxOnPage(item.box, input);
            object.object.state = item.state;
            object.object.confidence = closed ? item.textConfidence : product(item.boxConfidence, item.textConfidence);
            object.object.answer = answer.record;
            object.codes = item.codes;
            if (closed) {
                const std::string* const known = classOf(task.closedSet, object.object.label);
                if (known == nullptr) {
                    asker.warn(answer.record, AnswerWarning::UnknownClass);
                    continue;
                }
                object.object.label = *known;
            } else if (isDuplicate(objects.items, object)) {
                continue;
            }
            objects.items.push_back(std::move(object));
        }
        if (objects.noise > noise && answer.stopReason == StopReason::TokenLimit)
            asker.endsByDesign(answer.record); // it was filled up, and would have been however long
    }
    if (closed)
        std::stable_sort(objects.items.begin(), objects.items.end(), isSurer);
    return objects;
}

} // namespace palimpsest
