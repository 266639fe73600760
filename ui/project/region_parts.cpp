#include "ui/project/region_parts.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <span>
#include <utility>

#include "ui/project/result_items.h"

namespace palimpsest {

namespace {

constexpr double kReplaced = 0.5;    // overlap from which a part stands where another one stood
constexpr double kSlackPoints = 0.1; // what is lost on the way to pixels and back

// Where the part's reviews begin and end.
struct ReviewRange {
    std::ptrdiff_t first = 0;
    std::ptrdiff_t last = 0;
};

ReviewRange reviewsOf(const PageResult& whole, std::size_t part)
{
    return { static_cast<std::ptrdiff_t>(firstItemOf(whole, part)),
        static_cast<std::ptrdiff_t>(firstItemOf(whole, part + 1)) };
}

// The part that stands where the other does, most of all.
std::optional<std::size_t> replacedBy(const PageResult& whole, const PageResult& part)
{
    const std::span<const PageResult> parts = partsOf(whole);
    std::optional<std::size_t> best;
    double most = kReplaced;
    for (std::size_t i = 0; part.region && i < parts.size(); ++i) {
        const double overlap = overlapOf(rectOf(parts[i].region->box), rectOf(part.region->box));
        if (overlap > most) {
            most = overlap;
            best = i;
        }
    }
    return best;
}

bool isNear(const QRectF& a, const QRectF& b)
{
    return std::abs(a.left() - b.left()) <= kSlackPoints && std::abs(a.top() - b.top()) <= kSlackPoints
        && std::abs(a.right() - b.right()) <= kSlackPoints && std::abs(a.bottom() - b.bottom()) <= kSlackPoints;
}

} // namespace

bool isOfRegions(const PageResult& result)
{
    const std::span<const PageResult> parts = partsOf(result);
    return std::all_of(parts.begin(), parts.end(), [](const PageResult& part) { return part.region.has_value(); });
}

std::optional<std::size_t> partOfRegion(const PageResult& result, const Region& region, double toPoints)
{
    const std::span<const PageResult> parts = partsOf(result);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!parts[i].region)
            continue;
        const QRectF pixels = rectOf(parts[i].region->box);
        const bool sameTask
            = region.task == kAutomaticTask || region.task == QString::fromStdString(parts[i].provenance.task);
        if (sameTask && isNear(QRectF(pixels.topLeft() * toPoints, pixels.size() * toPoints), region.box))
            return i;
    }
    return std::nullopt;
}

Reading withPart(const Reading& whole, const Reading& part)
{
    const PageResult& before = *whole.result;
    const std::span<const PageResult> beside = partsOf(before);
    PageParts parts{ { beside.begin(), beside.end() }, {} };
    if (const auto* const page = std::get_if<PageParts>(&before.content))
        parts.unread = page->unread;
    Reading merged = part;
    merged.task = kRegionsTask;
    merged.prompt.clear();
    merged.reviews = whole.reviews;
    auto place = merged.reviews.end();
    if (const auto replaced = replacedBy(before, *part.result)) {
        const ReviewRange range = reviewsOf(before, *replaced);
        place = merged.reviews.erase(merged.reviews.begin() + range.first, merged.reviews.begin() + range.last);
        parts.parts[*replaced] = *part.result;
    } else {
        parts.parts.push_back(*part.result);
    }
    merged.reviews.insert(place, itemCount(part.result->content), Review::Unseen);
    PageResult result;
    result.pageWidth = before.pageWidth;
    result.pageHeight = before.pageHeight;
    result.partial
        = std::any_of(parts.parts.begin(), parts.parts.end(), [](const PageResult& each) { return each.partial; });
    result.provenance.task = kAutomaticTask.data();
    result.provenance.checkpoint = part.result->provenance.checkpoint;
    result.provenance.adapter = part.result->provenance.adapter;
    result.provenance.rotation = before.provenance.rotation;
    result.content = std::move(parts);
    merged.result = std::make_shared<const PageResult>(std::move(result));
    return merged;
}

bool losesEdits(const Reading& whole, const PageResult& part)
{
    const auto replaced = replacedBy(*whole.result, part);
    if (!replaced)
        return false;
    const ReviewRange range = reviewsOf(*whole.result, *replaced);
    return std::any_of(whole.reviews.begin() + range.first, whole.reviews.begin() + range.last,
        [](Review review) { return review == Review::Edited; });
}

} // namespace palimpsest
