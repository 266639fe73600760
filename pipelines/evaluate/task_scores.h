#pragma once
// Which metrics a task is scored with: one function a task, called by evaluation. A pair that cannot be scored is left
// out on the sheet, with the reason.

#include <span>

#include "pipelines/evaluate/sample.h"
#include "pipelines/evaluate/score_sheet.h"

namespace palimpsest {

void scoreReadings(std::span<const SamplePair> pairs, ScoreSheet& sheet);
void scoreTables(std::span<const SamplePair> pairs, ScoreSheet& sheet);
void scoreMolecules(std::span<const SamplePair> pairs, ScoreSheet& sheet);
void scoreMusic(std::span<const SamplePair> pairs, ScoreSheet& sheet);
void scoreCaptions(std::span<const SamplePair> pairs, ScoreSheet& sheet);
void scoreAnswers(std::span<const SamplePair> pairs, ScoreSheet& sheet);
void scoreDetections(std::span<const SamplePair> pairs, ScoreSheet& sheet);
void scoreSegments(std::span<const SamplePair> pairs, ScoreSheet& sheet);

} // namespace palimpsest
