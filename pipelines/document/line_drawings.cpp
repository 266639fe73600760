#include "pipelines/document/line_drawings.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "pipelines/molecule/sketched_drawing.h"
#include "pipelines/tiling/ink_components.h"
#include "pipelines/tiling/ink_map.h"
#include "pipelines/tiling/joined_boxes.h"

namespace palimpsest {
namespace {

// Lengths in inches.
constexpr double kSmallestSides[] = { 0.3, 0.5 };
constexpr double kUsualPrint = 0.16; // where a page has no text

// In heights of the print.
constexpr double kTallest = 2.0;   // of what may be a letter
constexpr double kPart = 1.3;      // of what is a part of a drawing and no letter
constexpr double kPartReach = 0.8; // from a drawing to such a part
constexpr double kReach = 1.2;     // from a stroke to another one, or to its letters
constexpr double kThickest = 0.55; // of a stroke, along a row or a column: slanted ones are thinner
constexpr double kUnlevel = 0.12;  // of the height of a letter: how far another one stands higher or lower
constexpr double kInTitle = 1.3;   // of the height of a title: a letter of it
constexpr double kLongRun = 1.0;   // of ink along a row or a column: a rule

constexpr double kDensest = 0.3;           // of the box of a stroke
constexpr double kLeastSlanted = 0.25;     // of the ink, and of that of each stroke it begins with
constexpr double kMostThick = 0.1;         // of the ink
constexpr double kMostBold = 0.45;         // of the ink of what looks like a molecule
constexpr std::size_t kMostLetters = 60;   // of a drawing
constexpr std::size_t kFewestWords = 4;    // of a line of running text
constexpr std::size_t kFewestInTitle = 3;  // words of a line of large print
constexpr double kTitleWidth = 8;          // heights of its print
constexpr std::size_t kFewestLines = 3;    // of running text that say how high print is
constexpr std::size_t kFewestLetters = 4;  // that say so where there are none
constexpr double kLineHeight = 1.3;        // of a letter's
constexpr int kSmallestLetter = 5;         // pixels
constexpr std::size_t kMostStrokes = 2000; // more is no page that somebody drew

RectF grown(const RectF& box, double by)
{
    return { box.left - by, box.top - by, box.right + by, box.bottom + by };
}

bool holdsMiddle(const RectF& box, const RectF& other)
{
    const double x = (other.left + other.right) / 2;
    const double y = (other.top + other.bottom) / 2;
    return box.left <= x && x < box.right && box.top <= y && y < box.bottom;
}

// Large print, whose letters may hang together.
bool isTitle(const FoundLine& line)
{
    return line.words.size() >= kFewestInTitle && line.box.width() > kTitleWidth * line.textHeight;
}

double shareOf(std::vector<double> heights, double share)
{
    const auto place = heights.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(heights.size()));
    std::nth_element(heights.begin(), place, heights.end());
    return *place;
}

// A drawing alone may look like a line of large letters itself; then its smaller parts tell.
double printHeight(const std::vector<FoundLine>& lines, const std::vector<InkComponent>& components, double dpi)
{
    std::vector<double> heights;
    for (const FoundLine& line : lines)
        if (line.words.size() >= kFewestWords)
            heights.push_back(line.textHeight);
    if (heights.size() >= kFewestLines)
        return shareOf(std::move(heights), 0.5);
    heights.clear();
    for (const InkComponent& component : components) {
        const PixelBox& box = component.box;
        if (box.height() >= kSmallestLetter && box.width() <= 3 * box.height() && box.height() <= 6 * box.width())
            heights.push_back(box.height());
    }
    return heights.size() >= kFewestLetters ? kLineHeight * shareOf(std::move(heights), 0.25) : kUsualPrint * dpi;
}

// Large letters stand beside others of their size.
bool standsAmongItsLike(const InkComponent& component, const std::vector<InkComponent>& tall)
{
    const PixelBox& box = component.box;
    const auto alike = std::count_if(tall.begin(), tall.end(), [&box](const InkComponent& other) {
        const PixelBox& beside = other.box;
        const int unlevel = std::min(std::abs(box.top - beside.top), std::abs(box.bottom - beside.bottom));
        return beside.height() * 2 >= box.height() && beside.height() <= 2 * box.height()
            && unlevel <= kUnlevel * box.height() && -sharedColumns(box, beside) <= box.height();
    });
    return alike > 2; // itself and two more
}

struct StrokeShares {
    double slanted = 0; // ink that lies in no long run along a row or a column
    double thick = 0;   // ink that no thin stroke covers
};

StrokeShares sharesWithin(const InkMap& map, const PixelBox& box, int longRun, int thickest)
{
    const auto width = static_cast<std::size_t>(box.width());
    const auto height = static_cast<std::size_t>(box.height());
    const auto inkAt = [&](std::size_t x, std::size_t y) {
        return map.at(static_cast<std::size_t>(box.left) + x, static_cast<std::size_t>(box.top) + y);
    };
    std::vector<int> across(width * height); // length of the run through the pixel
    for (std::size_t y = 0; y < height; ++y)
        for (std::size_t x = 0; x < width;) {
            std::size_t end = x;
            while (end < width && inkAt(end, y))
                ++end;
            std::fill(across.begin() + static_cast<std::ptrdiff_t>(y * width + x),
                across.begin() + static_cast<std::ptrdiff_t>(y * width + end), static_cast<int>(end - x));
            x = std::max(end, x + 1);
        }
    std::size_t ink = 0;
    std::size_t slanted = 0;
    std::size_t thick = 0;
    for (std::size_t x = 0; x < width; ++x)
        for (std::size_t y = 0; y < height;) {
            std::size_t end = y;
            while (end < height && inkAt(x, end))
                ++end;
            const int down = static_cast<int>(end - y);
            for (; y < end; ++y) {
                const int wide = across[y * width + x];
                ++ink;
                slanted += std::max(wide, down) < longRun ? 1 : 0;
                thick += std::min(wide, down) > thickest ? 1 : 0;
            }
            y = std::max(end, y + (down == 0 ? 1 : 0));
        }
    const auto share
        = [ink](std::size_t part) { return ink == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(ink); };
    return { share(slanted), share(thick) };
}

// Boxes that come within reach of each other are one.
std::vector<RectF> gathered(std::vector<RectF> boxes, double reach)
{
    return joinedBoxes(std::move(boxes),
        [reach](const RectF& a, const RectF& b) { return intersected(grown(a, reach), b).area() > 0; });
}

} // namespace

std::vector<RectF> lineDrawings(const RgbImage& page, const std::vector<FoundLine>& lines, double dpi)
{
    const InkMap map = findInk(page);
    const std::vector<InkComponent> components = findComponents(map);
    const double print = printHeight(lines, components, dpi);
    std::vector<RectF> running;
    std::vector<RectF> titles;
    for (const FoundLine& line : lines) {
        if ((line.words.size() >= kFewestWords && line.textHeight < kTallest * print) || isTitle(line))
            running.push_back(line.box.toRectF());
        if (isTitle(line))
            titles.push_back(line.box.toRectF());
    }
    const auto isOfTitle = [&titles](const RectF& box) {
        return std::any_of(titles.begin(), titles.end(),
            [&box](const RectF& title) { return box.height() < kInTitle * title.height() && holdsMiddle(title, box); });
    };
    const int longRun = std::max(4, static_cast<int>(kLongRun * print));
    const int thickest = std::max(2, static_cast<int>(kThickest * print));

    std::vector<InkComponent> tall;
    for (const InkComponent& component : components) {
        const PixelBox& box = component.box;
        const double area = static_cast<double>(box.width()) * box.height();
        if (box.height() >= kTallest * print && box.width() >= print
            && static_cast<double>(component.pixelCount) <= kDensest * area)
            tall.push_back(component);
    }
    if (tall.size() > kMostStrokes)
        return {};
    std::vector<RectF> strokes;
    for (const InkComponent& component : tall)
        if (!standsAmongItsLike(component, tall) && !isOfTitle(component.box.toRectF())
            && sharesWithin(map, component.box, longRun, thickest).slanted >= kLeastSlanted)
            strokes.push_back(component.box.toRectF());

    const auto isInText = [&running](const RectF& box) {
        return std::any_of(
            running.begin(), running.end(), [&box](const RectF& line) { return holdsMiddle(line, box); });
    };
    // Shorter strokes, rings that letters part from the rest, belong to what they stand beside.
    std::vector<RectF> parts;
    for (const InkComponent& component : components) {
        const RectF box = component.box.toRectF();
        if (std::max(box.width(), box.height()) >= kPart * print && box.height() < kTallest * print
            && static_cast<double>(component.pixelCount) <= kDensest * box.area() && !isInText(box)
            && sharesWithin(map, component.box, longRun, thickest).slanted >= kLeastSlanted)
            parts.push_back(box);
    }
    std::vector<RectF> drawings;
    for (RectF drawing : gathered(std::move(strokes), kReach * print)) {
        if (std::any_of(
                running.begin(), running.end(), [&drawing](const RectF& line) { return holdsMiddle(drawing, line); }))
            continue; // a frame, or a curve round text
        for (std::size_t i = 0; i < parts.size(); ++i)
            if (intersected(grown(drawing, kPartReach * print), parts[i]).area() > 0
                && united(drawing, parts[i]).area() > drawing.area()) {
                drawing = united(drawing, parts[i]);
                i = static_cast<std::size_t>(-1); // what was out of reach may be in reach now
            }
        const RectF reach = grown(drawing, kReach * print);
        std::size_t letters = 0;
        for (const InkComponent& component : components) {
            const RectF box = component.box.toRectF();
            if (!holdsMiddle(reach, box) || box.height() > kTallest * print || isInText(box))
                continue;
            drawing = united(drawing, box);
            ++letters;
        }
        const double sides[]
            = { std::min(drawing.width(), drawing.height()), std::max(drawing.width(), drawing.height()) };
        if (sides[0] < kSmallestSides[0] * dpi || sides[1] < kSmallestSides[1] * dpi || letters > kMostLetters)
            continue;
        const PixelBox whole{ static_cast<int>(drawing.left), static_cast<int>(drawing.top),
            static_cast<int>(drawing.right), static_cast<int>(drawing.bottom) };
        const StrokeShares shares = sharesWithin(map, whole, longRun, thickest);
        if (shares.slanted >= kLeastSlanted
            && (shares.thick <= kMostThick || (shares.thick <= kMostBold && showsMolecule(page, drawing))))
            drawings.push_back(drawing);
    }
    return gathered(std::move(drawings), kPartReach * print);
}

} // namespace palimpsest
