#pragma once
// The worker: hears requests, keeps a model loaded, reads pages, tells how far it is (docs/worker-protocol.md). It
// hears on a thread of its own, so that a page can be cancelled, and works on the thread that calls run().

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>

#include "app/composition.h"
#include "app/model_options.h"
#include "pipelines/protocol/rpc_message.h"
#include "pipelines/protocol/worker_params.h"
#include "pipelines/runner/line_streams.h"
#include "pipelines/runner/notification_pace.h"
#include "pipelines/runner/request_queue.h"

namespace palimpsest {

class WorkerLoop {
public:
    // `defaults`: the model for what model/load leaves out, and for pages that come before any. The descriptors stay
    // the caller's.
    WorkerLoop(ModelOptions defaults, int input, int output, const std::stop_token& stop);

    // Until shutdown, or until the input has ended and all of it is worked off. Cancelled when `stop` was asked,
    // FileAccess when nobody hears the replies any more.
    Result<void> run();

private:
    using Reply = Result<nlohmann::ordered_json>;

    void listen(const std::stop_token& stop);
    void hear(const LineInput::Read& read);
    void cancel(const RpcRequest& request);
    void work(const RequestQueue::Entry& entry);
    Reply handle(const RpcRequest& request, const std::stop_token& stop);
    Reply listModels(const RpcRequest& request) const;
    Reply load(const RpcRequest& request, const std::stop_token& stop);
    Result<void> loadModelOf(const ModelOptions& options, const nlohmann::json& id, const std::stop_token& stop);
    Reply readPage(const RpcRequest& request, const std::stop_token& stop);
    Result<const PageReader*> readerFor(const TaskRequest& request);
    JobContext jobFor(const nlohmann::json& id, const std::stop_token& stop);
    void say(const std::string& line);
    void refuse(const nlohmann::json& id, const RpcError& error);

    ModelOptions m_defaults;
    LineInput m_input;
    LineOutput m_output;
    std::stop_source m_stop; // asked by the caller's token, and when nobody reads what is said
    std::stop_callback<std::function<void()>> m_onStop;
    RequestQueue m_queue;
    bool m_shutdown = false;
    bool m_loadAsked = false;
    std::atomic<bool> m_unheard = false;
    std::optional<LoadedModel> m_model;
    // The reader of the last page: most pages want the same. It ends before the model does.
    std::optional<TaskRequest> m_readerRequest;
    std::optional<PageReader> m_reader;
    NotificationPace m_progressPace;
    NotificationPace m_partialPace;
    std::map<std::size_t, std::string> m_partials; // that have not been told
};

} // namespace palimpsest
