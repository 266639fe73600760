#pragma once
// One entry of a tokenizer's table, and the two spellings all tables share: U+2581 for a space, "<0x41>" for a byte.
// Plain values; the place in the table is the token id.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace palimpsest {

// The numbers are those of sentencepiece_model.proto.
enum class PieceType {
    Normal = 1,      // taken from text by merging
    Unknown = 2,     // stands for what no piece covers; exactly one per table
    Control = 3,     // set by id only, never taken from text
    UserDefined = 4, // cut out of the text whole, before any merging
    Unused = 5,      // decodes, but is never produced by encoding
    Byte = 6,        // "<0x41>": one byte of a symbol that no piece covers
};

struct Piece {
    std::string text; // UTF-8, with U+2581 for every space
    float score = 0;  // Normal: the adjacent pair that makes the highest score is merged first
    PieceType type = PieceType::Normal;

    bool operator==(const Piece&) const = default;
};

inline constexpr int kLocationBins = 1024;
inline constexpr int kSegmentCodes = 128;
inline constexpr std::string_view kSpaceMark = "\xE2\x96\x81"; // U+2581

std::string withSpaceMarks(std::string_view text);
std::string withoutSpaceMarks(std::string_view text);

// "<0x41>": the text of the piece that stands for a byte, two upper-case digits; and back.
std::string bytePieceText(std::uint8_t byte);
std::optional<std::uint8_t> byteOf(std::string_view pieceText);

std::string locationPieceText(int bin); // "<loc0000>" .. "<loc1023>"
std::string segmentPieceText(int code); // "<seg000>" .. "<seg127>"

} // namespace palimpsest
