#pragma once
// One forward pass with every probe of the specification written down, so that anybody can hold the engine against
// another implementation. On the inference thread.

#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/model/paligemma.h"

namespace palimpsest {

struct TracedArray {
    std::string name;
    Shape shape; // rows first
    std::vector<float> values;
};

// arrays, in the order of the pass: "pixels" [3, S, S], "patch_embedding", "patch_position", "vision.0"...,
// "post_layernorm", "projector" (of each image; ".1" is appended for the second, and so on), "decoder.input",
// of the first decoder layer alone "decoder.0.query", "decoder.0.query_rotated" and "decoder.0.attention", then
// "decoder.0"..., "final_norm", "logits" (raw, of the last prefix row).
struct Trace {
    std::vector<TracedArray> arrays;
    std::vector<std::int32_t> greedyIds;

    [[nodiscard]] const TracedArray* find(std::string_view name) const;
};

struct TraceRequest {
    std::vector<RgbImage> images;        // of the model's input size
    std::vector<std::int32_t> ids;       // the whole prefix, image tokens included
    std::size_t greedyTokens = 16;       // how many to decode; the end token does not stop it
    std::size_t emitIdsBelow = SIZE_MAX; // greedy choice among ids below this one
    std::stop_token stop;
};

Result<Trace> traceForward(PaliGemma& model, const TraceRequest& request);

} // namespace palimpsest
