#include "engine/io/npz.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <zlib.h>

#include "engine/base/check.h"
#include "engine/io/zip_archive.h"

namespace palimpsest {
namespace {

constexpr std::string_view kSuffix = ".npy";
constexpr std::uint64_t kMaxArchiveBytes = 2ULL << 30;
constexpr std::uint64_t kMaxZipOffset = 0xfffffffe; // 0xffffffff means ZIP64
constexpr std::uint16_t kZipVersion = 20;
constexpr std::uint16_t kEarliestDate = 0x21; // 1 January 1980: the archive depends on its arrays alone

class RecordWriter {
public:
    RecordWriter& u16(std::size_t value) { return append(static_cast<std::uint16_t>(value)); }
    RecordWriter& u32(std::size_t value) { return append(static_cast<std::uint32_t>(value)); }
    RecordWriter& text(std::string_view value)
    {
        m_bytes += value;
        return *this;
    }
    [[nodiscard]] const std::string& bytes() const { return m_bytes; }

private:
    template <typename T> RecordWriter& append(T value)
    {
        char stored[sizeof value];
        std::memcpy(stored, &value, sizeof value);
        m_bytes.append(stored, sizeof value);
        return *this;
    }
    std::string m_bytes;
};

std::uint32_t checksumOf(std::uint32_t seed, std::span<const std::byte> bytes)
{
    if (bytes.empty()) // its address may be null, which zlib takes as a wish for the initial value
        return seed;
    return static_cast<std::uint32_t>(crc32_z(seed, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

// What the local header and the directory entry have in common, from "version needed" to the name's length.
void appendDescription(RecordWriter& record, std::string_view name, std::size_t crc, std::size_t sizeBytes)
{
    record.u16(kZipVersion).u16(0).u16(0).u16(0).u16(kEarliestDate).u32(crc).u32(sizeBytes).u32(sizeBytes);
    record.u16(name.size()).u16(0);
}

} // namespace

Result<NpzArrays> parseNpz(std::span<const std::byte> archive, std::string_view archiveName)
{
    PAL_TRY_ASSIGN(const std::vector<ZipMember> members, readZipDirectory(archive, archiveName));
    std::uint64_t total = 0;
    for (const ZipMember& member : members)
        total += member.sizeBytes;
    if (total > kMaxArchiveBytes)
        return Error{ ErrorCode::Unsupported, "'" + std::string(archiveName) + "' holds more than 2 GiB" };
    NpzArrays arrays;
    for (const ZipMember& member : members) {
        if (!member.name.ends_with(kSuffix))
            return Error{ ErrorCode::InvalidModel,
                "'" + std::string(archiveName) + "' has a member '" + member.name + "' that is no .npy array" };
        const std::string name = member.name.substr(0, member.name.size() - kSuffix.size());
        PAL_TRY_ASSIGN(const std::vector<std::byte> bytes, unpackZipMember(member, archiveName));
        PAL_TRY_ASSIGN(NpyArray array, parseNpy(bytes, std::string(archiveName) + ":" + name));
        arrays.emplace(name, std::move(array));
    }
    return arrays;
}

Result<NpzArrays> readNpz(const std::filesystem::path& file)
{
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (error)
        return Error{ ErrorCode::FileAccess, "cannot read '" + file.string() + "': " + error.message() };
    if (size > kMaxArchiveBytes)
        return Error{ ErrorCode::Unsupported, "'" + file.string() + "' is larger than 2 GiB" };
    std::ifstream stream(file, std::ios::binary);
    std::vector<std::byte> bytes(size);
    if (!stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size)))
        return Error{ ErrorCode::FileAccess, "cannot read '" + file.string() + "': " + std::strerror(errno) };
    return parseNpz(bytes, file.string());
}

Result<NpzWriter> NpzWriter::create(const std::filesystem::path& file)
{
    PAL_TRY_ASSIGN(AtomicFile output, AtomicFile::create(file));
    return NpzWriter(std::move(output), file);
}

Result<void> NpzWriter::write(std::span<const std::byte> bytes)
{
    m_sizeBytes += bytes.size();
    return m_file.write(bytes);
}

Result<void> NpzWriter::addBytes(
    std::string_view name, NpyType type, const Shape& shape, std::span<const std::byte> values)
{
    PAL_CHECK(shape.elementCount() * elementBytes(type) == values.size());
    Member member{ .name = std::string(name) + std::string(kSuffix) };
    const bool known = std::any_of(
        m_members.begin(), m_members.end(), [&](const Member& other) { return other.name == member.name; });
    if (known || name.find_first_of("/\\") != std::string_view::npos || member.name.size() > 0xffff)
        return Error{ ErrorCode::BadArguments,
            "'" + std::string(name) + "' cannot name another array of '" + m_path.string() + "'" };
    const std::string header = npyHeader(type, shape);
    const std::uint64_t size = header.size() + values.size();
    // Beyond the bytes themselves: a local header now, a directory entry later; 4 KiB leave room for the end.
    if (m_sizeBytes + size + 4096 + (m_members.size() + 1) * 2 * (64 + member.name.size()) > kMaxZipOffset)
        return Error{ ErrorCode::Unsupported,
            "'" + m_path.string() + "' would pass 4 GiB, the limit of an archive; write fewer arrays" };
    member.crc32 = checksumOf(checksumOf(0, std::as_bytes(std::span(header))), values);
    member.sizeBytes = static_cast<std::uint32_t>(size);
    member.offset = static_cast<std::uint32_t>(m_sizeBytes);

    RecordWriter local;
    local.u32(0x04034b50);
    appendDescription(local, member.name, member.crc32, member.sizeBytes);
    local.text(member.name);
    PAL_TRY(write(std::as_bytes(std::span(local.bytes()))));
    PAL_TRY(write(std::as_bytes(std::span(header))));
    PAL_TRY(write(values));
    m_members.push_back(std::move(member));
    return {};
}

Result<void> NpzWriter::add(std::string_view name, const Shape& shape, std::span<const float> values)
{
    return addBytes(name, NpyType::F4, shape, std::as_bytes(values));
}

Result<void> NpzWriter::add(std::string_view name, const Shape& shape, std::span<const std::int32_t> values)
{
    return addBytes(name, NpyType::I4, shape, std::as_bytes(values));
}

Result<void> NpzWriter::add(std::string_view name, const Shape& shape, std::span<const std::int64_t> values)
{
    return addBytes(name, NpyType::I8, shape, std::as_bytes(values));
}

Result<void> NpzWriter::finish()
{
    RecordWriter directory;
    const std::uint64_t start = m_sizeBytes;
    for (const Member& member : m_members) {
        directory.u32(0x02014b50).u16(kZipVersion);
        appendDescription(directory, member.name, member.crc32, member.sizeBytes);
        directory.u16(0).u16(0).u16(0).u32(0).u32(member.offset).text(member.name);
    }
    const std::size_t directoryBytes = directory.bytes().size();
    directory.u32(0x06054b50).u16(0).u16(0).u16(m_members.size()).u16(m_members.size());
    directory.u32(directoryBytes).u32(start).u16(0);
    PAL_TRY(write(std::as_bytes(std::span(directory.bytes()))));
    return m_file.commit();
}

} // namespace palimpsest
