#include "engine/io/lora_config.h"

#include <array>
#include <cmath>

#include "engine/io/json_text.h"

namespace palimpsest {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLongestPattern = 512;
constexpr std::size_t kMostPatterns = 10000;
constexpr double kMaxRank = 65536;
constexpr double kMaxAlpha = 1e9;

struct UnsupportedKey {
    const char* key;
    const char* what;
};
constexpr std::array kUnsupported{
    UnsupportedKey{ "use_dora", "DoRA" },
    UnsupportedKey{ "lora_bias", "biases of the low-rank products" },
    UnsupportedKey{ "layer_replication", "repeated layers" },
    UnsupportedKey{ "alora_invocation_tokens", "activation by tokens" },
    UnsupportedKey{ "trainable_token_indices", "single trained tokens" },
    UnsupportedKey{ "use_qalora", "QALoRA" },
};

// Absent, null, false and empty all mean that nobody asked for it.
bool isAskedFor(const Json& root, const char* key)
{
    const auto found = root.find(key);
    if (found == root.end() || found->is_null() || *found == false)
        return false;
    return !found->is_structured() || !found->empty();
}

class ConfigReader {
public:
    ConfigReader(const Json& root, std::string_view source) : m_root(root), m_source(source) { }

    [[nodiscard]] Error invalid(const std::string& problem) const
    {
        return { ErrorCode::InvalidModel, "'" + m_source + "': " + problem };
    }
    [[nodiscard]] Error unsupported(const std::string& what) const
    {
        return { ErrorCode::Unsupported,
            "'" + m_source + "' uses " + what
                + ", which is not supported; merge the adapter into the model with the library that trained it" };
    }

    [[nodiscard]] Result<std::optional<double>> number(const char* key, double most) const
    {
        const auto found = m_root.find(key);
        if (found == m_root.end() || found->is_null())
            return std::optional<double>();
        return checked(key, *found, most);
    }
    [[nodiscard]] Result<bool> flag(const char* key) const
    {
        const auto found = m_root.find(key);
        if (found == m_root.end() || found->is_null())
            return false;
        if (!found->is_boolean())
            return invalid(std::string(key) + " is " + describeJson(*found) + ", expected true or false");
        return found->get<bool>();
    }
    // PEFT matches the end of the path, at a dot, with the key as a regular expression.
    [[nodiscard]] Result<std::vector<ModulePattern>> patterns(const char* key, double most) const
    {
        std::vector<ModulePattern> patterns;
        const auto found = m_root.find(key);
        if (found == m_root.end() || found->is_null())
            return patterns;
        if (!found->is_object() || found->size() > kMostPatterns)
            return invalid(std::string(key) + " is " + describeJson(*found) + ", expected an object of numbers");
        for (const auto& [pattern, value] : found->items()) {
            PAL_TRY_ASSIGN(const std::optional<double> amount, checked(key, value, most));
            if (pattern.size() > kLongestPattern)
                return invalid(std::string(key) + " has a pattern of " + std::to_string(pattern.size()) + " bytes");
            const std::string path = pattern.starts_with('^') ? pattern.substr(1) : "(.*\\.)?(" + pattern + ")";
            try {
                // libstdc++'s own flag: hostile patterns take polynomial time and no deep recursion.
                patterns.push_back(
                    { std::regex(path, std::regex::ECMAScript | std::regex_constants::__polynomial), *amount });
            } catch (const std::regex_error&) {
                return invalid(std::string(key) + " has the pattern '" + pattern + "', which is no regular expression");
            }
        }
        return patterns;
    }

private:
    [[nodiscard]] Result<std::optional<double>> checked(const char* key, const Json& value, double most) const
    {
        const double number = value.is_number() ? value.get<double>() : 0;
        if (!(number > 0 && number <= most))
            return invalid(std::string(key) + " is " + describeJson(value) + ", expected a number above 0");
        return std::optional<double>(number);
    }

    const Json& m_root;
    std::string m_source;
};

const ModulePattern* firstMatch(const std::vector<ModulePattern>& patterns, const std::string& path)
{
    for (const ModulePattern& pattern : patterns)
        if (std::regex_match(path, pattern.path))
            return &pattern;
    return nullptr;
}

} // namespace

std::optional<double> LoraConfig::rankOf(const std::string& modulePath) const
{
    const ModulePattern* const match = firstMatch(rankPatterns, modulePath);
    return match != nullptr ? std::optional<double>(match->value) : rank;
}

double LoraConfig::scalingOf(const std::string& modulePath, std::size_t moduleRank) const
{
    const ModulePattern* const match = firstMatch(alphaPatterns, modulePath);
    const auto divisor = static_cast<double>(moduleRank);
    return (match != nullptr ? match->value : alpha) / (rankStabilised ? std::sqrt(divisor) : divisor);
}

Result<LoraConfig> parseLoraConfig(std::string_view json, std::string_view source)
{
    PAL_TRY_ASSIGN(const Json root, parseJson(json, source));
    const ConfigReader reader(root, source);
    if (!root.is_object())
        return reader.invalid("is no object");
    const Json type = root.value("peft_type", Json());
    if (type != "LORA")
        return reader.invalid("peft_type is " + describeJson(type) + ", only \"LORA\" adapters are supported");
    for (const UnsupportedKey& entry : kUnsupported)
        if (isAskedFor(root, entry.key))
            return reader.unsupported(entry.what);

    LoraConfig config;
    PAL_TRY_ASSIGN(config.rank, reader.number("r", kMaxRank));
    PAL_TRY_ASSIGN(const std::optional<double> alpha, reader.number("lora_alpha", kMaxAlpha));
    config.alpha = alpha.value_or(config.alpha);
    PAL_TRY_ASSIGN(config.rankStabilised, reader.flag("use_rslora"));
    PAL_TRY_ASSIGN(config.transposed, reader.flag("fan_in_fan_out"));
    PAL_TRY_ASSIGN(config.rankPatterns, reader.patterns("rank_pattern", kMaxRank));
    PAL_TRY_ASSIGN(config.alphaPatterns, reader.patterns("alpha_pattern", kMaxAlpha));
    return config;
}

} // namespace palimpsest
