#include "pipelines/ocr/print_check.h"

#include <cstddef>

namespace palimpsest {
namespace {

// Measured on the starter (training/measure.py): of 223 lines that it read right none was below 0.8; where there is no
// text, the letters of a page come with 0.3 on average. A large halftone is taken for hundreds of letters, of which
// single ones reach 0.99.
constexpr double kPrint = 0.75;
constexpr double kSureLine = 0.9;
constexpr std::size_t kLongLine = 4; // bytes

bool isSure(const TextLine& line)
{
    return line.confidence.value_or(1) >= kSureLine && line.text.size() >= kLongLine;
}

} // namespace

std::optional<double> confidenceOfLetters(const OcrResult& read)
{
    double sum = 0;
    double letters = 0;
    for (const TextLine& line : read.lines) {
        const auto length = static_cast<double>(line.text.size());
        sum += length * line.confidence.value_or(1);
        letters += length;
    }
    return letters > 0 ? std::optional(sum / letters) : std::nullopt;
}

OcrResult withoutInvention(OcrResult read)
{
    if (confidenceOfLetters(read).value_or(1) < kPrint)
        std::erase_if(read.lines, [](const TextLine& line) { return !isSure(line); });
    return read;
}

} // namespace palimpsest
