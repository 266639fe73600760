#include "pipelines/protocol/result_json.h"

#include <array>
#include <charconv>
#include <cstdlib>

#include <nlohmann/json.hpp>

#include "engine/base/base64.h"
#include "pipelines/protocol/json_values.h"
#include "pipelines/protocol/molecule_json.h"
#include "pipelines/protocol/result_words.h"
#include "pipelines/protocol/score_json.h"
#include "pipelines/protocol/table_json.h"

namespace palimpsest {
namespace {

using Json = nlohmann::ordered_json;

// The shortest decimal that reads back as the same float: -0.1 and not -0.10000000149011612.
double shortest(float value)
{
    std::array<char, 32> text{};
    std::to_chars(text.data(), text.data() + text.size() - 1, value);
    return std::strtod(text.data(), nullptr);
}

Json objectJson(const DetectedObject& object)
{
    return { { "label", object.label }, { "box", boxJson(object.box) }, { "state", wordOf(object.state) },
        { "confidence", optionalNumber(object.confidence) }, { "answer", object.answer } };
}

Json objectsJson(const std::vector<DetectedObject>& objects)
{
    Json list = Json::array();
    for (const DetectedObject& object : objects)
        list.push_back(objectJson(object));
    return list;
}

// Lengths of runs of equal pixels, row by row, starting with a run of zeros (which may be empty).
Json runsOf(const std::vector<std::uint8_t>& pixels)
{
    Json runs = Json::array();
    std::uint8_t current = 0;
    std::size_t length = 0;
    for (const std::uint8_t pixel : pixels) {
        if (pixel != current) {
            runs.push_back(length);
            length = 0;
            current = pixel;
        }
        ++length;
    }
    runs.push_back(length);
    return runs;
}

Json maskJson(const PixelMask& mask)
{
    Json json{ { "left", mask.left }, { "top", mask.top }, { "width", mask.width }, { "height", mask.height },
        { "runs", runsOf(mask.pixels) } };
    if (!mask.softMap.empty())
        json["soft_map"] = toBase64(mask.softMap);
    return json;
}

Json contentJson(const OcrResult& result)
{
    Json lines = Json::array();
    for (const TextLine& line : result.lines) {
        Json pieces = Json::array();
        for (const TextPiece& piece : line.pieces) {
            pieces.push_back({ { "text", piece.text }, { "box", boxJson(piece.box) },
                { "confidence", optionalNumber(piece.confidence) }, { "answer", piece.answer } });
            for (const float confidence : piece.characterConfidences)
                pieces.back()["character_confidences"].push_back(shortest(confidence));
        }
        lines.push_back({ { "text", line.text }, { "box", boxJson(line.box) },
            { "confidence", optionalNumber(line.confidence) }, { "pieces", std::move(pieces) } });
    }
    return { { "lines", std::move(lines) } };
}

Json contentJson(const Detections& result)
{
    Json json{ { "objects", objectsJson(result.items) } };
    if (result.noise > 0)
        json["noise"] = result.noise;
    return json;
}

Json contentJson(const Segments& result)
{
    Json segments = Json::array();
    for (const Segment& segment : result.items) {
        Json json = objectJson(segment.object);
        json["codes"] = segment.codes ? Json(*segment.codes) : Json(nullptr);
        json["mask"] = nullptr;
        if (segment.mask)
            json["mask"] = maskJson(*segment.mask);
        segments.push_back(std::move(json));
    }
    return { { "segments", std::move(segments) } };
}

Json contentJson(const PlainText& result)
{
    Json json{ { "text", result.text }, { "confidence", optionalNumber(result.confidence) } };
    for (const Choice& choice : result.choices)
        json["choices"].push_back(
            { { "text", choice.text }, { "log_probability", choice.logProbability }, { "share", choice.share } });
    if (!result.phrases.empty())
        json["phrases"] = objectsJson(result.phrases);
    return json;
}

Json contentJson(const Report& result)
{
    Json sections = Json::array();
    for (const ReportSection& section : result.sections)
        sections.push_back({ { "heading", section.heading }, { "text", section.text } });
    return { { "notice", kReportNotice }, { "sections", std::move(sections) },
        { "confidence", optionalNumber(result.confidence) } };
}

std::string_view statusOf(const PageResult& result)
{
    return result.experimental ? "experimental" : result.partial ? "partial" : "complete";
}

Json contentJson(const Molecules& result)
{
    return moleculesJson(result);
}

Json contentJson(const Scores& result)
{
    return scoresJson(result);
}

Json contentJson(const Tables& result)
{
    return tablesJson(result);
}

Json regionJson(const PageRegion& region)
{
    return { { "box", boxJson(region.box) }, { "label", region.label }, { "origin", wordOf(region.origin) },
        { "remark", region.remark } };
}

Json contentJson(const PageParts& result)
{
    Json parts = Json::array();
    for (const PageResult& part : result.parts)
        parts.push_back(toJson(part));
    Json unread = Json::array();
    for (const PageRegion& region : result.unread)
        unread.push_back(regionJson(region));
    return { { "parts", std::move(parts) }, { "unread", std::move(unread) } };
}

Json answerJson(const AnswerRecord& record)
{
    Json probabilities = Json::array();
    for (const std::optional<float> value : record.logProbabilities)
        probabilities.push_back(value ? Json(shortest(*value)) : Json());
    Json warnings = Json::array();
    for (const AnswerWarning warning : record.warnings)
        warnings.push_back(nameOf(warning));
    Json json{ { "region", boxJson(record.region) }, { "prompt", record.prompt }, { "text", record.text },
        { "token_ids", record.tokenIds }, { "log_probabilities", std::move(probabilities) },
        { "warnings", std::move(warnings) }, { "truncated", record.truncated },
        { "effective_dpi", optionalNumber(record.effectiveDpi) } };
    if (record.replaced)
        json["replaced"] = true;
    return json;
}

Json provenanceJson(const Provenance& provenance)
{
    Json answers = Json::array();
    for (const AnswerRecord& record : provenance.answers)
        answers.push_back(answerJson(record));
    const Preprocessing& preprocessing = provenance.preprocessing;
    Json json{ { "source", wordOf(provenance.source) }, { "task", provenance.task },
        { "checkpoint", provenance.checkpoint }, { "adapter", provenance.adapter }, { "rotation", provenance.rotation },
        { "skew", provenance.skew },
        { "preprocessing",
            { { "fit", wordOf(preprocessing.fit) }, { "pad_anchor", wordOf(preprocessing.padAnchor) },
                { "resize", wordOf(preprocessing.kernel) } } },
        { "decoding", provenance.decoding }, { "max_tokens", provenance.maxTokens },
        { "answers", std::move(answers) } };
    if (!provenance.shownWith.empty())
        json["shown_with"] = provenance.shownWith;
    if (provenance.lookedBlank)
        json["looked_blank"] = true;
    return json;
}

} // namespace

nlohmann::ordered_json toJson(const PageResult& result)
{
    return { { "schema", kResultSchema }, { "kind", kindOf(result.content) },
        { "page", { { "width", result.pageWidth }, { "height", result.pageHeight } } },
        { "region", result.region ? regionJson(*result.region) : Json(nullptr) }, { "status", statusOf(result) },
        { "partial", result.partial }, { "experimental", result.experimental },
        { "content", std::visit([](const auto& content) { return contentJson(content); }, result.content) },
        { "provenance", provenanceJson(result.provenance) } };
}

} // namespace palimpsest
