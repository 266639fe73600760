// palimpsest checkpoint synth: full-size models with made-up weights, for tests and measurements.

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <memory>

#include "app/commands/commands.h"
#include "engine/model/synthetic_checkpoint.h"

namespace palimpsest {

namespace {

struct SynthOptions {
    std::string shape;
    std::uint64_t seed = 0;
    std::string folder;
    std::size_t threads = 0;
};

constexpr SyntheticShape kShapes[]
    = { SyntheticShape::Nano, SyntheticShape::NanoV1, SyntheticShape::Paligemma3b224, SyntheticShape::Paligemma3b448,
          SyntheticShape::Paligemma3b896, SyntheticShape::Paligemma10b224, SyntheticShape::Paligemma10b448 };

Result<ExitCode> synthesize(const SynthOptions& options, const CommandContext& context)
{
    ProgressBar bar(stderr, context.progress);
    SyntheticRequest request;
    request.shape = syntheticShapeNamed(options.shape).value_or(SyntheticShape::Nano);
    request.seed = options.seed;
    request.folder = options.folder;
    request.progress = [&bar](std::uint64_t doneBytes, std::uint64_t totalBytes) {
        bar.show(static_cast<double>(doneBytes) / static_cast<double>(totalBytes), "writing weights");
    };
    request.stop = context.stop;
    ThreadPool pool(options.threads);
    PAL_TRY(writeSyntheticCheckpoint(request, pool));
    bar.clear();
    std::printf("%s\n", options.folder.c_str());
    return ExitCode::Ok;
}

} // namespace

void addCheckpointCommand(CLI::App& program, Action& chosen)
{
    CLI::App* const checkpoint = program.add_subcommand("checkpoint", "Make checkpoints");
    checkpoint->require_subcommand(1);
    CLI::App* const synth = checkpoint->add_subcommand(
        "synth", "Write a complete Hugging Face folder with deterministic made-up weights");
    auto options = std::make_shared<SynthOptions>();
    std::vector<std::string> names;
    for (const SyntheticShape shape : kShapes)
        names.emplace_back(nameOf(shape));
    synth->add_option("--shape", options->shape, "Size of the model")->required()->check(CLI::IsMember(names));
    synth->add_option("--seed", options->seed, "Another seed gives other weights; 0: those of the golden values")
        ->capture_default_str();
    synth->add_option("-o,--output", options->folder, "Folder to write; empty or not there yet")->required();
    synth->add_option("--threads", options->threads, "Threads to compute with; 0: every processor")
        ->check(CLI::Range(0, 1024))
        ->capture_default_str();
    synth->callback([options, &chosen] {
        chosen = [options](const CommandContext& context) { return synthesize(*options, context); };
    });
}

} // namespace palimpsest
