#pragma once
// What the window needs to know of each kind of result: one KindOf a kind, which result_items.cpp puts to use and
// nobody else. `kView`, `item`, and where a kind has them `setText`, `setMask`, `doubts`, `boxOf`, `items` or `parts`.
// Pure functions.

#include <algorithm>
#include <string>
#include <utility>

#include "pipelines/decode/line_doubts.h"
#include "pipelines/decode/report_sections.h"
#include "pipelines/export/delimited_table.h"
#include "pipelines/molecule/read_molecule.h"
#include "pipelines/music/checked_kern.h"
#include "ui/project/edited_line.h"
#include "ui/project/result_items.h"

namespace palimpsest::kinds {

inline QString textOf(const std::string& text)
{
    return QString::fromStdString(text);
}

// Characters of a QString that those bytes become.
inline qsizetype lengthOf(const std::string& text, std::size_t begin, std::size_t end)
{
    return QString::fromUtf8(text.data() + begin, static_cast<qsizetype>(end - begin)).size();
}

// Leading tabs are empty cells, so that only the end is cut.
inline QString withoutLastBreak(const QString& text)
{
    return text.endsWith(QLatin1Char('\n')) ? text.chopped(1) : text;
}

inline ResultItem itemOf(const DetectedObject& object, const PixelMask* mask)
{
    return { textOf(object.label), rectOf(object.box), object.confidence, object.state == BoxState::Valid, mask };
}

// What the window needs to know of one kind.
template <typename Content> struct KindOf;

template <> struct KindOf<OcrResult> {
    static constexpr ContentView kView = ContentView::Lines;
    static auto& items(auto& content) { return content.lines; }
    static ResultItem item(const TextLine& line) { return { textOf(line.text), rectOf(line.box), line.confidence }; }
    static void setText(TextLine& line, const QString& text) { line = editedLine(line, text.toStdString()); }
    static std::vector<TextSpan> doubts(const TextLine& line, double threshold)
    {
        std::vector<TextSpan> spans;
        for (const LineDoubt& doubt : lineDoubts(line, threshold)) {
            const qsizetype start = lengthOf(line.text, 0, doubt.begin);
            spans.push_back({ start, lengthOf(line.text, doubt.begin, doubt.end) });
        }
        return spans;
    }
    static QRectF boxOf(const TextLine& line, const TextSpan& span)
    {
        const QString text = textOf(line.text);
        const auto bytes = [&text](qsizetype end) { return static_cast<std::size_t>(text.left(end).toUtf8().size()); };
        return rectOf(boxWithin(line, bytes(span.start), bytes(span.start + span.length)));
    }
};

template <> struct KindOf<Detections> {
    static constexpr ContentView kView = ContentView::Objects;
    static auto& items(auto& content) { return content.items; }
    static ResultItem item(const DetectedObject& object) { return itemOf(object, nullptr); }
    static void setText(DetectedObject& object, const QString& text) { object.label = text.toStdString(); }
};

template <> struct KindOf<Segments> {
    static constexpr ContentView kView = ContentView::Objects;
    static auto& items(auto& content) { return content.items; }
    static ResultItem item(const Segment& segment)
    {
        return itemOf(segment.object, segment.mask ? &*segment.mask : nullptr);
    }
    static void setText(Segment& segment, const QString& text) { segment.object.label = text.toStdString(); }
    static void setMask(Segment& segment, PixelMask mask)
    {
        if (mask.width > 0 && mask.height > 0) {
            const auto left = static_cast<double>(mask.left);
            const auto top = static_cast<double>(mask.top);
            segment.object.box
                = { left, top, left + static_cast<double>(mask.width), top + static_cast<double>(mask.height) };
            segment.object.state = BoxState::Valid;
        }
        segment.codes.reset();
        segment.mask = std::move(mask);
    }
};

// A text is its own only item and stays, if empty, where it is removed. An answer that stands on the page has its
// place.
template <> struct KindOf<PlainText> {
    static constexpr ContentView kView = ContentView::Text;
    static ResultItem item(const PlainText& text)
    {
        const bool stands = text.phrases.size() == 1 && text.phrases[0].label == text.text;
        return { textOf(text.text), stands ? rectOf(text.phrases[0].box) : QRectF(), text.confidence };
    }
    // A phrase that is not in the text any more says nothing about the page.
    static void setText(PlainText& text, const QString& edited)
    {
        text.text = edited.toStdString();
        std::erase_if(text.phrases,
            [&text](const DetectedObject& phrase) { return text.text.find(phrase.label) == std::string::npos; });
    }
};

// A table as one copies it: a row a line, its cells parted by tabs. Its form stays: what is written where no cell
// begins is passed over.
template <> struct KindOf<Tables> {
    static constexpr ContentView kView = ContentView::Tables;
    static auto& items(auto& content) { return content.items; }
    static ResultItem item(const Table& table)
    {
        return { withoutLastBreak(textOf(tabbedText(table))), rectOf(table.box), leastConfidence(table) };
    }
    static void setText(Table& table, const QString& text)
    {
        const QStringList rows = text.split(QLatin1Char('\n'));
        for (TableCell& cell : table.cells) {
            const QStringList fields = rows.value(static_cast<qsizetype>(cell.row)).split(QLatin1Char('\t'));
            std::string written = fields.value(static_cast<qsizetype>(cell.column)).toStdString();
            cell.styles = runsAfterEdit(cell.styles, cell.text, written);
            cell.text = std::move(written);
        }
    }

private:
    // One doubtful cell among many sure ones is what a person has to look at.
    static std::optional<double> leastConfidence(const Table& table)
    {
        std::optional<double> least;
        for (const TableCell& cell : table.cells)
            if (cell.confidence)
                least = std::min(least.value_or(1), *cell.confidence);
        return least;
    }
};

template <> struct KindOf<Molecules> {
    static constexpr ContentView kView = ContentView::Molecules;
    static auto& items(auto& content) { return content.items; }
    static ResultItem item(const Molecule& molecule)
    {
        return { textOf(molecule.smiles), rectOf(molecule.box), molecule.confidence, !molecule.canonical.empty() };
    }
    static void setText(Molecule& molecule, const QString& text)
    {
        Molecule corrected = readMolecule(text.trimmed().toStdString());
        corrected.box = molecule.box;
        corrected.answer = molecule.answer;
        molecule = std::move(corrected);
    }
};

template <> struct KindOf<Scores> {
    static constexpr ContentView kView = ContentView::Scores;
    static auto& items(auto& content) { return content.systems; }
    static ResultItem item(const ScoreSystem& system)
    {
        return { textOf(system.kern).trimmed(), rectOf(system.box), system.confidence, system.warnings.empty() };
    }
    static void setText(ScoreSystem& system, const QString& text)
    {
        ScoreSystem corrected = checkKern(text.toStdString(), Pickup::Allowed).system;
        corrected.box = system.box;
        corrected.answer = system.answer;
        system = std::move(corrected);
    }
};

template <> struct KindOf<Report> {
    static constexpr ContentView kView = ContentView::Text;
    static ResultItem item(const Report& report)
    {
        QStringList sections{ notice() };
        for (const ReportSection& section : report.sections)
            sections << (section.heading.empty() ? QString() : textOf(section.heading + ": ")) + textOf(section.text);
        return { sections.join(QStringLiteral("\n\n")), {}, report.confidence };
    }
    static void setText(Report& report, const QString& text)
    {
        const QString own = text.startsWith(notice()) ? text.sliced(notice().size()) : text;
        report.sections = reportSections(own.toStdString());
    }

private:
    static QString notice()
    {
        return QString::fromUtf8(kReportNotice.data(), static_cast<qsizetype>(kReportNotice.size()));
    }
};

// Its items are those of its parts, one after the other.
template <> struct KindOf<PageParts> {
    static constexpr ContentView kView = ContentView::Lines;
    static auto& parts(auto& content) { return content.parts; }
};

template <typename Content> constexpr bool kHasItems = requires(Content& content)
{
    KindOf<Content>::items(content);
};

template <typename Content> constexpr bool kHasParts = requires(Content& content)
{
    KindOf<Content>::parts(content);
};

} // namespace palimpsest::kinds
