#pragma once
// The confidence of a run of tokens: exp of the mean log-probability of those that the model chose. Forced ones have
// none and do not count; where there are no others, nothing is known.

#include <cmath>
#include <cstddef>
#include <optional>

namespace palimpsest {

class MeanLogProbability {
public:
    void add(std::optional<float> value)
    {
        if (!value)
            return;
        m_sum += static_cast<double>(*value);
        ++m_count;
    }
    [[nodiscard]] std::optional<double> confidence() const
    {
        return m_count > 0 ? std::optional(std::exp(m_sum / static_cast<double>(m_count))) : std::nullopt;
    }

private:
    double m_sum = 0;
    std::size_t m_count = 0;
};

} // namespace palimpsest
