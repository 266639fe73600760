#include "engine/tokenizer/piece_trie.h"

#include "engine/base/check.h"

namespace palimpsest {

std::uint32_t PieceTrie::childOf(std::uint32_t node, char byte) const
{
    std::uint32_t child = m_nodes[node].firstChild;
    while (child != kNone && m_nodes[child].byte != byte)
        child = m_nodes[child].nextSibling;
    return child;
}

void PieceTrie::insert(std::string_view piece, std::int32_t id)
{
    PAL_CHECK(!piece.empty());
    std::uint32_t& root = m_roots[static_cast<std::uint8_t>(piece.front())];
    if (root == kNone) {
        root = static_cast<std::uint32_t>(m_nodes.size());
        m_nodes.push_back({ .byte = piece.front() });
    }
    std::uint32_t node = root;
    for (const char byte : piece.substr(1)) {
        std::uint32_t child = childOf(node, byte);
        if (child == kNone) {
            child = static_cast<std::uint32_t>(m_nodes.size());
            m_nodes.push_back({ .nextSibling = m_nodes[node].firstChild, .byte = byte });
            m_nodes[node].firstChild = child;
        }
        node = child;
    }
    m_nodes[node].id = id;
}

PieceTrie::Match PieceTrie::longestPrefix(std::string_view text) const
{
    Match best;
    if (text.empty())
        return best;
    std::uint32_t node = m_roots[static_cast<std::uint8_t>(text.front())];
    for (std::size_t bytes = 1; node != kNone; ++bytes) {
        if (m_nodes[node].id >= 0)
            best = { .bytes = bytes, .id = m_nodes[node].id };
        if (bytes == text.size())
            break;
        node = childOf(node, text[bytes]);
    }
    return best;
}

} // namespace palimpsest
