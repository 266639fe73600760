#pragma once
// The least cost of turning one ordered tree into another by inserting, deleting (one each) and renaming nodes.
// K. Zhang and D. Shasha, "Simple fast algorithms for the editing distance between trees and related problems", SIAM
// Journal on Computing 18 (1989); exact, as APTED is.

#include <algorithm>
#include <cstddef>
#include <vector>

namespace palimpsest {

// The nodes of a tree in post-order, and of each the post-order number of its leftmost leaf; the last one is the root.
using TreeShape = std::vector<std::size_t>;

// The nodes that are the root or have a sibling to their left.
[[nodiscard]] inline std::vector<std::size_t> keyRoots(const TreeShape& leftmost)
{
    std::vector<std::size_t> roots;
    std::vector<bool> seen(leftmost.size(), false);
    for (std::size_t node = leftmost.size(); node-- > 0;) {
        if (!seen[leftmost[node]])
            roots.push_back(node);
        seen[leftmost[node]] = true;
    }
    std::reverse(roots.begin(), roots.end());
    return roots;
}

// `renameCost(i, j)`: of making node i of `found` node j of `truth`, 0 where they are equal; asked once for each pair.
// Memory grows with the product of the sizes, time with that and the depths.
template <typename RenameCost>
[[nodiscard]] double treeEditDistance(const TreeShape& found, const TreeShape& truth, RenameCost renameCost)
{
    if (found.empty() || truth.empty())
        return static_cast<double>(std::max(found.size(), truth.size()));
    const std::size_t width = truth.size() + 1;
    std::vector<double> trees(found.size() * truth.size());
    std::vector<double> forests((found.size() + 1) * width);
    const std::vector<std::size_t> truthRoots = keyRoots(truth);
    for (const std::size_t foundRoot : keyRoots(found)) {
        for (const std::size_t truthRoot : truthRoots) {
            const std::size_t firstFound = found[foundRoot];
            const std::size_t firstTruth = truth[truthRoot];
            // forests[i, j]: the nodes before i from firstFound on, against those before j from firstTruth on
            forests[firstFound * width + firstTruth] = 0;
            for (std::size_t i = firstFound; i <= foundRoot; ++i)
                forests[(i + 1) * width + firstTruth] = forests[i * width + firstTruth] + 1;
            for (std::size_t j = firstTruth; j <= truthRoot; ++j)
                forests[firstFound * width + j + 1] = forests[firstFound * width + j] + 1;
            for (std::size_t i = firstFound; i <= foundRoot; ++i) {
                for (std::size_t j = firstTruth; j <= truthRoot; ++j) {
                    double& cost = forests[(i + 1) * width + j + 1];
                    cost = std::min(forests[i * width + j + 1], forests[(i + 1) * width + j]) + 1;
                    double& tree = trees[i * truth.size() + j];
                    if (found[i] == firstFound && truth[j] == firstTruth) {
                        cost = std::min(cost, forests[i * width + j] + renameCost(i, j));
                        tree = cost;
                    } else {
                        cost = std::min(cost, forests[found[i] * width + truth[j]] + tree);
                    }
                }
            }
        }
    }
    return trees.back();
}

} // namespace palimpsest
