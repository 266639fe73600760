#pragma once
// When each row of a score sounds, for those who follow with a finger what is played. Pure; any thread.

#include <cstddef>
#include <optional>
#include <vector>

#include "pipelines/music/score_timeline.h"

namespace palimpsest {

struct PlayedMoment {
    double ms = 0; // from the beginning of the music
    std::size_t row = 0;

    friend bool operator==(const PlayedMoment&, const PlayedMoment&) = default;
};

// Of a timeline as it is played. A row comes as often as it sounds; grace notes are passed over.
std::vector<PlayedMoment> playedMoments(const ScoreTimeline& played);

// The last row that has begun; empty before the first.
std::optional<std::size_t> rowAt(const std::vector<PlayedMoment>& moments, double ms);

} // namespace palimpsest
