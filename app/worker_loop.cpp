#include "app/worker_loop.h"

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <new>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "app/model_list.h"
#include "app/model_summary.h"
#include "engine/base/log.h"
#include "pipelines/document/page_source.h"
#include "pipelines/protocol/result_json.h"

namespace palimpsest {

namespace {

constexpr std::size_t kMostLineBytes = 1 << 20;
constexpr std::array<std::string_view, 5> kMethods{ "models/list", "model/load", "page/read", "cancel", "shutdown" };

bool isMethod(std::string_view name)
{
    return std::find(kMethods.begin(), kMethods.end(), name) != kMethods.end();
}

std::string_view wordOf(LogLevel level)
{
    switch (level) {
    case LogLevel::Error:
        return "error";
    case LogLevel::Warning:
        return "warning";
    case LogLevel::Info:
        return "info";
    case LogLevel::Debug:
    case LogLevel::Quiet:
        return "debug";
    }
    return "debug";
}

// The log goes to whoever hears the worker, as long as this lives.
class LogToOutput {
public:
    explicit LogToOutput(LineOutput& output)
    {
        setLogListener([&output](LogLevel level, std::string_view message) {
            output.write(notificationLine("log", { { "level", wordOf(level) }, { "message", message } }));
        });
    }
    ~LogToOutput() { setLogListener({}); }
    LogToOutput(const LogToOutput&) = delete;
    LogToOutput& operator=(const LogToOutput&) = delete;
};

nlohmann::ordered_json progressParams(
    const nlohmann::json& id, std::string_view stage, std::uint64_t done, std::uint64_t total)
{
    return { { "id", nlohmann::ordered_json(id) }, { "stage", stage }, { "done", done }, { "total", total } };
}

ModelOptions with(ModelOptions options, const LoadParams& params)
{
    options.checkpoint = params.model.value_or(options.checkpoint);
    options.adapter = params.adapter.value_or(options.adapter);
    options.device = params.device.value_or(options.device);
    options.weights = params.weights.value_or(options.weights);
    options.threads = params.threads.value_or(options.threads);
    return options;
}

} // namespace

WorkerLoop::WorkerLoop(ModelOptions defaults, int input, int output, const std::stop_token& stop)
    : m_defaults(std::move(defaults)),
      m_input(input, kMostLineBytes),
      m_output(output),
      m_onStop(stop, [this] { m_stop.request_stop(); }),
      m_queue(m_stop.get_token())
{
}

Result<void> WorkerLoop::run()
{
    const LogToOutput log(m_output);
    {
        const std::jthread hearing([this](const std::stop_token& ended) { listen(ended); });
        while (!m_shutdown) {
            const auto entry = m_queue.take();
            if (!entry)
                break;
            work(*entry);
        }
    }
    if (m_unheard)
        return Error{ ErrorCode::FileAccess, "nobody reads the worker's standard output any more" };
    if (m_stop.stop_requested())
        return Error{ ErrorCode::Cancelled, "stopped on request" };
    return {};
}

void WorkerLoop::listen(const std::stop_token& stop)
{
    for (;;) {
        const LineInput::Read read = m_input.next(stop);
        if (read.kind == LineInput::Kind::End)
            break;
        hear(read);
    }
    m_queue.close();
}

void WorkerLoop::hear(const LineInput::Read& read)
{
    if (read.kind == LineInput::Kind::TooLong)
        return refuse(nullptr, invalidRequest("a line has at most " + std::to_string(kMostLineBytes) + " bytes"));
    if (read.line.find_first_not_of(" \t\r") == std::string::npos)
        return;
    auto parsed = parseRpcRequest(read.line);
    if (const auto* refusal = std::get_if<RpcRefusal>(&parsed))
        return refuse(refusal->id, refusal->error);
    auto& request = std::get<RpcRequest>(parsed);
    if (request.method == "cancel")
        return cancel(request);
    const nlohmann::json id = request.id;
    if (!isMethod(request.method))
        return refuse(id, methodNotFound(request.method));
    if (id.is_null() && request.method != "shutdown")
        return refuse(id, invalidRequest("'" + request.method + "' wants an 'id' to be answered under"));
    if (!m_queue.push(std::move(request)))
        refuse(id, invalidRequest("another request with this 'id' has not been answered yet"));
}

// At once, and not in its turn.
void WorkerLoop::cancel(const RpcRequest& request)
{
    const auto target = parseCancelParams(request.params);
    if (!target.ok())
        return refuse(request.id, rpcErrorOf(target.error()));
    const bool found = m_queue.cancel(target.value());
    if (!request.id.is_null())
        say(replyLine(request.id, { { "cancelled", found } }));
}

void WorkerLoop::work(const RequestQueue::Entry& entry)
{
    const RpcRequest& request = entry.request;
    std::stop_source asked = entry.stop;
    const std::stop_callback onStop(m_stop.get_token(), [&asked] { asked.request_stop(); });
    std::string line;
    try {
        Reply reply = handle(request, asked.get_token());
        line = reply.ok() ? replyLine(request.id, std::move(reply).value())
                          : errorLine(request.id, rpcErrorOf(reply.error()));
    } catch (const std::bad_alloc&) {
        line = errorLine(request.id, rpcErrorOf({ ErrorCode::OutOfMemory, "there is not enough memory for this" }));
    }
    m_queue.done();
    if (!request.id.is_null())
        say(line);
}

WorkerLoop::Reply WorkerLoop::handle(const RpcRequest& request, const std::stop_token& stop)
{
    if (stop.stop_requested())
        return Error{ ErrorCode::Cancelled, "stopped on request" };
    if (request.method == "models/list")
        return listModels(request);
    if (request.method == "model/load")
        return load(request, stop);
    if (request.method == "page/read")
        return readPage(request, stop);
    PAL_TRY(parseNoParams(request.params));
    m_shutdown = true;
    return nlohmann::ordered_json::object();
}

WorkerLoop::Reply WorkerLoop::listModels(const RpcRequest& request) const
{
    PAL_TRY(parseNoParams(request.params));
    return jsonOf(findModels({}));
}

WorkerLoop::Reply WorkerLoop::load(const RpcRequest& request, const std::stop_token& stop)
{
    PAL_TRY_ASSIGN(const LoadParams params, parseLoadParams(request.params));
    PAL_TRY(loadModelOf(with(m_defaults, params), request.id, stop));
    PAL_TRY_ASSIGN(const ModelSummary summary, summarize(m_model->folder));
    nlohmann::ordered_json json = jsonOf(summary);
    json["adapter"] = m_model->adapter;
    const DeviceInfo& device = m_model->backend->info();
    json["device"] = { { "id", device.id }, { "name", device.name } };
    json["weights"] = nameOf(m_model->opened.format);
    return json;
}

// There is no room for two: the one before goes first.
Result<void> WorkerLoop::loadModelOf(const ModelOptions& options, const nlohmann::json& id, const std::stop_token& stop)
{
    m_loadAsked = true;
    m_reader.reset();
    m_model.reset();
    const Quantizing quantizing = [this, &id](std::uint64_t doneBytes, std::uint64_t totalBytes) {
        if (m_progressPace.due())
            say(notificationLine("progress", progressParams(id, "quantize", doneBytes, totalBytes)));
    };
    PAL_TRY_ASSIGN(m_model, loadModel(options, quantizing, stop));
    return {};
}

WorkerLoop::Reply WorkerLoop::readPage(const RpcRequest& request, const std::stop_token& stop)
{
    PAL_TRY_ASSIGN(const ReadParams params, parseReadParams(request.params));
    if (!m_model && m_loadAsked)
        return Error{ ErrorCode::InvalidModel, "no model is loaded, because model/load failed; load another" };
    if (!m_model)
        PAL_TRY(loadModelOf(m_defaults, request.id, stop));
    PAL_TRY_ASSIGN(const PageReader* const reader, readerFor(params.request));
    std::vector<std::unique_ptr<PageSource>> sources;
    std::vector<SourcePage> pages;
    const auto open = [&](const DocumentPage& page) -> Result<void> {
        PAL_TRY_ASSIGN(auto source, PageSource::open(page.path, {}, page.password));
        pages.push_back({ source.get(), page.page - 1 });
        sources.push_back(std::move(source));
        return {};
    };
    PAL_TRY(open(params.page));
    for (const DocumentPage& page : params.shownWith)
        PAL_TRY(open(page));
    m_partials.clear();
    const JobContext job = jobFor(request.id, stop);
    PAL_TRY_ASSIGN(const ReadPage read,
        pages.size() > 1 ? reader->readTogether(pages, job) : reader->read(*pages[0].source, pages[0].index, job));
    return nlohmann::ordered_json{ { "document", params.page.path }, { "page", params.page.page },
        { "pages", sources.front()->pageCount() },
        { "dpi", read.page.dpi > 0 ? nlohmann::ordered_json(read.page.dpi) : nlohmann::ordered_json() },
        { "ink", read.inkFraction ? nlohmann::ordered_json(*read.inkFraction) : nlohmann::ordered_json() },
        { "text_layer", read.hasTextLayer }, { "result", toJson(read.result) } };
}

Result<const PageReader*> WorkerLoop::readerFor(const TaskRequest& request)
{
    if (!m_reader || m_readerRequest != request) {
        PAL_TRY_ASSIGN(const RequestedTasks tasks, requestedTasks(m_model->opened.manifest, request));
        m_reader.reset();
        PAL_TRY_ASSIGN(m_reader, pageReader(*m_model, tasks, request));
        m_readerRequest = request;
    }
    return &*m_reader;
}

JobContext WorkerLoop::jobFor(const nlohmann::json& id, const std::stop_token& stop)
{
    return JobContext(
        [this, &id](const Progress& progress) {
            if (m_progressPace.due())
                say(notificationLine(
                    "progress", progressParams(id, palimpsest::wordOf(progress.stage), progress.done, progress.total)));
        },
        stop,
        [this, &id](const PartialAnswer& partial) {
            m_partials[partial.answer] = partial.text;
            if (!m_partialPace.due())
                return;
            auto answers = nlohmann::ordered_json::array();
            for (const auto& [answer, text] : m_partials)
                answers.push_back({ { "answer", answer }, { "text", text } });
            m_partials.clear();
            say(notificationLine(
                "partial", { { "id", nlohmann::ordered_json(id) }, { "answers", std::move(answers) } }));
        });
}

void WorkerLoop::say(const std::string& line)
{
    if (m_output.write(line))
        return;
    m_unheard = true;
    m_stop.request_stop();
}

void WorkerLoop::refuse(const nlohmann::json& id, const RpcError& error)
{
    say(errorLine(id, error));
}

} // namespace palimpsest
