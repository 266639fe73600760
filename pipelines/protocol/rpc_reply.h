#pragma once
// The other end of rpc_message: what a client of the worker writes, and what it reads back. Plain values and pure
// functions; any thread.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include <nlohmann/json.hpp>

#include "engine/base/result.h"

namespace palimpsest {

using RpcId = std::uint64_t;

struct RpcReply {
    RpcId id = 0;
    Result<nlohmann::json> outcome;
};

struct RpcNotification {
    std::string method;
    nlohmann::json params;
};

std::string requestLine(RpcId id, std::string_view method, nlohmann::ordered_json params);

// BadInput where the line is neither. An error that belongs to no request is a notification "error" with its message.
Result<std::variant<RpcReply, RpcNotification>> parseRpcAnswer(std::string_view line);

} // namespace palimpsest
