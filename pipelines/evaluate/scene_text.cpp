#include "pipelines/evaluate/scene_text.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/io/json_text.h"

namespace palimpsest {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostCorners = 200; // of an outline

Sample sampleNamed(std::string name)
{
    Sample sample{ std::move(name), {}, std::nullopt };
    sample.words.emplace();
    sample.oneOfMany = true;
    return sample;
}

bool isUnder(const Json& json, const char* key, bool otherwise)
{
    return json.contains(key) && json[key].is_boolean() ? json[key].get<bool>() : otherwise;
}

std::string textUnder(const Json& json, const char* key)
{
    return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : std::string();
}

const Json& listUnder(const Json& json, const char* key)
{
    static const Json none = Json::array();
    return json.is_object() && json.contains(key) && json[key].is_array() ? json[key] : none;
}

// The picture's name without its ending; a number as its digits.
std::string nameOf(const Json& id)
{
    return id.is_string() ? std::filesystem::path(id.get<std::string>()).stem().string() : id.dump();
}

// Numbers, x and y in turn, or pairs of them.
std::optional<std::vector<PointF>> outlineFrom(const Json& corners)
{
    std::vector<double> numbers;
    if (!corners.is_array() || corners.size() > 2 * kMostCorners)
        return std::nullopt;
    for (const Json& corner : corners) {
        if (corner.is_number()) {
            numbers.push_back(corner.get<double>());
            continue;
        }
        if (!corner.is_array() || corner.size() != 2 || !corner[0].is_number() || !corner[1].is_number())
            return std::nullopt;
        numbers.insert(numbers.end(), { corner[0].get<double>(), corner[1].get<double>() });
    }
    std::vector<PointF> outline;
    for (std::size_t i = 0; i + 1 < numbers.size(); i += 2)
        outline.push_back({ numbers[i], numbers[i + 1] });
    return outline.size() >= 3 && numbers.size() % 2 == 0 ? std::optional(outline) : std::nullopt;
}

PageWord wordWithin(std::vector<PointF> outline, std::string text, bool legible)
{
    const PointF& first = outline.front();
    RectF box{ first.x, first.y, first.x, first.y };
    for (const PointF& corner : outline)
        box = united(box, { corner.x, corner.y, corner.x, corner.y });
    return { box, std::move(text), legible, std::move(outline) };
}

// {"image_id", "paragraphs": [{"vertices", "legible", "lines": [{"vertices", "legible", "words": [{"vertices", "text",
// "legible"}]}]}]}. What is illegible and not divided further is an illegible word.
class HierTextReader {
public:
    Result<Sample> read(const Json& annotation)
    {
        Sample sample = sampleNamed(nameOf(annotation["image_id"]));
        m_words.clear();
        std::string text;
        for (const Json& paragraph : listUnder(annotation, "paragraphs")) {
            const Json& lines = listUnder(paragraph, "lines");
            if (lines.empty() && !isUnder(paragraph, "legible", true))
                PAL_TRY(add(paragraph, false));
            for (const Json& line : lines) {
                PAL_TRY_ASSIGN(const std::string read, readLine(line));
                text += read.empty() ? read : read + "\n";
            }
        }
        sample.texts.push_back(std::move(text));
        sample.words = std::move(m_words);
        return sample;
    }

private:
    Result<std::string> readLine(const Json& line)
    {
        std::string text;
        const Json& words = listUnder(line, "words");
        if (words.empty() && !isUnder(line, "legible", true))
            PAL_TRY(add(line, false));
        for (const Json& word : words) {
            const bool legible = isUnder(word, "legible", true);
            PAL_TRY(add(word, legible));
            if (legible)
                text += (text.empty() ? "" : " ") + m_words.back().text;
        }
        return text;
    }

    Result<void> add(const Json& item, bool legible)
    {
        auto outline = item.is_object() && item.contains("vertices") ? outlineFrom(item["vertices"]) : std::nullopt;
        if (!outline)
            return Error{ ErrorCode::BadInput,
                "'vertices' should be 3 to " + std::to_string(kMostCorners) + " points [x, y], "
                    + (item.is_object() && item.contains("vertices") ? describeJson(item["vertices"])
                                                                     : std::string("found none")) };
        m_words.push_back(wordWithin(std::move(*outline), textUnder(item, "text"), legible));
        return {};
    }

    std::vector<PageWord> m_words;
};

void take(SampleSet& set, const std::string& name, Result<Sample> sample)
{
    if (sample.ok())
        set.samples.push_back(std::move(sample).value());
    else
        set.unscored.push_back({ name, sample.error().message });
}

SampleSet hierText(const Json& annotations)
{
    SampleSet set;
    HierTextReader reader;
    for (const Json& annotation : annotations) {
        if (annotation.is_object() && annotation.contains("image_id"))
            take(set, nameOf(annotation["image_id"]), reader.read(annotation));
        else
            set.unscored.push_back({ "annotations", "an annotation has no 'image_id'" });
    }
    return set;
}

// {"bbox": [x, y, width, height], "mask" or "polygon": [x1, y1, x2, y2, ...], "utf8_string", "legibility"}
Result<PageWord> cocoTextWord(const Json& annotation)
{
    const bool legible = textUnder(annotation, "legibility") != "illegible";
    const std::string text = textUnder(annotation, "utf8_string");
    for (const char* const key : { "mask", "polygon" })
        if (annotation.contains(key))
            if (auto outline = outlineFrom(annotation[key]))
                return wordWithin(std::move(*outline), text, legible);
    const Json& box = listUnder(annotation, "bbox");
    if (box.size() != 4 || !std::all_of(box.begin(), box.end(), [](const Json& side) { return side.is_number(); }))
        return Error{ ErrorCode::BadInput, "an annotation has neither an outline nor a 'bbox' of four numbers" };
    const double left = box[0].get<double>();
    const double top = box[1].get<double>();
    return PageWord{ { left, top, left + box[2].get<double>(), top + box[3].get<double>() }, text, legible };
}

// {"imgs": {ID: {"id", "file_name"}}, "anns": {ID: {"image_id", ...}}}. The words have no order, so there is no text.
SampleSet cocoText(const Json& images, const Json& annotations)
{
    SampleSet set;
    std::map<std::string, std::vector<PageWord>> wordsOn;
    std::map<std::string, std::string> faults;
    for (const auto& entry : annotations.items()) {
        const Json& annotation = entry.value();
        if (!annotation.is_object() || !annotation.contains("image_id"))
            continue; // of no picture
        Result<PageWord> word = cocoTextWord(annotation);
        if (word.ok())
            wordsOn[annotation["image_id"].dump()].push_back(std::move(word).value());
        else
            faults.emplace(annotation["image_id"].dump(), word.error().message);
    }
    for (const auto& [key, image] : images.items()) {
        if (!image.is_object())
            continue;
        const std::string id = image.contains("id") ? image["id"].dump() : key;
        const std::string file = textUnder(image, "file_name");
        Sample sample = sampleNamed(file.empty() ? key : nameOf(file));
        if (const auto fault = faults.find(id); fault != faults.end()) {
            set.unscored.push_back({ sample.name, fault->second });
            continue;
        }
        sample.words = std::move(wordsOn[id]);
        set.samples.push_back(std::move(sample));
    }
    return set;
}

} // namespace

std::optional<SampleSet> sceneTextOf(const Json& root)
{
    const Json& annotations = listUnder(root, "annotations");
    if (!annotations.empty() && annotations[0].is_object() && annotations[0].contains("paragraphs"))
        return hierText(annotations);
    if (root.is_object() && root.contains("imgs") && root["imgs"].is_object() && root.contains("anns")
        && root["anns"].is_object())
        return cocoText(root["imgs"], root["anns"]);
    return std::nullopt;
}

} // namespace palimpsest
