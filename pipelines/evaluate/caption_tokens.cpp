#include "pipelines/evaluate/caption_tokens.h"

#include <algorithm>
#include <array>

#include "engine/base/text.h"
#include "pipelines/decode/normalised_text.h"
#include "pipelines/evaluate/text_metrics.h"

namespace palimpsest {
namespace {

constexpr std::string_view kDropped = "'\"`()[]{}.?!,:;-";
constexpr std::array<std::string_view, 7> kEndings{ "n't", "'s", "'re", "'ve", "'ll", "'d", "'m" };

bool isDigit(char letter)
{
    return letter >= '0' && letter <= '9';
}

bool isSign(char letter)
{
    return letter > ' ' && letter < 127 && !isDigit(letter) && !(letter >= 'a' && letter <= 'z');
}

// Whether the sign at `i` is part of the word around it.
bool staysInWord(const std::string& text, std::size_t i)
{
    if (i == 0 || i + 1 >= text.size())
        return false;
    const char before = text[i - 1];
    const char behind = text[i + 1];
    const char sign = text[i];
    if (sign == '.' || sign == ',' || sign == ':')
        return isDigit(before) && isDigit(behind);
    const bool betweenLetters = !isSign(before) && before != ' ' && !isSign(behind) && behind != ' ';
    return (sign == '-' || sign == '\'') && betweenLetters;
}

void addWord(const std::string& word, CaptionTokens& tokens)
{
    for (const std::string_view ending : kEndings) {
        if (word.size() > ending.size() && word.ends_with(ending)) {
            tokens.push_back(word.substr(0, word.size() - ending.size()));
            tokens.emplace_back(ending);
            return;
        }
    }
    tokens.push_back(word);
}

} // namespace

CaptionTokens captionTokens(std::string_view caption)
{
    std::string text = lowerCased(caption);
    for (const std::string_view quote : { "\u2018", "\u2019" })
        text = withReplaced(text, quote, "'");
    for (const std::string_view sign : { "\u201C", "\u201D", "\u2013", "\u2014", "\u2026" })
        text = withReplaced(text, sign, " ");
    text = withSingleSpaces(text);

    std::string parted;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!isSign(text[i]) || staysInWord(text, i))
            parted += text[i];
        else if (kDropped.find(text[i]) != std::string_view::npos)
            parted += ' ';
        else
            parted += std::string{ ' ', text[i], ' ' };
    }
    CaptionTokens tokens;
    for (const std::string& word : wordsOf(parted))
        addWord(word, tokens);
    return tokens;
}

} // namespace palimpsest
