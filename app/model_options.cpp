#include "app/model_options.h"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace palimpsest {

void addModelOptions(CLI::App& command, ModelOptions& options)
{
    command.add_option("-m,--model", options.checkpoint,
        "Checkpoint: a Hugging Face folder, or a name that 'palimpsest models list' shows; the starter checkpoint when "
        "left "
        "out");
    command.add_option("--adapter", options.adapter, "Folder of a LoRA adapter to merge into the checkpoint");
    command
        .add_option(
            "--device", options.device, "Where to compute: auto, cpu, or a UUID that 'palimpsest devices' lists")
        ->capture_default_str();
    command
        .add_option("--weights", options.weights,
            "Form of the weights: bf16 (as published), q8 or q4 (quantised once, then kept); by size when left out")
        ->check(CLI::IsMember({ "bf16", "q8", "q4" }));
    command.add_option("--threads", options.threads, "Threads to compute with; 0: every processor")
        ->check(CLI::Range(0, 1024))
        ->capture_default_str();
}

} // namespace palimpsest
