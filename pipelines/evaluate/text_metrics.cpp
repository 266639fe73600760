#include "pipelines/evaluate/text_metrics.h"

#include <map>

namespace palimpsest {

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
