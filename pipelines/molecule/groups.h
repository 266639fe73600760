#pragma once
// Things that belong together by pairs: joined with one another, directly or through others (union-find). A plain
// value.

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace palimpsest {

class Groups {
public:
    explicit Groups(std::size_t count) : m_parent(count)
    {
        std::iota(m_parent.begin(), m_parent.end(), std::size_t{ 0 });
    }

    void join(std::size_t a, std::size_t b) { m_parent[root(a)] = root(b); }

    // Each of them in ascending order, by their first one.
    [[nodiscard]] std::vector<std::vector<std::size_t>> members()
    {
        std::vector<std::vector<std::size_t>> all;
        std::vector<std::size_t> number(m_parent.size(), m_parent.size());
        for (std::size_t i = 0; i < m_parent.size(); ++i) {
            std::size_t& group = number[root(i)];
            if (group == m_parent.size()) {
                group = all.size();
                all.emplace_back();
            }
            all[group].push_back(i);
        }
        return all;
    }

private:
    std::size_t root(std::size_t i)
    {
        while (m_parent[i] != i)
            i = m_parent[i] = m_parent[m_parent[i]];
        return i;
    }

    std::vector<std::size_t> m_parent;
};

} // namespace palimpsest
