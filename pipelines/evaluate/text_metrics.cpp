#include "pipelines/evaluate/text_metrics.h"

#include <map>

#include "engine/base/text.h"

namespace palimpsest {

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

std::vector<std::string> wordsOf(std::string_view text)
{
    constexpr std::string_view kSpaces = " \t\n\r\f\v";
    std::vector<std::string> words;
    while (true) {
        text.remove_prefix(std::min(text.find_first_not_of(kSpaces), text.size()));
        if (text.empty())
            return words;
        const std::size_t length = std::min(text.find_first_of(kSpaces), text.size());
        words.emplace_back(text.substr(0, length));
        text.remove_prefix(length);
    }
}

std::size_t editDistance(std::string_view found, std::string_view truth)
{
    return sequenceDistance(codePoints(found), codePoints(truth));
}

double ErrorCount::rate() const
{
    if (length == 0)
        return edits == 0 ? 0.0 : 1.0;
    return static_cast<double>(edits) / static_cast<double>(length);
}

ErrorCount& ErrorCount::operator+=(const ErrorCount& other)
{
    edits += other.edits;
    length += other.length;
    return *this;
}

ErrorCount characterErrors(std::string_view found, std::string_view truth)
{
    return errorsIn(codePoints(found), codePoints(truth));
}

ErrorCount wordErrors(std::string_view found, std::string_view truth)
{
    return errorsIn(wordsOf(found), wordsOf(truth));
}

double characterErrorRate(std::string_view found, std::string_view truth)
{
    return characterErrors(found, truth).rate();
}

double CommonWords::f1() const
{
    return total == 0 ? 1.0 : 2.0 * static_cast<double>(common) / static_cast<double>(total);
}

CommonWords commonWords(std::string_view found, std::string_view truth)
{
    const std::vector<std::string> foundWords = wordsOf(found);
    const std::vector<std::string> truthWords = wordsOf(truth);
    std::map<std::string_view, std::size_t> left;
    for (const std::string& word : truthWords)
        ++left[word];
    CommonWords result{ 0, foundWords.size() + truthWords.size() };
    for (const std::string& word : foundWords) {
        const auto entry = left.find(word);
        if (entry == left.end() || entry->second == 0)
            continue;
        --entry->second;
        ++result.common;
    }
    return result;
}

} // namespace palimpsest
