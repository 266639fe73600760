#pragma once
// Where the program keeps what belongs to a user, by the XDG base directory specification. Nothing is created here.

#include <filesystem>

namespace palimpsest {

// $XDG_DATA_HOME/palimpsest, or ~/.local/share/palimpsest where that is unset or relative; empty when there is no home.
std::filesystem::path userDataFolder();

} // namespace palimpsest
