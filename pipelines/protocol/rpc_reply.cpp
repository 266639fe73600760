#include "pipelines/protocol/rpc_reply.h"

#include <array>
#include <utility>

#include "engine/io/json_text.h"
#include "pipelines/protocol/rpc_message.h"

namespace palimpsest {
namespace {

using Json = nlohmann::json;

constexpr std::array kCodes{ ErrorCode::BadArguments, ErrorCode::BadInput, ErrorCode::Encrypted, ErrorCode::FileAccess,
    ErrorCode::MissingDependency, ErrorCode::NoDevice, ErrorCode::OutOfMemory, ErrorCode::DeviceLost,
    ErrorCode::InvalidModel, ErrorCode::TaskUnsupported, ErrorCode::Unsupported, ErrorCode::Cancelled,
    ErrorCode::TimeLimit, ErrorCode::Internal };

// What rpcErrorOf says, the other way round.
ErrorCode codeOf(const Json& number)
{
    for (const ErrorCode code : kCodes)
        if (number == rpcErrorOf({ code, {} }).code)
            return code;
    return ErrorCode::Internal;
}

Error errorOf(const Json& error)
{
    const auto member = [&error](const char* key) { return error.is_object() ? error.value(key, Json()) : Json(); };
    const Json message = member("message");
    return { codeOf(member("code")), message.is_string() ? message.get<std::string>() : "an error without a message" };
}

Error unexpected(const std::string& what)
{
    return { ErrorCode::BadInput, "the worker's line " + what };
}

} // namespace

std::string requestLine(RpcId id, std::string_view method, nlohmann::ordered_json params)
{
    const nlohmann::ordered_json message{ { "jsonrpc", "2.0" }, { "id", id }, { "method", method },
        { "params", std::move(params) } };
    return message.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Result<std::variant<RpcReply, RpcNotification>> parseRpcAnswer(std::string_view line)
{
    PAL_TRY_ASSIGN(const Json message, parseJson(line, "the worker's line", ErrorCode::BadInput));
    if (!message.is_object())
        return unexpected("should be an object, found " + describeJson(message));
    const Json method = message.value("method", Json());
    if (method.is_string())
        return std::variant<RpcReply, RpcNotification>(
            RpcNotification{ method.get<std::string>(), message.value("params", Json::object()) });
    const Json id = message.value("id", Json());
    if (message.contains("error") && id.is_null())
        return std::variant<RpcReply, RpcNotification>(
            RpcNotification{ "error", { { "message", errorOf(message["error"]).message } } });
    if (!id.is_number_unsigned())
        return unexpected("answers no request of ours");
    if (message.contains("error"))
        return std::variant<RpcReply, RpcNotification>(RpcReply{ id.get<RpcId>(), errorOf(message["error"]) });
    if (!message.contains("result"))
        return unexpected("has neither a result nor an error");
    return std::variant<RpcReply, RpcNotification>(RpcReply{ id.get<RpcId>(), message["result"] });
}

} // namespace palimpsest
