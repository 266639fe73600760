#include "engine/io/mapped_file.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace palimpsest {
namespace {

Error unreadable(const std::filesystem::path& path, const std::string& reason)
{
    return { ErrorCode::FileAccess, "cannot read '" + path.string() + "': " + reason };
}

std::string systemReason(int code)
{
    return std::generic_category().message(code);
}

class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) { }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    [[nodiscard]] int get() const { return m_fd; }

private:
    int m_fd;
};

} // namespace

Result<MappedFile> MappedFile::open(const std::filesystem::path& path)
{
    // O_NONBLOCK: opening a named pipe must not wait for its writer.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.get() < 0)
        return unreadable(path, systemReason(errno));
    struct stat status { };
    if (::fstat(file.get(), &status) != 0)
        return unreadable(path, systemReason(errno));
    if (S_ISDIR(status.st_mode))
        return unreadable(path, "it is a folder, a file is expected");
    if (!S_ISREG(status.st_mode))
        return unreadable(path, "it is no regular file");
    if (status.st_size == 0)
        return unreadable(path, "the file is empty");
    const auto size = static_cast<std::size_t>(status.st_size);
    void* const address = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
    if (address == MAP_FAILED)
        return unreadable(path, systemReason(errno));
    return MappedFile(path, { static_cast<const std::byte*>(address), size });
}

MappedFile::MappedFile(std::filesystem::path path, std::span<const std::byte> bytes)
    : m_path(std::move(path)),
      m_bytes(bytes)
{
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : m_path(std::move(other.m_path)),
      m_bytes(std::exchange(other.m_bytes, {}))
{
}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

MappedFile::~MappedFile()
{
    if (!m_bytes.empty())
        ::munmap(const_cast<std::byte*>(m_bytes.data()), m_bytes.size()); // NOLINT: munmap wants it so
}

} // namespace palimpsest
