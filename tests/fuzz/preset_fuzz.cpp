// Any preset that somebody was given: an error, or one that is the same when it is written and read again.

#include "pipelines/protocol/preset.h"
#include "tests/fuzz/fuzz_target.h"

using namespace palimpsest;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto preset = parsePreset(text, "input");
    if (!preset.ok())
        return 0;
    const auto again = parsePreset(presetJson(preset.value()), "again");
    PAL_CHECK(again.ok() && again.value() == preset.value());
    return 0;
}
