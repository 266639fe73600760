#include "engine/tokenizer/synthetic_pieces.h"

#include <string>

#include "engine/base/check.h"

namespace palimpsest {
namespace {

constexpr std::size_t kUnknownId = 3;
constexpr std::size_t kFirstByteId = 4;
constexpr std::size_t kByteCount = 256;
constexpr std::size_t kSpaceId = kFirstByteId + kByteCount; // spelled as bytes, a space would come back as its mark
constexpr std::size_t kTextPieces = kSpaceId + 1;
constexpr std::size_t kTaskPieces = kLocationBins + kSegmentCodes;

} // namespace

std::vector<Piece> syntheticPieces(const ModelConfig& config)
{
    const auto count = static_cast<std::size_t>(config.imageTokenId);
    PAL_CHECK(count >= kTextPieces);
    std::vector<Piece> pieces(count);
    for (std::size_t id = 0; id < count; ++id)
        pieces[id] = { "<unused" + std::to_string(id) + ">", 0, PieceType::Unused };

    pieces[static_cast<std::size_t>(config.padTokenId)] = { "<pad>", 0, PieceType::Control };
    pieces[static_cast<std::size_t>(config.eosTokenId)] = { "<eos>", 0, PieceType::Control };
    pieces[static_cast<std::size_t>(config.bosTokenId)] = { "<bos>", 0, PieceType::Control };
    pieces[kUnknownId] = { "<unk>", 0, PieceType::Unknown };
    for (std::size_t byte = 0; byte < kByteCount; ++byte)
        pieces[kFirstByteId + byte] = { bytePieceText(static_cast<std::uint8_t>(byte)), 0, PieceType::Byte };
    pieces[kSpaceId] = { std::string(kSpaceMark), 0, PieceType::Normal };

    if (count >= kTextPieces + kTaskPieces) {
        const std::size_t firstLocation = count - kTaskPieces;
        const std::size_t firstSegment = count - kSegmentCodes;
        for (int bin = 0; bin < kLocationBins; ++bin)
            pieces[firstLocation + static_cast<std::size_t>(bin)]
                = { locationPieceText(bin), 0, PieceType::UserDefined };
        for (int code = 0; code < kSegmentCodes; ++code)
            pieces[firstSegment + static_cast<std::size_t>(code)]
                = { segmentPieceText(code), 0, PieceType::UserDefined };
    }
    return pieces;
}

} // namespace palimpsest
