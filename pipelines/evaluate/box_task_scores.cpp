// Tasks whose answer lies on the page: detection and segmentation.

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "pipelines/evaluate/average_precision.h"
#include "pipelines/evaluate/mask_overlap.h"
#include "pipelines/evaluate/task_scores.h"

namespace palimpsest {
namespace {

template <typename Content> const Content* contentOf(const Sample& sample)
{
    return sample.result ? std::get_if<Content>(&sample.result->content) : nullptr;
}

// The masks of a page by their label; those of one label are one.
using MasksByLabel = std::map<std::string, std::vector<PixelMask>>;

// Nothing when a mask leaves the page.
std::optional<MasksByLabel> masksOf(const PageResult& page, const Segments& segments)
{
    MasksByLabel masks;
    for (const Segment& segment : segments.items) {
        std::vector<PixelMask>& ofLabel = masks[segment.object.label]; // also where the mask is missing
        if (!segment.mask)
            continue;
        const PixelMask& mask = *segment.mask;
        if (mask.left > page.pageWidth || mask.width > page.pageWidth - mask.left || mask.top > page.pageHeight
            || mask.height > page.pageHeight - mask.top)
            return std::nullopt;
        ofLabel.push_back(mask);
    }
    return masks;
}

void addOverlap(ScoreSheet& sheet, const std::string& name, const MaskOverlap& overlap)
{
    const double share = overlap.overUnion();
    sheet.add({ "mIoU", Average::Macro, "none" }, name, share);
    sheet.add({ "oIoU", Average::Micro, "none" }, name, static_cast<double>(overlap.common),
        static_cast<double>(overlap.either));
    for (const int percent : { 50, 60, 70, 80, 90 })
        sheet.add({ "precision@0." + std::to_string(percent / 10), Average::Macro, "none" }, name,
            share > percent / 100.0 ? 1.0 : 0.0);
}

} // namespace

void scoreDetections(std::span<const SamplePair> pairs, ScoreSheet& sheet)
{
    std::vector<DetectedImage> images;
    for (const SamplePair& pair : pairs) {
        const auto* const found = contentOf<Detections>(pair.found);
        const auto* const truth = contentOf<Detections>(pair.truth);
        if (found == nullptr || truth == nullptr) {
            sheet.leaveOut(pair.name, "detections are compared as results of kind 'detections' on both sides");
            continue;
        }
        DetectedImage image;
        for (const DetectedObject& object : found->items)
            if (object.state == BoxState::Valid)
                image.found.push_back({ object.label, object.box, object.confidence.value_or(1.0) });
        for (const DetectedObject& object : truth->items)
            if (object.state == BoxState::Valid)
                image.truth.push_back({ object.label, object.box, false });
        images.push_back(std::move(image));
    }
    const auto add = [&](const char* name, double value) {
        if (!std::isnan(value)) // no object of that size
            sheet.addOfSet({ name, Average::Set, "none" }, value, images.size());
    };
    add("AP", meanAveragePrecision(images));
    add("AP50", averagePrecision(images, 0.5));
    add("AP75", averagePrecision(images, 0.75));
    add("AP of small", meanAveragePrecision(images, kSmallObjects));
    add("AP of medium", meanAveragePrecision(images, kMediumObjects));
    add("AP of large", meanAveragePrecision(images, kLargeObjects));
}

void scoreSegments(std::span<const SamplePair> pairs, ScoreSheet& sheet)
{
    constexpr std::size_t kMostPagePixels = 200'000'000;
    for (const SamplePair& pair : pairs) {
        const auto* const found = contentOf<Segments>(pair.found);
        const auto* const truth = contentOf<Segments>(pair.truth);
        if (found == nullptr || truth == nullptr) {
            sheet.leaveOut(pair.name, "masks are compared as results of kind 'segments' on both sides");
            continue;
        }
        const PageResult& page = *pair.truth.result;
        if (page.pageWidth != pair.found.result->pageWidth || page.pageHeight != pair.found.result->pageHeight) {
            sheet.leaveOut(pair.name, "the pages of truth and prediction differ in size");
            continue;
        }
        const bool isHuge = page.pageHeight != 0 && page.pageWidth > kMostPagePixels / page.pageHeight;
        const std::optional<MasksByLabel> foundMasks = isHuge ? std::nullopt : masksOf(page, *found);
        const std::optional<MasksByLabel> truthMasks = isHuge ? std::nullopt : masksOf(page, *truth);
        if (!foundMasks || !truthMasks) {
            sheet.leaveOut(pair.name,
                isHuge ? "the page has more than " + std::to_string(kMostPagePixels) + " pixels"
                       : std::string("a mask leaves its page"));
            continue;
        }
        for (const auto& [label, masks] : *truthMasks) {
            const auto answer = foundMasks->find(label);
            const PixelMask none;
            addOverlap(sheet, pair.name + ": " + label,
                overlapOf(answer == foundMasks->end() ? none : unitedMask(answer->second), unitedMask(masks)));
        }
        for (const auto& entry : *foundMasks)
            if (truthMasks->count(entry.first) == 0)
                sheet.leaveOut(pair.name + ": " + entry.first, "the truth has no such label");
    }
}

} // namespace palimpsest
