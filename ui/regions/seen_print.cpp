#include "ui/regions/seen_print.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/base/median.h"

namespace palimpsest {

namespace {

constexpr double kPointsPerInch = 72;
constexpr double kOrdinaryPrint = 10; // points

// A picture is described and pointed at whatever its print.
bool readsPrint(const PageResult& part)
{
    return std::holds_alternative<OcrResult>(part.content) || std::holds_alternative<Tables>(part.content)
        || part.provenance.task == "ocr";
}

// Of the line that is in the middle of all by its size in the model's picture: its own height, and at what resolution.
struct Line {
    double points = 0;
    double dpi = 0;
};
std::optional<Line> typicalLine(const PageResult& part, double pageDpi)
{
    const auto* const text = std::get_if<OcrResult>(&part.content);
    if (text == nullptr || pageDpi <= 0)
        return std::nullopt;
    std::vector<Line> lines;
    for (const TextLine& line : text->lines)
        for (const TextPiece& piece : line.pieces) {
            const std::vector<AnswerRecord>& answers = part.provenance.answers;
            if (piece.answer < answers.size() && answers[piece.answer].effectiveDpi)
                lines.push_back({ std::abs(piece.box.bottom - piece.box.top) / pageDpi * kPointsPerInch,
                    *answers[piece.answer].effectiveDpi });
        }
    if (lines.empty())
        return std::nullopt;
    return medianOf(std::move(lines), [](const Line& a, const Line& b) { return a.points * a.dpi < b.points * b.dpi; });
}

} // namespace

bool SeenPrint::isLow() const
{
    return readable > 0 && height.value_or(kOrdinaryPrint) < readable;
}

QString SeenPrint::advice() const
{
    if (!isLow())
        return {};
    const QString shown = QString::number(std::lround(dpi));
    const QString needed = QString::number(std::ceil(readable));
    if (height)
        return QCoreApplication::translate("Regions",
            "The print here is about %1 points high; at %2 dpi this model reads print from %3 points on. Read smaller "
            "regions.")
            .arg(QString::number(std::lround(*height)), shown, needed);
    return QCoreApplication::translate(
        "Regions", "At %1 dpi this model reads print from %2 points on; ordinary print has 10. Read smaller regions.")
        .arg(shown, needed);
}

std::optional<SeenPrint> seenPrintOf(const PageResult& part, double pageDpi, double smallestPrint)
{
    std::vector<double> resolutions;
    for (const AnswerRecord& answer : part.provenance.answers)
        if (answer.effectiveDpi)
            resolutions.push_back(*answer.effectiveDpi);
    if (resolutions.empty())
        return std::nullopt;
    SeenPrint print{ .dpi = medianOf(std::move(resolutions)) };
    if (!readsPrint(part))
        return print;
    if (const auto line = typicalLine(part, pageDpi)) {
        print.dpi = line->dpi;
        print.height = line->points;
    }
    print.readable = smallestPrint / print.dpi * kPointsPerInch;
    return print;
}

} // namespace palimpsest
