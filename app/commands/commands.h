#pragma once
// The commands of the program, one file each. Adding one declares its options and, when the words on the command line
// choose it, puts what it does into `chosen`. They run on the main thread, which is the inference thread here.

#include <CLI/App.hpp>
#include <functional>
#include <stop_token>

#include "app/exit_codes.h"
#include "app/progress_bar.h"
#include "engine/base/result.h"

namespace palimpsest {

struct CommandContext {
    std::stop_token stop;      // Ctrl-C, or a batch system wants the machine back
    std::stop_token interrupt; // Ctrl-C alone
    ProgressBar::Visibility progress = ProgressBar::Visibility::WhereATerminalIs;
};

using Action = std::function<Result<ExitCode>(const CommandContext&)>;

void addBatchCommand(CLI::App& program, Action& chosen);
void addBenchCommand(CLI::App& program, Action& chosen);
void addBenchPipelineCommand(CLI::App& bench, Action& chosen);
void addCheckpointCommand(CLI::App& program, Action& chosen);
void addConvertCommand(CLI::App& program, Action& chosen);
void addDevicesCommand(CLI::App& program, Action& chosen);
void addDoctorCommand(CLI::App& program, Action& chosen);
void addEvalCommand(CLI::App& program, Action& chosen);
void addModelFilesCommands(CLI::App& models, Action& chosen);
void addModelsCommand(CLI::App& program, Action& chosen);
void addReadCommand(CLI::App& program, Action& chosen);
void addTraceCommand(CLI::App& program, Action& chosen);
void addWorkerCommand(CLI::App& program, Action& chosen);

} // namespace palimpsest
