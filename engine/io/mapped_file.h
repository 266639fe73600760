#pragma once
// A whole file, mapped for reading. Owns the mapping; move-only; the bytes may be read from any thread.
//
// A file that another program shortens while it is mapped raises SIGBUS when the lost part is touched: that cannot be
// turned into an error. Checkpoints are never written in place (the writer renames), so it takes a foreign program.

#include <cstddef>
#include <filesystem>
#include <span>

#include "engine/base/result.h"

namespace palimpsest {

class MappedFile {
public:
    // FileAccess when the file is missing, empty, unreadable or no regular file.
    static Result<MappedFile> open(const std::filesystem::path& path);
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    ~MappedFile();

    [[nodiscard]] std::span<const std::byte> bytes() const { return m_bytes; }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    MappedFile(std::filesystem::path path, std::span<const std::byte> bytes);

    std::filesystem::path m_path;
    std::span<const std::byte> m_bytes;
};

} // namespace palimpsest
