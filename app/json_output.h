#pragma once
// What programs read on stdout: one JSON document and a newline.

#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

namespace palimpsest {

using JsonValue = nlohmann::ordered_json;

// Text that is no UTF-8 (a file name, say) gets replacement characters: the document always parses.
inline std::string toText(const JsonValue& document)
{
    return document.dump(2, ' ', false, JsonValue::error_handler_t::replace) + "\n";
}

inline void printJson(const JsonValue& document)
{
    std::fputs(toText(document).c_str(), stdout);
}

} // namespace palimpsest
