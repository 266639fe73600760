#include "engine/base/log.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <utility>

namespace palimpsest {

namespace {

std::atomic<LogLevel> currentLevel = LogLevel::Warning;

// Never destroyed either, for the same reason.
struct Listening {
    std::mutex mutex;
    LogListener listener;
};

Listening& listening()
{
    static auto* const made = new Listening;
    return *made;
}

spdlog::logger* sink()
{
    // Made on first use and never destroyed: threads may log while the program ends.
    static spdlog::logger* const logger = [] {
        auto* made = new spdlog::logger("palimpsest", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        made->set_pattern("%n: %l: %v");
        made->set_level(spdlog::level::trace);
        made->flush_on(spdlog::level::trace);
        return made;
    }();
    return logger;
}

void write(LogLevel level, spdlog::level::level_enum severity, std::string_view message)
{
    if (level > currentLevel.load(std::memory_order_relaxed))
        return;
    {
        Listening& there = listening();
        const std::scoped_lock lock(there.mutex);
        if (there.listener) {
            there.listener(level, message);
            return;
        }
    }
    try {
        sink()->log(severity, spdlog::string_view_t(message.data(), message.size()));
    } catch (const std::exception&) {
        // A log that cannot be written is no reason to stop.
    }
}

} // namespace

void setLogLevel(LogLevel level)
{
    currentLevel.store(level, std::memory_order_relaxed);
}

LogLevel logLevel()
{
    return currentLevel.load(std::memory_order_relaxed);
}

void setLogListener(LogListener listener)
{
    Listening& there = listening();
    const std::scoped_lock lock(there.mutex);
    there.listener = std::move(listener);
}

void logError(std::string_view message)
{
    write(LogLevel::Error, spdlog::level::err, message);
}

void logWarning(std::string_view message)
{
    write(LogLevel::Warning, spdlog::level::warn, message);
}

void logInfo(std::string_view message)
{
    write(LogLevel::Info, spdlog::level::info, message);
}

void logDebug(std::string_view message)
{
    write(LogLevel::Debug, spdlog::level::debug, message);
}

} // namespace palimpsest
