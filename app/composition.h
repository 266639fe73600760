#pragma once
// Puts the parts together: from the options of a command to a model that answers. On the main thread.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "app/commands/commands.h"
#include "app/model_options.h"
#include "engine/backend/backend.h"
#include "engine/base/result.h"
#include "engine/generate/open_session.h"
#include "pipelines/runner/page_reader.h"

namespace palimpsest {

struct LoadedModel {
    std::unique_ptr<Backend> backend; // outlives the session, which is destroyed first
    std::filesystem::path folder;
    std::string adapter; // folder of a LoRA adapter; empty: none
    OpenedSession opened;
};

// Doing so many of so many bytes of quantised weights, on the calling thread.
using Quantizing = std::function<void(std::uint64_t doneBytes, std::uint64_t totalBytes)>;

// The folder that -m means. InvalidModel when there is none, with what there is.
Result<std::filesystem::path> checkpointFolder(const std::string& named);

// The mask decoder beside the checkpoint in `folder` or in the user's own folder (vae-oid.npz); empty where there is
// none.
std::filesystem::path maskDecoderFile(const std::filesystem::path& folder);

Result<LoadedModel> loadModel(const ModelOptions& options, const Quantizing& quantizing, const std::stop_token& stop);
// Draws a progress bar while weights are quantised.
Result<LoadedModel> loadModel(const ModelOptions& options, const CommandContext& context);

// What the checkpoint that -m means declares for the tasks of a request, told from its manifest alone.
Result<RequestedTasks> requestedTasks(const ModelOptions& options, const TaskRequest& request);

// The model must outlive the reader. `asked`: answers in place of the model's session; null: the session does.
Result<PageReader> pageReader(
    LoadedModel& model, const RequestedTasks& tasks, const TaskRequest& request, VisionLanguageModel* asked = nullptr);

// What a model's readings depend on, in words: pages of other terms do not belong together.
Result<std::string> termsOf(const LoadedModel& model);

} // namespace palimpsest
