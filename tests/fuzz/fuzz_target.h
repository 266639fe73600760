#pragma once
// What every fuzz target includes: the entry point of libFuzzer, and views of its input.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace palimpsest {

inline std::span<const std::byte> asBytes(const std::uint8_t* data, std::size_t size)
{
    return { reinterpret_cast<const std::byte*>(data), size };
}

inline std::string_view asText(const std::uint8_t* data, std::size_t size)
{
    return { reinterpret_cast<const char*>(data), size };
}

} // namespace palimpsest
