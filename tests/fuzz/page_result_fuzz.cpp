// Whatever result, as people edit them: what is read at all is the same when it was written and read again.

#include <nlohmann/json.hpp>

#include "pipelines/protocol/result_json.h"
#include "tests/fuzz/fuzz_target.h"

using namespace palimpsest;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const Result<PageResult> read = parsePageResult(asText(data, size), "fuzz");
    if (!read.ok())
        return 0;
    const Result<PageResult> again = parsePageResult(toJson(read.value()).dump(), "again");
    PAL_CHECK(again.ok());
    PAL_CHECK(again.value() == read.value());
    return 0;
}
