#include <algorithm>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/base/base64.h"
#include "engine/base/text.h"
#include "engine/image/mask_paste.h"
#include "engine/io/json_text.h"
#include "pipelines/protocol/json_node.h"
#include "pipelines/protocol/molecule_json.h"
#include "pipelines/protocol/result_json.h"
#include "pipelines/protocol/result_words.h"
#include "pipelines/protocol/score_json.h"
#include "pipelines/protocol/table_json.h"
#include "pipelines/runner/task_request.h"

namespace palimpsest {
namespace {

constexpr std::size_t kMostPixels = 200'000'000; // of a page, and so of a mask

Result<std::optional<double>> readOptionalNumber(const Node& node)
{
    if (node.json.is_null())
        return std::optional<double>{};
    PAL_TRY_ASSIGN(const double value, readNumber(node));
    return std::optional(value);
}

Result<std::vector<float>> readCharacterConfidences(const Node& node, std::string_view text)
{
    PAL_TRY_ASSIGN(const std::vector<double> values, readList<double>(node, [](const Node& item) -> Result<double> {
        PAL_TRY_ASSIGN(const std::optional<double> value, readConfidence(item));
        if (!value)
            return item.wrong("a number from 0 to 1");
        return *value;
    }));
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++characters)
        at += std::max<std::size_t>(utf8SymbolBytes(text.substr(at)), 1);
    if (values.size() != characters)
        return node.wrong("a list of one number per character of the text");
    return std::vector<float>(values.begin(), values.end());
}

Result<TextPiece> readPiece(const Node& node)
{
    TextPiece piece;
    PAL_TRY_ASSIGN(piece.text, readKey(node, "text", readText));
    PAL_TRY_ASSIGN(piece.box, readKey(node, "box", readBox));
    PAL_TRY_ASSIGN(piece.confidence, readKey(node, "confidence", readConfidence));
    PAL_TRY_ASSIGN(piece.answer, readKey(node, "answer", readIndex));
    if (node.json.contains("character_confidences")) { // earlier results have none
        PAL_TRY_ASSIGN(piece.characterConfidences, readKey(node, "character_confidences", [&piece](const Node& list) {
            return readCharacterConfidences(list, piece.text);
        }));
    }
    return piece;
}

Result<TextLine> readLine(const Node& node)
{
    TextLine line;
    PAL_TRY_ASSIGN(line.text, readKey(node, "text", readText));
    PAL_TRY_ASSIGN(line.box, readKey(node, "box", readBox));
    PAL_TRY_ASSIGN(line.confidence, readKey(node, "confidence", readConfidence));
    PAL_TRY_ASSIGN(
        line.pieces, readKey(node, "pieces", [](const Node& list) { return readList<TextPiece>(list, readPiece); }));
    return line;
}

Result<DetectedObject> readObject(const Node& node)
{
    DetectedObject object;
    PAL_TRY_ASSIGN(object.label, readKey(node, "label", readText));
    PAL_TRY_ASSIGN(object.box, readKey(node, "box", readBox));
    PAL_TRY_ASSIGN(object.state, readKey(node, "state", readWord<BoxState>));
    PAL_TRY_ASSIGN(object.confidence, readKey(node, "confidence", readConfidence));
    PAL_TRY_ASSIGN(object.answer, readKey(node, "answer", readIndex));
    return object;
}

Result<std::vector<DetectedObject>> readObjects(const Node& list)
{
    return readList<DetectedObject>(list, readObject);
}

Result<std::optional<std::array<int, 16>>> readCodes(const Node& node)
{
    std::optional<std::array<int, 16>> codes;
    if (node.json.is_null())
        return codes;
    PAL_TRY_ASSIGN(const std::vector<std::size_t> values,
        readList<std::size_t>(node, [](const Node& item) { return readCount(item, 127); }));
    if (values.size() != 16)
        return node.wrong("16 codes or null");
    codes.emplace();
    std::transform(
        values.begin(), values.end(), codes->begin(), [](std::size_t value) { return static_cast<int>(value); });
    return codes;
}

Result<std::vector<std::uint8_t>> readSoftMap(const Node& node)
{
    PAL_TRY_ASSIGN(const std::string text, readText(node));
    std::optional<std::vector<std::uint8_t>> map = fromBase64(text);
    if (!map || map->size() != kMaskSide * kMaskSide)
        return node.wrong("64 x 64 bytes in base64");
    return *std::move(map);
}

Result<std::optional<PixelMask>> readMask(const Node& node)
{
    std::optional<PixelMask> mask;
    if (node.json.is_null())
        return mask;
    mask.emplace();
    PAL_TRY_ASSIGN(mask->left, readKey(node, "left", readIndex));
    PAL_TRY_ASSIGN(mask->top, readKey(node, "top", readIndex));
    PAL_TRY_ASSIGN(mask->width, readKey(node, "width", readIndex));
    PAL_TRY_ASSIGN(mask->height, readKey(node, "height", readIndex));
    if (mask->width > kMostPixels || mask->height > kMostPixels || mask->width * mask->height > kMostPixels)
        return node.wrong("a mask of at most " + std::to_string(kMostPixels) + " pixels");
    PAL_TRY_ASSIGN(const std::vector<std::size_t> runs,
        readKey(node, "runs", [](const Node& list) { return readList<std::size_t>(list, readIndex); }));
    const std::size_t pixels = mask->width * mask->height;
    mask->pixels.reserve(pixels);
    std::uint8_t value = 0;
    for (const std::size_t run : runs) {
        if (run > pixels - mask->pixels.size())
            break;
        mask->pixels.insert(mask->pixels.end(), run, std::exchange(value, static_cast<std::uint8_t>(1 - value)));
    }
    if (mask->pixels.size() != pixels)
        return node.wrong("a mask whose runs add up to width times height");
    if (node.json.contains("soft_map")) { // earlier results have none, nor have masks that a person changed
        PAL_TRY_ASSIGN(mask->softMap, readKey(node, "soft_map", readSoftMap));
    }
    return mask;
}

Result<Segment> readSegment(const Node& node)
{
    Segment segment;
    PAL_TRY_ASSIGN(segment.object, readObject(node));
    PAL_TRY_ASSIGN(segment.codes, readKey(node, "codes", readCodes));
    PAL_TRY_ASSIGN(segment.mask, readKey(node, "mask", readMask));
    return segment;
}

Result<PageResult> readResult(const Node& node);

Result<PageResult> readPart(const Node& node)
{
    PAL_TRY_ASSIGN(PageResult part, readResult(node));
    if (std::holds_alternative<PageParts>(part.content))
        return node.wrong("a result without parts of its own");
    return part;
}

Result<PageRegion> readRegion(const Node& node)
{
    PageRegion region;
    PAL_TRY_ASSIGN(region.box, readKey(node, "box", readBox));
    PAL_TRY_ASSIGN(region.label, readKey(node, "label", readText));
    PAL_TRY_ASSIGN(region.origin, readKey(node, "origin", readWord<RegionOrigin>));
    PAL_TRY_ASSIGN(region.remark, readKey(node, "remark", readText));
    return region;
}

Result<Choice> readChoice(const Node& node)
{
    Choice choice;
    PAL_TRY_ASSIGN(choice.text, readKey(node, "text", readText));
    PAL_TRY_ASSIGN(choice.logProbability, readKey(node, "log_probability", readNumber));
    PAL_TRY_ASSIGN(choice.share, readKey(node, "share", readNumber));
    return choice;
}

Result<ReportSection> readSection(const Node& node)
{
    ReportSection section;
    PAL_TRY_ASSIGN(section.heading, readKey(node, "heading", readText));
    PAL_TRY_ASSIGN(section.text, readKey(node, "text", readText));
    return section;
}

Result<PageContent> readContent(const Node& node, const std::string& kind)
{
    if (kind == "ocr") {
        PAL_TRY_ASSIGN(std::vector<TextLine> lines,
            readKey(node, "lines", [](const Node& list) { return readList<TextLine>(list, readLine); }));
        return PageContent{ OcrResult{ std::move(lines) } };
    }
    if (kind == "detections") {
        Detections found;
        PAL_TRY_ASSIGN(found.items, readKey(node, "objects", readObjects));
        if (node.json.contains("noise")) {
            PAL_TRY_ASSIGN(found.noise, readKey(node, "noise", readIndex));
        }
        return PageContent{ std::move(found) };
    }
    if (kind == "segments") {
        PAL_TRY_ASSIGN(std::vector<Segment> segments,
            readKey(node, "segments", [](const Node& list) { return readList<Segment>(list, readSegment); }));
        return PageContent{ Segments{ std::move(segments) } };
    }
    if (kind == "text") {
        PlainText plain;
        PAL_TRY_ASSIGN(plain.text, readKey(node, "text", readText));
        PAL_TRY_ASSIGN(plain.confidence, readKey(node, "confidence", readConfidence));
        if (node.json.contains("choices")) {
            PAL_TRY_ASSIGN(plain.choices,
                readKey(node, "choices", [](const Node& list) { return readList<Choice>(list, readChoice); }));
        }
        if (node.json.contains("phrases")) {
            PAL_TRY_ASSIGN(plain.phrases, readKey(node, "phrases", readObjects));
        }
        return PageContent{ std::move(plain) };
    }
    if (kind == "molecules") {
        PAL_TRY_ASSIGN(Molecules molecules, readMolecules(node));
        return PageContent{ std::move(molecules) };
    }
    if (kind == "scores") {
        PAL_TRY_ASSIGN(Scores scores, readScores(node));
        return PageContent{ std::move(scores) };
    }
    if (kind == "tables") {
        PAL_TRY_ASSIGN(Tables tables, readTables(node));
        return PageContent{ std::move(tables) };
    }
    if (kind == "report") {
        Report report;
        PAL_TRY_ASSIGN(report.sections,
            readKey(node, "sections", [](const Node& list) { return readList<ReportSection>(list, readSection); }));
        PAL_TRY_ASSIGN(report.confidence, readKey(node, "confidence", readConfidence));
        return PageContent{ std::move(report) };
    }
    if (kind == "parts") {
        PageParts parts;
        PAL_TRY_ASSIGN(
            parts.parts, readKey(node, "parts", [](const Node& list) { return readList<PageResult>(list, readPart); }));
        PAL_TRY_ASSIGN(parts.unread,
            readKey(node, "unread", [](const Node& list) { return readList<PageRegion>(list, readRegion); }));
        return PageContent{ std::move(parts) };
    }
    std::string known;
    for (const std::string_view one : kContentKinds)
        known += (known.empty() ? "" : ", ") + std::string(one);
    return Error{ ErrorCode::BadInput,
        "'kind' is '" + kind + "', which this version does not know; it knows " + known };
}

Result<AnswerRecord> readAnswer(const Node& node)
{
    AnswerRecord record;
    PAL_TRY_ASSIGN(record.region, readKey(node, "region", readBox));
    PAL_TRY_ASSIGN(record.prompt, readKey(node, "prompt", readText));
    PAL_TRY_ASSIGN(record.text, readKey(node, "text", readText));
    PAL_TRY_ASSIGN(const std::vector<std::size_t> ids, readKey(node, "token_ids", [](const Node& list) {
        return readList<std::size_t>(list, [](const Node& item) { return readCount(item, INT32_MAX); });
    }));
    PAL_TRY_ASSIGN(const std::vector<std::optional<double>> probabilities,
        readKey(node, "log_probabilities",
            [](const Node& list) { return readList<std::optional<double>>(list, readOptionalNumber); }));
    if (probabilities.size() != ids.size())
        return node.wrong("an answer with one log-probability per token");
    for (std::size_t i = 0; i < ids.size(); ++i) {
        record.tokenIds.push_back(static_cast<std::int32_t>(ids[i]));
        record.logProbabilities.push_back(
            probabilities[i] ? std::optional(static_cast<float>(*probabilities[i])) : std::nullopt);
    }
    PAL_TRY_ASSIGN(const std::vector<std::string> warnings,
        readKey(node, "warnings", [](const Node& list) { return readList<std::string>(list, readText); }));
    for (const std::string& name : warnings)
        if (const std::optional<AnswerWarning> warning = answerWarningFrom(name)) // a later version may know more
            record.warnings.push_back(*warning);
    PAL_TRY_ASSIGN(record.truncated, readKey(node, "truncated", readFlag));
    if (node.json.contains("effective_dpi")) { // earlier results have none
        PAL_TRY_ASSIGN(record.effectiveDpi, readKey(node, "effective_dpi", readOptionalNumber));
    }
    if (node.json.contains("replaced")) {
        PAL_TRY_ASSIGN(record.replaced, readKey(node, "replaced", readFlag));
    }
    return record;
}

Result<int> readRotation(const Node& node)
{
    for (const int degrees : kRotations)
        if (node.json.is_number_integer() && node.json == degrees)
            return degrees;
    return node.wrong("0, 90, 180 or 270");
}

Result<Provenance> readProvenance(const Node& node)
{
    Provenance provenance;
    PAL_TRY_ASSIGN(provenance.task, readKey(node, "task", readText));
    PAL_TRY_ASSIGN(provenance.checkpoint, readKey(node, "checkpoint", readText));
    PAL_TRY_ASSIGN(provenance.adapter, readKey(node, "adapter", readText));
    PAL_TRY_ASSIGN(const Node preprocessing, node.at("preprocessing"));
    PAL_TRY_ASSIGN(provenance.preprocessing.fit, readKey(preprocessing, "fit", readWord<ImageFit>));
    PAL_TRY_ASSIGN(provenance.preprocessing.padAnchor, readKey(preprocessing, "pad_anchor", readWord<PadAnchor>));
    PAL_TRY_ASSIGN(provenance.preprocessing.kernel, readKey(preprocessing, "resize", readWord<ResizeKernel>));
    PAL_TRY_ASSIGN(provenance.decoding, readKey(node, "decoding", readText));
    PAL_TRY_ASSIGN(provenance.maxTokens, readKey(node, "max_tokens", readIndex));
    if (node.json.contains("source")) { // earlier results have no such key
        PAL_TRY_ASSIGN(provenance.source, readKey(node, "source", readWord<ResultSource>));
    }
    if (node.json.contains("rotation")) {
        PAL_TRY_ASSIGN(provenance.rotation, readKey(node, "rotation", readRotation));
        PAL_TRY_ASSIGN(provenance.skew, readKey(node, "skew", readNumber));
    }
    PAL_TRY_ASSIGN(provenance.answers,
        readKey(node, "answers", [](const Node& list) { return readList<AnswerRecord>(list, readAnswer); }));
    if (node.json.contains("shown_with")) {
        PAL_TRY_ASSIGN(provenance.shownWith,
            readKey(node, "shown_with", [](const Node& list) { return readList<std::string>(list, readText); }));
    }
    if (node.json.contains("looked_blank")) {
        PAL_TRY_ASSIGN(provenance.lookedBlank, readKey(node, "looked_blank", readFlag));
    }
    return provenance;
}

Result<PageResult> readResult(const Node& root)
{
    PAL_TRY_ASSIGN(const std::size_t schema, readKey(root, "schema", readIndex));
    if (schema != static_cast<std::size_t>(kResultSchema))
        return Error{ ErrorCode::BadInput,
            "'schema' is " + std::to_string(schema) + ", expected " + std::to_string(kResultSchema)
                + "; the result was written by another version" };
    PageResult result;
    PAL_TRY_ASSIGN(const Node page, root.at("page"));
    PAL_TRY_ASSIGN(result.pageWidth, readKey(page, "width", readIndex));
    PAL_TRY_ASSIGN(result.pageHeight, readKey(page, "height", readIndex));
    if (root.json.contains("region") && !root.json["region"].is_null()) {
        PAL_TRY_ASSIGN(result.region, readKey(root, "region", readRegion));
    }
    PAL_TRY_ASSIGN(result.partial, readKey(root, "partial", readFlag));
    if (root.json.contains("experimental")) { // earlier results have no such key
        PAL_TRY_ASSIGN(result.experimental, readKey(root, "experimental", readFlag));
    }
    PAL_TRY_ASSIGN(const std::string kind, readKey(root, "kind", readText));
    PAL_TRY_ASSIGN(const Node content, root.at("content"));
    PAL_TRY_ASSIGN(result.content, readContent(content, kind));
    PAL_TRY_ASSIGN(result.provenance, readKey(root, "provenance", readProvenance));
    return result;
}

} // namespace

Result<PageResult> pageResultFromJson(const nlohmann::json& json)
{
    return readResult({ json, "" });
}

Result<PageResult> parsePageResult(std::string_view text, std::string_view source)
{
    PAL_TRY_ASSIGN(const nlohmann::json json, parseJson(text, source, ErrorCode::BadInput));
    Result<PageResult> result = pageResultFromJson(json);
    if (!result.ok())
        return Error{ result.error().code, std::string(source) + ": " + result.error().message };
    return result;
}

} // namespace palimpsest
