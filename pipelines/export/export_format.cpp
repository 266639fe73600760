#include "pipelines/export/export_format.h"

#include <algorithm>

#include "pipelines/export/alto_writer.h"
#include "pipelines/export/coco_writer.h"
#include "pipelines/export/delimited_table.h"
#include "pipelines/export/doclaynet_writer.h"
#include "pipelines/export/docling_writer.h"
#include "pipelines/export/exported_tables.h"
#include "pipelines/export/hocr_writer.h"
#include "pipelines/export/html_writer.h"
#include "pipelines/export/json_writer.h"
#include "pipelines/export/latex_writer.h"
#include "pipelines/export/markdown_writer.h"
#include "pipelines/export/molecule_writers.h"
#include "pipelines/export/otsl_writer.h"
#include "pipelines/export/page_xml_writer.h"
#include "pipelines/export/result_rows.h"
#include "pipelines/export/score_writers.h"
#include "pipelines/export/svg_writer.h"
#include "pipelines/export/text_writer.h"
#include "pipelines/export/tsv_writer.h"
#include "pipelines/export/voc_writer.h"
#include "pipelines/export/xlsx_writer.h"
#include "pipelines/export/yolo_writer.h"

namespace palimpsest {
namespace {

// A table is one already; other results become a table of what was found.
std::string spreadsheetOf(const ExportInput& input)
{
    return holdsTables(input) ? tableCsvOf(input) : csvOf(input);
}

std::string tabbedOf(const ExportInput& input)
{
    return holdsTables(input) ? tableTsvOf(input) : tsvOf(input);
}

// Music is engraved; of other results there are outlines.
std::string pictureOf(const ExportInput& input, std::size_t page)
{
    const bool music = std::holds_alternative<Scores>(input.pages[page].result->content);
    return music ? engravedSvgOf(input, page) : svgOf(input, page);
}

} // namespace

std::span<const ExportFormat> exportFormats()
{
    static const std::vector<std::string_view> every{ "ocr", "detections", "segments", "text", "tables", "molecules",
        "scores", "report", "parts" };
    static const std::vector<std::string_view> scores{ "scores" };
    static const std::vector<std::string_view> molecules{ "molecules" };
    static const std::vector<std::string_view> objects{ "detections", "segments" };
    static const std::vector<ExportFormat> formats{
        { .ending = ".txt", .summary = "text as one would copy it", .kinds = every, .writeAll = textOf },
        { .ending = ".json", .summary = "everything that is known", .kinds = every, .writeAll = jsonOf },
        { .ending = ".jsonl", .summary = "one JSON object a line", .kinds = every, .writeAll = jsonLinesOf },
        { .ending = ".csv", .summary = "a table for spreadsheets", .kinds = every, .writeAll = spreadsheetOf },
        { .ending = ".md",
            .summary = "Markdown",
            .kinds = { "ocr", "text", "tables", "report", "parts" },
            .writeAll = markdownOf },
        { .ending = ".hocr", .summary = "hOCR, words with boxes", .kinds = { "ocr" }, .writeAll = hocrOf },
        { .ending = ".tsv",
            .summary = "words with boxes as a table; tables as they are",
            .kinds = { "ocr", "tables" },
            .writeAll = tabbedOf },
        { .ending = ".html", .summary = "tables in HTML", .kinds = { "tables" }, .writeAll = htmlOf },
        { .ending = ".xlsx", .summary = "tables for Excel", .kinds = { "tables" }, .writeAll = xlsxOf },
        { .ending = ".tex", .summary = "tables in LaTeX", .kinds = { "tables" }, .writeAll = latexOf },
        { .ending = ".otsl", .summary = "the structure of tables", .kinds = { "tables" }, .writeAll = otslOf },
        { .ending = ".docling.json",
            .summary = "DoclingDocument",
            .kinds = { "ocr", "tables" },
            .writeAll = doclingOf },
        { .ending = ".alto.xml", .summary = "ALTO 4", .kinds = { "ocr" }, .writePage = altoOf },
        { .ending = ".page.xml", .summary = "PAGE XML", .kinds = { "ocr" }, .writePage = pageXmlOf },
        { .ending = ".coco.json", .summary = "COCO, masks as run lengths", .kinds = objects, .writeAll = cocoOf },
        { .ending = ".polygons.coco.json",
            .summary = "COCO, masks as polygons",
            .kinds = objects,
            .writeAll = cocoPolygonsOf },
        { .ending = ".yolo.txt",
            .summary = "YOLO boxes, with the labels in a .names file",
            .kinds = objects,
            .writePage = yoloOf,
            .besideEnding = ".names",
            .writeBeside = yoloNamesOf },
        { .ending = ".yolo-seg.txt",
            .summary = "YOLO polygons, with the labels in a .names file",
            .kinds = { "segments" },
            .writePage = yoloSegmentsOf,
            .besideEnding = ".names",
            .writeBeside = yoloNamesOf },
        { .ending = ".doclaynet.json",
            .summary = "COCO with the eleven classes of DocLayNet",
            .kinds = objects,
            .writeAll = docLayNetOf },
        { .ending = ".voc.xml", .summary = "Pascal VOC", .kinds = objects, .writePage = vocOf },
        { .ending = ".svg",
            .summary = "outlines to lay over the page; music as it is printed",
            .kinds = { "detections", "segments", "scores" },
            .writePage = pictureOf },
        { .ending = ".krn", .summary = "music as Humdrum's **kern", .kinds = scores, .writeAll = kernOf },
        { .ending = ".musicxml", .summary = "MusicXML 4.0", .kinds = scores, .writeAll = musicXmlOf },
        { .ending = ".mxl", .summary = "MusicXML 4.0, compressed", .kinds = scores, .writeAll = compressedMusicXmlOf },
        { .ending = ".mid", .summary = "MIDI, a track a staff", .kinds = scores, .writeAll = midiOf },
        { .ending = ".smi", .summary = "canonical SMILES", .kinds = molecules, .writeAll = canonicalSmilesOf },
        { .ending = ".read.smi", .summary = "SMILES as read", .kinds = molecules, .writeAll = readSmilesOf },
        { .ending = ".inchi", .summary = "standard InChI", .kinds = molecules, .writeAll = inchiListOf },
        { .ending = ".sdf",
            .summary = "molecules with all that is known of them",
            .kinds = molecules,
            .writeAll = sdfOf },
        { .ending = ".mol", .summary = "MOL V2000, a molecule a file", .kinds = molecules, .writeEach = molFilesOf },
        { .ending = ".v3000.mol",
            .summary = "MOL V3000, a molecule a file",
            .kinds = molecules,
            .writeEach = molV3000FilesOf },
        { .ending = ".mol.svg",
            .summary = "a structure drawing, a molecule a file",
            .kinds = molecules,
            .writeEach = svgDepictionsOf },
        { .ending = ".mol.png",
            .summary = "a structure drawing as PNG, a molecule a file",
            .kinds = molecules,
            .writeEach = pngDepictionsOf },
    };
    return formats;
}

const ExportFormat* exportFormatOf(std::string_view fileName)
{
    const ExportFormat* longest = nullptr;
    for (const ExportFormat& format : exportFormats())
        if (fileName.ends_with(format.ending) && (longest == nullptr || format.ending.size() > longest->ending.size()))
            longest = &format;
    return longest;
}

bool holds(const ExportFormat& format, std::string_view kind)
{
    return std::find(format.kinds.begin(), format.kinds.end(), kind) != format.kinds.end();
}

} // namespace palimpsest
