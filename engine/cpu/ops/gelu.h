#pragma once
// The scalar GELU (tanh form) shared by the plain operations that contain it.

#include <cmath>

namespace palimpsest::cpu::plain {

inline float geluOf(float x)
{
    return 0.5F * x * (1.0F + std::tanh(0.7978845608028654F * (x + 0.044715F * x * x * x)));
}

} // namespace palimpsest::cpu::plain
