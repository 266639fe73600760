#include "pipelines/document/page_segmentation.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "pipelines/document/aligned_tables.h"
#include "pipelines/document/leptonica_page.h"
#include "pipelines/document/line_drawings.h"
#include "pipelines/document/toned_areas.h"
#include "pipelines/molecule/groups.h"
#include "pipelines/molecule/sketched_drawing.h"
#include "pipelines/score/system_finder.h"
#include "pipelines/tiling/joined_boxes.h"
#include "pipelines/tiling/line_finder.h"
#include "pipelines/tiling/page_crop.h"

namespace palimpsest {
namespace {

constexpr double kLongSideInches = 11.69; // of a sheet of A4
constexpr double kWorkingDpi = 200;       // finer pages are halved until they are below twice that
// Lengths in inches.
constexpr double kShortestRule = 0.5;
constexpr double kShortestUpright = 0.15;
constexpr double kThickestRule = 0.06;
constexpr double kStretch = 0.2;   // of a rule that may climb a little
constexpr double kWidestGap = 2.0; // between two rules of one table
constexpr double kClosestStaffLines = 0.025;
constexpr double kWidestStaffLines = 0.2;
constexpr double kSmallestFigure = 0.5;
constexpr double kMargin = 0.06;
constexpr double kLargestTitle = 1;
constexpr double kAboveStaff = 0.25; // notes upon ledger lines
constexpr double kNearStaff = 0.5;   // words that are sung

constexpr double kLeastInk = 0.85;     // of a rule
constexpr double kLeastOfFigure = 0.5; // of its box
constexpr double kWidestFoot = 3;      // heights of a line
constexpr double kFramed = 0.6;        // of the way from one rule to the next: ink down its sides
constexpr double kUnframed = 0.25;     // where a table has ended
constexpr double kNextBar = 2.5;       // widths of a bar, to the next one
constexpr double kUnequalBars = 1.3;   // the highest one, in heights of the lowest
constexpr std::size_t kFewestBars = 3;
constexpr double kFrameSide = 0.8;   // of a frame's height or width: a stroke that goes all along it
constexpr double kEmptyFrame = 0.03; // share of its box that is ink: a box to be filled in

// What is left of the mask where runs shorter than so many pixels are taken out, small breaks mended before.
std::vector<RectF> runs(Pix* mask, int length, bool across)
{
    const std::string size = across ? std::to_string(length) + ".1" : "1." + std::to_string(length);
    const UniquePix left(pixMorphCompSequence(mask, ((across ? "c5.1 + o" : "c1.5 + o") + size).c_str(), 0));
    return componentBoxes(left.get());
}

// The mean over stretches of the row that has most ink; the feet of letters that stand close leave white between them.
double inkAlong(Pix* mask, const RectF& rule, int stretch)
{
    double sum = 0;
    for (int left = static_cast<int>(rule.left); left < static_cast<int>(rule.right); left += stretch) {
        const int right = std::min(left + stretch, static_cast<int>(rule.right));
        int most = 0;
        for (int y = static_cast<int>(rule.top); y < static_cast<int>(rule.bottom); ++y) {
            int ink = 0;
            for (int x = left; x < right; ++x) {
                l_uint32 value = 0;
                pixGetPixel(mask, x, y, &value);
                ink += static_cast<int>(value);
            }
            most = std::max(most, ink);
        }
        sum += most;
    }
    return sum / rule.width();
}

// Share of the rows from `top` to `bottom` that have ink within `slack` of `x`.
double inkDown(Pix* mask, double x, double slack, double top, double bottom)
{
    int rows = 0;
    int inked = 0;
    for (int y = static_cast<int>(top); y < static_cast<int>(bottom); ++y, ++rows) {
        l_uint32 value = 0;
        for (int at = static_cast<int>(x - slack); at <= static_cast<int>(x + slack) && value == 0; ++at)
            pixGetPixel(mask, at, y, &value);
        inked += static_cast<int>(value);
    }
    return rows == 0 ? 1 : static_cast<double>(inked) / rows;
}

double sharedWidth(const RectF& a, const RectF& b)
{
    return std::min(a.right, b.right) - std::max(a.left, b.left);
}

bool liesWithin(const RectF& inner, const RectF& outer)
{
    return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top
        && inner.bottom <= outer.bottom;
}

RectF boxRound(const std::vector<RectF>& boxes)
{
    RectF all = boxes.front();
    for (const RectF& box : boxes)
        all = united(all, box);
    return all;
}

std::vector<RectF> joined(std::vector<RectF> boxes)
{
    return joinedBoxes(std::move(boxes), [](const RectF& a, const RectF& b) { return intersected(a, b).area() > 0; });
}

// Rules that stand one below the other belong together, up to where the uprights of a table end. Three make a table;
// two do with two uprights between them, and a frame of four lines round something is none.
std::vector<RectF> tablesOf(Pix* mask, const std::vector<RectF>& rules, const std::vector<RectF>& uprights, double dpi)
{
    std::vector<std::vector<RectF>> groups;
    // Of the way from one rule to the next, along that side which has less ink.
    const auto framed = [mask, slack = kMargin * dpi / 2](const RectF& above, const RectF& below) {
        const auto along = [&](double x) { return inkDown(mask, x, slack, above.bottom, below.top); };
        return std::min(along(std::max(above.left, below.left)), along(std::min(above.right, below.right)));
    };
    for (const RectF& rule : rules) {
        const auto fits = [&](const std::vector<RectF>& group) {
            const RectF all = boxRound(group);
            const RectF& last = group.back();
            const auto isClosed = [&] {
                return group.size() > 1 && framed(group[group.size() - 2], last) > kFramed
                    && framed(last, rule) < kUnframed;
            };
            return sharedWidth(all, rule) >= 0.6 * std::max(all.width(), rule.width())
                && rule.top - all.bottom <= kWidestGap * dpi && !isClosed(); // which looks at the pixels
        };
        const auto group = std::find_if(groups.rbegin(), groups.rend(), fits); // the nearest one
        if (group == groups.rend())
            groups.push_back({ rule });
        else
            group->push_back(rule);
    }
    std::vector<RectF> tables;
    for (const std::vector<RectF>& group : groups) {
        const RectF all = boxRound(group);
        const RectF wider{ all.left - kMargin * dpi, all.top - kMargin * dpi, all.right + kMargin * dpi,
            all.bottom + kMargin * dpi };
        const auto inside = std::count_if(uprights.begin(), uprights.end(),
            [&](const RectF& upright) { // letters are shorter
                return intersected(wider, upright).area() > 0.5 * upright.area()
                    && upright.height() > 0.6 * all.height();
            });
        if (group.size() >= 3 || (group.size() == 2 && inside >= 3))
            tables.push_back(wider);
    }
    return joined(std::move(tables));
}

// Four lines round something that is no print, and no table: a chart.
std::vector<RectF> framesOf(const std::vector<RectF>& rules, const std::vector<RectF>& uprights, double dpi)
{
    std::vector<RectF> frames;
    const double slack = kMargin * dpi;
    for (std::size_t i = 0; i < rules.size(); ++i)
        for (std::size_t k = i + 1; k < rules.size(); ++k) { // top to bottom
            const RectF& above = rules[i];
            const RectF& below = rules[k];
            const RectF box{ above.left, above.top, above.right, below.bottom };
            if (std::fabs(above.left - below.left) > slack || std::fabs(above.right - below.right) > slack
                || box.height() < kSmallestFigure * dpi)
                continue;
            const auto stands = [&](double x) {
                return std::any_of(uprights.begin(), uprights.end(), [&](const RectF& upright) {
                    return std::fabs((upright.left + upright.right) / 2 - x) <= slack
                        && std::min(upright.bottom, box.bottom) - std::max(upright.top, box.top)
                        > kFrameSide * box.height();
                });
            };
            const auto crosses = [&](const RectF& rule) {
                return rule.top > above.bottom && rule.bottom < below.top
                    && sharedWidth(rule, box) > kFrameSide * box.width();
            };
            if (stands(box.left) && stands(box.right) && std::none_of(rules.begin(), rules.end(), crosses))
                frames.push_back(box);
        }
    return frames;
}

// Share of a box that the mask covers.
double coveredShare(Pix* mask, const RectF& box)
{
    Box* place = boxCreate(static_cast<l_int32>(box.left), static_cast<l_int32>(box.top),
        static_cast<l_int32>(box.width()), static_cast<l_int32>(box.height()));
    const UniquePix inside(pixClipRectangle(mask, place, nullptr));
    boxDestroy(&place);
    return inside ? inkOf(inside.get()) : 0;
}

// Dark ground round the paper is no figure, though it reaches round the whole page.
std::vector<RectF> figuresOf(Pix* mask, double dpi)
{
    l_int32 found = 0;
    const UniquePix halftone(pixGenerateHalftoneMask(mask, nullptr, &found, nullptr));
    if (found == 0)
        return {};
    const auto isFrame = [&](const RectF& box) { return coveredShare(halftone.get(), box) < kLeastOfFigure; };
    std::vector<RectF> figures;
    for (const RectF& box : componentBoxes(halftone.get()))
        if (box.width() >= kSmallestFigure * dpi && box.height() >= kSmallestFigure * dpi && !isFrame(box))
            figures.push_back(box);
    figures = joined(std::move(figures));
    std::erase_if(figures, isFrame);
    return figures;
}

// Bars of unequal height that stand on one line are a chart.
std::vector<RectF> withJoinedBars(const std::vector<RectF>& figures, double slack)
{
    std::vector<RectF> joined;
    Groups groups(figures.size());
    for (std::size_t i = 0; i < figures.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) {
            const RectF& a = figures[i];
            const RectF& b = figures[k];
            if (std::fabs(a.bottom - b.bottom) <= slack
                && -sharedWidth(a, b) < kNextBar * std::max(a.width(), b.width()))
                groups.join(i, k);
        }
    for (const std::vector<std::size_t>& members : groups.members()) {
        std::vector<RectF> bars;
        for (const std::size_t member : members)
            bars.push_back(figures[member]);
        const auto [lowest, highest] = std::minmax_element(
            bars.begin(), bars.end(), [](const RectF& a, const RectF& b) { return a.height() < b.height(); });
        if (bars.size() >= kFewestBars && highest->height() > kUnequalBars * lowest->height())
            joined.push_back(boxRound(bars));
        else
            joined.insert(joined.end(), bars.begin(), bars.end());
    }
    return joined;
}

} // namespace

std::vector<PageRegion> segmentPage(const RgbImage& page, double dpi)
{
    std::vector<PageRegion> regions;
    silenceLeptonica();
    const UniquePix colours = page.pixels.empty() ? UniquePix() : toPix(page);
    UniquePix mask = colours ? inkMask(colours.get()) : UniquePix();
    if (!mask)
        return regions;
    double workingDpi = dpi > 0 ? dpi : static_cast<double>(std::max(page.width, page.height)) / kLongSideInches;
    double shrunk = 1;
    for (; workingDpi >= 2 * kWorkingDpi; workingDpi /= 2, shrunk *= 2) {
        mask.reset(pixReduceRankBinary2(mask.get(), 1, nullptr)); // thin rules stay
        if (!mask)
            return regions;
    }
    std::vector<RectF> systems; // in the mask's pixels, as everything here
    const auto addSystems = [&](const RgbImage& part, int left, int top) {
        for (const FoundSystem& system : findSystems(part)) {
            if (std::any_of(system.staves.begin(), system.staves.end(), [&](const FoundStaff& staff) {
                    return staff.space < kClosestStaffLines * workingDpi * shrunk
                        || staff.space > kWidestStaffLines * workingDpi * shrunk;
                }))
                continue; // rows of a table
            const RectF box = system.box.toRectF();
            systems.push_back({ (box.left + left) / shrunk, (box.top + top) / shrunk, (box.right + left) / shrunk,
                (box.bottom + top) / shrunk });
        }
        systems = joined(std::move(systems));
    };
    addSystems(page, 0, 0);
    const auto pixels = [workingDpi](double inches) { return std::max(3, static_cast<int>(inches * workingDpi)); };

    std::vector<RectF> rules = runs(mask.get(), pixels(kShortestRule), true);
    std::erase_if(rules, [&](const RectF& rule) {
        return rule.height() > pixels(kThickestRule) || inkAlong(mask.get(), rule, pixels(kStretch)) < kLeastInk;
    });
    const std::vector<FoundLine> lines = findLines(page);
    // The feet of large letters.
    std::erase_if(rules, [&](const RectF& rule) {
        const RectF place{ rule.left * shrunk, rule.top * shrunk, rule.right * shrunk, rule.bottom * shrunk };
        return std::any_of(lines.begin(), lines.end(), [&](const FoundLine& line) {
            return line.textHeight < kLargestTitle * workingDpi * shrunk
                && place.width() < kWidestFoot * line.textHeight && liesWithin(place, line.box.toRectF());
        });
    });
    std::vector<RectF> figures = figuresOf(mask.get(), workingDpi);
    for (const RectF& area : tonedAreas(page, lines, workingDpi * shrunk))
        figures.push_back({ area.left / shrunk, area.top / shrunk, area.right / shrunk, area.bottom / shrunk });
    figures = joined(withJoinedBars(figures, kMargin * workingDpi));
    // Dots that run into each other are no rules.
    std::erase_if(rules, [&figures](const RectF& rule) {
        return std::any_of(figures.begin(), figures.end(),
            [&rule](const RectF& figure) { return intersected(figure, rule).area() > 0.5 * rule.area(); });
    });
    std::sort(rules.begin(), rules.end(), [](const RectF& a, const RectF& b) { return a.top < b.top; });
    std::vector<RectF> uprights = runs(mask.get(), pixels(kShortestUpright), false);
    std::erase_if(uprights, [&pixels](const RectF& upright) { return upright.width() > pixels(kThickestRule); });

    for (const RectF& frame : framesOf(rules, uprights, workingDpi)) {
        const double side = kMargin * workingDpi;
        const RectF inside{ frame.left + side, frame.top + side, frame.right - side, frame.bottom - side };
        double ink = coveredShare(mask.get(), inside) * inside.area();
        for (const FoundLine& line : lines)
            for (const PixelBox& word : line.words) { // a box to be filled in has words alone
                const RectF box = word.toRectF();
                const RectF place = intersected(
                    { box.left / shrunk, box.top / shrunk, box.right / shrunk, box.bottom / shrunk }, inside);
                if (line.textHeight < kLargestPrint * workingDpi * shrunk && place.area() > 0)
                    ink -= coveredShare(mask.get(), place) * place.area();
            }
        const RectF onPage{ frame.left * shrunk, frame.top * shrunk, frame.right * shrunk, frame.bottom * shrunk };
        if (ink > kEmptyFrame * inside.area() && !holdsPrint(onPage, lines, workingDpi * shrunk))
            figures.push_back(frame);
    }
    figures = joined(std::move(figures));
    const auto withoutMusic = [&] {
        std::erase_if(rules, [&systems](const RectF& rule) {
            return std::any_of(systems.begin(), systems.end(),
                [&rule](const RectF& system) { return intersected(system, rule).area() > 0.5 * rule.area(); });
        });
    };
    withoutMusic();
    // A staff beside a column of print is not seen in the rows of the whole page.
    for (const RectF& table : tablesOf(mask.get(), rules, uprights, workingDpi)) {
        const PixelBox part = onPage(
            { static_cast<int>(table.left * shrunk), static_cast<int>((table.top - kAboveStaff * workingDpi) * shrunk),
                static_cast<int>(table.right * shrunk) + 1,
                static_cast<int>((table.bottom + kAboveStaff * workingDpi) * shrunk) + 1 },
            page);
        addSystems(pageCrop(page, part), part.left, part.top);
    }
    withoutMusic();
    std::vector<RectF> tables = tablesOf(mask.get(), rules, uprights, workingDpi);
    const double onPageDpi = workingDpi * shrunk;
    const std::vector<RectF> drawings = lineDrawings(page, lines, onPageDpi);
    std::erase_if(tables, [&](const RectF& table) { // bonds that lie level
        const RectF onPage{ table.left * shrunk, table.top * shrunk, table.right * shrunk, table.bottom * shrunk };
        return std::any_of(drawings.begin(), drawings.end(), [&](const RectF& drawing) {
            return drawing.area() > onPage.area() && intersected(drawing, onPage).area() > 0.5 * onPage.area()
                && showsMolecule(page, drawing);
        });
    });
    for (RectF& table : tables) {
        const RectF onPage{ table.left * shrunk, table.top * shrunk, table.right * shrunk, table.bottom * shrunk };
        const RectF whole = withNamesAndSums(onPage, lines);
        if (whole.top < onPage.top)
            table.top = whole.top / shrunk - kMargin * workingDpi;
        if (whole.bottom > onPage.bottom)
            table.bottom = whole.bottom / shrunk + kMargin * workingDpi;
    }
    const auto add = [&](const std::vector<RectF>& boxes, const char* label, double scale) {
        for (const RectF& box : boxes) {
            const RectF onPage{ std::max(0.0, box.left * scale), std::max(0.0, box.top * scale),
                std::min(static_cast<double>(page.width), box.right * scale),
                std::min(static_cast<double>(page.height), box.bottom * scale) };
            const bool taken = std::any_of(regions.begin(), regions.end(), [&onPage](const PageRegion& other) {
                return intersected(other.box, onPage).area() > 0.5 * std::min(other.box.area(), onPage.area());
            });
            if (!taken)
                regions.push_back(
                    { .box = onPage, .label = label, .origin = RegionOrigin::PageSegmentation, .remark = {} });
        }
    };
    add(systems, "staff", shrunk);
    add(tables, "table", shrunk);
    add(figures, "figure", shrunk);
    // What lies near a staff belongs to the music: words below it stand in columns, too.
    const auto withMargin = [&](std::vector<RectF> boxes) {
        std::erase_if(boxes, [&](const RectF& box) {
            return std::any_of(systems.begin(), systems.end(), [&](const RectF& system) {
                const double near = std::min(system.height() * shrunk, kNearStaff * onPageDpi);
                return sharedWidth(box, { system.left * shrunk, 0, system.right * shrunk, 0 }) > 0
                    && box.top < system.bottom * shrunk + near && box.bottom > system.top * shrunk - near;
            });
        });
        for (RectF& box : boxes)
            box = { box.left - kMargin * onPageDpi, box.top - kMargin * onPageDpi, box.right + kMargin * onPageDpi,
                box.bottom + kMargin * onPageDpi };
        return boxes;
    };
    // Lines of print that beside a region's own would look like columns.
    std::vector<FoundLine> free = lines;
    std::erase_if(free, [&regions](const FoundLine& line) {
        const RectF box = line.box.toRectF();
        return std::any_of(regions.begin(), regions.end(),
            [&box](const PageRegion& region) { return intersected(region.box, box).area() > 0.5 * box.area(); });
    });
    add(withMargin(alignedTables(free)), "table", 1);
    add(joined(withMargin(drawings)), "drawing", 1);
    std::sort(
        regions.begin(), regions.end(), [](const PageRegion& a, const PageRegion& b) { return a.box.top < b.box.top; });
    return regions;
}

} // namespace palimpsest
