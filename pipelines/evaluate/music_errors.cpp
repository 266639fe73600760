#include "pipelines/evaluate/music_errors.h"

#include <string>
#include <vector>

#include "engine/base/text.h"

namespace palimpsest {
namespace {

using Symbols = std::vector<std::string>;

constexpr std::string_view kLineBreak = "<b>";
constexpr std::string_view kTab = "<t>";

Symbols splitAt(std::string_view text, char separator)
{
    Symbols parts(1);
    for (const char letter : text) {
        if (letter == separator)
            parts.emplace_back();
        else
            parts.back() += letter;
    }
    return parts;
}

Symbols symbolsOf(std::string_view score)
{
    const std::string spelled = withReplaced(withReplaced(score, "\n", " <b> "), "\t", " <t> ");
    return splitAt(spelled, ' ');
}

bool isStructure(std::string_view symbol)
{
    return symbol == kLineBreak || symbol == kTab;
}

// Symbols, of which those of one kind fall into their characters.
std::vector<std::u32string> charactersOf(std::string_view score, bool structureFalls)
{
    std::vector<std::u32string> parts;
    for (const std::string& symbol : symbolsOf(score)) {
        const std::u32string letters = codePoints(symbol);
        if (isStructure(symbol) != structureFalls) {
            parts.push_back(letters);
            continue;
        }
        for (const char32_t letter : letters)
            parts.emplace_back(1, letter);
    }
    return parts;
}

} // namespace

ErrorCount kernCharacterErrors(std::string_view found, std::string_view truth, KernCharacters counted)
{
    if (counted == KernCharacters::All)
        return characterErrors(found, truth);
    const bool structureFalls = counted == KernCharacters::OfStructure;
    return errorsIn(charactersOf(found, structureFalls), charactersOf(truth, structureFalls));
}

ErrorCount kernSymbolErrors(std::string_view found, std::string_view truth)
{
    return errorsIn(symbolsOf(found), symbolsOf(truth));
}

ErrorCount kernLineErrors(std::string_view found, std::string_view truth)
{
    return errorsIn(splitAt(found, '\n'), splitAt(truth, '\n'));
}

} // namespace palimpsest
