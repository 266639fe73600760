#include "app/task_options.h"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <string>

#include "pipelines/registry.h"

namespace palimpsest {

void addTaskOptions(CLI::App& command, TaskRequest& request)
{
    std::string tasks;
    for (const PipelineEntry& entry : pipelineEntries())
        tasks += (tasks.empty() ? "" : "; ") + std::string(entry.id) + ": " + std::string(entry.summary);
    command.add_option("--task", request.task, "What to read. " + tasks);
    command.add_option("--prompt", request.prompt,
        "What the task wants to be told: the labels of detect and segment, separated by ' ; ', or a question");
    command.add_option("--dpi", request.dpi, "How finely PDF pages are drawn, in dots per inch")
        ->check(CLI::Range(kSmallestDpi, kLargestDpi))
        ->capture_default_str();
    command
        .add_option(
            "--max-tokens", request.maxTokens, "Longest answer of the model; as its manifest says when left out")
        ->check(CLI::Range(std::size_t{ 1 }, kMostTokens));
}

} // namespace palimpsest
