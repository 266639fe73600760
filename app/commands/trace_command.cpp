// palimpsest trace: one pass through the model with every probe written down.

#include <algorithm>
#include <cstdio>
#include <memory>

#include "app/commands/commands.h"
#include "app/composition.h"
#include "engine/image/square.h"
#include "engine/io/atomic_file.h"
#include "engine/io/npz.h"
#include "engine/model/trace.h"
#include "pipelines/document/page_source.h"

namespace palimpsest {

namespace {

struct TraceOptions {
    ModelOptions model;
    std::string image;
    std::string prompt;
    std::vector<std::int32_t> ids;
    std::size_t greedyTokens = 16;
    std::string output;
};

// The model's own preprocessing, as its first task declares it.
Preprocessing preprocessingOf(const CapabilityManifest& manifest)
{
    return manifest.tasks.empty() ? Preprocessing{} : manifest.tasks.front().preprocessing;
}

// The whole prefix. Ids given by hand stand behind the image rows unless they bring image tokens of their own.
Result<std::vector<std::int32_t>> prefixIds(
    const TraceOptions& options, const Session& session, const ModelConfig& config)
{
    const std::size_t patches = config.vision.patchCount();
    if (options.ids.empty())
        return session.vocabulary().promptIds(options.prompt, 1, patches);
    for (const std::int32_t id : options.ids) {
        if (id < 0 || static_cast<std::size_t>(id) >= config.text.vocabularySize)
            return Error{ ErrorCode::BadArguments,
                "--ids: " + std::to_string(id) + " is no token id; the checkpoint has "
                    + std::to_string(config.text.vocabularySize) };
    }
    const auto imageTokens
        = static_cast<std::size_t>(std::count(options.ids.begin(), options.ids.end(), config.imageTokenId));
    if (imageTokens == 0) {
        std::vector<std::int32_t> ids(patches, config.imageTokenId);
        ids.insert(ids.end(), options.ids.begin(), options.ids.end());
        return ids;
    }
    if (imageTokens != patches)
        return Error{ ErrorCode::BadArguments,
            "--ids: " + std::to_string(imageTokens) + " image tokens, but the picture has " + std::to_string(patches)
                + " rows; give as many, or none at all" };
    return options.ids;
}

Result<void> writeTrace(const Trace& trace, const std::string& file)
{
    PAL_TRY_ASSIGN(NpzWriter writer, NpzWriter::create(file));
    for (const TracedArray& array : trace.arrays)
        PAL_TRY(writer.add(array.name, array.shape, array.values));
    PAL_TRY(writer.add("greedy_ids", Shape{ trace.greedyIds.size() }, trace.greedyIds));
    return writer.finish();
}

Result<ExitCode> traceOnce(const TraceOptions& options, const CommandContext& context)
{
    PAL_TRY(checkWritable(options.output));
    PAL_TRY_ASSIGN(const auto source, PageSource::open(options.image));
    PAL_TRY_ASSIGN(const PageImage page, source->render(0, kDefaultDpi, context.stop));
    PAL_TRY_ASSIGN(LoadedModel model, loadModel(options.model, context));
    Session& session = *model.opened.session;
    const ModelConfig& config = model.opened.checkpoint->config();

    TraceRequest request;
    request.images = { toSquare(page.image, config.vision.imageSize, preprocessingOf(model.opened.manifest)) };
    PAL_TRY_ASSIGN(request.ids, prefixIds(options, session, config));
    request.greedyTokens = options.greedyTokens;
    request.stop = context.stop;
    PAL_TRY_ASSIGN(const Trace trace, traceForward(session.model(), request));
    PAL_TRY(writeTrace(trace, options.output));

    for (const TracedArray& array : trace.arrays)
        std::printf("%-20s %s\n", array.name.c_str(), array.shape.toString().c_str());
    std::printf("%-20s [%zu]\n", "greedy_ids", trace.greedyIds.size());
    return ExitCode::Ok;
}

} // namespace

void addTraceCommand(CLI::App& program, Action& chosen)
{
    auto options = std::make_shared<TraceOptions>();
    CLI::App* const command
        = program.add_subcommand("trace", "Write every intermediate result of one pass into a NumPy archive");
    addModelOptions(*command, options->model);
    command->add_option("--image", options->image, "Picture to look at; its first page")->required();
    auto* const prompt
        = command->add_option("--prompt", options->prompt, "Prompt behind the picture, without the closing newline");
    command
        ->add_option("--ids", options->ids,
            "Token ids behind the picture, in place of an encoded prompt; with image tokens among them, the whole "
            "prefix")
        ->delimiter(',')
        ->excludes(prompt);
    command->add_option("--greedy-tokens", options->greedyTokens, "Tokens to decode afterwards")->capture_default_str();
    command->add_option("-o,--output", options->output, "Archive to write (.npz)")->required();
    command->callback([options, &chosen] {
        chosen = [options](const CommandContext& context) { return traceOnce(*options, context); };
    });
}

} // namespace palimpsest
