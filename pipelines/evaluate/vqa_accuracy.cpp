#include "pipelines/evaluate/vqa_accuracy.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <utility>

#include "pipelines/decode/normalised_text.h"
#include "pipelines/evaluate/text_metrics.h"

namespace palimpsest {
namespace {

constexpr std::string_view kPunctuation = ";/[]\"{}()=+\\_-><@`,?!";
constexpr std::size_t kMostFullStops = 32; // the published code passes a flag where the number of replacements belongs

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kNumbers{ { { "none", "0" }, { "zero", "0" },
    { "one", "1" }, { "two", "2" }, { "three", "3" }, { "four", "4" }, { "five", "5" }, { "six", "6" },
    { "seven", "7" }, { "eight", "8" }, { "nine", "9" }, { "ten", "10" } } };

// An answer that lacks one apostrophe of these gets it.
constexpr std::array kContractions{ "ain't", "aren't", "can't", "could've", "couldn't", "couldn't've", "didn't",
    "doesn't", "don't", "hadn't", "hadn't've", "hasn't", "haven't", "he'd", "he'd've", "he's", "how'd", "how'll",
    "how's", "isn't", "it'd", "it'd've", "it'll", "ma'am", "mightn't", "mightn't've", "might've", "mustn't", "must've",
    "needn't", "not've", "o'clock", "oughtn't", "'ow's'at", "shan't", "she'd've", "should've", "shouldn't",
    "shouldn't've", "somebody'd've", "somebody'll", "somebody's", "someone'd", "someone'd've", "someone'll",
    "someone's", "something'd", "something'd've", "something'll", "that's", "there'd", "there'd've", "there're",
    "there's", "they'd", "they'd've", "they'll", "they're", "they've", "'twas", "wasn't", "we'd've", "we've", "weren't",
    "what'll", "what're", "what's", "what've", "when's", "where'd", "where's", "where've", "who'd", "who'd've",
    "who'll", "who's", "who've", "why'll", "why're", "why's", "won't", "would've", "wouldn't", "wouldn't've", "y'all",
    "y'all'll", "y'all'd've", "you'd", "you'd've", "you'll", "you're", "you've" };

const std::map<std::string, std::string, std::less<>>& contractions()
{
    static const auto all = [] {
        std::map<std::string, std::string, std::less<>> forms;
        for (const std::string form : kContractions)
            for (std::size_t i = form.find('\''); i != std::string::npos; i = form.find('\'', i + 1))
                forms.emplace(form.substr(0, i) + form.substr(i + 1), form);
        forms.emplace("somebody'd", "somebodyd"); // the wrong way round in the published table
        return forms;
    }();
    return all;
}

bool isDigit(char letter)
{
    return letter >= '0' && letter <= '9';
}

bool hasCommaInNumber(std::string_view text)
{
    for (std::size_t i = 1; i + 1 < text.size(); ++i)
        if (text[i] == ',' && isDigit(text[i - 1]) && isDigit(text[i + 1]))
            return true;
    return false;
}

std::string withoutSigns(const std::string& text)
{
    const bool joinsAll = hasCommaInNumber(text);
    std::string bare = text;
    for (const char sign : kPunctuation) {
        const bool joins = joinsAll || text.find(std::string{ sign, ' ' }) != std::string::npos
            || text.find(std::string{ ' ', sign }) != std::string::npos;
        if (joins)
            std::erase(bare, sign);
        else
            std::replace(bare.begin(), bare.end(), sign, ' ');
    }
    std::string kept;
    std::size_t dropped = 0;
    for (std::size_t i = 0; i < bare.size(); ++i) {
        const bool endsNothing = i + 1 < bare.size() && isDigit(bare[i + 1]);
        if (bare[i] == '.' && !endsNothing && dropped < kMostFullStops)
            ++dropped;
        else
            kept += bare[i];
    }
    return kept;
}

} // namespace

std::string normalisedVqaAnswer(std::string_view answer)
{
    std::string line(answer);
    std::replace_if(
        line.begin(), line.end(), [](char letter) { return letter == '\n' || letter == '\t'; }, ' ');
    std::string joined;
    for (std::string& word : wordsOf(lowerCased(withoutSigns(trimmed(line))))) {
        const auto number
            = std::find_if(kNumbers.begin(), kNumbers.end(), [&](const auto& entry) { return entry.first == word; });
        if (number != kNumbers.end())
            word = number->second;
        if (word == "a" || word == "an" || word == "the")
            continue;
        if (const auto form = contractions().find(word); form != contractions().end())
            word = form->second;
        joined += (joined.empty() ? "" : " ") + word;
    }
    return joined;
}

double vqaAccuracy(std::string_view found, std::span<const std::string> truths, Voters voters)
{
    const auto equal = static_cast<std::size_t>(std::count(truths.begin(), truths.end(), found));
    const auto share = [](std::size_t count) { return std::min(1.0, static_cast<double>(count) / 3.0); };
    if (voters == Voters::All)
        return share(equal);
    if (truths.empty())
        return 0;
    const auto all = static_cast<double>(truths.size());
    const auto agreeing = static_cast<double>(equal);
    const double withoutOne = equal == 0 ? 0 : share(equal - 1);
    return (agreeing * withoutOne + (all - agreeing) * share(equal)) / all;
}

} // namespace palimpsest
