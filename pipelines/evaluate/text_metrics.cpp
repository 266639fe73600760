#include "pipelines/evaluate/text_metrics.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "engine/base/text.h"

namespace palimpsest {
namespace {

std::u32string codePoints(std::string_view bytes)
{
    std::u32string points;
    for (const char c : withValidUtf8(bytes)) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) == 0x80)
            points.back() = (points.back() << 6) | (byte & 0x3FU);
        else
            points.push_back(byte < 0x80 ? byte
                    : byte < 0xE0        ? byte & 0x1FU
                    : byte < 0xF0        ? byte & 0x0FU
                                         : byte & 0x07U);
    }
    return points;
}

std::size_t distance(const std::u32string& found, const std::u32string& truth)
{
    std::vector<std::size_t> row(truth.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{ 0 });
    for (std::size_t i = 0; i < found.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < truth.size(); ++j) {
            const std::size_t substituted = diagonal + (found[i] == truth[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({ row[j + 1] + 1, row[j] + 1, substituted });
        }
    }
    return row.back();
}

} // namespace

std::size_t editDistance(std::string_view found, std::string_view truth)
{
    return distance(codePoints(found), codePoints(truth));
}

double characterErrorRate(std::string_view found, std::string_view truth)
{
    const std::u32string points = codePoints(truth);
    if (points.empty())
        return found.empty() ? 0.0 : 1.0;
    return static_cast<double>(distance(codePoints(found), points)) / static_cast<double>(points.size());
}

} // namespace palimpsest
