// Any .npz file: an error, or arrays.

#include "engine/io/npz.h"
#include "engine/io/zip_archive.h"
#include "tests/fuzz/fuzz_target.h"

using namespace palimpsest;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto archive = asBytes(data, size);
    if (const auto members = readZipDirectory(archive, "input"); members.ok()) {
        PAL_CHECK(members.value().size() <= kMaxZipMembers);
        for (const ZipMember& member : members.value())
            PAL_CHECK(member.sizeBytes <= kMaxZipMemberBytes && member.stored.size() <= size);
    }
    if (const auto arrays = parseNpz(archive, "input"); arrays.ok())
        for (const auto& [name, array] : arrays.value())
            PAL_CHECK(array.shape.elementCount() * elementBytes(array.type) == array.bytes.size());
    return 0;
}
