#include "ui/regions/region_marks.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "ui/jobs/task_names.h"
#include "ui/project/region_parts.h"
#include "ui/project/result_items.h"
#include "ui/regions/region_tasks.h"
#include "ui/regions/seen_print.h"

namespace palimpsest {

namespace {

constexpr qsizetype kLongestPrompt = 24;

QString translated(const char* text)
{
    return QCoreApplication::translate("Regions", text);
}

QRectF scaled(const QRectF& box, double scale)
{
    return { box.topLeft() * scale, box.size() * scale };
}

QString chipOf(const Region& region, std::size_t number)
{
    QString chip = QString::number(number) + QStringLiteral(" · ") + nameOfTask(region.task);
    if (!region.prompt.isEmpty())
        chip += QStringLiteral(": ")
            + (region.prompt.size() > kLongestPrompt ? region.prompt.left(kLongestPrompt) + QStringLiteral("…")
                                                     : region.prompt);
    return chip;
}

} // namespace

double MarkedPage::toPixels() const
{
    return 1 / pointsPerPixel(dpi);
}

double MarkedPage::resultScale() const
{
    return reading == nullptr || reading->result->pageWidth == 0
        ? 1
        : size.width() / static_cast<double>(reading->result->pageWidth);
}

std::optional<std::size_t> MarkedPage::partOf(const Region& region) const
{
    if (reading == nullptr)
        return std::nullopt;
    return partOfRegion(*reading->result, region, resultScale() / toPixels());
}

bool wantsPrompt(const QString& task, const ModelInfo& model)
{
    return model.name.isEmpty() ? !promptHintOf(task).isEmpty() : model.promptedTasks.contains(task);
}

QString whyUnread(const Region& region, const ModelInfo& model)
{
    const QString reason = model.name.isEmpty() ? QString() : model.whyNot(region.task);
    if (!reason.isEmpty())
        return translated(QT_TRANSLATE_NOOP("Regions", "%1 is not read: %2.")).arg(nameOfTask(region.task), reason);
    if (wantsPrompt(region.task, model) && region.prompt.isEmpty())
        return translated(QT_TRANSLATE_NOOP("Regions", "%1 wants to be told what to look for, or what to answer."))
            .arg(nameOfTask(region.task));
    return {};
}

RegionMark markOf(const Region& region, std::size_t number, const MarkedPage& page, const ModelInfo& model)
{
    QStringList notes;
    const auto note = [&notes](const QString& sentence) {
        if (!sentence.isEmpty())
            notes.append(sentence);
    };
    const QString unread = whyUnread(region, model);
    note(unread);
    note(region.remark);
    RegionMark mark;
    mark.box = scaled(region.box, page.toPixels());
    mark.chip = chipOf(region, number);
    mark.icon = iconOfTask(region.task);
    mark.colour = unread.isEmpty() ? colourOfTask(region.task) : colourOfUnread();
    mark.dashed = region.proposed;
    if (const auto place = page.partOf(region)) {
        const PageResult& part = partsOf(*page.reading->result)[*place];
        const auto print = seenPrintOf(part, page.dpi / page.resultScale(), model.smallestPrint);
        mark.badge = !wasAsked(part) ? translated(QT_TRANSLATE_NOOP("Regions", "blank, not read"))
            : !print                 ? translated(QT_TRANSLATE_NOOP("Regions", "read"))
            : print->isLow() ? translated(QT_TRANSLATE_NOOP("Regions", "▲ %1 dpi, low")).arg(std::lround(print->dpi))
                             : translated(QT_TRANSLATE_NOOP("Regions", "%1 dpi")).arg(std::lround(print->dpi));
        mark.low = print && print->isLow();
        if (part.region && QString::fromStdString(part.region->remark) != region.remark)
            note(QString::fromStdString(part.region->remark));
        if (print)
            note(print->advice());
    }
    mark.note = notes.join(QLatin1Char('\n'));
    return mark;
}

std::vector<SeenTile> seenTilesOf(const MarkedPage& page, std::optional<std::size_t> wanted)
{
    std::vector<SeenTile> tiles;
    if (page.reading == nullptr || page.dpi <= 0)
        return tiles;
    const std::span<const PageResult> parts = partsOf(*page.reading->result);
    for (std::size_t part = 0; part < parts.size(); ++part) {
        if (wanted && part != *wanted)
            continue;
        for (const AnswerRecord& answer : parts[part].provenance.answers)
            if (answer.effectiveDpi)
                tiles.push_back({ scaled(rectOf(answer.region), page.resultScale()), *answer.effectiveDpi / page.dpi });
    }
    return tiles;
}

QString seenCaption(const MarkedPage& page, const std::vector<SeenTile>& tiles)
{
    if (page.reading == nullptr)
        return {};
    if (!wasAsked(*page.reading->result))
        return translated(QT_TRANSLATE_NOOP("Regions", "Nothing of this page was shown to the model."));
    if (tiles.empty())
        return translated(
            QT_TRANSLATE_NOOP("Regions", "What the model saw is not known: the page does not say how large it is."));
    const auto [least, most] = std::minmax_element(
        tiles.begin(), tiles.end(), [](const SeenTile& a, const SeenTile& b) { return a.scale < b.scale; });
    const auto dpi = [&page](const SeenTile& tile) { return QString::number(std::lround(tile.scale * page.dpi)); };
    if (dpi(*least) == dpi(*most))
        return translated(QT_TRANSLATE_NOOP("Regions", "What the model saw, at %1 dpi")).arg(dpi(*least));
    return translated(QT_TRANSLATE_NOOP("Regions", "What the model saw, at %1 to %2 dpi")).arg(dpi(*least), dpi(*most));
}

} // namespace palimpsest
