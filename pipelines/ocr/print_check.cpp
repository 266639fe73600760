#include "pipelines/ocr/print_check.h"

#include <algorithm>
#include <cctype>
#include <cstddef>

namespace palimpsest {
namespace {

// Measured on the starter (training/measure.py): of 245 lines that it read right none was below 0.93, and of those in
// scripts that it does not know none above 0.82. Where there is no text, single letters reach 0.9 and marks 0.99; a
// large halftone is taken for hundreds of letters.
constexpr double kPrint = 0.75;
constexpr std::size_t kFewLetters = 4; // and digits; by chance a line that is sure has fewer
constexpr std::size_t kMostMarks = 3;  // to a letter or digit; edges and dots come back as dashes and bullets
constexpr double kSureLine = 0.9;
constexpr std::size_t kPrintBeside = 5; // sure lines: there is print beside a picture, and doubtful lines are of it

struct Signs {
    std::size_t letters = 0; // and digits
    std::size_t marks = 0;
};

// Beyond ASCII all are letters but for Latin-1's signs (U+0080 to U+00BF) and general punctuation (U+2000 to U+207F).
Signs signsOf(const std::string& text)
{
    const auto at = [&text](std::size_t place) -> unsigned {
        return place < text.size() ? static_cast<unsigned char>(text[place]) : 0;
    };
    Signs signs;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const unsigned first = at(i);
        if (first == ' ' || (first & 0xC0U) == 0x80U) // the rest of a letter
            continue;
        const bool isMark = first < 0x80 ? std::isalnum(static_cast<int>(first)) == 0
                                         : first == 0xC2 || (first == 0xE2 && (at(i + 1) & 0xFEU) == 0x80U);
        ++(isMark ? signs.marks : signs.letters);
    }
    return signs;
}

bool isSure(const TextLine& line, double sure)
{
    return line.confidence.value_or(1) >= sure && signsOf(line.text).letters >= kFewLetters;
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
    const bool isKnown = std::any_of(
        read.lines.begin(), read.lines.end(), [](const TextLine& line) { return line.confidence.has_value(); });
    Signs signs;
    for (const TextLine& line : read.lines) {
        const Signs ofLine = signsOf(line.text);
        signs = { signs.letters + ofLine.letters, signs.marks + ofLine.marks };
    }
    const bool isFew = signs.letters < kFewLetters;
    if (isKnown && isFew && signs.marks > kMostMarks * signs.letters) {
        read.lines.clear();
        return read;
    }
    if (confidenceOfLetters(read).value_or(1) < (isFew ? kSureLine : kPrint)) {
        const auto sureLines = static_cast<std::size_t>(std::count_if(
            read.lines.begin(), read.lines.end(), [](const TextLine& line) { return isSure(line, kSureLine); }));
        const double sure = sureLines >= kPrintBeside ? kPrint : kSureLine;
        std::erase_if(read.lines, [sure](const TextLine& line) { return !isSure(line, sure); });
    }
    return read;
}

} // namespace palimpsest
