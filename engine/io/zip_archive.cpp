#include "engine/io/zip_archive.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <set>
#include <zlib.h>

namespace palimpsest {
namespace {

constexpr std::uint32_t kLocalSignature = 0x04034b50;
constexpr std::uint32_t kCentralSignature = 0x02014b50;
constexpr std::uint32_t kEndSignature = 0x06054b50;
constexpr std::size_t kLocalBytes = 30;
constexpr std::size_t kCentralBytes = 46;
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kMaxCommentBytes = 0xffff;
constexpr std::uint32_t kInZip64 = 0xffffffff;   // "the number stands in the ZIP64 field"
constexpr std::uint64_t kMaxDeflateRatio = 1032; // of the deflate format itself

Error broken(std::string_view archive, std::string_view what)
{
    return Error{ ErrorCode::InvalidModel,
        "'" + std::string(archive) + "' is no readable NumPy archive: " + std::string(what) };
}

Error refused(std::string_view archive, std::string_view what)
{
    return Error{ ErrorCode::Unsupported, "'" + std::string(archive) + "' " + std::string(what) };
}

template <typename T> T littleEndian(std::span<const std::byte> bytes, std::size_t offset)
{
    T value{};
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

// The end record is the last thing in the file but for its own comment.
std::optional<std::size_t> findEndRecord(std::span<const std::byte> archive)
{
    if (archive.size() < kEndBytes)
        return std::nullopt;
    const std::size_t last = archive.size() - kEndBytes;
    const std::size_t first = last > kMaxCommentBytes ? last - kMaxCommentBytes : 0;
    for (std::size_t at = last + 1; at-- > first;)
        if (littleEndian<std::uint32_t>(archive, at) == kEndSignature
            && littleEndian<std::uint16_t>(archive, at + 20) == archive.size() - at - kEndBytes)
            return at;
    return std::nullopt;
}

Result<std::span<const std::byte>> storedBytes(std::span<const std::byte> archive, std::uint64_t localOffset,
    std::uint64_t packedSize, std::size_t directoryStart, std::string_view archiveName)
{
    if (localOffset > directoryStart || directoryStart - localOffset < kLocalBytes
        || littleEndian<std::uint32_t>(archive, localOffset) != kLocalSignature)
        return broken(archiveName, "a member does not lie where the directory says");
    const std::uint64_t start = localOffset + kLocalBytes + littleEndian<std::uint16_t>(archive, localOffset + 26)
        + littleEndian<std::uint16_t>(archive, localOffset + 28);
    if (start > directoryStart || packedSize > directoryStart - start)
        return broken(archiveName, "a member reaches beyond the end");
    return archive.subspan(start, packedSize);
}

Result<ZipMember> readMember(std::span<const std::byte> archive, std::span<const std::byte> entry,
    std::size_t directoryStart, std::string_view archiveName)
{
    ZipMember member;
    const auto flags = littleEndian<std::uint16_t>(entry, 8);
    const auto method = littleEndian<std::uint16_t>(entry, 10);
    member.crc32 = littleEndian<std::uint32_t>(entry, 16);
    const auto packedSize = littleEndian<std::uint32_t>(entry, 20);
    const auto size = littleEndian<std::uint32_t>(entry, 24);
    const auto nameLength = littleEndian<std::uint16_t>(entry, 28);
    const auto localOffset = littleEndian<std::uint32_t>(entry, 42);
    member.name.assign(reinterpret_cast<const char*>(entry.data() + kCentralBytes), nameLength);
    if ((flags & 0x2041U) != 0) // encrypted, strongly encrypted, masked directory
        return refused(archiveName, "is encrypted; save it without a password");
    if (littleEndian<std::uint16_t>(entry, 34) != 0)
        return refused(archiveName, "is spread over several disks");
    if (packedSize == kInZip64 || size == kInZip64 || localOffset == kInZip64)
        return refused(archiveName, "needs ZIP64, which is for members beyond 4 GiB");
    if (method != 0 && method != 8)
        return refused(archiveName, "is packed by method " + std::to_string(method) + "; stored and deflated are read");
    if (size > kMaxZipMemberBytes)
        return refused(archiveName, "has a member of " + std::to_string(size) + " bytes; 64 MiB are the limit");
    if (member.name.empty() || member.name.find_first_of(std::string_view("/\\\0", 3)) != std::string::npos)
        return broken(archiveName, "a member's name is empty or holds a path separator");
    member.deflated = method == 8;
    member.sizeBytes = size;
    if (!member.deflated && packedSize != size)
        return broken(archiveName, "the sizes of the stored member '" + member.name + "' differ");
    if (member.deflated && size > (std::uint64_t{ packedSize } + 1) * kMaxDeflateRatio)
        return broken(archiveName, "member '" + member.name + "' cannot be as large as it says");
    PAL_TRY_ASSIGN(member.stored, storedBytes(archive, localOffset, packedSize, directoryStart, archiveName));
    return member;
}

// Whether the whole of `packed` is one deflate stream of exactly target.size() bytes.
bool inflateInto(std::span<const std::byte> packed, std::span<std::byte> target)
{
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return false;
    stream.next_in
        = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data())); // zlib's signature; it only reads
    stream.avail_in = static_cast<uInt>(packed.size());
    Bytef beyond = 0; // an empty target still needs an address
    stream.next_out = target.empty() ? &beyond : reinterpret_cast<Bytef*>(target.data());
    stream.avail_out = static_cast<uInt>(target.size());
    const int status = inflate(&stream, Z_FINISH);
    const bool complete = status == Z_STREAM_END && stream.avail_out == 0 && stream.avail_in == 0;
    inflateEnd(&stream);
    return complete;
}

} // namespace

Result<std::vector<ZipMember>> readZipDirectory(std::span<const std::byte> archive, std::string_view archiveName)
{
    const auto end = findEndRecord(archive);
    if (!end)
        return broken(archiveName, "its end record is missing; the file may be cut short");
    const auto thisDisk = littleEndian<std::uint16_t>(archive, *end + 4);
    const auto directoryDisk = littleEndian<std::uint16_t>(archive, *end + 6);
    const auto countHere = littleEndian<std::uint16_t>(archive, *end + 8);
    const auto count = littleEndian<std::uint16_t>(archive, *end + 10);
    const auto directoryBytes = littleEndian<std::uint32_t>(archive, *end + 12);
    const auto directoryStart = littleEndian<std::uint32_t>(archive, *end + 16);
    if (count == 0xffff || directoryBytes == kInZip64 || directoryStart == kInZip64)
        return refused(archiveName, "needs ZIP64, which is for archives beyond 4 GiB");
    if (thisDisk != 0 || directoryDisk != 0 || countHere != count)
        return refused(archiveName, "is spread over several disks");
    if (count > kMaxZipMembers)
        return refused(archiveName, "has " + std::to_string(count) + " members; 256 are the limit");
    if (directoryStart > *end || directoryBytes > *end - directoryStart)
        return broken(archiveName, "its directory lies outside the file");

    std::span<const std::byte> rest = archive.subspan(directoryStart, directoryBytes);
    std::vector<ZipMember> members;
    std::set<std::string> names;
    for (std::size_t i = 0; i < count; ++i) {
        if (rest.size() < kCentralBytes || littleEndian<std::uint32_t>(rest, 0) != kCentralSignature)
            return broken(archiveName, "its directory is damaged");
        const std::size_t entryBytes = kCentralBytes + littleEndian<std::uint16_t>(rest, 28)
            + littleEndian<std::uint16_t>(rest, 30) + littleEndian<std::uint16_t>(rest, 32);
        if (rest.size() < entryBytes)
            return broken(archiveName, "its directory is damaged");
        PAL_TRY_ASSIGN(ZipMember member, readMember(archive, rest.first(entryBytes), directoryStart, archiveName));
        if (!names.insert(member.name).second)
            return broken(archiveName, "member '" + member.name + "' is there twice");
        members.push_back(std::move(member));
        rest = rest.subspan(entryBytes);
    }
    return members;
}

Result<std::vector<std::byte>> unpackZipMember(const ZipMember& member, std::string_view archiveName)
{
    std::vector<std::byte> bytes(member.sizeBytes);
    if (!member.deflated)
        std::copy(member.stored.begin(), member.stored.end(), bytes.begin());
    else if (!inflateInto(member.stored, bytes))
        return broken(archiveName, "member '" + member.name + "' does not unpack to its size");
    if (crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()) != member.crc32)
        return broken(archiveName, "the checksum of member '" + member.name + "' does not fit; the file is damaged");
    return bytes;
}

} // namespace palimpsest
