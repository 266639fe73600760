#pragma once
// The options of every command that reads pages: what to read from them, and how finely they are drawn. Plain values.

#include <CLI/App.hpp>

#include "pipelines/runner/task_request.h"

namespace palimpsest {

void addTaskOptions(CLI::App& command, TaskRequest& request);

} // namespace palimpsest
