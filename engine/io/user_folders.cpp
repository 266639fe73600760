#include "engine/io/user_folders.h"

#include <cstdlib>

namespace palimpsest {
namespace {

std::filesystem::path absoluteFrom(const char* variable)
{
    const char* value = std::getenv(variable);
    const std::filesystem::path path = value == nullptr ? "" : value;
    return path.is_absolute() ? path : std::filesystem::path();
}

} // namespace

std::filesystem::path userDataFolder()
{
    if (const auto shared = absoluteFrom("XDG_DATA_HOME"); !shared.empty())
        return shared / "palimpsest";
    const auto home = absoluteFrom("HOME");
    return home.empty() ? home : home / ".local/share/palimpsest";
}

} // namespace palimpsest
