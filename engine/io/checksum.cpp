#include "engine/io/checksum.h"

#include <algorithm>
#include <vector>

#include <zlib.h>

namespace palimpsest {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{ 1 } << 20;

} // namespace

std::uint32_t crc32Of(std::span<const std::byte> bytes, ThreadPool& pool, std::uint32_t before)
{
    if (bytes.empty())
        return before;
    const std::size_t pieces = (bytes.size() + kPieceBytes - 1) / kPieceBytes;
    const auto pieceOf = [&](std::size_t index) {
        const std::size_t first = index * kPieceBytes;
        return bytes.subspan(first, std::min(kPieceBytes, bytes.size() - first));
    };
    std::vector<uLong> sums(pieces);
    pool.parallelForEach(pieces, [&](std::size_t index, std::size_t) {
        const auto piece = pieceOf(index);
        sums[index] = crc32_z(0, reinterpret_cast<const Bytef*>(piece.data()), piece.size());
    });
    uLong sum = before;
    for (std::size_t i = 0; i < pieces; ++i)
        sum = crc32_combine(sum, sums[i], static_cast<z_off_t>(pieceOf(i).size()));
    return static_cast<std::uint32_t>(sum);
}

} // namespace palimpsest
