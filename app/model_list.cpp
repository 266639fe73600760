#include "app/model_list.h"

#include <system_error>
#include <utility>

#include "app/resource_folder.h"
#include "engine/io/capability_manifest.h"
#include "engine/io/checkpoint_files.h"
#include "engine/io/huggingface_cache.h"
#include "pipelines/tiling/tile_cutter.h"

namespace palimpsest {

namespace fs = std::filesystem;

namespace {

ListedModel listed(std::string name, const fs::path& folder, std::string problem)
{
    ListedModel model{ std::move(name), folder, std::move(problem), {}, {}, {}, {} };
    if (const auto files = findCheckpointFiles(folder); files.ok()) {
        for (const fs::path& file : files.value().files) {
            std::error_code error;
            const std::uintmax_t bytes = fs::file_size(file, error);
            model.weightBytes += error ? 0 : bytes;
        }
    }
    const auto manifest = readManifest(folder);
    if (manifest.ok()) {
        for (const TaskCapability& task : manifest.value().tasks) {
            model.tasks.push_back(task.id);
            if (task.takesArgument())
                model.prompted.push_back(task.id);
            if (!task.argumentWords.empty())
                model.words[task.id] = task.argumentWords;
            if (task.takesLanguage())
                model.spoken.push_back(task.id);
            if (task.takesBox())
                model.regional.push_back(task.id);
        }
        model.reasons = manifest.value().reasons;
        model.licence = manifest.value().licence;
        const TextLimits& text = manifest.value().text;
        model.smallestPrint = text.smallestHeight > 0 ? text.smallestHeight
                                                      : tileLayout(text, {}, TileLayout().side).smallestTextHeight;
    } else if (model.problem.empty()) {
        model.problem = manifest.error().message;
    }
    return model;
}

} // namespace

std::vector<ListedModel> findModels(std::vector<fs::path> places)
{
    std::vector<ListedModel> models;
    const auto starter = starterCheckpoint();
    if (starter.ok())
        models.push_back(listed("starter", starter.value(), {}));
    for (const fs::path& place : checkpointPlaces())
        places.push_back(place);
    for (const FoundCheckpoint& found : findCheckpoints(places))
        models.push_back(listed(found.name, found.folder, found.problem));
    return models;
}

JsonValue jsonOf(const std::vector<ListedModel>& models)
{
    JsonValue rows = JsonValue::array();
    for (const ListedModel& model : models)
        rows.push_back({ { "name", model.name }, { "folder", model.folder.string() },
            { "complete", model.problem.empty() }, { "problem", model.problem }, { "tasks", model.tasks },
            { "licence", model.licence }, { "prompted", model.prompted }, { "spoken", model.spoken },
            { "regional", model.regional }, { "words", model.words }, { "not_offered", model.reasons },
            { "smallest_print", model.smallestPrint }, { "weight_bytes", model.weightBytes } });
    return { { "models", rows } };
}

} // namespace palimpsest
