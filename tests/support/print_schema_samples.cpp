// What the published schemas are held against (tests/app/published_schemas.py), as JSON on standard output: results,
// manifests, and the words of our enumerations with the places where a schema lists them.

#include <cstdio>
#include <initializer_list>

#include <nlohmann/json.hpp>

#include "engine/io/manifest_words.h"
#include "engine/io/manifest_writer.h"
#include "engine/io/published_manifests.h"
#include "pipelines/export/json_writer.h"
#include "pipelines/protocol/molecule_words.h"
#include "pipelines/protocol/result_json.h"
#include "pipelines/protocol/result_words.h"
#include "pipelines/protocol/rpc_message.h"
#include "pipelines/protocol/score_words.h"
#include "pipelines/protocol/worker_params.h"
#include "tests/support/every_result.h"
#include "tests/support/sample_results.h"

using namespace palimpsest;

namespace {

using Json = nlohmann::ordered_json;

template <typename Words> Json secondsOf(const Words& words)
{
    Json list = Json::array();
    for (const auto& [value, word] : words)
        list.push_back(word);
    return list;
}

template <typename Enum> Json firstsOf(const ManifestWords<Enum>& words)
{
    Json list = Json::array();
    for (const auto& [word, value] : words)
        list.push_back(word);
    return list;
}

Json answerWarnings()
{
    Json list = Json::array();
    for (int i = 0; !nameOf(static_cast<AnswerWarning>(i)).empty(); ++i)
        list.push_back(nameOf(static_cast<AnswerWarning>(i)));
    return list;
}

Json stages()
{
    Json list = Json::array({ "quantize" }); // no page's: weights on their way
    for (int i = 0; !wordOf(static_cast<Stage>(i)).empty(); ++i)
        list.push_back(wordOf(static_cast<Stage>(i)));
    return list;
}

Json errorKinds()
{
    Json list = Json::array({ "parse_error", invalidRequest("").kind, methodNotFound("").kind });
    for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i)
        list.push_back(rpcErrorOf({ static_cast<ErrorCode>(i), "" }).kind);
    return list;
}

Json words()
{
    const std::string task = "$defs/task/properties/";
    const std::string preprocessing = "$defs/preprocessing/properties/";
    return { { "page-result.json",
                 { { "$defs/result/properties/kind/enum", kContentKinds },
                     { "$defs/boxState/enum", secondsOf(kBoxStateWords) },
                     { "$defs/region/properties/origin/enum", secondsOf(kRegionOriginWords) },
                     { "$defs/provenance/properties/source/enum", secondsOf(kResultSourceWords) },
                     { preprocessing + "fit/enum", secondsOf(kImageFitWords) },
                     { preprocessing + "pad_anchor/enum", secondsOf(kPadAnchorWords) },
                     { preprocessing + "resize/enum", secondsOf(kResizeKernelWords) },
                     { "$defs/moleculeWarning/properties/kind/enum", secondsOf(kMoleculeFaultWords) },
                     { "$defs/scoreWarning/properties/kind/enum", secondsOf(kScoreFaultWords) },
                     { "$defs/answerWarning/enum", answerWarnings() } } },
        { "capability-manifest.json",
            { { task + "grammar/enum", firstsOf(kGrammarWords) }, { task + "fit/enum", firstsOf(kFitWords) },
                { task + "pad_anchor/enum", firstsOf(kAnchorWords) }, { task + "resize/enum", firstsOf(kKernelWords) },
                { task + "order/enum", firstsOf(kPairOrderWords) },
                { task + "coords/enum", firstsOf(kCoordinateWords) }, { "$defs/softcap/enum", firstsOf(kSwitchWords) },
                { "properties/window/enum", firstsOf(kWindowWords) } } },
        { "worker-protocol.json",
            { { "$defs/progress/properties/params/properties/stage/enum", stages() },
                { "$defs/error/properties/error/properties/data/properties/kind/enum", errorKinds() } } } };
}

Json jsonOf(const CapabilityManifest& manifest)
{
    return Json::parse(manifestText(manifest));
}

CapabilityManifest everything()
{
    CapabilityManifest manifest = *publishedManifest("paligemma2-3b-mix-448");
    manifest.text = { 22, 14, 32.5, 3, 17 };
    TaskCapability& task = manifest.tasks.front();
    task.forcedStart = "<table>";
    task.choices = { "yes", "no" };
    task.maxRows = 12;
    task.closedSet = { { "Text", "Table" }, { "<loc0001>", "<loc0002>" }, "<loc0000>", 40 };
    task.imagesPerQuestion = 2;
    task.argumentWords = { "cat", "dog" };
    task.colourEdges = true;
    task.automatic = false;
    task.leastConfidence = 0.5;
    manifest.companions = { "pictures" };
    return manifest;
}

} // namespace

int main()
{
    Json results = Json::array();
    for (const PageResult& result : everyResult())
        results.push_back(toJson(result));
    Json manifests = Json::array();
    for (const char* name : { "paligemma2-3b-mix-448", "paligemma2-3b-pt-224", "paligemma2-3b-ft-docci-448" })
        manifests.push_back(jsonOf(*publishedManifest(name)));
    manifests.push_back(jsonOf(everything()));
    const Json samples{ { "results", std::move(results) }, { "file", Json::parse(jsonOf(sampleText())) },
        { "manifests", std::move(manifests) }, { "words", words() } };
    return std::puts(samples.dump(-1, ' ', false, Json::error_handler_t::replace).c_str()) < 0 ? 1 : 0;
}
