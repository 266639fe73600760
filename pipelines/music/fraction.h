#pragma once
// Exact lengths and times in quarter notes. A sum that would not fit stays where it is: music has no such lengths, and
// hostile text may.

#include <cstdint>
#include <numeric>

namespace palimpsest {

struct Fraction {
    std::int64_t top = 0;
    std::int64_t bottom = 1; // above 0, in lowest terms

    constexpr Fraction() = default;
    constexpr Fraction(std::int64_t numerator, std::int64_t denominator = 1)
    {
        const std::int64_t common = std::gcd(numerator, denominator);
        top = common == 0 ? 0 : numerator / common;
        bottom = common == 0 ? 1 : denominator / common;
    }

    friend bool operator==(const Fraction&, const Fraction&) = default;
    friend constexpr bool operator<(const Fraction& a, const Fraction& b)
    {
        return static_cast<__int128>(a.top) * b.bottom < static_cast<__int128>(b.top) * a.bottom;
    }
    friend constexpr Fraction operator+(const Fraction& a, const Fraction& b)
    {
        constexpr std::int64_t kMost = std::int64_t{ 1 } << 30;
        if (a.bottom > kMost || b.bottom > kMost || a.top > kMost * kMost / b.bottom || b.top > kMost * kMost / a.bottom
            || a.top < -kMost * kMost / b.bottom || b.top < -kMost * kMost / a.bottom)
            return a;
        return { a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom };
    }
    friend constexpr Fraction operator-(const Fraction& a, const Fraction& b) { return a + Fraction(-b.top, b.bottom); }

    [[nodiscard]] constexpr double value() const { return static_cast<double>(top) / static_cast<double>(bottom); }
};

} // namespace palimpsest
