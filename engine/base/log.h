#pragma once
// The log: lines on stderr for the person who runs the program. Results go to stdout and never through here. A message
// is one English sentence; an error is logged once, where it is handled. Any thread may call these.

#include <functional>
#include <string_view>

namespace palimpsest {

enum class LogLevel { Quiet, Error, Warning, Info, Debug }; // each level lets through what stands before it

// Warning until somebody says otherwise.
void setLogLevel(LogLevel level);
[[nodiscard]] LogLevel logLevel();

// Takes the messages in place of stderr, one at a time, until an empty one is set. It must not log itself.
using LogListener = std::function<void(LogLevel level, std::string_view message)>;
void setLogListener(LogListener listener);

void logError(std::string_view message);
void logWarning(std::string_view message);
void logInfo(std::string_view message);
void logDebug(std::string_view message);

} // namespace palimpsest
