#pragma once
// The two threads between a running task and whoever started it: progress and partial answers out, stop request in.
// Made per job; used on the inference thread, where the callback runs.

#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>
#include <utility>

#include "engine/base/result.h"

namespace palimpsest {

enum class Stage { Open, Cut, Read, Detect, Segment, Describe, Merge };

struct Progress {
    Stage stage = Stage::Cut;
    std::size_t done = 0;
    std::size_t total = 0;
};

// What the model has answered so far to one of a page's questions.
struct PartialAnswer {
    std::size_t answer = 0; // index into Provenance::answers
    const std::string& text;
};

class JobContext {
public:
    JobContext() = default;
    // `onPartial` is called after every token; without one, nothing is decoded for it.
    explicit JobContext(std::function<void(const Progress&)> onProgress, std::stop_token stop = {},
        std::function<void(const PartialAnswer&)> onPartial = {})
        : m_onProgress(std::move(onProgress)),
          m_stop(std::move(stop)),
          m_onPartial(std::move(onPartial))
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
    [[nodiscard]] const std::function<void(const PartialAnswer&)>& onPartial() const { return m_onPartial; }

private:
    std::function<void(const Progress&)> m_onProgress;
    std::stop_token m_stop;
    std::function<void(const PartialAnswer&)> m_onPartial;
};

} // namespace palimpsest
