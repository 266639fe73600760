#include "pipelines/protocol/rpc_message.h"

#include <utility>

#include "engine/io/json_text.h"

namespace palimpsest {
namespace {

using Json = nlohmann::json;
using Written = nlohmann::ordered_json;

constexpr int kParseError = -32700;
constexpr int kInvalidRequest = -32600;
constexpr int kMethodNotFound = -32601;
constexpr int kInvalidParams = -32602;
constexpr int kInternalError = -32603;

bool isId(const Json& value)
{
    return value.is_number_integer() || value.is_string();
}

std::string lineOf(const Written& message)
{
    return message.dump(-1, ' ', false, Written::error_handler_t::replace) + "\n";
}

RpcRefusal refusal(Json id, std::string message)
{
    return { std::move(id), invalidRequest(std::move(message)) };
}

} // namespace

std::variant<RpcRequest, RpcRefusal> parseRpcRequest(std::string_view line)
{
    const auto parsed = parseJson(line, "the request", ErrorCode::BadInput);
    if (!parsed.ok())
        return RpcRefusal{ nullptr, { kParseError, "parse_error", parsed.error().message } };
    const Json& message = parsed.value();
    if (!message.is_object())
        return refusal(nullptr, "a request is an object, found " + describeJson(message) + "; send one a line");
    const auto member = [&message](const char* key) { return message.contains(key) ? message[key] : Json(); };
    const Json id = member("id");
    if (!id.is_null() && !isId(id))
        return refusal(nullptr, "'id' should be a whole number or a text, found " + describeJson(id));
    if (member("jsonrpc") != "2.0")
        return refusal(id, "'jsonrpc' should be \"2.0\", found " + describeJson(member("jsonrpc")));
    if (!member("method").is_string())
        return refusal(id, "'method' should be a text, found " + describeJson(member("method")));
    RpcRequest request{ .id = id, .method = member("method").get<std::string>() };
    if (!message.contains("params"))
        return request;
    request.params = member("params");
    if (!request.params.is_object())
        return refusal(id, "'params' should be an object, found " + describeJson(request.params));
    return request;
}

RpcError rpcErrorOf(const Error& error)
{
    const auto of = [&error](int code, const char* kind) { return RpcError{ code, kind, error.message }; };
    switch (error.code) {
    case ErrorCode::BadArguments:
        return of(kInvalidParams, "invalid_params");
    case ErrorCode::Internal:
        return of(kInternalError, "internal");
    case ErrorCode::BadInput:
        return of(-32001, "bad_input");
    case ErrorCode::Encrypted:
        return of(-32002, "encrypted");
    case ErrorCode::FileAccess:
        return of(-32003, "file_access");
    case ErrorCode::MissingDependency:
        return of(-32004, "missing_dependency");
    case ErrorCode::NoDevice:
        return of(-32005, "no_device");
    case ErrorCode::OutOfMemory:
        return of(-32006, "out_of_memory");
    case ErrorCode::DeviceLost:
        return of(-32007, "device_lost");
    case ErrorCode::InvalidModel:
        return of(-32008, "invalid_model");
    case ErrorCode::TaskUnsupported:
        return of(-32009, "task_unsupported");
    case ErrorCode::Unsupported:
        return of(-32010, "unsupported");
    case ErrorCode::Cancelled:
        return of(-32011, "cancelled");
    case ErrorCode::TimeLimit:
        return of(-32012, "time_limit");
    }
    return of(kInternalError, "internal");
}

RpcError invalidRequest(std::string message)
{
    return { kInvalidRequest, "invalid_request", std::move(message) };
}

RpcError methodNotFound(std::string_view method)
{
    return { kMethodNotFound, "method_not_found", "there is no method '" + std::string(method) + "'" };
}

std::string replyLine(const Json& id, Written result)
{
    return lineOf({ { "jsonrpc", "2.0" }, { "id", Written(id) }, { "result", std::move(result) } });
}

std::string errorLine(const Json& id, const RpcError& error)
{
    return lineOf({ { "jsonrpc", "2.0" }, { "id", Written(id) },
        { "error",
            { { "code", error.code }, { "message", error.message }, { "data", { { "kind", error.kind } } } } } });
}

std::string notificationLine(std::string_view method, Written params)
{
    return lineOf({ { "jsonrpc", "2.0" }, { "method", method }, { "params", std::move(params) } });
}

} // namespace palimpsest
