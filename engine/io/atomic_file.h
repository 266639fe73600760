#pragma once
// A file that appears whole or not at all: written under a temporary name in the same folder, synced, then renamed.
// What is not committed leaves no trace, and a file that stood there before stays as it was. Devices and pipes
// (/dev/null) are written in place. Owned by the writer; one thread.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

#include "engine/base/result.h"

namespace palimpsest {

class AtomicFile {
public:
    // FileAccess when the folder is missing or the target may not be written.
    static Result<AtomicFile> create(const std::filesystem::path& target);
    ~AtomicFile();
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&& other) noexcept;

    // Takes the room on the disk that a file of this size needs, so that a full one is noticed before long work. A file
    // system that cannot reserve finds out while writing. FileAccess says how many bytes are needed, here and later.
    Result<void> reserve(std::uint64_t sizeBytes);
    Result<void> write(std::span<const std::byte> bytes);
    Result<void> write(std::string_view text);
    // Overwrites bytes written before, a header whose contents are known last, say.
    Result<void> writeAt(std::size_t offset, std::span<const std::byte> bytes);
    // Makes the file visible under its name. Nothing may be written afterwards.
    Result<void> commit();

private:
    AtomicFile() = default;
    [[nodiscard]] Error failure(std::string_view what, int errorNumber) const;
    void discard();

    std::filesystem::path m_target;
    std::filesystem::path m_temporary; // empty for a target written in place
    int m_descriptor = -1;
    std::uint64_t m_reservedBytes = 0; // 0: nobody said how large the file will be
};

// Whether `target` could be written now; leaves nothing behind. To be asked before long work whose result goes there.
Result<void> checkWritable(const std::filesystem::path& target);

Result<void> writeFile(const std::filesystem::path& target, std::string_view content);

} // namespace palimpsest
