#include "pipelines/decode/composed_text.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <utf8proc.h>

#include "engine/base/text.h"

namespace palimpsest {
namespace {

struct FreeText {
    void operator()(utf8proc_uint8_t* text) const { std::free(text); }
};

} // namespace

std::string composed(std::string_view text)
{
    std::string valid = withValidUtf8(text);
    if (std::all_of(valid.begin(), valid.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return valid;
    utf8proc_uint8_t* raw = nullptr;
    const utf8proc_ssize_t length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(valid.data()),
        static_cast<utf8proc_ssize_t>(valid.size()), &raw,
        static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    const std::unique_ptr<utf8proc_uint8_t, FreeText> owned(raw);
    if (length < 0)
        return valid; // no memory: left as it is
    return std::string(reinterpret_cast<const char*>(raw), static_cast<std::size_t>(length));
}

} // namespace palimpsest
