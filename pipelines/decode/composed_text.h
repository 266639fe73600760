#pragma once
// Text in Unicode's composed form (NFC), by utf8proc: an accent that came as a letter of its own is part of its letter,
// as everything that searches, sorts or compares expects. Pure; any thread.

#include <string>
#include <string_view>

namespace palimpsest {

// Bytes that are no UTF-8 become U+FFFD.
[[nodiscard]] std::string composed(std::string_view text);

} // namespace palimpsest
