#pragma once
// A value of a JSON document with its place in it, and the readers that results are made with. What is wrong becomes
// one sentence with the place, what is expected there and what was found. Any thread.

#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/base/result.h"
#include "engine/image/geometry.h"
#include "engine/io/json_text.h"
#include "pipelines/protocol/result_words.h"

namespace palimpsest {

// A value with its place in the document, for messages: "content.lines[3].box".
struct Node {
    const nlohmann::json& json;
    std::string place;

    [[nodiscard]] Error wrong(std::string_view expected) const
    {
        return { ErrorCode::BadInput,
            "'" + place + "' should be " + std::string(expected) + ", found " + describeJson(json)
                + "; this is no result that docs/result-json.md describes" };
    }

    [[nodiscard]] Result<Node> at(const char* key) const
    {
        if (!json.is_object())
            return wrong("an object");
        const auto found = json.find(key);
        const std::string childPlace = place.empty() ? key : place + "." + key;
        if (found == json.end())
            return Error{ ErrorCode::BadInput, "'" + childPlace + "' is missing from the result" };
        return Node{ *found, childPlace };
    }

    [[nodiscard]] Node item(std::size_t index) const
    {
        return { json[index], place + "[" + std::to_string(index) + "]" };
    }
};

inline Result<std::string> readText(const Node& node)
{
    if (!node.json.is_string())
        return node.wrong("a text");
    return node.json.get<std::string>();
}

inline Result<bool> readFlag(const Node& node)
{
    if (!node.json.is_boolean())
        return node.wrong("true or false");
    return node.json.get<bool>();
}

inline Result<double> readNumber(const Node& node)
{
    if (!node.json.is_number() || !std::isfinite(node.json.get<double>()))
        return node.wrong("a number");
    return node.json.get<double>();
}

inline Result<std::size_t> readCount(const Node& node, std::size_t most = SIZE_MAX)
{
    if (!node.json.is_number_unsigned() || node.json.get<std::size_t>() > most)
        return node.wrong(most == SIZE_MAX ? "a whole number" : "a whole number up to " + std::to_string(most));
    return node.json.get<std::size_t>();
}

inline Result<std::optional<double>> readConfidence(const Node& node)
{
    if (node.json.is_null())
        return std::optional<double>{};
    PAL_TRY_ASSIGN(const double value, readNumber(node));
    if (value < 0 || value > 1)
        return node.wrong("a number from 0 to 1, or null");
    return std::optional(value);
}

template <typename Value> Result<Value> readWord(const Node& node)
{
    PAL_TRY_ASSIGN(const std::string word, readText(node));
    if (const std::optional<Value> value = valueFrom<Value>(word))
        return *value;
    std::string expected;
    for (const auto& [value, known] : wordsOf(Value{}))
        expected += (expected.empty() ? "'" : " or '") + std::string(known) + "'";
    return node.wrong(expected);
}

// Every element of a list through `readItem`.
template <typename Item, typename ReadItem> Result<std::vector<Item>> readList(const Node& node, ReadItem readItem)
{
    if (!node.json.is_array())
        return node.wrong("a list");
    std::vector<Item> items;
    items.reserve(node.json.size());
    for (std::size_t i = 0; i < node.json.size(); ++i) {
        PAL_TRY_ASSIGN(Item item, readItem(node.item(i)));
        items.push_back(std::move(item));
    }
    return items;
}

// The value of a key, read by `read`.
template <typename Read> auto readKey(const Node& node, const char* key, Read read) -> decltype(read(node))
{
    PAL_TRY_ASSIGN(const Node child, node.at(key));
    return read(child);
}

inline Result<RectF> readBox(const Node& node)
{
    PAL_TRY_ASSIGN(const std::vector<double> sides, readList<double>(node, readNumber));
    if (sides.size() != 4)
        return node.wrong("four numbers: left, top, right, bottom");
    return RectF{ sides[0], sides[1], sides[2], sides[3] };
}

inline Result<std::size_t> readIndex(const Node& node)
{
    return readCount(node);
}

inline Result<std::optional<std::size_t>> readOptionalIndex(const Node& node)
{
    if (node.json.is_null())
        return std::optional<std::size_t>{};
    PAL_TRY_ASSIGN(const std::size_t index, readIndex(node));
    return std::optional(index);
}

} // namespace palimpsest
