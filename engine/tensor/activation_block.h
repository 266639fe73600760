#pragma once
// One buffer cut into f32 and i32 tensors: the activations of a stage are planned once, so that nothing is allocated
// inside a step. Owned by the stage; on the inference thread.

#include <initializer_list>
#include <memory>

#include "engine/backend/backend.h"

namespace palimpsest {

struct ActivationRequest {
    Tensor* target; // receives the view
    Shape shape;
    DType dtype = DType::F32;
};

class ActivationBlock {
public:
    // Replaces what was planned before; the targets then look into the new buffer.
    Result<void> plan(Backend& backend, std::initializer_list<ActivationRequest> requests);
    [[nodiscard]] std::size_t sizeBytes() const { return m_buffer ? m_buffer->sizeBytes() : 0; }
    // All of it as bytes: several results come to the host in one transfer. A target's bytes start at its offsetBytes.
    [[nodiscard]] Tensor bytes() const { return { m_buffer.get(), 0, DType::U8, { sizeBytes() } }; }

private:
    std::unique_ptr<Buffer> m_buffer;
};

} // namespace palimpsest
