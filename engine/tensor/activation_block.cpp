#include "engine/tensor/activation_block.h"

namespace palimpsest {
namespace {

constexpr std::size_t kAlignment = 256; // also what a GPU asks of an address at most

std::size_t paddedBytes(const ActivationRequest& request)
{
    const std::size_t bytes = request.shape.elementCount() * elementBytes(request.dtype);
    return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

} // namespace

Result<void> ActivationBlock::plan(Backend& backend, std::initializer_list<ActivationRequest> requests)
{
    std::size_t total = 0;
    for (const ActivationRequest& request : requests)
        total += paddedBytes(request);
    m_buffer.reset(); // before the new one is asked for: both at once might not fit
    PAL_TRY_ASSIGN(m_buffer, backend.allocate(total));
    std::size_t offset = 0;
    for (const ActivationRequest& request : requests) {
        *request.target = Tensor{ m_buffer.get(), offset, request.dtype, request.shape };
        offset += paddedBytes(request);
    }
    return {};
}

} // namespace palimpsest
