#include "pipelines/runner/requested_tasks.h"

#include <algorithm>

#include "engine/io/published_manifests.h"
#include "pipelines/regions/region_routing.h"

namespace palimpsest {
namespace {

constexpr std::string_view kLayoutTask = "layout";

Result<TaskCapability> declaredOrTried(
    const CapabilityManifest& manifest, const std::string& task, const std::string& prompt, bool tryAnyway)
{
    if (!tryAnyway || manifest.find(task) != nullptr)
        return manifest.require(task, prompt);
    for (TaskCapability known : usualTasks())
        if (known.id == task) {
            known.experimental = true;
            return known;
        }
    return Error{ ErrorCode::TaskUnsupported,
        manifest.require(task).error().message + "; nor is there a usual prompt to try it with" };
}

// Pages in one question: where the answer is about all of them, and the checkpoint knows such questions.
Result<void> checkTogether(const TaskCapability& capability, const TaskRequest& request)
{
    if (request.pagesTogether <= 1)
        return {};
    const bool aboutAll = capability.grammar == AnswerGrammar::Answer || capability.grammar == AnswerGrammar::Caption;
    if (!aboutAll || !request.regions.empty())
        return Error{ ErrorCode::BadArguments,
            "pages together can be asked a question or captioned, as whole pages; read them one by one" };
    const std::size_t most = request.tryAnyway ? kMostTogether : capability.imagesPerQuestion;
    if (request.pagesTogether > most)
        return Error{ request.tryAnyway ? ErrorCode::BadArguments : ErrorCode::TaskUnsupported,
            "the task '" + capability.id + "' of this checkpoint is asked about at most " + std::to_string(most)
                + (most == 1 ? " page" : " pages") + " at once, not " + std::to_string(request.pagesTogether)
                + "; read them one by one" };
    return {};
}

Result<TaskCapability> wanted(
    const CapabilityManifest& manifest, const std::string& task, const std::string& prompt, const TaskRequest& request)
{
    PAL_TRY_ASSIGN(TaskCapability capability, declaredOrTried(manifest, task, prompt, request.tryAnyway));
    // Choices, and pages together, want a model that answers by itself.
    if (capability.grammar == AnswerGrammar::AnswerCells && (!request.choices.empty() || request.pagesTogether > 1))
        for (const TaskCapability& other : manifest.alternatives)
            if (other.id == task && other.grammar == AnswerGrammar::Answer)
                capability = other;
    PAL_TRY(capability.promptFor(prompt));
    if (capability.takesBox() && request.regions.empty())
        return Error{ ErrorCode::BadArguments,
            "the task '" + task + "' asks about a part of the page; name it as a region" };
    PAL_TRY(checkTogether(capability, request));
    capability.experimental = capability.experimental || request.pagesTogether > capability.imagesPerQuestion
        || !capability.knowsWordsOf(prompt);
    if (!request.choices.empty()) {
        if (capability.grammar == AnswerGrammar::AnswerCells)
            return Error{
                ErrorCode::BadArguments,
                "'" + prompt
                    + "' is looked up in the cells of a table, which leaves nothing to choose from; ask without choices"
            };
        if (capability.grammar != AnswerGrammar::Answer)
            return Error{ ErrorCode::BadArguments,
                "the task '" + task + "' has no answers to choose from; a question has" };
        capability.choices = request.choices;
    }
    if (request.maxTokens > 0)
        capability.maxTokens = request.maxTokens;
    capability.unmasked = request.noGrammar;
    return capability;
}

Result<void> noPromptForAuto(const std::string& prompt)
{
    if (prompt.empty())
        return {};
    return Error{ ErrorCode::BadArguments,
        "the task 'auto' takes no prompt; name the task that is to be told '" + prompt + "'" };
}

// A task that wants to be told something cannot be chosen by the program.
Result<void> addRouted(const CapabilityManifest& manifest, const TaskRequest& request, RequestedTasks& tasks)
{
    PAL_TRY(noPromptForAuto(request.prompt));
    for (const std::string_view task : kRoutedTasks) {
        const TaskCapability* const declared = manifest.find(task);
        if (declared == nullptr || !declared->automatic || declared->takesArgument() || declared->takesBox())
            continue;
        PAL_TRY_ASSIGN(TaskCapability capability, wanted(manifest, declared->id, {}, request));
        tasks.capabilities.push_back(std::move(capability));
    }
    if (tasks.capabilities.empty())
        return Error{ ErrorCode::TaskUnsupported,
            "'" + manifest.name + "' declares no task that 'auto' could choose; name one that it has" };
    if (const TaskCapability* const layout = manifest.find(kLayoutTask); layout != nullptr
        && layout->grammar == AnswerGrammar::Detections && !layout->takesArgument() && !layout->takesBox())
        tasks.layout = *layout;
    return {};
}

Result<void> speak(const std::string& language, RequestedTasks& tasks)
{
    bool spoken = false;
    for (TaskCapability& capability : tasks.capabilities) {
        spoken = spoken || capability.takesLanguage();
        capability = capability.inLanguage(language);
    }
    if (spoken)
        return {};
    const TaskCapability& first = tasks.capabilities.front();
    return Error{ ErrorCode::BadArguments,
        tasks.capabilities.size() > 1
            ? "none of the tasks takes a language"
            : "the task '" + first.id + "' takes no language: its prompt is '" + first.prompt + "'" };
}

} // namespace

const TaskCapability* RequestedTasks::find(std::string_view task, std::string_view companion) const
{
    const auto found
        = std::find_if(capabilities.begin(), capabilities.end(), [task, companion](const TaskCapability& capability) {
              return capability.id == task && capability.companion == companion;
          });
    return found == capabilities.end() ? nullptr : &*found;
}

Result<RequestedTasks> requestedTasks(const CapabilityManifest& manifest, const TaskRequest& request)
{
    RequestedTasks tasks;
    if (request.task == kAutoTask) {
        PAL_TRY(addRouted(manifest, request, tasks));
    } else {
        PAL_TRY_ASSIGN(TaskCapability capability, wanted(manifest, request.task, request.prompt, request));
        tasks.capabilities.push_back(std::move(capability));
    }
    for (const RegionRequest& region : request.regions) {
        const std::string& task = region.task.empty() ? request.task : region.task;
        const std::string prompt = region.prompt.value_or(request.prompt);
        if (task == kAutoTask) {
            PAL_TRY(noPromptForAuto(prompt));
            continue;
        }
        PAL_TRY_ASSIGN(TaskCapability capability, wanted(manifest, task, prompt, request));
        if (tasks.find(task, capability.companion) == nullptr)
            tasks.capabilities.push_back(std::move(capability));
    }
    if (!request.language.empty())
        PAL_TRY(speak(request.language, tasks));
    return tasks;
}

} // namespace palimpsest
