#include "pipelines/export/zip_file.h"

#include <cstdint>
#include <zlib.h>

namespace palimpsest {
namespace {

constexpr std::uint16_t kVersion = 20;         // deflate and folders
constexpr std::uint16_t kNewYear1980 = 0x0021; // the earliest date there is
constexpr std::uint16_t kDeflated = 8;
constexpr int kNoHeader = -15; // of zlib, around the data

void append(std::string& bytes, std::uint32_t number, int count)
{
    for (int i = 0; i < count; ++i)
        bytes += static_cast<char>(number >> (8 * i) & 0xFFU);
}

// Empty where it would not be shorter.
std::string deflated(const std::string& bytes)
{
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kNoHeader, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    std::string packed(bytes.size(), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data())); // zlib reads it only
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const bool fits = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    packed.resize(fits ? stream.total_out : 0);
    deflateEnd(&stream);
    return packed;
}

} // namespace

std::string zipFile(const std::vector<ZipContent>& members)
{
    std::string archive;
    std::string directory;
    for (const ZipContent& member : members) {
        const std::string packed = deflated(member.bytes);
        const std::string& stored = packed.empty() ? member.bytes : packed;
        const auto offset = static_cast<std::uint32_t>(archive.size());
        std::string common; // of both headers
        append(common, kVersion, 2);
        append(common, 0, 2);
        append(common, packed.empty() ? 0 : kDeflated, 2);
        append(common, 0, 2);
        append(common, kNewYear1980, 2);
        append(common,
            static_cast<std::uint32_t>(
                crc32(0, reinterpret_cast<const Bytef*>(member.bytes.data()), static_cast<uInt>(member.bytes.size()))),
            4);
        append(common, static_cast<std::uint32_t>(stored.size()), 4);
        append(common, static_cast<std::uint32_t>(member.bytes.size()), 4);
        append(common, static_cast<std::uint32_t>(member.name.size()), 2);
        append(common, 0, 2); // no extra field
        archive += std::string("PK\x03\x04") + common + member.name + stored;
        directory += "PK\x01\x02";
        append(directory, kVersion, 2);
        directory += common;
        append(directory, 0, 2); // comment
        append(directory, 0, 2); // disk
        append(directory, 0, 2); // attributes
        append(directory, 0, 4);
        append(directory, offset, 4);
        directory += member.name;
    }
    const auto start = static_cast<std::uint32_t>(archive.size());
    archive += directory + "PK\x05\x06";
    append(archive, 0, 4); // one disk
    append(archive, static_cast<std::uint32_t>(members.size()), 2);
    append(archive, static_cast<std::uint32_t>(members.size()), 2);
    append(archive, static_cast<std::uint32_t>(directory.size()), 4);
    append(archive, start, 4);
    append(archive, 0, 2);
    return archive;
}

} // namespace palimpsest
