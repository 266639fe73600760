#include "ui/export/format_names.h"

#include <QCoreApplication>
#include <array>

#include "ui/export/export_work.h"

namespace palimpsest {

namespace {

// The sentences of exportFormats() and of the searchable PDF, to be found by whoever translates.
constexpr std::array kSummaries{
    QT_TRANSLATE_NOOP("Formats", "text as one would copy it"),
    QT_TRANSLATE_NOOP("Formats", "everything that is known"),
    QT_TRANSLATE_NOOP("Formats", "one JSON object a line"),
    QT_TRANSLATE_NOOP("Formats", "a table for spreadsheets"),
    QT_TRANSLATE_NOOP("Formats", "Markdown"),
    QT_TRANSLATE_NOOP("Formats", "hOCR, words with boxes"),
    QT_TRANSLATE_NOOP("Formats", "words with boxes as a table"),
    QT_TRANSLATE_NOOP("Formats", "DoclingDocument"),
    QT_TRANSLATE_NOOP("Formats", "ALTO 4"),
    QT_TRANSLATE_NOOP("Formats", "PAGE XML"),
    QT_TRANSLATE_NOOP("Formats", "COCO, masks as run lengths"),
    QT_TRANSLATE_NOOP("Formats", "COCO, masks as polygons"),
    QT_TRANSLATE_NOOP("Formats", "YOLO boxes, with the labels in a .names file"),
    QT_TRANSLATE_NOOP("Formats", "YOLO polygons, with the labels in a .names file"),
    QT_TRANSLATE_NOOP("Formats", "Pascal VOC"),
    QT_TRANSLATE_NOOP("Formats", "outlines to lay over the page"),
    QT_TRANSLATE_NOOP("Formats", "the pages with text to search"),
};

} // namespace

QString nameOfFormat(const ExportChoice& choice)
{
    static_cast<void>(kSummaries);
    return QCoreApplication::translate("Formats", choice.summary.toUtf8().constData());
}

} // namespace palimpsest
