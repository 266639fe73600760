#include "pipelines/export/result_rows.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "engine/base/text.h"
#include "pipelines/chemistry/inchi.h"
#include "pipelines/export/box_text.h"
#include "pipelines/export/molecule_text.h"
#include "pipelines/export/score_text.h"
#include "pipelines/protocol/result_words.h"

namespace palimpsest {
namespace {

using Json = nlohmann::ordered_json;

Json numberOrNull(const std::optional<double>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

void addBox(Json& row, const RectF& box)
{
    row["left"] = box.left;
    row["top"] = box.top;
    row["right"] = box.right;
    row["bottom"] = box.bottom;
}

void addObject(Json& row, const DetectedObject& object)
{
    row["label"] = object.label;
    addBox(row, object.box);
    row["state"] = wordOf(object.state);
    row["confidence"] = numberOrNull(object.confidence);
}

// Appends the rows of a page, each beginning as `start` does.
struct RowsOfContent {
    const PageResult& page;
    const Json& start;
    std::vector<Json>& rows;

    void operator()(const OcrResult& result) const
    {
        for (std::size_t i = 0; i < result.lines.size(); ++i) {
            Json row = start;
            row["line"] = i + 1;
            row["text"] = result.lines[i].text;
            addBox(row, result.lines[i].box);
            row["confidence"] = numberOrNull(result.lines[i].confidence);
            rows.push_back(std::move(row));
        }
    }

    void operator()(const Detections& result) const
    {
        for (const DetectedObject& object : result.items) {
            rows.push_back(start);
            addObject(rows.back(), object);
        }
    }

    void operator()(const Segments& result) const
    {
        for (const Segment& segment : result.items) {
            rows.push_back(start);
            addObject(rows.back(), segment.object);
            rows.back()["mask_pixels"] = segment.mask
                ? Json(std::count(segment.mask->pixels.begin(), segment.mask->pixels.end(), 1))
                : Json(nullptr);
        }
    }

    void operator()(const Molecules& result) const
    {
        for (std::size_t i = 0; i < result.items.size(); ++i) {
            const Molecule& molecule = result.items[i];
            Json row = start;
            row["molecule"] = i + 1;
            row["smiles"] = molecule.smiles;
            row["canonical_smiles"] = molecule.canonical.empty() ? Json(nullptr) : Json(molecule.canonical);
            const std::optional<Inchi> inchi = inchiOf(molecule.canonical);
            row["inchi"] = inchi ? Json(inchi->text) : Json(nullptr);
            row["inchi_key"] = inchi ? Json(inchi->key) : Json(nullptr);
            addBox(row, molecule.box);
            row["confidence"] = numberOrNull(molecule.confidence);
            row["warnings"] = warningText(molecule.warnings);
            rows.push_back(std::move(row));
        }
    }

    void operator()(const Scores& result) const
    {
        for (std::size_t i = 0; i < result.systems.size(); ++i) {
            const ScoreSystem& system = result.systems[i];
            Json row = start;
            row["system"] = i + 1;
            row["kern"] = system.kern;
            row["spines"] = system.spines;
            row["measures"] = system.measures;
            addBox(row, system.box);
            row["confidence"] = numberOrNull(system.confidence);
            row["warnings"] = warningText(system.warnings);
            rows.push_back(std::move(row));
        }
    }

    void operator()(const Tables& result) const
    {
        for (std::size_t i = 0; i < result.items.size(); ++i) {
            for (const TableCell& cell : result.items[i].cells) {
                Json row = start;
                row["table"] = i + 1;
                row["row"] = cell.row + 1;
                row["column"] = cell.column + 1;
                row["row_span"] = cell.rowSpan;
                row["column_span"] = cell.columnSpan;
                row["header"] = cell.header;
                row["text"] = cell.text;
                row["confidence"] = numberOrNull(cell.confidence);
                rows.push_back(std::move(row));
            }
        }
    }

    void operator()(const PlainText& result) const
    {
        Json row = start;
        const auto& answers = page.provenance.answers;
        row["prompt"] = answers.empty() ? Json(nullptr) : Json(answers.front().prompt);
        row["text"] = result.text;
        row["confidence"] = numberOrNull(result.confidence);
        rows.push_back(std::move(row));
    }

    void operator()(const Report& result) const
    {
        for (const ReportSection& section : result.sections) {
            Json row = start;
            row["section"] = section.heading;
            row["text"] = section.text;
            row["confidence"] = numberOrNull(result.confidence);
            row["notice"] = kReportNotice;
            rows.push_back(std::move(row));
        }
    }

    void operator()(const PageParts& result) const
    {
        for (std::size_t i = 0; i < result.parts.size(); ++i) {
            Json ofPart = start;
            ofPart["part"] = i + 1;
            ofPart["task"] = result.parts[i].provenance.task;
            std::visit(RowsOfContent{ result.parts[i], ofPart, rows }, result.parts[i].content);
        }
    }
};

std::string csvField(const Json& value)
{
    if (value.is_null())
        return {};
    if (value.is_number_float())
        return shortestText(value.get<double>());
    if (!value.is_string())
        return value.dump();
    const std::string text = withValidUtf8(value.get<std::string>());
    if (text.find_first_of("\",\r\n") == std::string::npos)
        return text;
    return '"' + withReplaced(text, "\"", "\"\"") + '"';
}

} // namespace

std::vector<Json> resultRows(const ExportInput& input)
{
    std::vector<Json> rows;
    for (const ExportPage& page : input.pages) {
        if (!page.result)
            continue;
        const Json start{ { "document", page.document }, { "page", page.pageNumber } };
        std::visit(RowsOfContent{ *page.result, start, rows }, page.result->content);
    }
    return rows;
}

std::string jsonLinesOf(const ExportInput& input)
{
    std::string lines;
    for (const Json& row : resultRows(input))
        lines += row.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
    return lines;
}

std::string csvOf(const ExportInput& input)
{
    const std::vector<Json> rows = resultRows(input);
    std::vector<std::string> columns{ "document", "page" };
    for (const Json& row : rows) {
        for (const auto& [key, value] : row.items())
            if (std::find(columns.begin(), columns.end(), key) == columns.end())
                columns.push_back(key);
    }
    std::string text;
    for (std::size_t i = 0; i < columns.size(); ++i)
        text += (i == 0 ? "" : ",") + columns[i];
    text += "\r\n";
    for (const Json& row : rows) {
        for (std::size_t i = 0; i < columns.size(); ++i)
            text += (i == 0 ? "" : ",") + (row.contains(columns[i]) ? csvField(row[columns[i]]) : std::string());
        text += "\r\n";
    }
    return text;
}

} // namespace palimpsest
