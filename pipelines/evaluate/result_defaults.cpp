#include "pipelines/evaluate/result_defaults.h"

#include <nlohmann/json.hpp>

#include "pipelines/protocol/result_json.h"

namespace palimpsest {
namespace {

using Json = nlohmann::json;

void fill(Json& object, const char* key, Json value)
{
    if (object.is_object() && !object.contains(key))
        object[key] = std::move(value);
}

void fillItems(Json& content, const char* list, const Json& defaults)
{
    if (!content.is_object() || !content.contains(list) || !content[list].is_array())
        return;
    for (Json& item : content[list])
        for (const auto& [key, value] : defaults.items())
            fill(item, key.c_str(), value);
}

} // namespace

void fillResultDefaults(Json& result)
{
    if (!result.is_object())
        return;
    fill(result, "schema", static_cast<unsigned>(kResultSchema)); // counts are read as unsigned
    fill(result, "partial", false);
    fill(result, "provenance", Json(toJson(PageResult{})["provenance"]));
    if (!result.contains("content") || !result["content"].is_object())
        return;
    Json& content = result["content"];
    if (result.value("kind", Json()) == "text")
        fill(content, "confidence", nullptr);
    const Json object{ { "confidence", nullptr }, { "answer", 0U }, { "state", "valid" } };
    Json segment = object;
    segment["codes"] = nullptr;
    segment["mask"] = nullptr;
    fillItems(content, "objects", object);
    fillItems(content, "segments", segment);
    fillItems(content, "molecules",
        { { "canonical_smiles", nullptr }, { "box", { 0, 0, 0, 0 } }, { "confidence", nullptr },
            { "warnings", Json::array() }, { "answer", 0U } });
    fillItems(content, "systems",
        { { "box", { 0, 0, 0, 0 } }, { "spines", 1U }, { "measures", 0U }, { "confidence", nullptr },
            { "warnings", Json::array() }, { "answer", 0U } });
    if (content.contains("parts") && content["parts"].is_array()) {
        fill(content, "unread", Json::array());
        for (Json& part : content["parts"])
            fillResultDefaults(part);
    }
    fillItems(content, "lines", { { "confidence", nullptr } });
    fillItems(content, "tables", { { "box", { 0, 0, 0, 0 } } });
    if (content.contains("tables") && content["tables"].is_array())
        for (Json& table : content["tables"])
            fillItems(table, "cells",
                { { "row_span", 1U }, { "column_span", 1U }, { "header", false }, { "box", nullptr },
                    { "confidence", nullptr }, { "answer", 0U } });
    if (!content.contains("lines") || !content["lines"].is_array())
        return;
    for (Json& line : content["lines"]) {
        if (!line.is_object())
            continue;
        if (!line.contains("pieces") && line.contains("text") && line.contains("box"))
            line["pieces"] = Json::array({ Json{ { "text", line["text"] }, { "box", line["box"] } } });
        fillItems(line, "pieces", { { "confidence", nullptr }, { "answer", 0U } });
    }
}

} // namespace palimpsest
