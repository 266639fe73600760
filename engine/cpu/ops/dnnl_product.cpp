#include "engine/cpu/ops/dnnl_product.h"

#include <dlfcn.h>
#include <oneapi/dnnl/dnnl.hpp>

namespace palimpsest::cpu {
namespace {

dnnl_dim_t dim(std::size_t extent)
{
    return static_cast<dnnl_dim_t>(extent);
}

bool sgemm(char transposed, const DenseProduct& size, const float* in, const float* weight, float* out)
{
    return dnnl_sgemm('N', transposed, dim(size.rows), dim(size.outputs), dim(size.width), 1.0F, in, dim(size.inStride),
               weight, dim(size.weightStride), 0.0F, out, dim(size.outStride))
        == dnnl_success;
}

dnnl::matmul::primitive_desc describeBf16(const DenseProduct& size, const dnnl::engine& engine)
{
    using dnnl::memory;
    const memory::desc in(
        { dim(size.rows), dim(size.width) }, memory::data_type::bf16, memory::dims{ dim(size.inStride), 1 });
    const memory::desc weight(
        { dim(size.width), dim(size.outputs) }, memory::data_type::bf16, memory::dims{ 1, dim(size.weightStride) });
    const memory::desc out(
        { dim(size.rows), dim(size.outputs) }, memory::data_type::f32, memory::dims{ dim(size.outStride), 1 });
#if DNNL_VERSION_MAJOR >= 3
    return dnnl::matmul::primitive_desc(engine, in, weight, out);
#else
    return dnnl::matmul::primitive_desc(dnnl::matmul::desc(in, weight, out), engine);
#endif
}

} // namespace

void keepToThisThread()
{
    // Debian's oneDNN runs on OpenMP, others on their own threads: asked for by name, so that either links.
    using SetThreads = void (*)(int);
    static const auto setThreads = reinterpret_cast<SetThreads>(dlsym(RTLD_DEFAULT, "omp_set_num_threads")); // NOLINT
    if (setThreads != nullptr)
        setThreads(1);
}

bool multiplyTransposed(const DenseProduct& size, const float* in, const float* weight, float* out)
{
    return sgemm('T', size, in, weight, out);
}

bool multiply(const DenseProduct& size, const float* in, const float* weight, float* out)
{
    return sgemm('N', size, in, weight, out);
}

bool multiplyTransposedBf16(const DenseProduct& size, const std::uint16_t* in, const std::byte* weight, float* out)
try {
    // oneDNN keeps the code of the latest shapes; describing one again costs microseconds.
    static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    thread_local dnnl::stream stream(engine);
    const dnnl::matmul::primitive_desc description = describeBf16(size, engine);
    const auto at = [](const void* bytes) { return const_cast<void*>(bytes); }; // its memory objects know no const
    dnnl::matmul(description)
        .execute(stream,
            { { DNNL_ARG_SRC, dnnl::memory(description.src_desc(), engine, at(in)) },
                { DNNL_ARG_WEIGHTS, dnnl::memory(description.weights_desc(), engine, at(weight)) },
                { DNNL_ARG_DST, dnnl::memory(description.dst_desc(), engine, out) } });
    stream.wait();
    return true;
} catch (const dnnl::error&) {
    return false;
}

} // namespace palimpsest::cpu
