#pragma once
// A score as it is played: what stands between repeat signs twice. Pure; any thread.

#include <string_view>

#include "pipelines/music/score_timeline.h"

namespace palimpsest {

// What a barline says: "=:|!" goes back, "=!|:" is where to, "=:|!|:" is both.
[[nodiscard]] bool repeatsBefore(std::string_view barline);
[[nodiscard]] bool repeatsBehind(std::string_view barline);

// Measures one behind the other as they are played. A passage that comes again begins in the meter, key and tempo that
// it began in.
ScoreTimeline playedTimeline(const ScoreTimeline& timeline);

} // namespace palimpsest
