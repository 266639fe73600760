#include "engine/tokenizer/bpe_encoder.h"

#include <algorithm>
#include <queue>
#include <tuple>

#include "engine/base/text.h"

namespace palimpsest {
namespace {

std::uint64_t pairKey(std::int32_t left, std::int32_t right)
{
    return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32) | static_cast<std::uint32_t>(right);
}

// Calls onPiece(id) for every match, longest first at each place, and onSpan(text) for what lies between.
template <typename OnPiece, typename OnSpan>
void split(const PieceTrie& trie, std::string_view text, OnPiece onPiece, OnSpan onSpan)
{
    std::size_t begin = 0;
    for (std::size_t at = 0; !trie.empty() && at < text.size();) {
        const PieceTrie::Match match = trie.longestPrefix(text.substr(at));
        if (match.bytes == 0) {
            ++at;
            continue;
        }
        if (at > begin)
            onSpan(text.substr(begin, at - begin));
        onPiece(match.id);
        at += match.bytes;
        begin = at;
    }
    if (begin < text.size())
        onSpan(text.substr(begin));
}

// A pair of neighbours that may be merged, as it was when it was found.
struct Candidate {
    std::uint32_t rank = 0;
    std::uint32_t at = 0; // index of the left symbol
    std::int32_t left = 0;
    std::int32_t right = 0;
    std::int32_t merged = 0;
};

struct LaterMerge {
    bool operator()(const Candidate& a, const Candidate& b) const
    {
        return std::tie(a.rank, a.at) > std::tie(b.rank, b.at);
    }
};

struct Symbol {
    std::int32_t id = 0; // -1: merged into its left neighbour
    std::uint32_t previous = 0;
    std::uint32_t next = 0;
};
constexpr std::uint32_t kNone = 0xFFFFFFFFU;

} // namespace

BpeEncoder::BpeEncoder(BpeTable table) : m_table(std::move(table))
{
    std::vector<std::int32_t> byteIds(256, -1);
    for (std::size_t i = 0; i < m_table.pieces.size(); ++i) {
        const Piece& piece = m_table.pieces[i];
        const auto id = static_cast<std::int32_t>(i);
        if (piece.type == PieceType::Unknown)
            m_unknownId = id;
        else if (const auto byte = byteOf(piece.text); byte && piece.type == PieceType::Byte)
            byteIds[*byte] = id;
        else if (piece.type != PieceType::Control && !piece.text.empty()
            && utf8SymbolBytes(piece.text) == piece.text.size())
            m_symbols.emplace(piece.text, id);
    }
    // A published file spells byte 0x09 as a tab: such a symbol stands for its byte.
    for (std::size_t byte = 0; byte < 0x80; ++byte) {
        const char symbol = static_cast<char>(byte);
        const auto found = m_symbols.find(std::string_view(&symbol, 1));
        if (byteIds[byte] < 0 && found != m_symbols.end())
            byteIds[byte] = found->second;
    }
    if (m_table.byteFallback && std::find(byteIds.begin(), byteIds.end(), -1) == byteIds.end())
        m_byteIds = std::move(byteIds);
    for (const std::int32_t id : m_table.rawMatches)
        m_rawMatches.insert(m_table.pieces[static_cast<std::size_t>(id)].text, id);
    for (const std::int32_t id : m_table.escapedMatches)
        m_escapedMatches.insert(withSpaceMarks(m_table.pieces[static_cast<std::size_t>(id)].text), id);
    // Pairs that make the same piece share its rank, as in sentencepiece, where only the piece has a score.
    std::unordered_map<std::int32_t, std::uint32_t> ranks;
    m_merges.reserve(m_table.merges.size());
    for (const BpeTable::Merge& merge : m_table.merges) {
        const std::uint32_t rank
            = ranks.try_emplace(merge.merged, static_cast<std::uint32_t>(ranks.size())).first->second;
        m_merges.try_emplace(pairKey(merge.left, merge.right), RankedMerge{ .rank = rank, .merged = merge.merged });
    }
    m_table.merges = {};
}

const BpeEncoder::RankedMerge* BpeEncoder::findMerge(std::int32_t left, std::int32_t right) const
{
    const auto found = m_merges.find(pairKey(left, right));
    return found == m_merges.end() ? nullptr : &found->second;
}

std::vector<std::int32_t> BpeEncoder::encode(std::string_view text) const
{
    std::vector<std::int32_t> ids;
    split(
        m_rawMatches, withValidUtf8(text), [&](std::int32_t id) { ids.push_back(id); },
        [&](std::string_view span) { appendEscaped(withSpaceMarks(span), ids); });
    return ids;
}

void BpeEncoder::appendEscaped(std::string_view escaped, std::vector<std::int32_t>& ids) const
{
    split(
        m_escapedMatches, escaped, [&](std::int32_t id) { ids.push_back(id); },
        [&](std::string_view span) { appendMerged(span, ids); });
}

// One id per symbol of the text; bytes or <unk> for those that no piece covers.
std::vector<std::int32_t> BpeEncoder::symbolIds(std::string_view span) const
{
    std::vector<std::int32_t> ids;
    ids.reserve(span.size());
    bool afterUnknown = false;
    for (std::size_t bytes = 0; !span.empty(); span.remove_prefix(bytes)) {
        bytes = utf8SymbolBytes(span);
        const auto found = m_symbols.find(span.substr(0, bytes));
        const bool unknown = found == m_symbols.end() && m_byteIds.empty();
        if (found != m_symbols.end())
            ids.push_back(found->second);
        else if (!m_byteIds.empty())
            for (const char byte : span.substr(0, bytes))
                ids.push_back(m_byteIds[static_cast<std::uint8_t>(byte)]);
        else if (m_unknownId && !(afterUnknown && m_table.fuseUnknown))
            ids.push_back(*m_unknownId);
        afterUnknown = unknown;
    }
    return ids;
}

// Merges the neighbours of the lowest rank, leftmost first, until no neighbours can be merged. Every merge shortens the
// list by one and adds at most two candidates: n log n.
void BpeEncoder::appendMerged(std::string_view span, std::vector<std::int32_t>& ids) const
{
    const std::vector<std::int32_t> start = symbolIds(span);
    std::vector<Symbol> symbols(start.size());
    std::priority_queue<Candidate, std::vector<Candidate>, LaterMerge> queue;
    const auto consider = [&](std::uint32_t at) {
        if (at == kNone || symbols[at].next == kNone)
            return;
        const std::int32_t left = symbols[at].id;
        const std::int32_t right = symbols[symbols[at].next].id;
        if (const RankedMerge* merge = findMerge(left, right))
            queue.push({ .rank = merge->rank, .at = at, .left = left, .right = right, .merged = merge->merged });
    };
    for (std::size_t i = 0; i < start.size(); ++i) {
        const auto at = static_cast<std::uint32_t>(i);
        symbols[i]
            = { .id = start[i], .previous = i == 0 ? kNone : at - 1, .next = i + 1 == start.size() ? kNone : at + 1 };
    }
    for (std::size_t i = 0; i + 1 < start.size(); ++i)
        consider(static_cast<std::uint32_t>(i));
    while (!queue.empty()) {
        const Candidate best = queue.top();
        queue.pop();
        Symbol& left = symbols[best.at];
        // The neighbours may have been merged with others since.
        if (left.id != best.left || left.next == kNone || symbols[left.next].id != best.right)
            continue;
        Symbol& right = symbols[left.next];
        left.id = best.merged;
        left.next = right.next;
        right.id = -1;
        if (left.next != kNone)
            symbols[left.next].previous = best.at;
        consider(left.previous);
        consider(best.at);
    }
    for (const Symbol& symbol : symbols) {
        if (symbol.id >= 0)
            ids.push_back(symbol.id);
    }
}

} // namespace palimpsest
