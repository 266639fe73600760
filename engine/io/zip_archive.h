#pragma once
// The little of ZIP that NumPy archives need: members stored or deflated, found through the central directory, checked
// against their CRC-32. Plain functions over bytes in memory; any thread. Source: spec "NPZ / NPY reader requirements".

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace palimpsest {

inline constexpr std::size_t kMaxZipMembers = 256;
inline constexpr std::uint64_t kMaxZipMemberBytes = 64ULL << 20;

struct ZipMember {
    std::string name; // no path separators
    bool deflated = false;
    std::uint32_t crc32 = 0;
    std::uint64_t sizeBytes = 0;
    std::span<const std::byte> stored; // as it lies in the archive
};

// The members in directory order. InvalidModel for a broken archive; Unsupported for encrypted, multi-disk and ZIP64
// ones, other compression methods, more members or larger ones than the limits.
Result<std::vector<ZipMember>> readZipDirectory(std::span<const std::byte> archive, std::string_view archiveName);

// The member's bytes, unpacked and verified. Never allocates more than the directory's size for it.
Result<std::vector<std::byte>> unpackZipMember(const ZipMember& member, std::string_view archiveName);

} // namespace palimpsest
