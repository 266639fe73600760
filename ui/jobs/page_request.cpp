#include "ui/jobs/page_request.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace palimpsest {

namespace {

// Regions say for themselves what is wanted of them; the request asks what one of them asks.
void addTask(nlohmann::ordered_json& params, const Job& job)
{
    const Region whole{ 0, {}, job.task, job.prompt, false, {} };
    const auto automatic = std::find_if(
        job.regions.begin(), job.regions.end(), [](const Region& region) { return region.task == kAutomaticTask; });
    const Region& first = job.regions.empty() ? whole
        : automatic != job.regions.end()      ? *automatic
                                              : job.regions.front();
    params["task"] = first.task.toStdString();
    if (!first.prompt.isEmpty())
        params["prompt"] = first.prompt.toStdString();
    for (const Region& region : job.regions)
        params["regions"].push_back(
            { { "box", { region.box.left(), region.box.top(), region.box.width(), region.box.height() } },
                { "task", region.task.toStdString() }, { "prompt", region.prompt.toStdString() } });
}

} // namespace

nlohmann::ordered_json pageRequest(const Job& job, const PageEntry& page, const DocumentEntry& document)
{
    nlohmann::ordered_json params{ { "path", document.file.toStdString() }, { "page", page.index + 1 } };
    addTask(params, job);
    if (page.posture.turn)
        params["rotate"] = *page.posture.turn;
    if (page.posture.straight)
        params["deskew"] = *page.posture.straight;
    if (!document.password.isEmpty())
        params["password"] = document.password.toStdString();
    if (!job.wishes.language.isEmpty())
        params["language"] = job.wishes.language.toStdString();
    if (job.wishes.blankToo)
        params["blank"] = "read";
    if (job.ownText)
        params["text_layer"] = "use";
    return params;
}

} // namespace palimpsest
