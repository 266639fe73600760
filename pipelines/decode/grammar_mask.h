#pragma once
// Which tokens may come next in an answer whose letters an automaton follows: those whose text it can take whole, and
// the end of the answer where it may end. An automaton is a small value with
//     bool take(char letter);   // goes on, or says that the letter cannot stand here
//     bool mayEnd() const;
// Where an answer has left the grammar, or nothing could go on, everything is allowed.

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/generate/vision_language_model.h"
#include "engine/tokenizer/vocabulary.h"

namespace palimpsest {

template <typename Automaton> bool takeAll(Automaton& automaton, std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [&automaton](char letter) { return automaton.take(letter); });
}

// The tokens that are plain text of ASCII; the others have no place in such an answer.
std::vector<std::pair<std::int32_t, std::string>> asciiTokens(const Vocabulary& vocabulary);

// Empty without a vocabulary.
template <typename Automaton>
LogitsMask grammarMask(std::shared_ptr<const Vocabulary> vocabulary, const Automaton& start)
{
    if (!vocabulary)
        return {};
    auto tokens = std::make_shared<const std::vector<std::pair<std::int32_t, std::string>>>(asciiTokens(*vocabulary));
    return [vocabulary = std::move(vocabulary), tokens, start](
               const std::vector<std::int32_t>& generated) -> std::optional<std::vector<std::int32_t>> {
        Automaton state = start;
        if (!takeAll(state, vocabulary->decode(generated)))
            return std::nullopt;
        std::vector<std::int32_t> allowed;
        for (const auto& [id, text] : *tokens) {
            Automaton next = state;
            if (takeAll(next, text))
                allowed.push_back(id);
        }
        if (state.mayEnd())
            allowed.push_back(vocabulary->eosId());
        return allowed.empty() ? std::nullopt : std::optional(std::move(allowed));
    };
}

} // namespace palimpsest
