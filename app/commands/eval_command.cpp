// palimpsest eval: predictions against the truth, in figures.

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "app/commands/commands.h"
#include "app/json_output.h"
#include "pipelines/evaluate/evaluation.h"
#include "pipelines/evaluate/report_writer.h"

namespace palimpsest {

namespace {

struct EvalOptions {
    std::string task;
    std::string truth;
    std::string found;
    bool json = false;
};

Result<ExitCode> score(const EvalOptions& options)
{
    PAL_TRY_ASSIGN(const EvaluationReport report,
        evaluate({ .task = options.task, .truth = options.truth, .found = options.found }));
    if (options.json)
        printJson(toJson(report));
    else
        std::fputs(tableOf(report).c_str(), stdout);
    return report.unscored.empty() ? ExitCode::Ok : ExitCode::Partial;
}

} // namespace

void addEvalCommand(CLI::App& program, Action& chosen)
{
    auto options = std::make_shared<EvalOptions>();
    CLI::App* const command = program.add_subcommand("eval", "Score predictions against the truth");
    std::vector<std::string> tasks;
    for (const EvaluatedTask& task : evaluatedTasks())
        tasks.emplace_back(task.id);
    command->add_option("--task", options->task, "What the files hold")->required()->check(CLI::IsMember(tasks));
    command->add_option("--truth", options->truth, "File or folder of what stands there")->required();
    command->add_option("--pred", options->found, "File or folder of what was found; paired with the truth by name")
        ->required();
    command->add_flag("--json", options->json, "Print one JSON document, with the scores of every sample");
    command->callback([options, &chosen] { chosen = [options](const CommandContext&) { return score(*options); }; });
}

} // namespace palimpsest
