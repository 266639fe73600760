// palimpsest eval: predictions against the truth, in figures; with --run a model makes the predictions first.

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/commands/commands.h"
#include "app/json_output.h"
#include "app/task_options.h"
#include "app/temporary_folder.h"
#include "app/test_set_run.h"
#include "pipelines/document/document_runtime.h"
#include "pipelines/evaluate/evaluation.h"
#include "pipelines/evaluate/report_writer.h"

namespace palimpsest {

namespace {

struct EvalOptions {
    TaskRequest request;
    std::string truth;
    std::string found;
    bool run = false;
    std::string data;
    std::size_t limit = std::numeric_limits<std::size_t>::max();
    std::string folder;
    std::string benchmark;
    bool json = false;
    ModelOptions model;
};

JsonValue jsonOf(const TestSetRun& run, const std::string& checkpoint, std::string_view weights)
{
    return { { "checkpoint", checkpoint }, { "weights", weights }, { "pages", run.pages.in() },
        { "partial", run.pages.partial }, { "blank", run.pages.blank }, { "failed", run.pages.failed },
        { "read_now", run.readNow }, { "seconds", run.seconds } };
}

std::string sentenceOf(const TestSetRun& run, const std::string& checkpoint, std::string_view weights)
{
    char seconds[40];
    std::snprintf(seconds, sizeof seconds, "%.1f", run.seconds);
    return checkpoint + ", weights " + std::string(weights) + ": " + run.pages.sentence() + "; "
        + std::to_string(run.readNow) + " read in " + seconds + " s\n";
}

ExitCode exitCodeOf(const EvaluationReport& report)
{
    return report.unscored.empty() ? ExitCode::Ok : ExitCode::Partial;
}

Result<ExitCode> score(const EvalOptions& options)
{
    PAL_TRY_ASSIGN(const EvaluationReport report,
        evaluate({ .task = options.request.task, .truth = options.truth, .found = options.found }));
    const bool compared = !options.benchmark.empty();
    if (options.json) {
        JsonValue json = toJson(report);
        if (compared)
            json["published"] = publishedJsonOf(report, options.benchmark);
        printJson(json);
    } else {
        std::fputs(
            (tableOf(report) + (compared ? "\n" + publishedTableOf(report, options.benchmark) : "")).c_str(), stdout);
    }
    return exitCodeOf(report);
}

Result<ExitCode> run(const EvalOptions& options, const CommandContext& context)
{
    PAL_TRY_ASSIGN(TestSet set, readTestSet(options.data, options.limit));
    const DocumentRuntime runtime;
    std::filesystem::path folder = options.folder;
    std::optional<TemporaryFolder> temporary;
    if (folder.empty()) {
        PAL_TRY_ASSIGN(temporary, TemporaryFolder::create());
        folder = temporary->path();
    }
    PAL_TRY_ASSIGN(LoadedModel model, loadModel(options.model, context));
    PAL_TRY_ASSIGN(TestSetRun read, runTestSet(set, options.request, model, folder, context));
    PAL_TRY_ASSIGN(
        EvaluationReport report, evaluate(options.request.task, std::move(set.truth), std::move(read.found)));
    report.unscored.insert(report.unscored.end(), set.unpaired.begin(), set.unpaired.end());
    const std::string& checkpoint = model.opened.manifest.name;
    const std::string_view weights = nameOf(model.opened.format);
    if (options.json) {
        JsonValue json = toJson(report);
        json["published"] = publishedJsonOf(report, options.benchmark);
        json["run"] = jsonOf(read, checkpoint, weights);
        printJson(json);
    } else {
        std::fputs((tableOf(report) + "\n" + publishedTableOf(report, options.benchmark) + "\n"
                       + sentenceOf(read, checkpoint, weights))
                       .c_str(),
            stdout);
    }
    return exitCodeOf(report);
}

Result<ExitCode> chosenOf(const EvalOptions& options, const CommandContext& context)
{
    if (options.run)
        return run(options, context);
    if (options.truth.empty() || options.found.empty())
        return Error{ ErrorCode::BadArguments,
            "give --truth and --pred, or --run and --data to have a model make the predictions" };
    return score(options);
}

} // namespace

void addEvalCommand(CLI::App& program, Action& chosen)
{
    auto options = std::make_shared<EvalOptions>();
    CLI::App* const command = program.add_subcommand("eval", "Score predictions, or a model, against the truth");
    std::vector<std::string> tasks;
    for (const EvaluatedTask& task : evaluatedTasks())
        tasks.emplace_back(task.id);
    addTaskOptions(*command, options->request);
    command->get_option("--task")->description("What the files hold")->required()->check(CLI::IsMember(tasks));
    auto* const truth = command->add_option("--truth", options->truth, "File or folder of what stands there");
    auto* const found = command->add_option(
        "--pred", options->found, "File or folder of what was found; paired with the truth by name");
    auto* const data
        = command->add_option("--data", options->data, "Folder of pictures and documents with the truth beside them");
    auto* const run = command->add_flag("--run", options->run, "Read the pages of --data with a model and score that");
    run->needs(data)->excludes(truth)->excludes(found);
    data->needs(run);
    command->add_option("--limit", options->limit, "Read only so many pictures, documents or questions")
        ->needs(run)
        ->check(CLI::Range(std::size_t{ 1 }, std::numeric_limits<std::size_t>::max()));
    command
        ->add_option(
            "-o,--output", options->folder, "Folder that keeps what was read; a run that was stopped goes on there")
        ->needs(run);
    command->add_option("--benchmark", options->benchmark,
        "Show beside the figures what was published for the benchmarks whose names hold this; all of the task with "
        "--run");
    command->add_flag("--json", options->json, "Print one JSON document, with the scores of every sample");
    addModelOptions(*command, options->model);
    command->callback([options, &chosen] {
        chosen = [options](const CommandContext& context) { return chosenOf(*options, context); };
    });
}

} // namespace palimpsest
