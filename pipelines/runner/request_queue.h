#pragma once
// The worker's requests between the thread that hears them and the one that works them off, in the order they came.
// Each can be cancelled, waiting or at work. Owned by the worker; any thread may call it, one takes.

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>

#include "pipelines/protocol/rpc_message.h"

namespace palimpsest {

class RequestQueue {
public:
    struct Entry {
        RpcRequest request;
        std::stop_source stop; // asked by cancel()
    };

    explicit RequestQueue(std::stop_token stop) : m_stop(std::move(stop)) { }

    // False: a request of this id has not been answered yet. Requests without one are never in each other's way.
    bool push(RpcRequest request);

    // Nothing more will come.
    void close();

    // Waits for the next. Nullopt: closed and all is worked off, or stopped.
    std::optional<Entry> take();

    // The one taken last is worked off; said before its reply is sent, which frees its id.
    void done();

    // Asks the request with this id to stop; a waiting one will stop at once when its turn comes. False: there is none.
    bool cancel(const nlohmann::json& id);

private:
    [[nodiscard]] Entry* find(const nlohmann::json& id);

    std::stop_token m_stop;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Entry> m_waiting;
    std::optional<Entry> m_atWork;
    bool m_closed = false;
};

} // namespace palimpsest
