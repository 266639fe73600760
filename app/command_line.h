#pragma once
// The words behind the program's name: which command they choose, with what options, and how the program ends.

#include <CLI/App.hpp>

#include "app/commands/commands.h"

namespace palimpsest {

struct GlobalOptions {
    bool verbose = false;
    bool quiet = false;
    bool progressLines = false;
};

// Declares every command and option. What is chosen while parsing goes into the other two, which must outlive
// `program`.
void declareCommandLine(CLI::App& program, GlobalOptions& global, Action& chosen);

// Parses, runs the chosen command, reports its error on stderr and gives the exit code of the process.
ExitCode runCommandLine(int argumentCount, char** arguments);

} // namespace palimpsest
