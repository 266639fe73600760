// A worker that answers as its script says, for tests of the window: no model, no waiting. Speaks the worker's protocol
// on standard input and output.
//   PALIMPSEST_SCRIPT: words, parted by spaces: "slow" (300 ms a page), "die" (killed at the first page, once),
//   "die-always", "fail=N" (page N cannot be read), "partial=N", "empty=N", "no-model" (model/load fails), "crooked"
//   (straightened by 1.5 degrees where that may be), "on-its-side" (turned by 90 where nobody says how),
//   "text-layer" (pages hold text of their own), "stuck=N" (page N is read for ever, until it is cancelled), "large"
//   (2000 lines a page), "gemma" (a model whose terms are to be acknowledged, too), "gemma-alone" (without the usual
//   one), "blank=N" (nothing is found on page N) PALIMPSEST_DIED: a file that "die" leaves, so that it dies once

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <poll.h>
#include <sstream>
#include <string>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include "pipelines/protocol/result_json.h"
#include "pipelines/protocol/rpc_message.h"

namespace {

using namespace palimpsest;

bool asked(const std::string& word)
{
    const char* const script = std::getenv("PALIMPSEST_SCRIPT");
    std::istringstream words(script == nullptr ? "" : script);
    for (std::string next; words >> next;)
        if (next == word)
            return true;
    return false;
}

void say(const std::string& line)
{
    std::cout << line << std::flush;
}

void dieWhereAsked()
{
    if (asked("die-always"))
        ::kill(::getpid(), SIGKILL);
    const char* const mark = std::getenv("PALIMPSEST_DIED");
    if (!asked("die") || mark == nullptr || std::filesystem::exists(mark))
        return;
    std::ofstream(mark) << "once";
    ::kill(::getpid(), SIGKILL);
}

PageResult resultOf(
    std::size_t page, const std::string& task, const std::string& prompt, const std::string& language = {})
{
    PageResult result{ .content = {}, .pageWidth = 1654, .pageHeight = 2339, .provenance = {} };
    result.provenance.task = task;
    result.provenance.checkpoint = "scripted";
    if (task == "question" || task == "caption") {
        result.content = PlainText{ "the answer to " + prompt + (language.empty() ? "" : " in " + language), 0.75 };
        return result;
    }
    if (task == "detect") {
        Detections found;
        found.items.push_back({ .label = prompt, .box = { 100, 100, 500, 400 }, .confidence = 0.9 });
        result.content = found;
        return result;
    }
    OcrResult text;
    const int lines = asked("large") ? 2000 : 3;
    for (int line = 0; line < lines; ++line) {
        const double top = lines > 3 ? 100 + line : 200 + 100 * line;
        TextPiece piece{ .text = "page " + std::to_string(page) + " line " + std::to_string(line + 1),
            .box = { 200, top, 1200, top + 40 },
            .confidence = line == 1 ? 0.5 : 0.99,
            .answer = 0 };
        text.lines.push_back({ piece.text, piece.box, piece.confidence, { piece } });
    }
    result.content = text;
    return result;
}

// At 200 dpi, seen at half of that: print comes in 20 pixels of the model's picture.
PageResult partAt(const RectF& box, const std::string& task, const std::string& prompt)
{
    PageResult part = resultOf(1, task, prompt);
    part.region = PageRegion{ .box = box, .label = {}, .origin = RegionOrigin::User, .remark = {} };
    part.provenance.answers.push_back({ .region = box, .prompt = task, .text = {}, .effectiveDpi = 100 });
    if (auto* const text = std::get_if<OcrResult>(&part.content))
        for (TextLine& line : text->lines) {
            const double top = box.top + line.box.top - 200;
            line.box = { box.left, top, box.right, top + 40 };
            line.pieces.front().box = line.box;
        }
    if (auto* const found = std::get_if<Detections>(&part.content))
        found->items.front().box = box;
    return part;
}

PageResult partsOf(const nlohmann::json& regions)
{
    constexpr double kPixelsPerPoint = 200.0 / 72;
    PageParts parts;
    for (const auto& region : regions) {
        const auto box = region.at("box").get<std::array<double, 4>>();
        const RectF pixels{ box[0] * kPixelsPerPoint, box[1] * kPixelsPerPoint, (box[0] + box[2]) * kPixelsPerPoint,
            (box[1] + box[3]) * kPixelsPerPoint };
        parts.parts.push_back(
            partAt(pixels, region.at("task").get<std::string>(), region.at("prompt").get<std::string>()));
    }
    if (parts.parts.size() == 1)
        return parts.parts.front();
    PageResult page = resultOf(1, "ocr", {});
    page.content = std::move(parts);
    return page;
}

// A text, a table below it, and music that nobody reads.
PageResult foundParts()
{
    PageResult table = partAt({ 200, 1000, 1400, 1400 }, "table", {});
    table.region->origin = RegionOrigin::PageSegmentation;
    Table grid{ .box = table.region->box, .rows = 1, .columns = 1, .cells = {} };
    grid.cells.push_back({ .text = "a cell", .box = {}, .confidence = {} });
    table.content = Tables{ { grid } };
    PageResult page = resultOf(1, "auto", {});
    page.content = PageParts{ { partAt({ 200, 200, 1400, 700 }, "ocr", {}), table },
        { { { 200, 1600, 1400, 2000 }, "staff", RegionOrigin::PageSegmentation, "this model does not read music" } } };
    return page;
}

PageResult answerTo(const nlohmann::json& params)
{
    const auto task = params.at("task").get<std::string>();
    if (params.contains("regions"))
        return partsOf(params["regions"]);
    return task == "auto" ? foundParts()
                          : resultOf(params.at("page").get<std::size_t>(), task, params.value("prompt", ""),
                              params.value("language", ""));
}

// Whether the next line, which nobody has read yet, is there: while a page is read, only a request to stop comes.
bool wasCancelled()
{
    pollfd input{ STDIN_FILENO, POLLIN, 0 };
    return ::poll(&input, 1, 0) > 0;
}

void read(const RpcRequest& request)
{
    const auto page = request.params.at("page").get<std::size_t>();
    dieWhereAsked();
    say(notificationLine(
        "progress", { { "id", request.id.get<int>() }, { "stage", "read" }, { "done", 1 }, { "total", 2 } }));
    say(notificationLine("partial",
        { { "id", request.id.get<int>() },
            { "answers",
                nlohmann::ordered_json::array(
                    { { { "answer", 0 }, { "text", "<loc0001><loc0001><loc0009><loc0009>on its way" } } }) } }));
    while (asked("stuck=" + std::to_string(page)) && !wasCancelled())
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    if (asked("stuck=" + std::to_string(page)))
        return say(errorLine(request.id, rpcErrorOf({ ErrorCode::Cancelled, "cancelled" })));
    if (asked("slow"))
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
    if (asked("fail=" + std::to_string(page)))
        return say(
            errorLine(request.id, rpcErrorOf({ ErrorCode::BadInput, "page " + std::to_string(page) + " is torn" })));
    PageResult result = answerTo(request.params);
    const bool taken = asked("text-layer") && request.params.value("text_layer", "") == "use";
    if (taken)
        result.provenance.source = ResultSource::Document;
    result.partial = asked("partial=" + std::to_string(page));
    const bool blank = asked("blank=" + std::to_string(page));
    result.provenance.lookedBlank = blank && request.params.value("blank", "") == "read";
    result.experimental = result.provenance.lookedBlank;
    if (asked("empty=" + std::to_string(page)) || (blank && !result.provenance.lookedBlank))
        result.content = OcrResult();
    result.provenance.rotation = request.params.value("rotate", asked("on-its-side") ? 90 : 0);
    result.provenance.skew = asked("crooked") && request.params.value("deskew", true) ? 1.5 : 0;
    say(replyLine(request.id,
        { { "document", request.params.at("path").get<std::string>() }, { "page", page }, { "pages", 1 },
            { "dpi", 200 }, { "ink", blank ? 0.002 : 0.1 }, { "text_layer", asked("text-layer") },
            { "result", toJson(result) } }));
}

// What the commands below leave, and find.
std::filesystem::path mark(const char* name)
{
    const char* const home = std::getenv("XDG_DATA_HOME");
    return std::filesystem::path(home == nullptr ? "." : home) / name;
}

nlohmann::ordered_json modelList()
{
    nlohmann::ordered_json models = { { { "name", "scripted" }, { "folder", "/nowhere" }, { "complete", true },
                                          { "problem", "" }, { "tasks", { "ocr", "table", "question", "detect" } },
                                          { "licence", "as the program" }, { "spoken", { "question" } },
                                          { "prompted", { "question", "detect" } },
                                          { "words", { { "detect", { "red", "circle" } } } },
                                          { "not_offered", { { "molecule", "nobody taught it" } } },
                                          { "smallest_print", 14 }, { "weight_bytes", 3 << 20 } },
        { { "name", "half" }, { "folder", "/half" }, { "complete", false }, { "problem", "it lacks its tokenizer" } } };
    if (std::filesystem::exists(mark("imported"))) {
        std::string name;
        std::getline(std::ifstream(mark("imported")) >> std::ws, name);
        models.push_back({ { "name", name }, { "folder", "/imported" }, { "problem", "" } });
    }
    if (asked("gemma"))
        models.push_back({ { "name", "published" }, { "folder", "/published" }, { "problem", "" },
            { "tasks", { "caption" } }, { "licence", "Gemma terms of use" } });
    if (asked("gemma-alone"))
        models.erase(models.begin());
    return { { "models", std::move(models) } };
}

nlohmann::ordered_json modelShown(bool published)
{
    nlohmann::ordered_json made = nlohmann::ordered_json::array();
    if (std::filesystem::exists(mark("q8")))
        made.push_back({ { "weights", "q8" }, { "file", mark("q8").string() }, { "bytes", 2 << 20 } });
    return { { "name", published ? "published" : "scripted" },
        { "licence", published ? "Gemma terms of use" : "as the program" }, { "image_size", 448 },
        { "weights", { { "stored", "BF16" }, { "quantised", std::move(made) } } },
        { "memory",
            { { "device", "cpu" }, { "free_bytes", 4 << 20 },
                { "forms",
                    { { { "weights", "bf16" }, { "needed_bytes", 9 << 20 }, { "answers_at_once", 8 } },
                        { { "weights", "q8" }, { "needed_bytes", 3 << 20 }, { "answers_at_once", 8 } },
                        { { "weights", "q4" }, { "needed_bytes", 2 << 20 }, { "answers_at_once", 1 } } } } } } };
}

nlohmann::ordered_json modelsPublished()
{
    nlohmann::ordered_json model = modelShown(true);
    model["name"] = "google/paligemma2-3b-mix-224";
    model["memory"]["device_name"] = "a scripted device";
    return { { "models", { std::move(model) } } };
}

// `palimpsest models`, which ends when it is done; "endless" never is, "broken" fails.
int runModels(const std::vector<std::string>& words)
{
    const auto has = [&words](const char* word) { return std::find(words.begin(), words.end(), word) != words.end(); };
    if (has("list"))
        say(modelList().dump());
    else if (has("show"))
        say(modelShown(has("/published")).dump());
    else if (has("published"))
        say(modelsPublished().dump());
    if (has("list") || has("show") || has("published"))
        return 0;
    for (int step = 1; step <= 4; ++step) {
        std::cerr << R"({"progress":)" << 0.25 * step << R"(,"what":"working"})" << std::endl;
        while (asked("endless"))
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    if (asked("broken")) {
        std::cerr << "palimpsest: error: a tensor is not finite" << std::endl;
        return 23;
    }
    if (has("--remove"))
        std::filesystem::remove(mark("q8"));
    else if (has("quantise"))
        std::ofstream(mark("q8")) << "made";
    else if (has("import"))
        std::ofstream(mark("imported")) << (has("--name") ? *(std::find(words.begin(), words.end(), "--name") + 1)
                                                          : "imported");
    if (has("import"))
        say("/imported\n");
    return 0;
}

void answer(const RpcRequest& request)
{
    if (request.method == "models/list")
        return say(replyLine(request.id, modelList()));
    if (request.method == "model/load" && asked("no-model"))
        return say(errorLine(request.id, rpcErrorOf({ ErrorCode::InvalidModel, "the checkpoint is gone" })));
    if (request.method == "model/load")
        return say(replyLine(request.id,
            { { "name", "scripted" }, { "device", { { "id", "cpu" }, { "name", "a scripted device" } } },
                { "weights", "q8" } }));
    if (request.method == "page/read")
        return read(request);
    if (!request.id.is_null())
        say(replyLine(request.id, nlohmann::ordered_json::object()));
}

} // namespace

int main(int argc, char** argv)
{
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (std::find(words.begin(), words.end(), "models") != words.end())
        return runModels(words);
    if (std::find(words.begin(), words.end(), "devices") != words.end()) {
        say(R"({"devices":[{"id":"cpu","name":"a scripted device","usable":true,"reason":"it will be used"}]})");
        return 0;
    }
    for (std::string line; std::getline(std::cin, line);) {
        const auto parsed = parseRpcRequest(line);
        if (const auto* const request = std::get_if<RpcRequest>(&parsed))
            answer(*request);
    }
    return 0;
}
