#include "engine/io/foreign_forms.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace palimpsest {
namespace {

struct ForeignForm {
    const char* description;
    bool (*givenAwayBy)(const SafetensorsEntry& entry);
};

bool endsIn(const SafetensorsEntry& entry, std::string_view ending)
{
    return std::string_view(entry.name).ends_with(ending);
}

// The most telling signs first: several forms have a tensor called "scales".
constexpr std::array kForms{
    ForeignForm{ "quantised by bitsandbytes to 4 bits",
        [](const SafetensorsEntry& entry) {
            return endsIn(entry, ".absmax") || endsIn(entry, ".quant_map")
                || entry.name.find(".quant_state.") != std::string::npos;
        } },
    ForeignForm{
        "quantised by bitsandbytes to 8 bits", [](const SafetensorsEntry& entry) { return endsIn(entry, ".SCB"); } },
    ForeignForm{ "quantised by GPTQ or AWQ", [](const SafetensorsEntry& entry) { return endsIn(entry, ".qweight"); } },
    ForeignForm{ "quantised in the compressed-tensors form",
        [](const SafetensorsEntry& entry) { return endsIn(entry, ".weight_packed"); } },
    ForeignForm{ "quantised by MLX",
        [](const SafetensorsEntry& entry) {
            return endsIn(entry, ".scales") || (endsIn(entry, ".weight") && entry.dtype == "U32");
        } },
    ForeignForm{ "quantised to 8-bit floating point",
        [](const SafetensorsEntry& entry) { return entry.dtype.starts_with("F8_"); } },
};

} // namespace

std::optional<std::string> foreignForm(std::span<const SafetensorsEntry> entries)
{
    for (const ForeignForm& form : kForms) {
        const auto sign = std::ranges::find_if(entries, form.givenAwayBy);
        if (sign != entries.end())
            return std::string(form.description) + " (tensor '" + sign->name + "')";
    }
    return std::nullopt;
}

} // namespace palimpsest
