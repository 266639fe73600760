#pragma once
// Predictions against the truth, read from files, paired and scored: what `palimpsest eval` does.

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "pipelines/evaluate/sample_reader.h"
#include "pipelines/evaluate/score_sheet.h"
#include "pipelines/evaluate/task_scores.h"

namespace palimpsest {

struct EvaluatedTask {
    std::string_view id;
    std::string_view kind; // of the results that it scores
    void (*score)(std::span<const SamplePair> pairs, ScoreSheet& sheet) = nullptr;
};

[[nodiscard]] std::span<const EvaluatedTask> evaluatedTasks();

struct EvaluationRequest {
    std::string task;
    std::filesystem::path truth; // file or folder
    std::filesystem::path found;
};

struct EvaluationReport {
    std::string task;
    std::vector<MetricFigure> figures;
    std::vector<SampleScores> samples;
    std::vector<Unscored> unscored;
    std::vector<std::string> passedOver;
};

// BadArguments for a task that is not there, BadInput when nothing at all could be scored.
Result<EvaluationReport> evaluate(const EvaluationRequest& request);
Result<EvaluationReport> evaluate(const std::string& task, SampleSet truth, SampleSet found);

} // namespace palimpsest
