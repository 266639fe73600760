#pragma once
// A ZIP archive that somebody else made, read member by member: of any size, stored or deflated, ZIP64 or not. What
// reads project files and packed checkpoints. An open archive belongs to one thread.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/base/result.h"

struct zip;

namespace palimpsest {

struct ArchivedFile {
    std::string name; // with '/', stays below where it is unpacked
    std::uint64_t sizeBytes = 0;
    std::uint64_t index = 0; // in the archive
};

class ZipReader {
public:
    // How an archive that cannot be read is called: "'NAME' is no WHAT or a broken one".
    struct Label {
        std::string name;
        std::string what = "ZIP archive";
    };

    // BadInput: no archive, a broken or truncated one, more than 200 000 members, two of one name, a name that leads
    // out of the archive, a link, a size that no packed bytes can have. Encrypted: a member wants a password.
    static Result<ZipReader> open(const std::filesystem::path& file);
    // `bytes` outlive it. Damage anywhere in the archive's directories is found, too.
    static Result<ZipReader> open(std::span<const std::byte> bytes, Label label);

    // Files only, in the order of the archive.
    [[nodiscard]] const std::vector<ArchivedFile>& files() const { return m_files; }

    using Sink = std::function<Result<void>(std::span<const std::byte> piece)>;
    // Unpacks one in pieces of at most 1 MiB; the checksum is compared at its end. BadInput: it is damaged, or packed
    // in a way that is not known; otherwise what `sink` said, which ends it.
    Result<void> read(const ArchivedFile& file, const Sink& sink) const;

private:
    struct Discard {
        void operator()(zip* archive) const;
    };

    ZipReader(std::unique_ptr<zip, Discard> archive, Label label)
        : m_archive(std::move(archive)),
          m_label(std::move(label))
    {
    }
    [[nodiscard]] Error broken(const std::string& why) const;
    Result<void> list();
    Result<void> listOne(std::uint64_t index);

    std::unique_ptr<zip, Discard> m_archive;
    Label m_label;
    std::vector<ArchivedFile> m_files;
};

} // namespace palimpsest
