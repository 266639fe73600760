#include "pipelines/protocol/score_json.h"

#include "pipelines/protocol/json_node.h"
#include "pipelines/protocol/json_values.h"
#include "pipelines/protocol/score_words.h"

namespace palimpsest {
namespace {

using Json = nlohmann::ordered_json;

Json warningJson(const ScoreWarning& warning)
{
    return { { "kind", wordOf(warning.fault) }, { "measure", optionalNumber(warning.measure) },
        { "line", optionalNumber(warning.line) } };
}

// Empty for a kind that this version does not know: a later one may know more.
Result<std::optional<ScoreWarning>> readWarning(const Node& node)
{
    PAL_TRY_ASSIGN(const std::string kind, readKey(node, "kind", readText));
    PAL_TRY_ASSIGN(const std::optional<std::size_t> measure, readKey(node, "measure", readOptionalIndex));
    PAL_TRY_ASSIGN(const std::optional<std::size_t> line, readKey(node, "line", readOptionalIndex));
    const std::optional<ScoreFault> fault = valueFrom<ScoreFault>(kind);
    return fault ? std::optional(ScoreWarning{ *fault, measure, line }) : std::nullopt;
}

Result<ScoreSystem> readSystem(const Node& node)
{
    ScoreSystem system;
    PAL_TRY_ASSIGN(system.box, readKey(node, "box", readBox));
    PAL_TRY_ASSIGN(system.kern, readKey(node, "kern", readText));
    PAL_TRY_ASSIGN(system.spines, readKey(node, "spines", readIndex));
    PAL_TRY_ASSIGN(system.measures, readKey(node, "measures", readIndex));
    PAL_TRY_ASSIGN(system.confidence, readKey(node, "confidence", readConfidence));
    PAL_TRY_ASSIGN(system.answer, readKey(node, "answer", readIndex));
    PAL_TRY_ASSIGN(const auto warnings, readKey(node, "warnings", [](const Node& list) {
        return readList<std::optional<ScoreWarning>>(list, readWarning);
    }));
    for (const std::optional<ScoreWarning>& warning : warnings)
        if (warning)
            system.warnings.push_back(*warning);
    return system;
}

} // namespace

nlohmann::ordered_json scoresJson(const Scores& scores)
{
    Json systems = Json::array();
    for (const ScoreSystem& system : scores.systems) {
        Json warnings = Json::array();
        for (const ScoreWarning& warning : system.warnings)
            warnings.push_back(warningJson(warning));
        systems.push_back({ { "kern", system.kern }, { "spines", system.spines }, { "measures", system.measures },
            { "box", boxJson(system.box) }, { "confidence", optionalNumber(system.confidence) },
            { "warnings", std::move(warnings) }, { "answer", system.answer } });
    }
    return { { "systems", std::move(systems) } };
}

Result<Scores> readScores(const Node& content)
{
    PAL_TRY_ASSIGN(std::vector<ScoreSystem> systems,
        readKey(content, "systems", [](const Node& list) { return readList<ScoreSystem>(list, readSystem); }));
    return Scores{ std::move(systems) };
}

} // namespace palimpsest
