// Any file: either an error, or entries that cover the data section exactly.

#include "engine/io/safetensors_header.h"
#include "tests/fuzz/fuzz_target.h"

using namespace palimpsest;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto header = parseSafetensorsHeader(asBytes(data, size), "input");
    if (!header.ok()) {
        PAL_CHECK(header.error().code == ErrorCode::InvalidModel && !header.error().message.empty());
        return 0;
    }
    std::uint64_t covered = 0;
    for (const SafetensorsEntry& entry : header.value().entries) {
        PAL_CHECK(entry.begin == covered && entry.end >= entry.begin);
        PAL_CHECK(safetensorsSizeBytes(entry.dtype, entry.shape) == entry.sizeBytes());
        covered = entry.end;
    }
    PAL_CHECK(header.value().dataOffset + covered == size);
    return 0;
}
