#pragma once
// Every operation twice: `plain` is loops as the formula reads and the reference of everything else; `fast` is SIMD.
// The arguments were validated. Called by the inference thread; the pool splits the work.

#include "engine/base/thread_pool.h"
#include "engine/ops/op_recorder.h"

namespace palimpsest::cpu {

class FastContext;

namespace plain {
void matmul(const MatmulArgs& args, ThreadPool& pool);
void layerNorm(const LayerNormArgs& args, ThreadPool& pool);
void rmsNorm(const RmsNormArgs& args, ThreadPool& pool);
void residualLayerNorm(const ResidualLayerNormArgs& args, ThreadPool& pool);
void residualNorm(const ResidualNormArgs& args, ThreadPool& pool);
void gelu(const GeluArgs& args, ThreadPool& pool);
void geglu(const GegluArgs& args, ThreadPool& pool);
void add(const AddArgs& args, ThreadPool& pool);
void embed(const EmbedArgs& args, ThreadPool& pool);
void rope(const RopeArgs& args, ThreadPool& pool);
void ropeStore(const RopeStoreArgs& args, ThreadPool& pool);
void attention(const AttentionArgs& args, ThreadPool& pool);
void softcap(const SoftcapArgs& args, ThreadPool& pool);
void logSumExp(const LogSumExpArgs& args, ThreadPool& pool);
void selectTokens(const SelectTokensArgs& args);
void drawToken(const DrawTokenArgs& args);
void copy(const CopyArgs& args, ThreadPool& pool);
void convolve(const ConvolveArgs& args, ThreadPool& pool);
void upsample(const UpsampleArgs& args, ThreadPool& pool);
} // namespace plain

// Embedding, selecting, drawing and copying are bound by memory in their plain form already; the planes of a mask are
// few.
namespace fast {
void matmul(const MatmulArgs& args, FastContext& context);
void layerNorm(const LayerNormArgs& args, FastContext& context);
void rmsNorm(const RmsNormArgs& args, FastContext& context);
void residualLayerNorm(const ResidualLayerNormArgs& args, FastContext& context);
void residualNorm(const ResidualNormArgs& args, FastContext& context);
void gelu(const GeluArgs& args, FastContext& context);
void geglu(const GegluArgs& args, FastContext& context);
void add(const AddArgs& args, FastContext& context);
void rope(const RopeArgs& args, FastContext& context);
void ropeStore(const RopeStoreArgs& args, FastContext& context);
void attention(const AttentionArgs& args, FastContext& context);
void softcap(const SoftcapArgs& args, FastContext& context);
void logSumExp(const LogSumExpArgs& args, FastContext& context);
} // namespace fast

} // namespace palimpsest::cpu
