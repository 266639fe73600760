#include "pipelines/document/cut_short.h"

#include <array>
#include <cstdint>
#include <span>
#include <unistd.h>
#include <vector>

namespace palimpsest {

namespace {

constexpr std::uint8_t kStartOfScan = 0xda;
constexpr std::uint8_t kEndOfImage = 0xd9;

std::size_t readAt(const DocumentFile& file, std::size_t offset, std::span<std::uint8_t> bytes)
{
    const ssize_t got = ::pread(file.descriptor(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
    return got < 0 ? 0 : static_cast<std::size_t>(got);
}

// Where the first scan begins, past the segments before it: the preview in one of them may hold an end marker of its
// own. 0 where there is none.
std::size_t firstScan(const DocumentFile& file)
{
    std::size_t offset = 2; // behind the start of image
    std::array<std::uint8_t, 4> segment = {};
    while (readAt(file, offset, segment) == segment.size()) {
        if (segment[0] != 0xff || segment[1] == 0xff) {
            ++offset; // fill bytes
            continue;
        }
        if (segment[1] == kStartOfScan)
            return offset;
        offset += 2 + (std::size_t{ segment[2] } << 8U | segment[3]);
    }
    return 0;
}

// Within the coded data a byte ff is followed by 00 or a restart, so ff d9 there is the end and nothing else.
bool hasJpegEnd(const DocumentFile& file)
{
    std::size_t offset = firstScan(file);
    if (offset == 0)
        return false;
    std::vector<std::uint8_t> chunk(1U << 16U);
    std::uint8_t before = 0;
    while (const std::size_t got = readAt(file, offset, chunk)) {
        for (const std::uint8_t byte : std::span(chunk).first(got)) {
            if (before == 0xff && byte == kEndOfImage)
                return true;
            before = byte;
        }
        offset += got;
    }
    return false;
}

std::uint64_t littleEndian(std::span<const std::uint8_t> bytes)
{
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;)
        value = value << 8U | bytes[i];
    return value;
}

bool bitmapIsCutShort(const DocumentFile& file)
{
    std::array<std::uint8_t, 34> header = {};
    if (readAt(file, 0, header) < header.size())
        return true;
    const std::span<const std::uint8_t> bytes(header);
    const bool oldForm = littleEndian(bytes.subspan(14, 4)) == 12; // OS/2: 16-bit sizes, never compressed
    const std::uint64_t compression = oldForm ? 0 : littleEndian(bytes.subspan(30, 4));
    if (compression == 1 || compression == 2) // run lengths: only the header's word for it
        return littleEndian(bytes.subspan(2, 4)) > file.sizeBytes();
    const std::uint64_t width = littleEndian(oldForm ? bytes.subspan(18, 2) : bytes.subspan(18, 4));
    auto height = static_cast<std::int64_t>(littleEndian(oldForm ? bytes.subspan(20, 2) : bytes.subspan(22, 4)));
    if (!oldForm && height > INT32_MAX)
        height = (std::int64_t{ 1 } << 32) - height; // stored negative: rows from the top
    const std::uint64_t depth = littleEndian(oldForm ? bytes.subspan(24, 2) : bytes.subspan(28, 2));
    const std::uint64_t rowBytes = (width * depth + 31) / 32 * 4;
    return littleEndian(bytes.subspan(10, 4)) + rowBytes * static_cast<std::uint64_t>(height) > file.sizeBytes();
}

} // namespace

bool isCutShort(const DocumentFile& file)
{
    if (file.format() == DocumentFormat::Jpeg)
        return !hasJpegEnd(file);
    return file.format() == DocumentFormat::Bmp && bitmapIsCutShort(file);
}

} // namespace palimpsest
