#pragma once
// Where the window finds what comes with it, and where it keeps what is not in a project yet. GUI thread.

#include <QString>

namespace palimpsest {

// The worker's program: $PALIMPSEST_PROGRAM, else beside this one, else as the PATH has it. Empty: not found.
[[nodiscard]] QString workerProgram();
// share/palimpsest, in the build tree as after installation.
[[nodiscard]] QString resourcesFolder();
[[nodiscard]] QString sampleLetter();
// $XDG_DATA_HOME/palimpsest: where models are imported to.
[[nodiscard]] QString dataFolder();
// $XDG_STATE_HOME/palimpsest: what a run leaves for the next one.
[[nodiscard]] QString stateFolder();

} // namespace palimpsest
