#pragma once
// One row per task. The command line, menus and batch mode read it; a new task is one row and one file.

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/io/capability_manifest.h"
#include "pipelines/pipeline.h"

namespace palimpsest {

struct PipelineEntry {
    std::string_view id;                 // as in manifests and on the command line
    std::string_view summary;            // half a sentence for lists and help texts
    std::vector<AnswerGrammar> grammars; // the answers it understands
    std::unique_ptr<Pipeline> (*make)();
};

std::span<const PipelineEntry> pipelineEntries();

// The pipeline that understands the answers of a declared task, whatever the user calls the task. Unsupported when this
// program has none for the grammar.
Result<std::unique_ptr<Pipeline>> makePipeline(const TaskCapability& capability);

} // namespace palimpsest
