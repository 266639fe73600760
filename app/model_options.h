#pragma once
// The options of every command that runs a model: which checkpoint, on what, in what form. Plain values.

#include <CLI/App.hpp>
#include <cstddef>
#include <string>

namespace palimpsest {

struct ModelOptions {
    std::string checkpoint; // a folder, or a name that 'models list' shows; empty: the starter checkpoint
    std::string adapter;    // a PEFT LoRA folder; empty: none
    std::string device = "auto";
    std::string weights;     // "bf16", "q8", "q4"; empty: chosen by size
    std::size_t threads = 0; // 0: every processor the process may run on
};

void addModelOptions(CLI::App& command, ModelOptions& options);

} // namespace palimpsest
