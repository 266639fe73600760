#include "pipelines/document/document_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace palimpsest {

namespace {

constexpr std::size_t kHeadBytes = 1024; // a PDF may carry that much before its header (ISO 32000-1, annex H.3)

Error accessError(const std::filesystem::path& path, const std::string& what)
{
    return { ErrorCode::FileAccess, "'" + path.string() + "' " + what };
}

// A bitmap's magic is two letters only, so its second header must have one of the known sizes as well.
bool isBitmap(std::string_view head)
{
    if (!head.starts_with("BM") || head.size() < 18)
        return false;
    std::uint32_t headerSize = 0;
    std::memcpy(&headerSize, head.data() + 14, sizeof headerSize);
    constexpr std::array<std::uint32_t, 7> kKnown = { 12, 40, 52, 56, 64, 108, 124 };
    return std::find(kKnown.begin(), kKnown.end(), headerSize) != kKnown.end();
}

std::optional<DocumentFormat> formatOf(std::string_view head)
{
    using namespace std::string_view_literals;
    if (head.starts_with("\x89PNG\r\n\x1a\n"sv))
        return DocumentFormat::Png;
    if (head.starts_with("\xff\xd8\xff"sv))
        return DocumentFormat::Jpeg;
    if (head.starts_with("II*\0"sv) || head.starts_with("MM\0*"sv) || head.starts_with("II+\0"sv)
        || head.starts_with("MM\0+"sv))
        return DocumentFormat::Tiff;
    if (head.starts_with("RIFF"sv) && head.substr(std::min<std::size_t>(head.size(), 8)).starts_with("WEBP"sv))
        return DocumentFormat::WebP;
    if (isBitmap(head))
        return DocumentFormat::Bmp;
    if (head.find("%PDF-"sv) != std::string_view::npos)
        return DocumentFormat::Pdf;
    return std::nullopt;
}

} // namespace

Result<DocumentFile> DocumentFile::open(const std::filesystem::path& path)
{
    DocumentFile file;
    file.m_name = path.string();
    // Without O_NONBLOCK, opening a named pipe would wait for a writer.
    file.m_descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file.m_descriptor < 0)
        return accessError(path, std::string("cannot be opened: ") + std::strerror(errno));
    struct stat status = {};
    if (::fstat(file.m_descriptor, &status) != 0)
        return accessError(path, std::string("cannot be read: ") + std::strerror(errno));
    if (S_ISDIR(status.st_mode))
        return accessError(path, "is a folder; name the files in it");
    if (!S_ISREG(status.st_mode))
        return accessError(path, "is no ordinary file; save its content to a file first");
    file.m_sizeBytes = static_cast<std::size_t>(status.st_size);
    if (file.m_sizeBytes == 0)
        return file.badInput("is empty; it may not have been copied or scanned to its end");

    std::array<char, kHeadBytes> head = {};
    const ssize_t got = ::pread(file.m_descriptor, head.data(), head.size(), 0);
    if (got < 0)
        return accessError(path, std::string("cannot be read: ") + std::strerror(errno));
    const auto format = formatOf(std::string_view(head.data(), static_cast<std::size_t>(got)));
    if (!format)
        return file.badInput("is no PDF, PNG, JPEG, TIFF, WebP or BMP by its content; convert it to one of these");
    file.m_format = *format;
    return file;
}

DocumentFile::~DocumentFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

DocumentFile::DocumentFile(DocumentFile&& other) noexcept
{
    *this = std::move(other);
}

DocumentFile& DocumentFile::operator=(DocumentFile&& other) noexcept
{
    std::swap(m_name, other.m_name);
    std::swap(m_format, other.m_format);
    std::swap(m_sizeBytes, other.m_sizeBytes);
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

Error DocumentFile::badInput(const std::string& what) const
{
    return { ErrorCode::BadInput, "'" + m_name + "' " + what };
}

} // namespace palimpsest
