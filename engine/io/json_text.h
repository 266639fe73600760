#pragma once
// Reading JSON that somebody else wrote: no exceptions, bounded nesting, messages with the place. Any thread.

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "engine/base/result.h"

namespace palimpsest {

// `source` names the text in messages; `code` is that of the error. Nesting deeper than 64 is refused: whatever walks
// the value afterwards may recurse.
Result<nlohmann::json> parseJson(
    std::string_view text, std::string_view source, ErrorCode code = ErrorCode::InvalidModel);

// "found ..." in a message: the value itself where it is short, else what kind of value it is.
std::string describeJson(const nlohmann::json& value);

// The whole file. FileAccess when it cannot be read, `code` when it has more than `limitBytes`.
Result<std::string> readTextFile(
    const std::filesystem::path& file, std::size_t limitBytes, ErrorCode code = ErrorCode::InvalidModel);

Result<nlohmann::json> readJsonFile(
    const std::filesystem::path& file, std::size_t limitBytes, ErrorCode code = ErrorCode::InvalidModel);

} // namespace palimpsest
