// Any .npy file: either an error, or an array of exactly the bytes its shape asks for.

#include <algorithm>
#include <string>
#include <vector>

#include "engine/io/npy.h"
#include "tests/fuzz/fuzz_target.h"

using namespace palimpsest;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto parsed = parseNpy(asBytes(data, size), "input");
    if (!parsed.ok())
        return 0;
    const NpyArray& array = parsed.value();
    PAL_CHECK(array.shape.elementCount() * elementBytes(array.type) == array.bytes.size());
    if (const auto floats = toFloats(array, "input"); floats.ok())
        PAL_CHECK(floats.value().size() == array.shape.elementCount());
    const std::string header = npyHeader(array.type, array.shape);
    std::vector<std::byte> again(header.size() + array.bytes.size());
    std::copy_n(reinterpret_cast<const std::byte*>(header.data()), header.size(), again.begin());
    std::copy(array.bytes.begin(), array.bytes.end(), again.begin() + static_cast<std::ptrdiff_t>(header.size()));
    const auto copy = parseNpy(again, "copy");
    PAL_CHECK(copy.ok() && copy.value().shape == array.shape && copy.value().bytes == array.bytes);
    return 0;
}
