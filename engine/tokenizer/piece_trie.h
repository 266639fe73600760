#pragma once
// Finds the longest of a set of pieces that a text starts with, in time proportional to the length of the match.
// Immutable once filled; any thread.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace palimpsest {

class PieceTrie {
public:
    struct Match {
        std::size_t bytes = 0; // 0: nothing matches
        std::int32_t id = -1;
    };

    PieceTrie() { m_roots.fill(kNone); }
    void insert(std::string_view piece, std::int32_t id);
    [[nodiscard]] Match longestPrefix(std::string_view text) const;
    [[nodiscard]] bool empty() const { return m_nodes.empty(); }

private:
    static constexpr std::uint32_t kNone = 0xFFFFFFFFU;
    struct Node {
        std::uint32_t firstChild = kNone;
        std::uint32_t nextSibling = kNone;
        std::int32_t id = -1; // of the piece that ends here
        char byte = 0;
    };
    [[nodiscard]] std::uint32_t childOf(std::uint32_t node, char byte) const;

    std::array<std::uint32_t, 256> m_roots; // by first byte: most positions of a text are decided by it
    std::vector<Node> m_nodes;
};

} // namespace palimpsest
