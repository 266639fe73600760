#include "engine/cpu/cpu_recorder.h"

#include "engine/base/check.h"
#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"

namespace palimpsest::cpu {

void CpuRecorder::matmul(const MatmulArgs& args)
{
    PAL_CHECK(validate(args).ok());
    if (m_arithmetic == Arithmetic::Fast)
        return fast::matmul(args, m_fast);
    plain::matmul(args, m_pool);
}

void CpuRecorder::layerNorm(const LayerNormArgs& args)
{
    PAL_CHECK(validate(args).ok());
    if (m_arithmetic == Arithmetic::Fast)
        return fast::layerNorm(args, m_fast);
    plain::layerNorm(args, m_pool);
}

void CpuRecorder::rmsNorm(const RmsNormArgs& args)
{
    PAL_CHECK(validate(args).ok());
    if (m_arithmetic == Arithmetic::Fast)
        return fast::rmsNorm(args, m_fast);
    plain::rmsNorm(args, m_pool);
}

void CpuRecorder::residualLayerNorm(const ResidualLayerNormArgs& args)
{
    PAL_CHECK(validate(args).ok());
    if (m_arithmetic == Arithmetic::Fast)
        return fast::residualLayerNorm(args, m_fast);
    plain::residualLayerNorm(args, m_pool);
}

void CpuRecorder::residualNorm(const ResidualNormArgs& args)
{
    PAL_CHECK(validate(args).ok());
    if (m_arithmetic == Arithmetic::Fast)
        return fast::residualNorm(args, m_fast);
    plain::residualNorm(args, m_pool);
}

void CpuRecorder::gelu(const GeluArgs& args)
{
    PAL_CHECK(validate(args).ok());
    if (m_arithmetic == Arithmetic::Fast)
        return fast::gelu(args, m_fast);
    plain::gelu(args, m_pool);
}

void CpuRecorder::geglu(const GegluArgs& args)
{
    PAL_CHECK(validate(args).ok());
    if (m_arithmetic == Arithmetic::Fast)
        return fast::geglu(args, m_fast);
    plain::geglu(args, m_pool);
}

void CpuRecorder::add(const AddArgs& args)
{
    PAL_CHECK(validate(args).ok());
    if (m_arithmetic == Arithmetic::Fast)
        return fast::add(args, m_fast);
    plain::add(args, m_pool);
}

void CpuRecorder::embed(const EmbedArgs& args)
{
    PAL_CHECK(validate(args).ok());
    plain::embed(args, m_pool);
}

void CpuRecorder::rope(const RopeArgs& args)
{
    PAL_CHECK(validate(args).ok());
    if (m_arithmetic == Arithmetic::Fast)
        return fast::rope(args, m_fast);
    plain::rope(args, m_pool);
}

void CpuRecorder::ropeStore(const RopeStoreArgs& args)
{
    PAL_CHECK(validate(args).ok());
    RopeStoreArgs placed = args;
    if (args.cacheRowTensor.present())
        placed.cacheRow = static_cast<std::size_t>(*pointerTo<const std::int32_t>(args.cacheRowTensor));
    if (m_arithmetic == Arithmetic::Fast)
        return fast::ropeStore(placed, m_fast);
    plain::ropeStore(placed, m_pool);
}

void CpuRecorder::attention(const AttentionArgs& args)
{
    PAL_CHECK(validate(args).ok());
    AttentionArgs placed = args;
    if (args.position.present())
        placed.firstPosition = static_cast<std::size_t>(*pointerTo<const std::int32_t>(args.position));
    if (m_arithmetic == Arithmetic::Fast)
        return fast::attention(placed, m_fast);
    plain::attention(placed, m_pool);
}

void CpuRecorder::softcap(const SoftcapArgs& args)
{
    PAL_CHECK(validate(args).ok());
    if (m_arithmetic == Arithmetic::Fast)
        return fast::softcap(args, m_fast);
    plain::softcap(args, m_pool);
}

void CpuRecorder::logSumExp(const LogSumExpArgs& args)
{
    PAL_CHECK(validate(args).ok());
    if (m_arithmetic == Arithmetic::Fast)
        return fast::logSumExp(args, m_fast);
    plain::logSumExp(args, m_pool);
}

void CpuRecorder::selectTokens(const SelectTokensArgs& args)
{
    PAL_CHECK(validate(args).ok());
    plain::selectTokens(args);
}

void CpuRecorder::drawToken(const DrawTokenArgs& args)
{
    PAL_CHECK(validate(args).ok());
    plain::drawToken(args);
}

void CpuRecorder::copy(const CopyArgs& args)
{
    PAL_CHECK(validate(args).ok());
    plain::copy(args, m_pool);
}

void CpuRecorder::convolve(const ConvolveArgs& args)
{
    PAL_CHECK(validate(args).ok());
    plain::convolve(args, m_pool);
}

void CpuRecorder::upsample(const UpsampleArgs& args)
{
    PAL_CHECK(validate(args).ok());
    plain::upsample(args, m_pool);
}

} // namespace palimpsest::cpu
