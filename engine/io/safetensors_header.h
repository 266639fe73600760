#pragma once
// The header of a safetensors file, parsed and checked: a pure function over bytes. Source: spec "safetensors
// container".
//
//   bytes 0..7           length H of the JSON text, little endian
//   bytes 8..8+H         {"name": {"dtype": "BF16", "shape": [2, 3], "data_offsets": [0, 12]}, "__metadata__": {...}}
//   the rest             the data section; tensors cover it without overlap and without holes

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace palimpsest {

struct SafetensorsEntry {
    std::string name;
    std::string dtype; // as spelled in the file: "BF16", "U8"
    std::vector<std::uint64_t> shape;
    std::uint64_t begin = 0; // bytes from the start of the data section
    std::uint64_t end = 0;

    [[nodiscard]] std::uint64_t sizeBytes() const { return end - begin; }
};

struct SafetensorsHeader {
    std::vector<SafetensorsEntry> entries; // in the order of their data
    std::map<std::string, std::string, std::less<>> metadata;
    std::uint64_t dataOffset = 0; // where the data section starts in the file
};

inline constexpr std::uint64_t kMaxSafetensorsHeaderBytes = 100'000'000;

// Bytes of a tensor of that dtype and shape; nullopt for an unknown dtype, for a size that overflows 64 bits, and for a
// sub-byte dtype whose elements fill no whole byte.
[[nodiscard]] std::optional<std::uint64_t> safetensorsSizeBytes(
    std::string_view dtype, std::span<const std::uint64_t> shape);

// `file` is the whole file; only its header is read. `source` names it in messages. Errors are InvalidModel.
Result<SafetensorsHeader> parseSafetensorsHeader(std::span<const std::byte> file, std::string_view source);

} // namespace palimpsest
