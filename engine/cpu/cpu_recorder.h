#pragma once
// Does each operation at once: the plain form, or the fast one where there is one. Owned by CpuBackend.

#include "engine/base/thread_pool.h"
#include "engine/cpu/fast_context.h"
#include "engine/ops/op_recorder.h"

namespace palimpsest::cpu {

enum class Arithmetic {
    Plain, // reference loops
    Fast,  // SIMD; activations of large products may be rounded to bf16 or to 8 bits, as the weight format asks
};

class CpuRecorder final : public OpRecorder {
public:
    CpuRecorder(ThreadPool& pool, Arithmetic arithmetic) : m_pool(pool), m_fast(pool), m_arithmetic(arithmetic) { }

    void matmul(const MatmulArgs& args) override;
    void layerNorm(const LayerNormArgs& args) override;
    void rmsNorm(const RmsNormArgs& args) override;
    void residualLayerNorm(const ResidualLayerNormArgs& args) override;
    void residualNorm(const ResidualNormArgs& args) override;
    void gelu(const GeluArgs& args) override;
    void geglu(const GegluArgs& args) override;
    void add(const AddArgs& args) override;
    void embed(const EmbedArgs& args) override;
    void rope(const RopeArgs& args) override;
    void ropeStore(const RopeStoreArgs& args) override;
    void attention(const AttentionArgs& args) override;
    void softcap(const SoftcapArgs& args) override;
    void logSumExp(const LogSumExpArgs& args) override;
    void selectTokens(const SelectTokensArgs& args) override;
    void drawToken(const DrawTokenArgs& args) override;
    void copy(const CopyArgs& args) override;
    void convolve(const ConvolveArgs& args) override;
    void upsample(const UpsampleArgs& args) override;

private:
    ThreadPool& m_pool;
    FastContext m_fast;
    Arithmetic m_arithmetic;
};

} // namespace palimpsest::cpu
