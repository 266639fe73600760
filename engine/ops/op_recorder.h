#pragma once
// The table of contents of our mathematics: one virtual function per operation. A Vulkan recorder notes the dispatch,
// the CPU recorder does the work at once; either way results may be read only after Backend::finish(). Arguments are
// checked by validate(); a recorder given arguments that do not validate is our own mistake (PAL_CHECK). Used by the
// inference thread alone.

#include "engine/ops/add.h"
#include "engine/ops/attention.h"
#include "engine/ops/convolve.h"
#include "engine/ops/copy.h"
#include "engine/ops/draw_token.h"
#include "engine/ops/embed.h"
#include "engine/ops/geglu.h"
#include "engine/ops/gelu.h"
#include "engine/ops/layer_norm.h"
#include "engine/ops/log_sum_exp.h"
#include "engine/ops/matmul.h"
#include "engine/ops/residual_layer_norm.h"
#include "engine/ops/residual_norm.h"
#include "engine/ops/rms_norm.h"
#include "engine/ops/rope.h"
#include "engine/ops/rope_store.h"
#include "engine/ops/select_tokens.h"
#include "engine/ops/softcap.h"
#include "engine/ops/upsample.h"

namespace palimpsest {

class OpRecorder {
public:
    virtual ~OpRecorder() = default;

    virtual void matmul(const MatmulArgs& args) = 0;
    virtual void layerNorm(const LayerNormArgs& args) = 0;
    virtual void rmsNorm(const RmsNormArgs& args) = 0;
    virtual void residualLayerNorm(const ResidualLayerNormArgs& args) = 0;
    virtual void residualNorm(const ResidualNormArgs& args) = 0;
    virtual void gelu(const GeluArgs& args) = 0;
    virtual void geglu(const GegluArgs& args) = 0;
    virtual void add(const AddArgs& args) = 0;
    virtual void embed(const EmbedArgs& args) = 0;
    virtual void rope(const RopeArgs& args) = 0;
    virtual void ropeStore(const RopeStoreArgs& args) = 0;
    virtual void attention(const AttentionArgs& args) = 0;
    virtual void softcap(const SoftcapArgs& args) = 0;
    virtual void logSumExp(const LogSumExpArgs& args) = 0;
    virtual void selectTokens(const SelectTokensArgs& args) = 0;
    virtual void drawToken(const DrawTokenArgs& args) = 0;
    virtual void copy(const CopyArgs& args) = 0;
    virtual void convolve(const ConvolveArgs& args) = 0;
    virtual void upsample(const UpsampleArgs& args) = 0;
};

} // namespace palimpsest
