#include "engine/io/atomic_file.h"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace palimpsest {

namespace fs = std::filesystem;

namespace {

Error fileError(const fs::path& file, std::string_view what, int errorNumber, std::uint64_t neededBytes = 0)
{
    std::string message = "'" + file.string() + "' " + std::string(what) + ": " + std::strerror(errorNumber);
    if (errorNumber == ENOSPC || errorNumber == EDQUOT || errorNumber == EFBIG) {
        if (neededBytes > 0)
            message += "; the file needs " + std::to_string(neededBytes) + " bytes";
        message += "; free some space or write elsewhere";
    }
    return { ErrorCode::FileAccess, std::move(message) };
}

// One name per file of this process, so that several writers never meet.
fs::path temporaryBeside(const fs::path& target)
{
    static std::atomic<unsigned> counter = 0;
    return target.parent_path()
        / ("." + target.filename().string() + "." + std::to_string(getpid()) + "-" + std::to_string(counter++)
            + ".partial");
}

bool writeAll(int descriptor, std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0)
            bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

// The rename itself is on disk only once its folder is.
void syncFolder(const fs::path& folder)
{
    const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    ::fsync(descriptor);
    ::close(descriptor);
}

} // namespace

Result<AtomicFile> AtomicFile::create(const fs::path& target)
{
    AtomicFile file;
    std::error_code ignored;
    // A link is followed: what it points to is what gets replaced.
    file.m_target = fs::is_symlink(target, ignored) ? fs::weakly_canonical(target, ignored) : target;
    if (file.m_target.filename().empty())
        return Error{ ErrorCode::FileAccess, "'" + target.string() + "' names no file; give a file name" };

    struct stat existing = {};
    const bool exists = ::stat(file.m_target.c_str(), &existing) == 0;
    if (exists && S_ISDIR(existing.st_mode))
        return Error{ ErrorCode::FileAccess, "'" + target.string() + "' is a folder; give a file name" };
    if (exists && !S_ISREG(existing.st_mode)) {
        file.m_descriptor = ::open(file.m_target.c_str(), O_WRONLY | O_CLOEXEC);
        if (file.m_descriptor < 0)
            return fileError(target, "cannot be written", errno);
        return file;
    }
    if (exists && ::access(file.m_target.c_str(), W_OK) != 0)
        return fileError(target, "cannot be written", errno);

    const fs::path temporary = temporaryBeside(file.m_target);
    file.m_descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file.m_descriptor < 0)
        return fileError(target, "cannot be written", errno);
    file.m_temporary = temporary;
    if (exists)
        ::fchmod(file.m_descriptor, existing.st_mode & 07777U);
    return file;
}

AtomicFile::~AtomicFile()
{
    discard();
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
{
    *this = std::move(other);
}

AtomicFile& AtomicFile::operator=(AtomicFile&& other) noexcept
{
    std::swap(m_target, other.m_target);
    std::swap(m_temporary, other.m_temporary);
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_reservedBytes, other.m_reservedBytes);
    return *this;
}

Result<void> AtomicFile::reserve(std::uint64_t sizeBytes)
{
    m_reservedBytes = sizeBytes;
    if (m_temporary.empty() || sizeBytes == 0)
        return {};
    if (::fallocate(m_descriptor, 0, 0, static_cast<off_t>(sizeBytes)) != 0 && errno != EOPNOTSUPP && errno != ENOSYS)
        return failure("cannot be written", errno);
    return {};
}

Result<void> AtomicFile::write(std::span<const std::byte> bytes)
{
    if (!writeAll(m_descriptor, bytes))
        return failure("cannot be written", errno);
    return {};
}

Result<void> AtomicFile::write(std::string_view text)
{
    return write(std::as_bytes(std::span(text.data(), text.size())));
}

Result<void> AtomicFile::writeAt(std::size_t offset, std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::pwrite(m_descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (written < 0 && errno != EINTR)
            return failure("cannot be written", errno);
        if (written > 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(written));
            offset += static_cast<std::size_t>(written);
        }
    }
    return {};
}

Result<void> AtomicFile::commit()
{
    if (m_temporary.empty()) {
        const int descriptor = std::exchange(m_descriptor, -1);
        if (::close(descriptor) != 0)
            return failure("cannot be written", errno);
        return {};
    }
    if (::fsync(m_descriptor) != 0)
        return failure("cannot be brought to disk", errno);
    if (::close(std::exchange(m_descriptor, -1)) != 0)
        return failure("cannot be written", errno);
    if (::rename(m_temporary.c_str(), m_target.c_str()) != 0)
        return failure("cannot be put in place", errno);
    m_temporary.clear();
    syncFolder(m_target.parent_path());
    return {};
}

Error AtomicFile::failure(std::string_view what, int errorNumber) const
{
    return fileError(m_target, what, errorNumber, m_reservedBytes);
}

void AtomicFile::discard()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
    m_temporary.clear();
}

Result<void> checkWritable(const fs::path& target)
{
    PAL_TRY(AtomicFile::create(target));
    return {};
}

Result<void> writeFile(const fs::path& target, std::string_view content)
{
    PAL_TRY_ASSIGN(AtomicFile file, AtomicFile::create(target));
    PAL_TRY(file.write(content));
    return file.commit();
}

} // namespace palimpsest
