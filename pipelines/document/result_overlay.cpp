#include "pipelines/document/result_overlay.h"

#include <QFontMetricsF>
#include <QGuiApplication>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <variant>
#include <vector>

#include "engine/base/check.h"
#include "pipelines/document/page_overlay.h"
#include "pipelines/document/raster.h"
#include "pipelines/document/text_sheet.h"

namespace palimpsest {

namespace {

constexpr double kPageWidthPerLetter = 40; // of the answer below the page: its size in relation to the page's width
constexpr int kLongestAnswer = 4000;       // letters; more would make a picture nobody reads

// Two sheets of one size, a thin rule between them.
RgbImage sideBySide(const RgbImage& left, const RgbImage& right)
{
    const auto width = static_cast<int>(left.width);
    QImage canvas(2 * width, static_cast<int>(left.height), QImage::Format_RGB32);
    QPainter painter(&canvas);
    painter.drawImage(0, 0, viewOf(left));
    painter.drawImage(width, 0, viewOf(right));
    painter.fillRect(width, 0, std::max(1, width / 600), canvas.height(), Qt::darkGray);
    painter.end();
    return toRgbImage(canvas);
}

struct Drawing {
    const PageImage& page;

    RgbImage operator()(const OcrResult& read) const
    {
        std::vector<OverlayBox> items;
        for (const TextLine& line : read.lines)
            items.push_back({ .box = line.box, .label = {} });
        return sideBySide(drawOverlay(page, items), drawTextSheet(page, read));
    }
    RgbImage operator()(const Detections& found) const
    {
        std::vector<OverlayBox> items;
        for (const DetectedObject& object : found.items)
            items.push_back(itemOf(object));
        return drawOverlay(page, items);
    }
    RgbImage operator()(const Segments& found) const
    {
        std::vector<OverlayBox> items;
        for (const Segment& segment : found.items) {
            items.push_back(itemOf(segment.object));
            items.back().mask = segment.mask ? &*segment.mask : nullptr;
        }
        return drawOverlay(page, items);
    }
    RgbImage operator()(const Scores& read) const
    {
        std::vector<OverlayBox> items;
        for (const ScoreSystem& system : read.systems)
            items.push_back({ .box = system.box,
                .label = std::to_string(system.measures) + (system.measures == 1 ? " measure" : " measures"),
                .dashed = !system.warnings.empty() });
        return drawOverlay(page, items);
    }
    RgbImage operator()(const PlainText& answer) const
    {
        std::vector<OverlayBox> items;
        for (const DetectedObject& phrase : answer.phrases)
            items.push_back(itemOf(phrase));
        return withTextBelow(items.empty() ? page.image : drawOverlay(page, items), answer.text);
    }
    RgbImage operator()(const Report& report) const
    {
        std::string text(kReportNotice);
        for (const ReportSection& section : report.sections)
            text += "\n\n" + section.heading + (section.heading.empty() ? "" : ":\n") + section.text;
        return withTextBelow(page.image, text);
    }
    static RgbImage withTextBelow(const RgbImage& picture, const std::string& text);
    RgbImage operator()(const Molecules& read) const
    {
        std::vector<OverlayBox> items;
        for (const Molecule& molecule : read.items)
            items.push_back({ .box = molecule.box, .label = molecule.smiles, .dashed = molecule.canonical.empty() });
        return drawOverlay(page, items);
    }
    RgbImage operator()(const Tables& found) const
    {
        std::vector<OverlayBox> items;
        for (const Table& table : found.items) {
            for (const TableCell& cell : table.cells)
                if (cell.box)
                    items.push_back({ .box = *cell.box, .label = {} });
            items.push_back({ .box = table.box,
                .label = std::to_string(table.rows) + " \xC3\x97 " + std::to_string(table.columns) });
        }
        return drawOverlay(page, items);
    }
    RgbImage operator()(const PageParts& parts) const
    {
        std::vector<OverlayBox> items;
        for (const PageResult& part : parts.parts) {
            if (part.region)
                items.push_back({ .box = part.region->box, .label = part.provenance.task });
            if (const auto* const text = std::get_if<OcrResult>(&part.content))
                for (const TextLine& line : text->lines)
                    items.push_back({ .box = line.box, .label = {} });
        }
        for (const PageRegion& region : parts.unread)
            items.push_back({ .box = region.box, .label = region.label, .dashed = true });
        return drawOverlay(page, items);
    }

    static OverlayBox itemOf(const DetectedObject& object)
    {
        return { .box = object.box, .label = object.label, .dashed = object.state != BoxState::Valid };
    }
};

RgbImage Drawing::withTextBelow(const RgbImage& picture, const std::string& answer)
{
    PAL_CHECK(qobject_cast<QGuiApplication*>(QCoreApplication::instance()) != nullptr); // see DocumentRuntime
    const QImage shown = viewOf(picture);
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPixelSize(std::max(8, static_cast<int>(shown.width() / kPageWidthPerLetter)));
    const QString text = QString::fromStdString(answer).left(kLongestAnswer);
    const int margin = font.pixelSize();
    constexpr int kFlow = Qt::AlignLeft | Qt::TextWordWrap | Qt::TextWrapAnywhere;
    const int width = std::max(1, shown.width() - 2 * margin);
    const QRectF room = QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 0), kFlow, text);
    const int height = static_cast<int>(std::ceil(room.height()));

    QImage canvas(shown.width(), shown.height() + height + 2 * margin, QImage::Format_RGB32);
    canvas.fill(Qt::white);
    QPainter painter(&canvas);
    painter.drawImage(0, 0, shown);
    painter.setFont(font);
    painter.setPen(Qt::black);
    painter.drawText(QRectF(margin, shown.height() + margin, width, height), kFlow, text);
    painter.end();
    return toRgbImage(canvas);
}

} // namespace

RgbImage drawResult(const PageImage& page, const PageContent& content)
{
    return std::visit(Drawing{ page }, content);
}

} // namespace palimpsest
