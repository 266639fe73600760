#include "pipelines/decode/grammar_mask.h"

#include <array>

namespace palimpsest {

std::vector<std::pair<std::int32_t, std::string>> asciiTokens(const Vocabulary& vocabulary)
{
    std::vector<std::pair<std::int32_t, std::string>> tokens;
    for (std::int32_t id = 0; id < static_cast<std::int32_t>(vocabulary.size()); ++id) {
        if (vocabulary.locationBin(id) || vocabulary.segmentCode(id) || id == vocabulary.bosId()
            || id == vocabulary.eosId() || id == vocabulary.imageId())
            continue;
        const std::array ids{ id };
        std::string text = vocabulary.decode(ids);
        const bool ascii = std::all_of(
            text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || (c >= ' ' && c < '\x7F'); });
        if (ascii && !text.empty())
            tokens.emplace_back(id, std::move(text));
    }
    return tokens;
}

} // namespace palimpsest
