#include "pipelines/molecule/strokes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

#include "engine/base/median.h"
#include "pipelines/molecule/plane.h"
#include "pipelines/molecule/thinned_ink.h"
#include "pipelines/tiling/ink_components.h"

namespace palimpsest {
namespace {

constexpr double kSpur = 1.6;        // depths: what sticks out of a line no further belongs to its thickness
constexpr double kBend = 1.1;        // depths that a line may stray and be straight
constexpr double kLeastBend = 2;     // pixels
constexpr double kRoundCorner = 1.7; // times that
constexpr double kBesideEnds = 0.2;  // of a stroke's length, where other strokes meet it and its depth is theirs
constexpr double kThickest = 9;      // usual depths; wedges are thinner, pictures thicker

struct Edge {
    std::size_t from = 0; // nodes
    std::size_t to = 0;
    std::vector<std::size_t> pixels; // both ends included
    bool dropped = false;
};

// The lines of thinned ink as a graph: nodes are ends and forks.
class LineGraph {
public:
    explicit LineGraph(const ThinnedInk& ink)
        : m_ink(ink),
          m_nodeOf(ink.lines.ink.size(), kNone),
          m_seen(ink.lines.ink.size(), 0)
    {
        for (std::size_t at = 0; at < m_nodeOf.size(); ++at)
            if (isLine(at) && neighbours(at).size() != 2 && m_nodeOf[at] == kNone)
                addNode(at);
        for (std::size_t at = 0; at < m_nodeOf.size(); ++at)
            if (m_nodeOf[at] != kNone)
                followFrom(at);
        for (std::size_t at = 0; at < m_nodeOf.size(); ++at)
            if (isLine(at) && m_seen[at] == 0 && m_nodeOf[at] == kNone) {
                addNode(at); // a ring without forks
                followFrom(at);
            }
    }

    void dropSpurs()
    {
        for (Edge& edge : m_edges) {
            const bool free = degree(edge.from) == 1;
            const std::size_t fork = free ? edge.to : edge.from;
            if (edge.dropped || edge.from == edge.to || free == (degree(edge.to) == 1) || degree(fork) < 3)
                continue;
            if (static_cast<double>(edge.pixels.size()) <= kSpur * depthOfNode(fork) + 1)
                drop(edge);
        }
    }

    // Pixels from end to end of each line, through nodes at which nothing forks off.
    std::vector<std::vector<std::size_t>> chains()
    {
        std::vector<std::vector<std::size_t>> all;
        for (std::size_t i = 0; i < m_edges.size(); ++i) {
            if (m_edges[i].dropped)
                continue;
            m_edges[i].dropped = true;
            std::vector<std::size_t> chain = m_edges[i].pixels;
            goOn(m_edges[i].to, chain);
            std::reverse(chain.begin(), chain.end());
            goOn(m_edges[i].from, chain);
            all.push_back(std::move(chain));
        }
        return all;
    }

private:
    static constexpr std::uint32_t kNone = UINT32_MAX;

    [[nodiscard]] bool isLine(std::size_t at) const { return m_ink.lines.ink[at] != 0; }
    [[nodiscard]] std::size_t degree(std::size_t node) const { return m_edgesOf[node].size(); }

    [[nodiscard]] std::vector<std::size_t> neighbours(std::size_t at) const
    {
        const std::size_t width = m_ink.lines.width;
        const std::size_t x = at % width;
        const std::size_t y = at / width;
        std::vector<std::size_t> near;
        for (std::size_t row = y == 0 ? 0 : y - 1; row <= y + 1 && row < m_ink.lines.height; ++row)
            for (std::size_t column = x == 0 ? 0 : x - 1; column <= x + 1 && column < width; ++column)
                if (const std::size_t other = row * width + column; other != at && isLine(other))
                    near.push_back(other);
        return near;
    }

    // Pixels that fork and touch each other are one node.
    void addNode(std::size_t first)
    {
        const auto id = static_cast<std::uint32_t>(m_edgesOf.size());
        m_edgesOf.emplace_back();
        std::vector<std::size_t> pixels{ first };
        m_nodeOf[first] = id;
        for (std::size_t i = 0; i < pixels.size(); ++i)
            if (neighbours(pixels[i]).size() > 2)
                for (const std::size_t near : neighbours(pixels[i]))
                    if (m_nodeOf[near] == kNone && neighbours(near).size() > 2) {
                        m_nodeOf[near] = id;
                        pixels.push_back(near);
                    }
        m_pixelsOf.push_back(std::move(pixels));
    }

    void followFrom(std::size_t start)
    {
        const std::uint32_t node = m_nodeOf[start];
        const std::vector<std::size_t> near = neighbours(start);
        if (near.empty()) { // a dot
            addEdge({ node, node, { start } });
            return;
        }
        for (const std::size_t next : near) {
            if (m_nodeOf[next] == node || m_seen[next] != 0)
                continue;
            if (m_nodeOf[next] != kNone) { // two nodes side by side
                if (m_nodeOf[next] > node)
                    addEdge({ node, m_nodeOf[next], { start, next } });
                continue;
            }
            Edge edge{ node, node, { start } };
            std::size_t before = start;
            std::size_t at = next;
            while (m_nodeOf[at] == kNone) {
                m_seen[at] = 1;
                edge.pixels.push_back(at);
                const std::vector<std::size_t> around = neighbours(at);
                const auto on = std::find_if(around.begin(), around.end(), [&](std::size_t other) {
                    return other != before && (m_nodeOf[other] != kNone || m_seen[other] == 0)
                        && (m_nodeOf[other] != node || edge.pixels.size() > 2);
                });
                if (on == around.end())
                    break;
                before = at;
                at = *on;
            }
            if (m_nodeOf[at] == kNone)
                addNode(at); // it met a line that was followed before
            else
                edge.pixels.push_back(at);
            edge.to = m_nodeOf[at];
            addEdge(std::move(edge));
        }
    }

    void addEdge(Edge edge)
    {
        m_edgesOf[edge.from].push_back(m_edges.size());
        m_edgesOf[edge.to].push_back(m_edges.size());
        m_edges.push_back(std::move(edge));
    }

    void drop(Edge& edge)
    {
        edge.dropped = true;
        const auto id = static_cast<std::size_t>(&edge - m_edges.data());
        for (const std::size_t node : { edge.from, edge.to })
            m_edgesOf[node].erase(
                std::remove(m_edgesOf[node].begin(), m_edgesOf[node].end(), id), m_edgesOf[node].end());
    }

    [[nodiscard]] double depthOfNode(std::size_t node) const
    {
        double most = 0;
        for (const std::size_t at : m_pixelsOf[node])
            most = std::max<double>(most, m_ink.depth[at]);
        return most;
    }

    void goOn(std::size_t node, std::vector<std::size_t>& chain)
    {
        while (degree(node) == 2) {
            const std::size_t a = m_edgesOf[node][0];
            Edge& next = m_edges[m_edges[a].dropped ? m_edgesOf[node][1] : a];
            if (next.dropped)
                return;
            next.dropped = true;
            const bool forwards = next.from == node;
            if (forwards)
                chain.insert(chain.end(), next.pixels.begin(), next.pixels.end());
            else
                chain.insert(chain.end(), next.pixels.rbegin(), next.pixels.rend());
            node = forwards ? next.to : next.from;
        }
    }

    const ThinnedInk& m_ink;
    std::vector<std::uint32_t> m_nodeOf; // of a pixel
    std::vector<std::uint8_t> m_seen;
    std::vector<std::vector<std::size_t>> m_pixelsOf; // of a node
    std::vector<std::vector<std::size_t>> m_edgesOf;
    std::vector<Edge> m_edges;
};

// Where a chain has to be cut so that each piece strays from a straight line by less than `most`: Douglas and Peucker.
void cutAtBends(
    const std::vector<PointF>& chain, std::size_t first, std::size_t last, double most, std::vector<std::size_t>& cuts)
{
    const PointF along = unit(chain[last] - chain[first]);
    const bool closed = length(along) < 0.5;
    double furthest = 0;
    std::size_t at = first;
    for (std::size_t i = first + 1; i < last; ++i) {
        const PointF way = chain[i] - chain[first];
        const double off = closed ? length(way) : std::fabs(cross(along, way));
        if (off > furthest) {
            furthest = off;
            at = i;
        }
    }
    if (furthest <= most)
        return;
    cutAtBends(chain, first, at, most, cuts);
    cuts.push_back(at);
    cutAtBends(chain, at, last, most, cuts);
}

double furthestOff(const std::vector<PointF>& chain, std::size_t first, std::size_t last)
{
    const PointF along = unit(chain[last] - chain[first]);
    double furthest = 0;
    for (std::size_t i = first; i <= last; ++i)
        furthest = std::max(furthest, std::fabs(cross(along, chain[i] - chain[first])));
    return furthest;
}

// Corners are round after thinning, which cuts what is straight.
void dropNeedlessCuts(const std::vector<PointF>& chain, double most, std::vector<std::size_t>& cuts)
{
    for (std::size_t i = 1; i + 1 < cuts.size();)
        if (distance(chain[cuts[i - 1]], chain[cuts[i + 1]]) > most
            && furthestOff(chain, cuts[i - 1], cuts[i + 1]) <= kRoundCorner * most)
            cuts.erase(cuts.begin() + static_cast<std::ptrdiff_t>(i));
        else
            ++i;
}

// A ring begins anywhere; at one of its corners it is cut at corners alone.
void beginAtCorner(std::vector<std::size_t>& pixels, std::size_t width)
{
    if (pixels.size() < 3 || pixels.front() != pixels.back())
        return;
    const auto placeOf = [width](std::size_t at) {
        return PointF{ static_cast<double>(at % width), static_cast<double>(at / width) };
    };
    const PointF start = placeOf(pixels.front());
    pixels.pop_back();
    const auto furthest = std::max_element(pixels.begin(), pixels.end(),
        [&](std::size_t a, std::size_t b) { return distance(placeOf(a), start) < distance(placeOf(b), start); });
    std::rotate(pixels.begin(), furthest, pixels.end());
    pixels.push_back(pixels.front());
}

// The depth at both ends of pixels [first, last], by least squares through those between.
std::pair<double, double> depthAlong(
    const std::vector<std::size_t>& pixels, const std::vector<float>& depth, std::size_t first, std::size_t last)
{
    const auto skipped = static_cast<std::size_t>(kBesideEnds * static_cast<double>(last - first));
    double n = 0;
    double sumX = 0;
    double sumY = 0;
    double sumXX = 0;
    double sumXY = 0;
    for (std::size_t i = first + skipped; i + skipped <= last; ++i) {
        const auto x = static_cast<double>(i - first);
        const double y = depth[pixels[i]];
        n += 1;
        sumX += x;
        sumY += y;
        sumXX += x * x;
        sumXY += x * y;
    }
    const double spread = n * sumXX - sumX * sumX;
    const double slope = spread > 0 ? (n * sumXY - sumX * sumY) / spread : 0;
    const double start = n > 0 ? (sumY - slope * sumX) / n : 0;
    return { start, start + slope * static_cast<double>(last - first) };
}

} // namespace

LineDrawing findStrokes(const InkMap& ink)
{
    LineDrawing drawing;
    drawing.paper = { 0, 0, static_cast<int>(ink.width), static_cast<int>(ink.height) };
    const LabelledInk labelled = labelComponents(ink);
    for (const InkComponent& component : labelled.components)
        drawing.parts.push_back({ component.box, component.pixelCount, {} });
    ThinnedInk thin = thinned(ink);

    std::vector<float> depths;
    std::vector<float> deepest(drawing.parts.size());
    for (std::size_t at = 0; at < ink.ink.size(); ++at)
        if (thin.lines.ink[at] != 0) {
            depths.push_back(thin.depth[at]);
            deepest[labelled.of[at]] = std::max(deepest[labelled.of[at]], thin.depth[at]);
        }
    if (depths.empty())
        return drawing;
    drawing.depth = std::max(0.5, static_cast<double>(medianOf(std::move(depths))));
    for (std::size_t at = 0; at < ink.ink.size(); ++at)
        if (thin.lines.ink[at] != 0 && deepest[labelled.of[at]] > kThickest * drawing.depth)
            thin.lines.ink[at] = 0;

    LineGraph graph(thin);
    graph.dropSpurs();
    const double most = std::max(kLeastBend, kBend * drawing.depth);
    std::vector<std::vector<std::size_t>> chains = graph.chains();
    for (std::vector<std::size_t>& pixels : chains) {
        beginAtCorner(pixels, ink.width);
        std::vector<PointF> chain;
        for (const std::size_t at : pixels)
            chain.push_back({ static_cast<double>(at % ink.width) + 0.5, static_cast<double>(at / ink.width) + 0.5 });
        std::vector<std::size_t> cuts{ 0 };
        cutAtBends(chain, 0, chain.size() - 1, most, cuts);
        cuts.push_back(chain.size() - 1);
        dropNeedlessCuts(chain, most, cuts);
        for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
            const auto [from, to] = depthAlong(pixels, thin.depth, cuts[i], cuts[i + 1]);
            drawing.parts[labelled.of[pixels.front()]].strokes.push_back(
                { chain[cuts[i]], chain[cuts[i + 1]], from, to });
        }
    }
    return drawing;
}

} // namespace palimpsest
