#include "engine/io/safetensors_writer.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <set>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "engine/io/safetensors_header.h"

namespace palimpsest {
namespace {

constexpr std::uint64_t kAlignment = 64; // a cache line, and what every vector load is content with
constexpr std::string_view kPaddingPrefix = "__padding.";
constexpr std::array<std::byte, kAlignment> kZeros{};

std::uint64_t paddingAfter(std::uint64_t size)
{
    return (kAlignment - size % kAlignment) % kAlignment;
}

Error wrongCall(const std::filesystem::path& path, const std::string& problem)
{
    return { ErrorCode::BadArguments, "cannot write '" + path.string() + "': " + problem };
}

// A name beside `path` that no other writer of this or another process uses.
std::filesystem::path temporaryBeside(const std::filesystem::path& path)
{
    static std::atomic<unsigned> counter = 0;
    return path.parent_path()
        / ("." + path.filename().string() + "." + std::to_string(::getpid()) + "-" + std::to_string(counter++)
            + ".partial");
}

// Makes the rename itself survive a power cut. A file system that cannot do it has done all it can.
void syncFolder(const std::filesystem::path& folder)
{
    const int fd = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    ::fsync(fd);
    ::close(fd);
}

std::string lengthPrefix(std::uint64_t length)
{
    std::string bytes(8, '\0');
    for (std::size_t i = 0; i < 8; ++i)
        bytes[i] = static_cast<char>((length >> (8 * i)) & 0xff);
    return bytes;
}

} // namespace

Result<SafetensorsWriter> SafetensorsWriter::create(const std::filesystem::path& path,
    std::vector<TensorDeclaration> tensors, const std::map<std::string, std::string>& metadata, TensorLayout layout)
{
    SafetensorsWriter writer;
    writer.m_path = path;
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    if (!metadata.empty())
        header["__metadata__"] = metadata;
    std::set<std::string_view> names;
    std::uint64_t offset = 0;
    const auto place = [&header, &offset](const TensorDeclaration& tensor, std::uint64_t size) {
        header[tensor.name]
            = { { "dtype", tensor.dtype }, { "shape", tensor.shape }, { "data_offsets", { offset, offset + size } } };
        offset += size;
    };
    for (const TensorDeclaration& tensor : tensors) {
        if (tensor.name.empty() || tensor.name == "__metadata__" || tensor.name.starts_with(kPaddingPrefix))
            return wrongCall(path, "'" + tensor.name + "' cannot be the name of a tensor");
        if (!names.insert(tensor.name).second)
            return wrongCall(path, "tensor '" + tensor.name + "' is declared twice");
        const std::optional<std::uint64_t> size = safetensorsSizeBytes(tensor.dtype, tensor.shape);
        if (!size || *size > (std::uint64_t{ 1 } << 62) - offset)
            return wrongCall(
                path, "tensor '" + tensor.name + "' has no size in bytes with dtype '" + tensor.dtype + "'");
        place(tensor, *size);
        const std::uint64_t padding = layout == TensorLayout::CacheLines ? paddingAfter(*size) : 0;
        if (padding > 0) {
            place({ .name = std::string(kPaddingPrefix) + std::to_string(writer.m_extents.size()),
                      .dtype = "U8",
                      .shape = { padding } },
                padding);
        }
        writer.m_extents.push_back({ .bytes = *size, .padding = padding });
    }
    std::string text;
    try {
        text = header.dump();
    } catch (const nlohmann::json::exception&) { // names and metadata that are no UTF-8
        return wrongCall(path, "a name or a metadata value is no UTF-8 text");
    }
    text.append(static_cast<std::size_t>(paddingAfter(8 + text.size())), ' ');
    if (text.size() > kMaxSafetensorsHeaderBytes)
        return wrongCall(path, "the header would have " + std::to_string(text.size()) + " bytes");
    writer.m_fileBytes = 8 + text.size() + offset;
    PAL_TRY(writer.open(lengthPrefix(text.size()) + text));
    return writer;
}

Result<void> SafetensorsWriter::open(const std::string& header)
{
    m_temporary = temporaryBeside(m_path);
    m_fd = ::open(m_temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (m_fd < 0) {
        const Error error = failure(errno);
        m_temporary.clear(); // whatever has that name is not ours to remove
        return error;
    }
    // File systems that cannot reserve find out while writing.
    if (::fallocate(m_fd, 0, 0, static_cast<off_t>(m_fileBytes)) != 0 && errno != EOPNOTSUPP && errno != ENOSYS)
        return failure(errno);
    PAL_TRY(write(std::as_bytes(std::span(header))));
    return skipCompleted();
}

Result<void> SafetensorsWriter::append(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        if (m_current == m_extents.size())
            return wrongCall(m_path, "more bytes came than were declared");
        const std::uint64_t missing = m_extents[m_current].bytes - m_written;
        const std::span piece = bytes.first(std::min<std::size_t>(bytes.size(), static_cast<std::size_t>(missing)));
        PAL_TRY(write(piece));
        m_written += piece.size();
        bytes = bytes.subspan(piece.size());
        PAL_TRY(skipCompleted());
    }
    return {};
}

// Moves on to the next tensor that still wants bytes, writing the padding on the way.
Result<void> SafetensorsWriter::skipCompleted()
{
    while (m_current < m_extents.size() && m_written == m_extents[m_current].bytes) {
        PAL_TRY(write(std::span(kZeros).first(static_cast<std::size_t>(m_extents[m_current].padding))));
        ++m_current;
        m_written = 0;
    }
    return {};
}

Result<void> SafetensorsWriter::finish()
{
    if (m_current != m_extents.size())
        return wrongCall(m_path,
            "only " + std::to_string(m_current) + " of " + std::to_string(m_extents.size())
                + " declared tensors are complete");
    if (::fsync(m_fd) != 0)
        return failure(errno);
    if (::close(std::exchange(m_fd, -1)) != 0)
        return failure(errno);
    if (::rename(m_temporary.c_str(), m_path.c_str()) != 0)
        return failure(errno);
    m_temporary.clear();
    syncFolder(m_path.parent_path());
    return {};
}

Result<void> SafetensorsWriter::write(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = ::write(m_fd, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return failure(count == 0 ? ENOSPC : errno);
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return {};
}

Error SafetensorsWriter::failure(int systemCode) const
{
    std::string message = "cannot write '" + m_path.string() + "': " + std::generic_category().message(systemCode);
    if (systemCode == ENOSPC || systemCode == EDQUOT || systemCode == EFBIG)
        message += "; the file needs " + std::to_string(m_fileBytes) + " bytes, make room or choose another folder";
    return { ErrorCode::FileAccess, std::move(message) };
}

void SafetensorsWriter::abandon()
{
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
    m_temporary.clear();
}

SafetensorsWriter::SafetensorsWriter(SafetensorsWriter&& other) noexcept
{
    *this = std::move(other);
}

SafetensorsWriter& SafetensorsWriter::operator=(SafetensorsWriter&& other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_temporary, other.m_temporary);
    std::swap(m_fd, other.m_fd);
    std::swap(m_fileBytes, other.m_fileBytes);
    std::swap(m_extents, other.m_extents);
    std::swap(m_current, other.m_current);
    std::swap(m_written, other.m_written);
    return *this;
}

SafetensorsWriter::~SafetensorsWriter()
{
    abandon();
}

} // namespace palimpsest
