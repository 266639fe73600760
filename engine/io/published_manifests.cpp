#include "engine/io/published_manifests.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace palimpsest {
namespace {

constexpr const char* kLicence = "Gemma terms of use (ai.google.dev/gemma/terms)";

TaskCapability task(std::string id, std::string prompt, AnswerGrammar grammar, std::size_t maxTokens)
{
    return { .id = std::move(id), .prompt = std::move(prompt), .grammar = grammar, .maxTokens = maxTokens };
}

std::vector<TaskCapability> mixTasks()
{
    return { task("ocr", "ocr", AnswerGrammar::PlainText, 512),
        task("caption", "caption {language}", AnswerGrammar::Caption, 128),
        task("question", "answer {language} {argument}", AnswerGrammar::Answer, 128),
        task("detect", "detect {argument}", AnswerGrammar::Detections, 256),
        task("segment", "segment {argument}", AnswerGrammar::Segments, 256) };
}

// What only pre-training has: the caption of a part of the picture, and a question to an answer.
std::vector<TaskCapability> pretrainedTasks()
{
    return { task("caption-region", "caption {box}", AnswerGrammar::Caption, 128),
        task("write-question", "question {language} {argument}", AnswerGrammar::Answer, 128) };
}

// The results of the report for these tasks came from fine-tuned weights that were not published.
void explainTransfers(CapabilityManifest& manifest)
{
    constexpr std::array<const char*, 3> kTransfers{ "table", "molecule", "score" };
    for (const char* id : kTransfers)
        manifest.reasons[id] = "no published checkpoint was trained for it; it takes a fine-tuned one with its own"
                               " palimpsest.json (docs/manifest.md)";
}

CapabilityManifest mix()
{
    CapabilityManifest manifest{ .description
        = "Trained on a mixture of tasks: captions, text, questions, boxes, masks" };
    manifest.tasks = mixTasks();
    explainTransfers(manifest);
    return manifest;
}

CapabilityManifest pretrained()
{
    CapabilityManifest manifest{ .description = "Pre-trained only: a base for fine-tuning, uneven when used as it is" };
    manifest.tasks = { task("ocr", "ocr", AnswerGrammar::PlainText, 512),
        task("caption", "caption {language}", AnswerGrammar::Caption, 128),
        task("detect", "detect {argument}", AnswerGrammar::Detections, 256),
        task("segment", "segment {argument}", AnswerGrammar::Segments, 256) };
    std::ranges::copy(pretrainedTasks(), std::back_inserter(manifest.tasks));
    explainTransfers(manifest);
    manifest.reasons["question"]
        = "a pre-trained checkpoint answers questions badly; a mix checkpoint is made for them";
    return manifest;
}

CapabilityManifest docci()
{
    CapabilityManifest manifest{ .description = "Fine-tuned for long English captions" };
    manifest.tasks = { task("caption", "caption en", AnswerGrammar::Caption, 192) };
    explainTransfers(manifest);
    for (const char* id : { "ocr", "question", "detect", "segment" })
        manifest.reasons[id] = "this checkpoint was fine-tuned for captions alone; a mix checkpoint does it";
    return manifest;
}

} // namespace

std::optional<CapabilityManifest> publishedManifest(std::string_view checkpointName)
{
    const auto contains = [&](std::string_view part) { return checkpointName.find(part) != std::string_view::npos; };
    if (!contains("paligemma"))
        return std::nullopt;
    std::optional<CapabilityManifest> manifest;
    if (contains("-mix-"))
        manifest = mix();
    else if (contains("-pt-"))
        manifest = pretrained();
    else if (contains("-ft-docci-"))
        manifest = docci();
    if (manifest) {
        manifest->name = checkpointName;
        manifest->licence = kLicence;
        manifest->origin = "built in";
    }
    return manifest;
}

std::vector<TaskCapability> usualTasks()
{
    std::vector<TaskCapability> tasks = mixTasks();
    std::ranges::copy(pretrainedTasks(), std::back_inserter(tasks));
    TaskCapability table = task("table", "table", AnswerGrammar::TableHtml, 1024);
    table.preprocessing.fit = ImageFit::PadWhite;
    table.forcedStart = "<table>";
    tasks.push_back(std::move(table));
    return tasks;
}

} // namespace palimpsest
