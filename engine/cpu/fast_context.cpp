#include "engine/cpu/fast_context.h"

#include <cmath>
#include <cstdlib>

#include "engine/base/check.h"
#include "engine/cpu/host_memory.h"

namespace palimpsest::cpu {

void FastContext::Release::operator()(std::byte* memory) const
{
    std::free(memory);
}

std::byte* FastContext::scratch(std::size_t sizeBytes)
{
    if (sizeBytes > m_scratchBytes) {
        m_scratch.reset();
        m_scratch.reset(allocateHostMemory(sizeBytes));
        PAL_CHECK(m_scratch != nullptr);
        m_scratchBytes = sizeBytes;
    }
    return m_scratch.get();
}

const float* FastContext::rotaryFrequencies(float base, std::size_t width)
{
    if (m_frequencies.size() != width / 2 || m_frequencyBase != base) {
        m_frequencies.resize(width / 2);
        m_frequencyBase = base;
        for (std::size_t i = 0; i < m_frequencies.size(); ++i)
            m_frequencies[i] = std::pow(base, -2.0F * static_cast<float>(i) / static_cast<float>(width));
    }
    return m_frequencies.data();
}

} // namespace palimpsest::cpu
