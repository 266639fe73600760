#include "engine/io/manifest_writer.h"

#include <nlohmann/json.hpp>

#include "engine/io/manifest_words.h"

namespace palimpsest {
namespace {

using Json = nlohmann::ordered_json;

template <typename Number> void putPositive(Json& json, const char* key, Number value)
{
    if (value > 0)
        json[key] = value;
}

Json jsonOf(const TextLimits& text)
{
    Json json = Json::object();
    putPositive(json, "preferred_height", text.preferredHeight);
    putPositive(json, "smallest_height", text.smallestHeight);
    putPositive(json, "largest_height", text.largestHeight);
    putPositive(json, "lines_per_tile", text.linesPerTile);
    putPositive(json, "characters_per_line", text.charactersPerLine);
    return json;
}

Json jsonOf(const TaskCapability& task)
{
    Json json{ { "id", task.id }, { "prompt", task.prompt }, { "grammar", wordFor(task.grammar, kGrammarWords) },
        { "fit", wordFor(task.preprocessing.fit, kFitWords) },
        { "pad_anchor", wordFor(task.preprocessing.padAnchor, kAnchorWords) },
        { "resize", wordFor(task.preprocessing.kernel, kKernelWords) }, { "max_tokens", task.maxTokens },
        { "forced_start", task.forcedStart }, { "order", wordFor(task.pairOrder, kPairOrderWords) },
        { "coords", wordFor(task.coordinateOrder, kCoordinateWords) }, { "constrained", task.constrained } };
    if (!task.choices.empty())
        json["choices"] = task.choices;
    putPositive(json, "least_confidence", task.leastConfidence);
    if (task.colourEdges)
        json["colour_edges"] = true;
    if (!task.automatic)
        json["automatic"] = false;
    putPositive(json, "max_rows", task.maxRows);
    const ClosedSet& closed = task.closedSet;
    if (!closed.classes.empty())
        json["classes"] = closed.classes;
    if (!closed.tokens.empty())
        json["class_tokens"] = closed.tokens;
    if (!closed.noise.empty())
        json["noise_token"] = closed.noise;
    putPositive(json, "max_objects", closed.maxObjects);
    if (!task.argumentWords.empty())
        json["argument_words"] = task.argumentWords;
    if (task.imagesPerQuestion > 1)
        json["images_per_question"] = task.imagesPerQuestion;
    return json;
}

} // namespace

std::string manifestText(const CapabilityManifest& manifest)
{
    Json json{ { "palimpsest", kManifestVersion }, { "name", manifest.name }, { "description", manifest.description },
        { "licence", manifest.licence }, { "attention_softcap", wordFor(manifest.attentionSoftcap, kSwitchWords) },
        { "final_softcap", wordFor(manifest.finalSoftcap, kSwitchWords) },
        { "window", wordFor(manifest.window, kWindowWords) } };
    Json text = jsonOf(manifest.text);
    if (!text.empty())
        json["text"] = std::move(text);
    if (!manifest.companions.empty())
        json["companions"] = manifest.companions;
    json["tasks"] = Json::array();
    for (const TaskCapability& task : manifest.tasks)
        if (task.companion.empty())
            json["tasks"].push_back(jsonOf(task));
    json["not_offered"] = Json::object();
    for (const auto& [id, reason] : manifest.reasons)
        json["not_offered"][id] = reason;
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace palimpsest
