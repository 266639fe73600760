#pragma once
// NumPy archives (.npz): named arrays in a ZIP file. Read whole (stored or deflated), written stored.

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/io/atomic_file.h"
#include "engine/io/npy.h"

namespace palimpsest {

using NpzArrays = std::map<std::string, NpyArray, std::less<>>; // by array name, without ".npy"

// All arrays, at most 2 GiB together. Errors as in zip_archive.h and npy.h; FileAccess when the file cannot be read.
Result<NpzArrays> readNpz(const std::filesystem::path& file);
Result<NpzArrays> parseNpz(std::span<const std::byte> archive, std::string_view archiveName);

// Writes array after array to disk; the file gets its name in finish() and is not there before. One thread. An archive
// beyond 4 GiB would need ZIP64 and is refused (Unsupported).
class NpzWriter {
public:
    static Result<NpzWriter> create(const std::filesystem::path& file);

    // Names must differ and hold no path separators (BadArguments).
    Result<void> add(std::string_view name, const Shape& shape, std::span<const float> values);
    Result<void> add(std::string_view name, const Shape& shape, std::span<const std::int32_t> values);
    Result<void> add(std::string_view name, const Shape& shape, std::span<const std::int64_t> values);
    Result<void> finish();

private:
    struct Member {
        std::string name; // with ".npy"
        std::uint32_t crc32 = 0;
        std::uint32_t sizeBytes = 0;
        std::uint32_t offset = 0;
    };
    NpzWriter(AtomicFile file, std::filesystem::path path) : m_file(std::move(file)), m_path(std::move(path)) { }
    Result<void> addBytes(std::string_view name, NpyType type, const Shape& shape, std::span<const std::byte> values);
    Result<void> write(std::span<const std::byte> bytes);

    AtomicFile m_file;
    std::filesystem::path m_path;
    std::uint64_t m_sizeBytes = 0; // written so far
    std::vector<Member> m_members;
};

} // namespace palimpsest
