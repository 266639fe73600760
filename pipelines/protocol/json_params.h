#pragma once
// The keys of a JSON object that somebody else wrote, read strictly: an unknown or misspelt key is an error and not
// passed over. The first fault is kept, so that a reader takes its keys one behind the other and asks once. Any thread.

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/base/result.h"
#include "pipelines/runner/task_request.h"

namespace palimpsest {

class JsonParams {
public:
    // `whatAKeyIs` ends the sentence about a key that nobody took: "is no parameter of this method; ... lists them".
    JsonParams(const nlohmann::json& json, std::string whatAKeyIs);

    // Empty where the key is left out or its value makes no sense.
    std::optional<std::string> text(const char* key);
    std::optional<std::size_t> count(const char* key, std::size_t smallest, std::size_t largest);
    std::optional<double> number(const char* key, double smallest, double largest);
    std::optional<bool> flag(const char* key);
    std::optional<std::vector<std::string>> texts(const char* key, std::size_t most);
    // Each an object with "box" and perhaps "task" and "prompt", or a text as on the command line.
    std::optional<std::vector<RegionRequest>> regions(const char* key);

    // Degrees clockwise: 0, 90, 180 or 270.
    std::optional<int> rotation(const char* key);
    // One of the words of an enumeration (enum_words.h).
    template <typename Value> std::optional<Value> word(const char* key)
    {
        const std::optional<std::string> given = text(key);
        const std::optional<Value> value = given ? valueFrom<Value>(*given) : std::nullopt;
        if (given && !value) {
            std::string expected;
            for (const auto& [known, name] : wordsOf(Value{}))
                expected += (expected.empty() ? "\"" : " or \"") + std::string(name) + "\"";
            fault("'" + std::string(key) + "' should be " + expected + ", found \"" + *given + "\"");
        }
        return value;
    }
    std::optional<std::string> language(const char* key); // empty text: the usual one

    // The value as it is; null where there is none.
    const nlohmann::json* take(const char* key);
    std::nullopt_t fault(const std::string& key, const std::string& expected, const nlohmann::json& found);
    std::nullopt_t fault(std::string message);

    // BadArguments with the first fault.
    Result<void> finish();

private:
    const nlohmann::json& m_json;
    std::string m_whatAKeyIs;
    std::set<std::string, std::less<>> m_taken;
    std::string m_fault;
};

// What is wanted of a page: task, prompt, language, dpi, max_tokens, regions, choices, try_anyway, no_grammar, rotate,
// deskew, text_layer, blank. What is left out stays.
void takeTaskRequest(JsonParams& params, TaskRequest& request);

} // namespace palimpsest
