#pragma once
// JSON-RPC 2.0 as lines of text: one message a line, as the worker and whoever talks to it exchange them
// (docs/worker-protocol.md). Plain values and pure functions; any thread.

#include <string>
#include <string_view>
#include <variant>

#include <nlohmann/json.hpp>

#include "engine/base/result.h"

namespace palimpsest {

struct RpcRequest {
    nlohmann::json id; // a whole number or a text; null: nobody waits for a reply
    std::string method;
    nlohmann::json params = nlohmann::json::object();
};

struct RpcError {
    int code = 0;        // JSON-RPC's, or one of ours, which docs/worker-protocol.md lists
    std::string kind;    // the same as a word
    std::string message; // one sentence
};

// What cannot be taken for a request, and the id to say so under (null where it has none that could be read).
struct RpcRefusal {
    nlohmann::json id;
    RpcError error;
};

std::variant<RpcRequest, RpcRefusal> parseRpcRequest(std::string_view line);

RpcError rpcErrorOf(const Error& error);
RpcError invalidRequest(std::string message);
RpcError methodNotFound(std::string_view method);

// Each ends with a newline and holds no other. Text that is no UTF-8 gets replacement characters.
std::string replyLine(const nlohmann::json& id, nlohmann::ordered_json result);
std::string errorLine(const nlohmann::json& id, const RpcError& error);
std::string notificationLine(std::string_view method, nlohmann::ordered_json params);

} // namespace palimpsest
