#include "pipelines/regions/region_order.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "pipelines/turned_box.h"

namespace palimpsest {
namespace {

double middleOf(const RectF& box)
{
    return (box.top + box.bottom) / 2;
}

bool shareColumns(const RectF& a, const RectF& b)
{
    return std::min(a.right, b.right) > std::max(a.left, b.left);
}

// Before which line the region comes.
std::size_t placeAmong(const std::vector<RectF>& lines, const RectF& region)
{
    const double middle = middleOf(region);
    std::size_t behind = 0; // the last line of its columns that stands above
    bool anyAbove = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!shareColumns(lines[i], region))
            continue;
        if (middleOf(lines[i]) > middle)
            return i;
        behind = i + 1;
        anyAbove = true;
    }
    if (anyAbove)
        return behind;
    const auto below
        = std::find_if(lines.begin(), lines.end(), [middle](const RectF& line) { return middleOf(line) > middle; });
    return static_cast<std::size_t>(below - lines.begin());
}

// Lines first to last, with the answers they came from and those that were asked nearest to them.
PageResult textPart(const PageResult& text, std::size_t first, std::size_t last, const std::vector<bool>& answers)
{
    PageResult part = text;
    part.provenance.answers.clear();
    std::map<std::size_t, std::size_t> renumbered;
    for (std::size_t i = 0; i < answers.size(); ++i)
        if (answers[i]) {
            renumbered[i] = part.provenance.answers.size();
            part.provenance.answers.push_back(text.provenance.answers[i]);
        }
    const std::vector<TextLine>& all = std::get<OcrResult>(text.content).lines;
    std::vector<TextLine> lines(
        all.begin() + static_cast<std::ptrdiff_t>(first), all.begin() + static_cast<std::ptrdiff_t>(last));
    PageRegion region{
        .box = lines.front().box, .label = "text", .origin = RegionOrigin::PageSegmentation, .remark = {}
    };
    for (TextLine& line : lines) {
        region.box = united(region.box, line.box);
        for (TextPiece& piece : line.pieces)
            piece.answer = renumbered[piece.answer];
    }
    part.partial = std::any_of(part.provenance.answers.begin(), part.provenance.answers.end(), isCutShort);
    part.content = OcrResult{ std::move(lines) };
    part.region = std::move(region);
    return part;
}

// Which answers belong to each run of lines: those that its pieces name, and of those that nobody names any more the
// ones asked nearest to it.
std::vector<std::vector<bool>> answersOfRuns(const PageResult& text, const std::vector<std::size_t>& starts)
{
    const std::vector<TextLine>& lines = std::get<OcrResult>(text.content).lines;
    const std::size_t count = text.provenance.answers.size();
    std::vector<std::vector<bool>> ofRun(starts.size() - 1, std::vector<bool>(count, false));
    std::vector<bool> named(count, false);
    for (std::size_t run = 0; run + 1 < starts.size(); ++run)
        for (std::size_t i = starts[run]; i < starts[run + 1]; ++i)
            for (const TextPiece& piece : lines[i].pieces)
                if (piece.answer < count)
                    ofRun[run][piece.answer] = named[piece.answer] = true;
    for (std::size_t answer = 0; answer < count; ++answer) {
        if (named[answer])
            continue;
        std::size_t nearest = 0;
        double least = std::numeric_limits<double>::max();
        for (std::size_t run = 0; run + 1 < starts.size(); ++run)
            for (std::size_t i = starts[run]; i < starts[run + 1]; ++i) {
                const double distance = std::abs(middleOf(turnedBox(lines[i].box, text.provenance.rotation))
                    - middleOf(turnedBox(text.provenance.answers[answer].region, text.provenance.rotation)));
                if (distance < least) {
                    least = distance;
                    nearest = run;
                }
            }
        ofRun[nearest][answer] = true;
    }
    return ofRun;
}

} // namespace

std::vector<PageResult> inReadingOrder(const PageResult& text, std::vector<PageResult> regions)
{
    const std::vector<TextLine>& lines = std::get<OcrResult>(text.content).lines;
    const auto upright = [rotation = text.provenance.rotation](const RectF& box) { return turnedBox(box, rotation); };
    std::stable_sort(regions.begin(), regions.end(), [&upright](const PageResult& a, const PageResult& b) {
        return upright(a.region->box).top < upright(b.region->box).top;
    });
    std::vector<RectF> boxes;
    for (const TextLine& line : lines)
        boxes.push_back(upright(line.box));
    std::vector<std::pair<std::size_t, PageResult>> placed;
    for (PageResult& region : regions) {
        const std::size_t place = placeAmong(boxes, upright(region.region->box));
        placed.emplace_back(place, std::move(region));
    }
    std::stable_sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });

    std::vector<std::size_t> starts{ 0 }; // of the runs of lines that no region parts, and their end
    for (const auto& [place, region] : placed)
        if (place > starts.back() && place < lines.size())
            starts.push_back(place);
    if (!lines.empty())
        starts.push_back(lines.size());
    const std::vector<std::vector<bool>> answers
        = starts.size() < 2 ? std::vector<std::vector<bool>>{} : answersOfRuns(text, starts);

    std::vector<PageResult> parts;
    std::size_t next = 0;
    for (std::size_t run = 0; run + 1 < starts.size(); ++run) {
        for (; next < placed.size() && placed[next].first <= starts[run]; ++next)
            parts.push_back(std::move(placed[next].second));
        parts.push_back(textPart(text, starts[run], starts[run + 1], answers[run]));
    }
    for (; next < placed.size(); ++next)
        parts.push_back(std::move(placed[next].second));
    return parts;
}

} // namespace palimpsest
