#include "app/model_summary.h"

#include <cstdio>
#include <system_error>

#include "engine/io/checkpoint_files.h"

namespace palimpsest {

namespace fs = std::filesystem;

namespace {

Result<std::uint64_t> weightBytesIn(const fs::path& folder)
{
    std::uint64_t sum = 0;
    PAL_TRY_ASSIGN(const CheckpointFiles files, findCheckpointFiles(folder));
    for (const fs::path& file : files.files) {
        std::error_code error;
        const std::uintmax_t bytes = fs::file_size(file, error);
        if (error)
            return Error{ ErrorCode::InvalidModel,
                "'" + file.string() + "' cannot be read: " + error.message() + "; fetch the checkpoint again" };
        sum += bytes;
    }
    return sum;
}

} // namespace

Result<ModelSummary> summarize(const fs::path& folder)
{
    ModelSummary summary;
    summary.folder = folder;
    PAL_TRY_ASSIGN(summary.config, readModelConfig(folder / "config.json"));
    PAL_TRY_ASSIGN(summary.manifest, readManifest(folder));
    PAL_TRY_ASSIGN(summary.weightBytes, weightBytesIn(folder));
    for (const std::string& companion : summary.manifest.companions) {
        PAL_TRY_ASSIGN(const std::uint64_t bytes, weightBytesIn(folder / companion));
        summary.weightBytes += bytes;
    }
    return summary;
}

JsonValue jsonOf(const ModelSummary& summary)
{
    const ModelConfig& config = summary.config;
    JsonValue tasks = JsonValue::array();
    for (const TaskCapability& task : summary.manifest.tasks)
        tasks.push_back({ { "id", task.id }, { "prompt", task.prompt }, { "takes_argument", task.takesArgument() },
            { "max_tokens", task.maxTokens } });
    JsonValue reasons = JsonValue::object();
    for (const auto& [id, reason] : summary.manifest.reasons)
        reasons[id] = reason;
    return { { "name", summary.manifest.name }, { "folder", summary.folder.string() },
        { "description", summary.manifest.description }, { "licence", summary.manifest.licence },
        { "manifest", summary.manifest.origin },
        { "generation", config.text.generation == DecoderGeneration::Gemma2 ? 2 : 1 },
        { "image_size", config.vision.imageSize }, { "hidden_size", config.text.hiddenSize },
        { "layers", config.text.layerCount }, { "vocabulary", config.text.vocabularySize },
        { "weight_bytes", summary.weightBytes }, { "tasks", tasks }, { "not_offered", reasons } };
}

void print(const ModelSummary& summary)
{
    const ModelConfig& config = summary.config;
    std::printf("%s\n", summary.manifest.name.c_str());
    std::printf("    folder       %s\n", summary.folder.c_str());
    if (!summary.manifest.description.empty())
        std::printf("    description  %s\n", summary.manifest.description.c_str());
    if (!summary.manifest.licence.empty())
        std::printf("    licence      %s\n", summary.manifest.licence.c_str());
    std::printf("    model        PaliGemma%s, %zu px, decoder of %zu layers, width %zu, %zu tokens\n",
        config.text.generation == DecoderGeneration::Gemma2 ? " 2" : "", config.vision.imageSize,
        config.text.layerCount, config.text.hiddenSize, config.text.vocabularySize);
    std::printf("    weights      %.1f MiB\n", static_cast<double>(summary.weightBytes) / (1 << 20));
    std::printf("    manifest     %s\n", summary.manifest.origin.c_str());
    for (const TaskCapability& task : summary.manifest.tasks) {
        std::printf("    task         %-12s prompt \"%s\"\n", task.id.c_str(), task.prompt.c_str());
        std::string words;
        for (const std::string& word : task.argumentWords)
            words += " " + word;
        if (!words.empty())
            std::printf("    its words    %-12s%s\n", task.id.c_str(), words.c_str());
    }
    for (const auto& [id, reason] : summary.manifest.reasons)
        std::printf("    not offered  %-12s %s\n", id.c_str(), reason.c_str());
}

} // namespace palimpsest
