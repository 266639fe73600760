// palimpsest worker: reads pages for another program, which talks to it through standard input and output.

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <csignal>
#include <fcntl.h>
#include <memory>
#include <unistd.h>

#include "app/commands/commands.h"
#include "app/worker_loop.h"
#include "pipelines/document/document_runtime.h"

namespace palimpsest {

namespace {

// Where the messages go. Whatever a library prints goes to standard error from now on and cannot stand among them.
Result<int> messageOutput()
{
    const int output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    if (output < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
        return Error{ ErrorCode::FileAccess,
            "standard output or standard error is closed; the worker needs both to be open" };
    return output;
}

Result<ExitCode> work(const ModelOptions& options, const CommandContext& context)
{
    std::signal(SIGPIPE, SIG_IGN); // NOLINT: a reader who went away is noticed where the worker writes
    const DocumentRuntime runtime;
    PAL_TRY_ASSIGN(const int output, messageOutput());
    PAL_TRY(WorkerLoop(options, STDIN_FILENO, output, context.stop).run());
    return ExitCode::Ok;
}

} // namespace

void addWorkerCommand(CLI::App& program, Action& chosen)
{
    auto options = std::make_shared<ModelOptions>();
    CLI::App* const command = program.add_subcommand(
        "worker", "Read pages for another program: JSON-RPC 2.0, one message a line, on standard input and output");
    addModelOptions(*command, *options);
    command->callback(
        [options, &chosen] { chosen = [options](const CommandContext& context) { return work(*options, context); }; });
}

} // namespace palimpsest
