#include "engine/io/json_text.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

namespace palimpsest {
namespace {

constexpr std::size_t kDeepestNesting = 64;
constexpr std::size_t kShortBytes = 80;

// Brackets outside strings; malformed text may count wrongly, which the parser then finds.
std::size_t nestingDepth(std::string_view text)
{
    std::size_t depth = 0;
    std::size_t deepest = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char symbol = text[i];
        if (inString && symbol == '\\')
            ++i;
        else if (symbol == '"')
            inString = !inString;
        else if (!inString && (symbol == '[' || symbol == '{'))
            deepest = std::max(deepest, ++depth);
        else if (!inString && (symbol == ']' || symbol == '}') && depth > 0)
            --depth;
    }
    return deepest;
}

} // namespace

Result<nlohmann::json> parseJson(std::string_view text, std::string_view source, ErrorCode code)
{
    if (nestingDepth(text) > kDeepestNesting)
        return Error{ code,
            std::string(source) + ": its JSON is nested deeper than " + std::to_string(kDeepestNesting) };
    if (text.find('\0') != std::string_view::npos) // the parser would take it for the end
        return Error{ code, std::string(source) + ": no valid JSON, it has a zero byte" };
    try {
        return nlohmann::json::parse(text);
    } catch (const nlohmann::json::parse_error& error) {
        return Error{ code, std::string(source) + ": no valid JSON at byte " + std::to_string(error.byte) };
    } catch (const std::exception& error) {
        return Error{ code, std::string(source) + ": the JSON cannot be read: " + error.what() };
    }
}

std::string describeJson(const nlohmann::json& value)
{
    const std::string text = value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    if (text.size() <= kShortBytes)
        return text;
    return value.is_string() ? "a longer string"
                             : "an " + std::string(value.type_name()) + " of " + std::to_string(value.size());
}

Result<std::string> readTextFile(const std::filesystem::path& file, std::size_t limitBytes, ErrorCode code)
{
    std::error_code problem;
    if (std::filesystem::is_directory(file, problem))
        return Error{ ErrorCode::FileAccess, file.string() + " is a folder, expected a file" };
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return Error{ ErrorCode::FileAccess, file.string() + " cannot be opened: " + std::strerror(errno) };
    std::string text;
    std::string block(1 << 16, '\0');
    while (stream.read(block.data(), static_cast<std::streamsize>(block.size())) || stream.gcount() > 0) {
        text.append(block, 0, static_cast<std::size_t>(stream.gcount()));
        if (text.size() > limitBytes)
            return Error{ code,
                file.string() + " has more than " + std::to_string(limitBytes)
                    + " bytes, the most such a file may have" };
    }
    if (stream.bad())
        return Error{ ErrorCode::FileAccess, file.string() + " cannot be read to its end" };
    return text;
}

Result<nlohmann::json> readJsonFile(const std::filesystem::path& file, std::size_t limitBytes, ErrorCode code)
{
    PAL_TRY_ASSIGN(const std::string text, readTextFile(file, limitBytes, code));
    return parseJson(text, file.string(), code);
}

} // namespace palimpsest
