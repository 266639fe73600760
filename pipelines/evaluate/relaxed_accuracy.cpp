#include "pipelines/evaluate/relaxed_accuracy.h"

#include <charconv>
#include <cmath>
#include <optional>
#include <string>

#include "pipelines/decode/normalised_text.h"

namespace palimpsest {
namespace {

// As Python's float() reads it after trailing percent signs went; "nan" and "inf" are numbers, too.
std::optional<double> numberIn(std::string_view text)
{
    const std::size_t end = text.find_last_not_of('%') + 1;
    const bool isPercent = end < text.size();
    std::string digits = trimmed(text.substr(0, end));
    if (!digits.empty() && digits.front() == '+')
        digits.erase(0, 1);
    const bool isHexadecimal = digits.find_first_of("xX(") != std::string::npos; // also "nan(...)"
    if (digits.empty() || digits.front() == '+' || isHexadecimal)
        return std::nullopt;
    double value = 0;
    const auto [parsed, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (parsed != digits.data() + digits.size()
        || (failure != std::errc{} && failure != std::errc::result_out_of_range))
        return std::nullopt;
    return isPercent ? value / 100.0 : value;
}

} // namespace

bool relaxedMatch(std::string_view found, std::string_view truth)
{
    const std::string foundLower = lowerCased(found);
    const std::string truthLower = lowerCased(truth);
    const std::optional<double> foundNumber = numberIn(foundLower);
    const std::optional<double> truthNumber = numberIn(truthLower);
    if (foundNumber && truthNumber && *truthNumber != 0)
        return std::abs(*foundNumber - *truthNumber) / std::abs(*truthNumber) <= 0.05;
    return foundLower == truthLower;
}

} // namespace palimpsest
