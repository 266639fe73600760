#include "pipelines/tiling/ink_components.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace palimpsest {
namespace {

struct Run {
    int left = 0;
    int right = 0; // one past the last pixel
    int row = 0;
    std::uint32_t parent = 0;
};

std::uint32_t rootOf(std::vector<Run>& runs, std::uint32_t run)
{
    while (runs[run].parent != run) {
        runs[run].parent = runs[runs[run].parent].parent; // halves the path
        run = runs[run].parent;
    }
    return run;
}

void join(std::vector<Run>& runs, std::uint32_t a, std::uint32_t b)
{
    a = rootOf(runs, a);
    b = rootOf(runs, b);
    runs[std::max(a, b)].parent = std::min(a, b);
}

std::vector<Run> runsOf(const InkMap& map)
{
    std::vector<Run> runs;
    std::size_t above = 0; // first run of the row above that may touch what comes
    std::size_t rowBegin = 0;
    for (std::size_t y = 0; y < map.height; ++y) {
        const std::size_t aboveEnd = runs.size();
        above = rowBegin;
        rowBegin = aboveEnd;
        for (std::size_t x = 0; x < map.width;) {
            if (!map.at(x, y)) {
                ++x;
                continue;
            }
            const std::size_t left = x;
            while (x < map.width && map.at(x, y))
                ++x;
            const auto id = static_cast<std::uint32_t>(runs.size());
            runs.push_back({ static_cast<int>(left), static_cast<int>(x), static_cast<int>(y), id });
            while (above < aboveEnd && runs[above].right < runs[id].left)
                ++above;
            for (std::size_t other = above; other < aboveEnd && runs[other].left <= runs[id].right; ++other)
                join(runs, static_cast<std::uint32_t>(other), id);
        }
    }
    return runs;
}

// Calls see(run, component) for each run, in their order.
template <typename See> std::vector<InkComponent> joined(std::vector<Run> runs, See see)
{
    std::vector<InkComponent> components;
    std::vector<std::uint32_t> indexOf(runs.size());
    for (std::uint32_t i = 0; i < runs.size(); ++i) {
        const std::uint32_t root = rootOf(runs, i);
        const PixelBox box{ runs[i].left, runs[i].row, runs[i].right, runs[i].row + 1 };
        const auto length = static_cast<std::size_t>(box.width());
        if (root == i) {
            indexOf[i] = static_cast<std::uint32_t>(components.size());
            components.push_back({ box, length });
        } else {
            InkComponent& component = components[indexOf[root]];
            component.box = united(component.box, box);
            component.pixelCount += length;
        }
        see(runs[i], indexOf[root]);
    }
    return components;
}

} // namespace

std::vector<InkComponent> findComponents(const InkMap& map)
{
    return joined(runsOf(map), [](const Run&, std::uint32_t) {});
}

LabelledInk labelComponents(const InkMap& map)
{
    std::vector<std::uint32_t> of(map.ink.size());
    std::vector<InkComponent> components = joined(runsOf(map), [&](const Run& run, std::uint32_t component) {
        const auto row = of.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(run.row) * map.width);
        std::fill(row + run.left, row + run.right, component);
    });
    return { std::move(components), std::move(of) };
}

} // namespace palimpsest
