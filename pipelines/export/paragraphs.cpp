#include "pipelines/export/paragraphs.h"

#include <algorithm>

#include "pipelines/turned_box.h"

namespace palimpsest {
namespace {

constexpr double kMostWhite = 0.75; // of the height of a line
constexpr double kMostGrowth = 1.5; // of the height of a line; higher ones are a heading

bool goesOn(const RectF& before, const RectF& line)
{
    const double shorter = std::min(before.height(), line.height());
    const double taller = std::max(before.height(), line.height());
    const double white = line.top - before.bottom;
    return shorter > 0 && taller <= kMostGrowth * shorter && white <= kMostWhite * shorter
        && line.top >= before.top + shorter / 2 && line.left < before.right && before.left < line.right;
}

} // namespace

std::vector<Paragraph> paragraphsOf(const OcrResult& result, int rotation)
{
    std::vector<Paragraph> paragraphs;
    for (const TextLine& line : result.lines) {
        if (line.text.find_first_not_of(" \t\r\n\f\v") == std::string::npos)
            continue;
        if (!paragraphs.empty()
            && goesOn(turnedBox(paragraphs.back().lines.back()->box, rotation), turnedBox(line.box, rotation))) {
            paragraphs.back().box = united(paragraphs.back().box, line.box);
            paragraphs.back().lines.push_back(&line);
        } else {
            paragraphs.push_back({ { &line }, line.box });
        }
    }
    return paragraphs;
}

} // namespace palimpsest
