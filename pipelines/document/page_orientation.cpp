#include "pipelines/document/page_orientation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "pipelines/document/leptonica_page.h"

namespace palimpsest {
namespace {

constexpr double kSmallestLetter = 5;           // pixels
constexpr double kLargestLetter = 200;          // pixels
constexpr double kReducedLetter = 36;           // larger print is measured at half the size
constexpr double kLetterSides[] = { 0.5, 2.5 }; // of the usual letter
constexpr double kLargestMark = 0.45;           // of the usual letter
constexpr double kSmallestMark = 2;             // pixels; less is a speck
constexpr double kFarthestLetter = 2;           // usual letters: from one letter to the next of its line
constexpr double kFarthestMark = 0.35;          // of the usual letter: from a dot to its letter
constexpr double kCloserAlong = 0.5;            // gaps along a line, as a share of those across
constexpr double kFewestOnOneSide = 4;          // times as many marks above letters as below
constexpr std::size_t kFewestLetters = 60;
constexpr std::size_t kMostComponents = 60'000; // more is no page of print

double sideOf(const RectF& box)
{
    return std::max(box.width(), box.height());
}

// Of the larger sides, weighted by themselves, so that specks do not outvote letters.
double usualSide(const std::vector<RectF>& boxes)
{
    std::vector<double> sides;
    double total = 0;
    for (const RectF& box : boxes)
        if (sideOf(box) >= kSmallestLetter && sideOf(box) <= kLargestLetter) {
            sides.push_back(sideOf(box));
            total += sides.back();
        }
    std::sort(sides.begin(), sides.end());
    double below = 0;
    for (const double side : sides)
        if ((below += side) * 2 >= total)
            return side;
    return 0;
}

// Left to right. Turned on the page's diagonal, what stands below each other stands beside each other.
struct Print {
    std::vector<RectF> letters;
    std::vector<RectF> marks;
    double usual = 0;
};

Print printOf(const std::vector<RectF>& boxes, double usual, bool onDiagonal)
{
    Print print{ {}, {}, usual };
    for (const RectF& box : boxes) {
        const RectF placed = onDiagonal ? RectF{ box.top, box.left, box.bottom, box.right } : box;
        const double side = sideOf(box);
        if (side >= kLetterSides[0] * usual && side <= kLetterSides[1] * usual)
            print.letters.push_back(placed);
        else if (side >= kSmallestMark && side < kLargestMark * usual)
            print.marks.push_back(placed);
    }
    std::sort(
        print.letters.begin(), print.letters.end(), [](const RectF& a, const RectF& b) { return a.left < b.left; });
    return print;
}

// The mean white between a letter and the next one to its right, in usual letters; nothing where few have one.
std::optional<double> usualGap(const Print& print)
{
    double sum = 0;
    std::size_t count = 0;
    for (auto letter = print.letters.begin(); letter != print.letters.end(); ++letter)
        for (auto next = letter + 1; next != print.letters.end(); ++next) {
            if (next->left > letter->right + kFarthestLetter * print.usual)
                break;
            const double shared = std::min(letter->bottom, next->bottom) - std::max(letter->top, next->top);
            if (next->left < letter->right - 0.3 * print.usual
                || shared * 2 < std::min(letter->height(), next->height()))
                continue;
            sum += std::max(0.0, next->left - letter->right);
            ++count;
            break;
        }
    if (count < kFewestLetters / 2)
        return std::nullopt;
    return sum / static_cast<double>(count) / print.usual;
}

// For a number of signs and of those against them; Leptonica's measure.
double confidenceOf(double up, double down)
{
    return up + down > 0 ? 2 * (up - down) / std::sqrt(up + down) : 0;
}

// Above 0: dots stand above letters; below 0: below them.
double markConfidence(const Print& print)
{
    double above = 0;
    double below = 0;
    for (const RectF& mark : print.marks) {
        double nearest = kFarthestMark * print.usual;
        int side = 0;
        auto letter = std::lower_bound(print.letters.begin(), print.letters.end(),
            mark.left - kLetterSides[1] * print.usual, [](const RectF& box, double left) { return box.left < left; });
        for (; letter != print.letters.end() && letter->left < mark.right; ++letter) {
            if (std::min(letter->right, mark.right) - std::max(letter->left, mark.left) < 0.5 * mark.width())
                continue;
            const double gap = std::max({ 0.0, letter->top - mark.bottom, mark.top - letter->bottom });
            if (gap > nearest)
                continue;
            nearest = gap;
            side = letter->top >= mark.bottom ? 1 : mark.top >= letter->bottom ? -1 : 0;
        }
        above += side > 0 ? 1 : 0;
        below += side < 0 ? 1 : 0;
    }
    const bool even = std::min(above, below) * kFewestOnOneSide > std::max(above, below);
    return even ? 0 : confidenceOf(above, below);
}

// Where lines run down the page, what is left of the letters is above them once it is turned clockwise.
PageOrientation orientationOf(Pix* mask)
{
    UniquePix reduced;
    std::vector<RectF> boxes = componentBoxes(mask);
    while (boxes.size() <= kMostComponents && usualSide(boxes) > kReducedLetter) {
        reduced.reset(pixReduceRankBinary2(reduced ? reduced.get() : mask, 2, nullptr));
        if (!reduced)
            return {};
        boxes = componentBoxes(reduced.get());
    }
    const double usual = usualSide(boxes);
    if (usual <= 0 || boxes.size() > kMostComponents)
        return {};
    std::array<Print, 2> prints{ printOf(boxes, usual, false), printOf(boxes, usual, true) };
    if (prints[0].letters.size() < kFewestLetters)
        return {};
    const std::array<std::optional<double>, 2> gaps{ usualGap(prints[0]), usualGap(prints[1]) };
    // Where letters have no neighbours that way, they do not stand close.
    const double across = gaps[0].value_or(kFarthestLetter);
    const double down = gaps[1].value_or(kFarthestLetter);
    const bool upright = across <= kCloserAlong * down;
    if (!upright && down > kCloserAlong * across)
        return {};
    l_float32 up = 0;
    l_float32 left = 0;
    if (pixOrientDetect(reduced ? reduced.get() : mask, &up, &left, 0, 0) != 0)
        return {};
    // Both above 0: the dots, and what rises, are at the top, or at the left of lines that run down the page.
    const double rising = upright ? up : left;
    const double dots = markConfidence(prints[upright ? 0 : 1]);
    if (rising * dots <= 0)
        return {};
    const std::array<int, 2> rotations = upright ? std::array<int, 2>{ 0, 180 } : std::array<int, 2>{ 90, 270 };
    return { rotations[rising > 0 ? 0 : 1], std::min(std::abs(rising), std::abs(dots)) };
}

} // namespace

PageOrientation measureOrientation(const RgbImage& page)
{
    silenceLeptonica();
    const UniquePix colours = page.pixels.empty() ? UniquePix() : toPix(page);
    const UniquePix mask = colours ? inkMask(colours.get()) : UniquePix();
    return mask ? orientationOf(mask.get()) : PageOrientation{};
}

int sureRotation(const RgbImage& page)
{
    const PageOrientation found = measureOrientation(page);
    return found.confidence >= kSureOrientation ? found.rotation : 0;
}

} // namespace palimpsest
