// Many rows: tiles of rows of one head, scores and mixing by oneDNN, the soft maximum between them in place. Few rows
// (a decode step): one row of one head at a time.

#include <algorithm>

#include "engine/cpu/fast_context.h"
#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/attention_rows.h"
#include "engine/cpu/ops/cpu_ops.h"
#include "engine/cpu/ops/dnnl_product.h"

namespace palimpsest::cpu::fast {
namespace {

constexpr std::size_t kFewRows = 8;
constexpr std::size_t kLargestTileRows = 128;
// Scores of a tile: a part of the second cache level.
constexpr std::size_t kTileScores = std::size_t{ 128 } << 10;

struct Heads {
    explicit Heads(const AttentionArgs& args)
        : rows(args.query.shape[0]),
          heads(args.query.shape[1]),
          width(args.query.shape[2]),
          kvHeads(args.key.shape[1]),
          query(pointerTo<const float>(args.query)),
          key(pointerTo<const float>(args.key)),
          value(pointerTo<const float>(args.value)),
          out(pointerTo<float>(args.out))
    {
    }
    [[nodiscard]] std::size_t queryStride() const { return heads * width; }
    [[nodiscard]] std::size_t keyStride() const { return kvHeads * width; }
    [[nodiscard]] std::size_t queryAt(std::size_t row, std::size_t head) const { return (row * heads + head) * width; }
    [[nodiscard]] std::size_t keyAt(std::size_t head) const { return head / (heads / kvHeads) * width; }

    std::size_t rows;
    std::size_t heads;
    std::size_t width;
    std::size_t kvHeads;
    const float* query;
    const float* key;
    const float* value;
    float* out;
};

void attendRow(const AttentionArgs& args, const Heads& heads, std::size_t row, std::size_t head, float* scores)
{
    attendOneRow(args,
        { .query = heads.query + heads.queryAt(row, head),
            .key = heads.key + heads.keyAt(head),
            .value = heads.value + heads.keyAt(head),
            .stride = heads.keyStride(),
            .width = heads.width,
            .range = visibleKeys(args, args.firstPosition + row),
            .out = heads.out + heads.queryAt(row, head) },
        scores);
}

// Rows [row, row + count) of one head; `scores` holds count x keys numbers.
bool attendTile(
    const AttentionArgs& args, const Heads& heads, std::size_t row, std::size_t count, std::size_t head, float* scores)
{
    // What any row of the tile sees: both ends only grow with the position, but for the prefix, whose rows end
    // together.
    const std::size_t first = visibleKeys(args, args.firstPosition + row).first;
    const std::size_t last = std::max(
        visibleKeys(args, args.firstPosition + row).last, visibleKeys(args, args.firstPosition + row + count - 1).last);
    const std::size_t keys = last - first;
    const std::size_t keyOffset = heads.keyAt(head) + first * heads.keyStride();
    const std::size_t queryOffset = heads.queryAt(row, head);
    const DenseProduct scoring{ count, keys, heads.width, heads.queryStride(), heads.keyStride(), keys };
    if (!multiplyTransposed(scoring, heads.query + queryOffset, heads.key + keyOffset, scores))
        return false;

    float sums[kLargestTileRows];
    for (std::size_t r = 0; r < count; ++r) {
        const KeyRange range = visibleKeys(args, args.firstPosition + row + r);
        float* const own = scores + r * keys;
        std::fill(own, own + (range.first - first), 0.0F);
        sums[r] = exponentiate(args, own + (range.first - first), range.last - range.first);
        std::fill(own + (range.last - first), own + keys, 0.0F);
    }
    const DenseProduct mixing{ count, heads.width, keys, keys, heads.keyStride(), heads.queryStride() };
    if (!multiply(mixing, scores, heads.value + keyOffset, heads.out + queryOffset))
        return false;
    for (std::size_t r = 0; r < count; ++r)
        scaleRow(heads.out + heads.queryAt(row + r, head), heads.width, 1.0F / sums[r]);
    return true;
}

} // namespace

void attention(const AttentionArgs& args, FastContext& context)
{
    const Heads heads(args);
    const std::size_t keys = args.key.shape[0];
    ThreadPool& pool = context.pool();
    if (heads.rows < kFewRows) {
        auto* const scores = reinterpret_cast<float*>(context.scratch(pool.threadCount() * keys * sizeof(float)));
        pool.parallelFor(heads.rows * heads.heads, 1, [&](std::size_t first, std::size_t last, std::size_t thread) {
            for (std::size_t item = first; item < last; ++item)
                attendRow(args, heads, item / heads.heads, item % heads.heads, scores + thread * keys);
        });
        return;
    }

    const std::size_t tileRows = std::clamp(kTileScores / keys, kFewRows, kLargestTileRows);
    const std::size_t tiles = (heads.rows + tileRows - 1) / tileRows;
    const std::size_t tileFloats = tileRows * keys;
    auto* const scores = reinterpret_cast<float*>(context.scratch(pool.threadCount() * tileFloats * sizeof(float)));
    pool.parallelForEach(tiles * heads.heads, [&](std::size_t item, std::size_t thread) {
        keepToThisThread();
        const std::size_t head = item / tiles;
        const std::size_t row = item % tiles * tileRows;
        const std::size_t count = std::min(tileRows, heads.rows - row);
        float* const own = scores + thread * tileFloats;
        if (!attendTile(args, heads, row, count, head, own)) {
            for (std::size_t r = row; r < row + count; ++r)
                attendRow(args, heads, r, head, own);
        }
    });
}

} // namespace palimpsest::cpu::fast
