#pragma once
// Text as it comes from a model, token by token: how sure the model was of a stretch of it, and of each character.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palimpsest {

class TextRun {
public:
    void add(std::string_view text, std::optional<float> logProbability);
    [[nodiscard]] const std::string& bytes() const { return m_bytes; }

    // exp(mean log-probability) of the tokens that have a part in those bytes.
    [[nodiscard]] std::optional<double> confidence(std::size_t first, std::size_t last) const;

    // One per character of `kept`, which is what became of the bytes from `first` on: some left out, and U+FFFD where
    // they are no UTF-8. A character is as sure as the least sure of the tokens that have a part in it. Empty where one
    // of them came without a probability.
    [[nodiscard]] std::vector<float> characterConfidences(std::size_t first, std::string_view kept) const;

private:
    struct Token {
        std::size_t end = 0; // in the bytes
        std::optional<float> logProbability;
    };

    std::string m_bytes;
    std::vector<Token> m_tokens;
};

} // namespace palimpsest
