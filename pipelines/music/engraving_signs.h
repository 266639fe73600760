#pragma once
// Clefs, keys, meters, barlines and numbers on one staff. What draws returns how wide it is. Part of engraving; pure.

#include <string_view>

#include "pipelines/music/engraving_layout.h"

namespace palimpsest {

double drawClef(Ink& ink, const Clef& clef, double x, double scale);
// The accidentals of a key; naturals where it has none and another had.
double drawKey(Ink& ink, int fifths, int fifthsBefore, const Clef& clef, double x);
double drawMeter(Ink& ink, const Meter& meter, const std::string* symbol, double x);
// With its middle at y.
double drawNumber(Ink& ink, std::size_t number, const PointF& at, double scale);
double widthOfNumber(std::size_t number, double scale);

enum class BarPart { Thin, Thick, Dots };
// Of a barline as it is written: all of it, or what of it ends a line and what of it begins the next one.
std::vector<BarPart> wholeBar(std::string_view barline);
std::vector<BarPart> endingBar(std::string_view barline);
std::vector<BarPart> beginningBar(std::string_view barline);
double widthOfBar(const std::vector<BarPart>& parts);
// From the highest line of a staff to `bottom`; dots stand on each of the staves, whose highest lines are given.
void drawBar(Ink& ink, const std::vector<BarPart>& parts, double x, double bottom, const std::vector<double>& staves);

} // namespace palimpsest
