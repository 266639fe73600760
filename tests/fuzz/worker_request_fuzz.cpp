// Any line to the worker: either a refusal with a sentence, or a request whose parameters are read or refused.

#include "pipelines/protocol/rpc_message.h"
#include "pipelines/protocol/worker_params.h"
#include "tests/fuzz/fuzz_target.h"

using namespace palimpsest;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto parsed = parseRpcRequest(asText(data, size));
    if (const auto* refusal = std::get_if<RpcRefusal>(&parsed)) {
        PAL_CHECK(!refusal->error.message.empty());
        PAL_CHECK(
            errorLine(refusal->id, refusal->error).find('\n') + 1 == errorLine(refusal->id, refusal->error).size());
        return 0;
    }
    const auto& request = std::get<RpcRequest>(parsed);
    const auto read = parseReadParams(request.params);
    PAL_CHECK(read.ok() ? read.value().page.page >= 1 : !read.error().message.empty());
    const auto load = parseLoadParams(request.params);
    PAL_CHECK(load.ok() || !load.error().message.empty());
    const auto cancel = parseCancelParams(request.params);
    PAL_CHECK(cancel.ok() || !cancel.error().message.empty());
    return 0;
}
