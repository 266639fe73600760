#pragma once
// Byte pair encoding by a list of merges, as tokenizer.json describes it: for checkpoints that come without a
// tokenizer.model. Gives the ids that sentencepiece gives for the same table; the Transformers tokenizer is said to cut
// very long runs of spaces in another way.
// Source: spec "Using tokenizer.json instead".

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/tokenizer/piece.h"
#include "engine/tokenizer/piece_trie.h"
#include "engine/tokenizer/text_encoder.h"

namespace palimpsest {

// What a tokenizer.json holds, in our terms.
struct BpeTable {
    struct Merge {
        std::int32_t left = 0;
        std::int32_t right = 0;
        std::int32_t merged = 0;
    };
    std::vector<Piece> pieces;                // by id; ids that nothing names are Unused with an empty text
    std::vector<Merge> merges;                // first is merged first; none makes a control or byte piece
    std::vector<std::int32_t> rawMatches;     // user-defined pieces found in the text as it is
    std::vector<std::int32_t> escapedMatches; // user-defined pieces found once spaces have become U+2581
    bool byteFallback = false;                // unknown symbols become byte pieces
    bool fuseUnknown = true;                  // neighbouring unknown symbols become one <unk>
};

class BpeEncoder final : public TextEncoder {
public:
    explicit BpeEncoder(BpeTable table);
    [[nodiscard]] const std::vector<Piece>& pieces() const override { return m_table.pieces; }
    [[nodiscard]] std::vector<std::int32_t> encode(std::string_view text) const override;

private:
    struct RankedMerge {
        std::uint32_t rank = 0;
        std::int32_t merged = 0;
    };
    void appendEscaped(std::string_view escaped, std::vector<std::int32_t>& ids) const;
    void appendMerged(std::string_view span, std::vector<std::int32_t>& ids) const;
    [[nodiscard]] std::vector<std::int32_t> symbolIds(std::string_view span) const;
    [[nodiscard]] const RankedMerge* findMerge(std::int32_t left, std::int32_t right) const;

    BpeTable m_table;
    PieceTrie m_rawMatches;
    PieceTrie m_escapedMatches;
    std::unordered_map<std::string_view, std::int32_t> m_symbols; // normal pieces of one symbol; views into m_table
    std::unordered_map<std::uint64_t, RankedMerge> m_merges;      // by (left, right)
    std::vector<std::int32_t> m_byteIds;                          // 256, or none
    std::optional<std::int32_t> m_unknownId;
};

} // namespace palimpsest
