// Any manifest of a batch: either an error that names the line, or documents that can be told apart or not.

#include "pipelines/batch/batch_items.h"
#include "tests/fuzz/fuzz_target.h"

using namespace palimpsest;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto items = parseBatchManifest(asText(data, size), "folder/pages.jsonl", {});
    if (!items.ok()) {
        PAL_CHECK(items.error().message.find("line ") != std::string::npos);
        return 0;
    }
    for (const BatchItem& item : items.value())
        PAL_CHECK(!item.id.empty() && !item.document.empty());
    const auto checked = checkBatchItems(items.value());
    PAL_CHECK(checked.ok() || !checked.error().message.empty());
    return 0;
}
