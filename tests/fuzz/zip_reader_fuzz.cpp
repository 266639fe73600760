// Any archive that somebody packed: an error, or files whose bytes are as many as it says.

#include "pipelines/archive/zip_reader.h"
#include "tests/fuzz/fuzz_target.h"

using namespace palimpsest;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto reader = ZipReader::open(asBytes(data, size), { .name = "input" });
    if (!reader.ok())
        return 0;
    for (const ArchivedFile& file : reader.value().files()) {
        PAL_CHECK(!file.name.empty() && file.name.front() != '/' && file.name.find("/../") == std::string::npos);
        std::uint64_t doneBytes = 0;
        const auto read = reader.value().read(file, [&](std::span<const std::byte> piece) -> Result<void> {
            doneBytes += piece.size();
            PAL_CHECK(doneBytes <= file.sizeBytes);
            return {};
        });
        PAL_CHECK(!read.ok() || doneBytes == file.sizeBytes);
    }
    return 0;
}
