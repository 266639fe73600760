#pragma once
// The two threads between a running task and whoever started it: progress out, stop request in. Made per job; used on
// the inference thread, where the callback runs.

#include <cstddef>
#include <functional>
#include <stop_token>
#include <utility>

#include "engine/base/result.h"

namespace palimpsest {

enum class Stage { Open, Cut, Read, Detect, Segment, Describe, Merge };

struct Progress {
    Stage stage = Stage::Cut;
    std::size_t done = 0;
    std::size_t total = 0;
};

class JobContext {
public:
    JobContext() = default;
    explicit JobContext(std::function<void(const Progress&)> onProgress, std::stop_token stop = {})
        : m_onProgress(std::move(onProgress)),
          m_stop(std::move(stop))
    {
    }

    // Reports `done` of `total` and returns Cancelled when somebody asked to stop.
    Result<void> checkpoint(Stage stage, std::size_t done, std::size_t total) const
    {
        if (m_stop.stop_requested())
            return Error{ ErrorCode::Cancelled, "stopped on request" };
        if (m_onProgress)
            m_onProgress({ stage, done, total });
        return {};
    }

    [[nodiscard]] const std::stop_token& stopToken() const { return m_stop; }

private:
    std::function<void(const Progress&)> m_onProgress;
    std::stop_token m_stop;
};

} // namespace palimpsest
