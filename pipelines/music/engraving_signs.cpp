#include "pipelines/music/engraving_signs.h"

#include <algorithm>
#include <string>

#include "pipelines/music/engraving_ink.h"
#include "pipelines/music/played_order.h"

namespace palimpsest {
namespace {

constexpr double kThin = 0.16;
constexpr double kThick = 0.5;
constexpr double kDots = 0.4;
constexpr double kBarGap = 0.32;
constexpr double kOctaveScale = 0.5;
constexpr double kDigitGap = 0.08;

MusicGlyph digit(char number)
{
    return static_cast<MusicGlyph>(static_cast<int>(MusicGlyph::Digit0) + (number - '0'));
}

double widthOf(const std::string& digits, double scale)
{
    double width = 0;
    for (const char number : digits)
        width += (widthOf(digit(number)) + kDigitGap) * scale;
    return width;
}

// Where on a staff the accidentals of a key stand, in steps from its lowest line: within the staff as far as they can.
std::vector<int> keyPlaces(int fifths, const Clef& clef)
{
    constexpr std::array kSharps{ 10, 7, 11, 8, 5, 9, 6 };
    constexpr std::array kFlats{ 6, 9, 5, 8, 4, 7, 3 };
    constexpr int kHighest = 9;
    std::array<int, 7> places = fifths > 0 ? kSharps : kFlats;
    for (int& place : places)
        place -= clef.lowestStep();
    while (*std::max_element(places.begin(), places.end()) > kHighest)
        for (int& place : places)
            place -= 7;
    while (*std::max_element(places.begin(), places.end()) <= kHighest - 7)
        for (int& place : places)
            place += 7;
    if (*std::min_element(places.begin(), places.end()) < -1)
        for (int& place : places)
            place += place < 2 ? 7 : 0;
    return { places.begin(), places.begin() + std::abs(fifths) };
}

double widthOf(BarPart part)
{
    return part == BarPart::Thin ? kThin : part == BarPart::Thick ? kThick : kDots;
}

} // namespace

double drawClef(Ink& ink, const Clef& clef, double x, double scale)
{
    const MusicGlyph glyph = clef.sign == 'G' ? MusicGlyph::GClef
        : clef.sign == 'F'                    ? MusicGlyph::FClef
                                              : MusicGlyph::CClef;
    ink.glyphs.push_back(glyphFrom(glyph, { x, kStaffHeight - (clef.line - 1) }, scale));
    const double width = widthOf(glyph) * scale;
    if (clef.octaves != 0) {
        const RectF box = ink.glyphs.back().bounds();
        const double size = kOctaveScale * scale * 2;
        const std::size_t number = std::abs(clef.octaves) > 1 ? 15 : 8;
        const double half = widthOfNumber(number, size / 2) / 2;
        drawNumber(ink, number,
            { (box.left + box.right) / 2 - half, clef.octaves < 0 ? box.bottom + size / 2 : box.top - size / 2 },
            size / 2);
    }
    return width;
}

double drawKey(Ink& ink, int fifths, int fifthsBefore, const Clef& clef, double x)
{
    const bool naturals = fifths == 0;
    const int shown = naturals ? fifthsBefore : fifths;
    const MusicGlyph glyph = naturals ? MusicGlyph::AccidentalNatural
        : shown > 0                   ? MusicGlyph::AccidentalSharp
                                      : MusicGlyph::AccidentalFlat;
    const double step = widthOf(glyph) + (shown > 0 || naturals ? 0.1 : 0.05);
    double width = 0;
    for (const int place : keyPlaces(shown, clef)) {
        ink.glyphs.push_back(glyphFrom(glyph, { x + width, kStaffHeight - place / 2.0 }));
        width += step;
    }
    return width;
}

double drawMeter(Ink& ink, const Meter& meter, const std::string* symbol, double x)
{
    if (symbol != nullptr && (*symbol == "*met(c)" || *symbol == "*met(c|)")) {
        const MusicGlyph glyph = *symbol == "*met(c)" ? MusicGlyph::TimeCommon : MusicGlyph::TimeCut;
        ink.glyphs.push_back(glyphFrom(glyph, { x, kStaffHeight / 2 }));
        return widthOf(glyph);
    }
    const auto beats = static_cast<std::size_t>(meter.beats);
    const auto unit = static_cast<std::size_t>(meter.unit);
    const double width = std::max(widthOfNumber(beats, 1), widthOfNumber(unit, 1));
    drawNumber(ink, beats, { x + (width - widthOfNumber(beats, 1)) / 2, 1 }, 1);
    drawNumber(ink, unit, { x + (width - widthOfNumber(unit, 1)) / 2, 3 }, 1);
    return width;
}

double drawNumber(Ink& ink, std::size_t number, const PointF& at, double scale)
{
    double x = at.x;
    for (const char next : std::to_string(number)) {
        ink.glyphs.push_back(glyphFrom(digit(next), { x, at.y }, scale));
        x += (widthOf(digit(next)) + kDigitGap) * scale;
    }
    return x - at.x;
}

double widthOfNumber(std::size_t number, double scale)
{
    return widthOf(std::to_string(number), scale);
}

std::vector<BarPart> wholeBar(std::string_view barline)
{
    using enum BarPart;
    if (barline.empty() || barline.find('-') != std::string_view::npos)
        return {};
    const bool before = repeatsBefore(barline);
    const bool behind = repeatsBehind(barline);
    if (before && behind)
        return { Dots, Thin, Thick, Thin, Dots };
    if (before)
        return { Dots, Thin, Thick };
    if (behind)
        return { Thick, Thin, Dots };
    if (barline.starts_with("==") || barline.find("|!") != std::string_view::npos)
        return { Thin, Thick };
    if (barline.find("!|") != std::string_view::npos)
        return { Thick, Thin };
    if (barline.find("||") != std::string_view::npos)
        return { Thin, Thin };
    return { Thin };
}

std::vector<BarPart> endingBar(std::string_view barline)
{
    using enum BarPart;
    if (!repeatsBehind(barline))
        return wholeBar(barline);
    return repeatsBefore(barline) ? std::vector{ Dots, Thin, Thick } : std::vector{ Thin };
}

std::vector<BarPart> beginningBar(std::string_view barline)
{
    using enum BarPart;
    return repeatsBehind(barline) ? std::vector{ Thick, Thin, Dots } : std::vector<BarPart>();
}

double widthOfBar(const std::vector<BarPart>& parts)
{
    double width = 0;
    for (const BarPart part : parts)
        width += widthOf(part) + (width > 0 ? kBarGap : 0);
    return width;
}

void drawBar(Ink& ink, const std::vector<BarPart>& parts, double x, double bottom, const std::vector<double>& staves)
{
    for (const BarPart part : parts) {
        const double width = widthOf(part);
        if (part == BarPart::Dots) {
            for (const double top : staves)
                for (const double y : { 1.5, 2.5 })
                    ink.glyphs.push_back(glyphFrom(MusicGlyph::AugmentationDot, { x, top + y }));
        } else {
            ink.polygons.push_back(filledBox({ x, -kLineWeight / 2, x + width, bottom + kLineWeight / 2 }));
        }
        x += width + kBarGap;
    }
}

} // namespace palimpsest
