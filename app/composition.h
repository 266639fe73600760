#pragma once
// Puts the parts together: from the options of a command to a model that answers. On the main thread.

#include <filesystem>
#include <memory>
#include <string>

#include "app/commands/commands.h"
#include "app/model_options.h"
#include "engine/backend/backend.h"
#include "engine/base/result.h"
#include "engine/generate/open_session.h"
#include "pipelines/pipeline.h"

namespace palimpsest {

struct LoadedModel {
    std::unique_ptr<Backend> backend; // outlives the session, which is destroyed first
    std::filesystem::path folder;
    OpenedSession opened;
};

// The folder that -m means. InvalidModel when there is none, with what there is.
Result<std::filesystem::path> checkpointFolder(const std::string& named);

// The mask decoder beside the checkpoint or in the user's own folder (vae-oid.npz); empty where there is none.
Result<MaskDecoding> openMaskDecoding(Backend& backend, const std::filesystem::path& checkpointFolder);

// Draws a progress bar while weights are quantised.
Result<LoadedModel> loadModel(const ModelOptions& options, const CommandContext& context);

} // namespace palimpsest
