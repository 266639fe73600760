// Any palimpsest.json: either an error, or tasks whose prompts can be made.

#include "engine/io/capability_manifest.h"
#include "tests/fuzz/fuzz_target.h"

using namespace palimpsest;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto manifest = parseManifest(asText(data, size), "input");
    if (!manifest.ok()) {
        PAL_CHECK(!manifest.error().message.empty());
        return 0;
    }
    for (const TaskCapability& task : manifest.value().tasks) {
        PAL_CHECK(manifest.value().find(task.id) != nullptr);
        PAL_CHECK(task.promptFor(task.takesArgument() ? "a cat" : "").ok());
    }
    return 0;
}
