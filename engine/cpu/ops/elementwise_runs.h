#pragma once
// Element-wise operations over runs of numbers on the best instruction set. Targets may be the sources themselves. Any
// thread.

#include <cstddef>

namespace palimpsest::cpu {

void addRun(const float* a, const float* b, float* out, std::size_t count);
void geluRun(const float* in, float* out, std::size_t count);
void gegluRun(const float* gate, const float* up, float* out, std::size_t count);
void softcapRun(const float* in, float cap, float* out, std::size_t count);

} // namespace palimpsest::cpu
