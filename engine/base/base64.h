#pragma once
// Bytes as text of 64 letters (RFC 4648, section 4), for formats that hold no bytes. Pure; any thread.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace palimpsest {

// Four letters for every three bytes, filled up with '='.
std::string toBase64(std::span<const std::uint8_t> bytes);

// Empty: it is not what toBase64 writes (other letters, a wrong length, bits that belong to no byte).
std::optional<std::vector<std::uint8_t>> fromBase64(std::string_view text);

} // namespace palimpsest
