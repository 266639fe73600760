#include "app/command_line.h"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <new>
#include <string>

#include "app/stop_signals.h"
#include "engine/base/log.h"

namespace palimpsest {

namespace {

constexpr const char* kExitCodes
    = "Exit codes: 0 done, 1 bad arguments, 2 unreadable input, 3 something is not installed, "
      "5 file access,\n8 encrypted input, 15 other error, 20 partly done, 21 no such device, 22 out "
      "of memory,\n23 model missing or invalid, 24 task not supported by the model, 26 time limit, "
      "75 terminated, 130 interrupted.";

LogLevel levelOf(const GlobalOptions& global)
{
    if (global.quiet)
        return LogLevel::Error;
    return global.verbose ? LogLevel::Debug : LogLevel::Warning;
}

// A result that never reached the disk or the pipe is no result.
ExitCode flushed(ExitCode code)
{
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)
        return code;
    logError("standard output cannot be written; free some space or send it elsewhere");
    return code == ExitCode::Ok || code == ExitCode::Partial ? ExitCode::FileAccess : code;
}

ProgressBar::Visibility progressOf(const GlobalOptions& global)
{
    if (global.progressLines)
        return ProgressBar::Visibility::Lines;
    return global.quiet ? ProgressBar::Visibility::Hidden : ProgressBar::Visibility::WhereATerminalIs;
}

ExitCode run(const Action& action, const CommandContext& context, const StopSignals& signals)
{
    Result<ExitCode> ended = Error{};
    try {
        ended = action(context);
    } catch (const std::bad_alloc&) {
        ended = Error{ ErrorCode::OutOfMemory,
            "there is not enough memory for this; close other programs or choose a smaller checkpoint" };
    }
    if (ended.ok())
        return flushed(ended.value());
    if (ended.error().code == ErrorCode::Cancelled) {
        logInfo("stopped as asked");
        return signals.exitCode().value_or(ExitCode::Interrupted);
    }
    logError(ended.error().message);
    return exitCodeFor(ended.error().code);
}

} // namespace

void declareCommandLine(CLI::App& program, GlobalOptions& global, Action& chosen)
{
    program.description("Palimpsest gets structure out of scanned pages, on this machine.");
    program.footer(kExitCodes);
    program.set_version_flag("--version", std::string("palimpsest ") + PALIMPSEST_VERSION, "Print the version and end");
    auto* const verbose = program.add_flag("-v,--verbose", global.verbose, "Say on stderr what happens");
    program.add_flag("-q,--quiet", global.quiet, "Only errors on stderr, and no progress bar")->excludes(verbose);
    program.add_flag("--progress-lines", global.progressLines,
        "Say on stderr how far the work is, as lines of JSON, for a program that shows it");
    program.require_subcommand(1);
    program.fallthrough(); // --verbose and --quiet may stand behind the command, too

    addBatchCommand(program, chosen);
    addBenchCommand(program, chosen);
    addCheckpointCommand(program, chosen);
    addConvertCommand(program, chosen);
    addDevicesCommand(program, chosen);
    addDoctorCommand(program, chosen);
    addEvalCommand(program, chosen);
    addModelsCommand(program, chosen);
    addReadCommand(program, chosen);
    addTraceCommand(program, chosen);
    addWorkerCommand(program, chosen);
}

ExitCode runCommandLine(int argumentCount, char** arguments)
{
    const StopSignals signals;
    CLI::App program;
    GlobalOptions global;
    Action chosen;
    declareCommandLine(program, global, chosen);
    try {
        program.parse(argumentCount, arguments);
    } catch (const CLI::ParseError& error) {
        return flushed(program.exit(error) == 0 ? ExitCode::Ok : ExitCode::BadArguments);
    }
    setLogLevel(levelOf(global));
    const CommandContext context{
        .stop = signals.token(), .interrupt = signals.interruptToken(), .progress = progressOf(global)
    };
    return run(chosen, context, signals);
}

} // namespace palimpsest
