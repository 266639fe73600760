#pragma once
// The confidence of a run of tokens: exp of their mean log-probability, unknown as soon as one of them is.

#include <cmath>
#include <cstddef>
#include <optional>

namespace palimpsest {

class MeanLogProbability {
public:
    void add(std::optional<float> value)
    {
        m_known = m_known && value.has_value();
        m_sum += value.has_value() ? static_cast<double>(*value) : 0.0;
        ++m_count;
    }
    [[nodiscard]] std::optional<double> confidence() const
    {
        return m_known && m_count > 0 ? std::optional(std::exp(m_sum / static_cast<double>(m_count))) : std::nullopt;
    }

private:
    double m_sum = 0;
    std::size_t m_count = 0;
    bool m_known = true;
};

} // namespace palimpsest
