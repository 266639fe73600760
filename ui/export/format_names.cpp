#include "ui/export/format_names.h"

#include <QCoreApplication>
#include <array>

#include "ui/export/export_work.h"

namespace palimpsest {

namespace {

// The sentences of exportFormats(), maskFormats() and of the searchable PDF, to be found by whoever translates.
constexpr std::array kSummaries{
    QT_TRANSLATE_NOOP("Formats", "text as one would copy it"),
    QT_TRANSLATE_NOOP("Formats", "everything that is known"),
    QT_TRANSLATE_NOOP("Formats", "one JSON object a line"),
    QT_TRANSLATE_NOOP("Formats", "a table for spreadsheets"),
    QT_TRANSLATE_NOOP("Formats", "Markdown"),
    QT_TRANSLATE_NOOP("Formats", "hOCR, words with boxes"),
    QT_TRANSLATE_NOOP("Formats", "words with boxes as a table; tables as they are"),
    QT_TRANSLATE_NOOP("Formats", "tables in HTML"),
    QT_TRANSLATE_NOOP("Formats", "tables for Excel"),
    QT_TRANSLATE_NOOP("Formats", "tables in LaTeX"),
    QT_TRANSLATE_NOOP("Formats", "the structure of tables"),
    QT_TRANSLATE_NOOP("Formats", "DoclingDocument"),
    QT_TRANSLATE_NOOP("Formats", "ALTO 4"),
    QT_TRANSLATE_NOOP("Formats", "PAGE XML"),
    QT_TRANSLATE_NOOP("Formats", "COCO, masks as run lengths"),
    QT_TRANSLATE_NOOP("Formats", "COCO, masks as polygons"),
    QT_TRANSLATE_NOOP("Formats", "YOLO boxes, with the labels in a .names file"),
    QT_TRANSLATE_NOOP("Formats", "YOLO polygons, with the labels in a .names file"),
    QT_TRANSLATE_NOOP("Formats", "Pascal VOC"),
    QT_TRANSLATE_NOOP("Formats", "COCO with the eleven classes of DocLayNet"),
    QT_TRANSLATE_NOOP("Formats", "outlines to lay over the page; music as it is printed"),
    QT_TRANSLATE_NOOP("Formats", "music as Humdrum's **kern"),
    QT_TRANSLATE_NOOP("Formats", "MusicXML 4.0"),
    QT_TRANSLATE_NOOP("Formats", "MusicXML 4.0, compressed"),
    QT_TRANSLATE_NOOP("Formats", "MIDI, a track a staff"),
    QT_TRANSLATE_NOOP("Formats", "canonical SMILES"),
    QT_TRANSLATE_NOOP("Formats", "SMILES as read"),
    QT_TRANSLATE_NOOP("Formats", "standard InChI"),
    QT_TRANSLATE_NOOP("Formats", "molecules with all that is known of them"),
    QT_TRANSLATE_NOOP("Formats", "MOL V2000, a molecule a file"),
    QT_TRANSLATE_NOOP("Formats", "MOL V3000, a molecule a file"),
    QT_TRANSLATE_NOOP("Formats", "a structure drawing, a molecule a file"),
    QT_TRANSLATE_NOOP("Formats", "a structure drawing as PNG, a molecule a file"),
    QT_TRANSLATE_NOOP("Formats", "the pages with text to search"),
    QT_TRANSLATE_NOOP("Formats", "all masks in one picture"),
    QT_TRANSLATE_NOOP("Formats", "a picture of each mask"),
    QT_TRANSLATE_NOOP("Formats", "a picture of each mask, grey where the model was less sure"),
};

} // namespace

QString nameOfFormat(const ExportChoice& choice)
{
    static_cast<void>(kSummaries);
    return QCoreApplication::translate("Formats", choice.summary.toUtf8().constData());
}

} // namespace palimpsest
