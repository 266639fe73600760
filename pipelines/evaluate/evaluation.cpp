#include "pipelines/evaluate/evaluation.h"

#include <algorithm>
#include <array>
#include <utility>

#include "pipelines/evaluate/sample_pairs.h"
#include "pipelines/evaluate/sample_reader.h"

namespace palimpsest {

std::span<const EvaluatedTask> evaluatedTasks()
{
    static constexpr std::array<EvaluatedTask, 8> tasks{ {
        { "caption", scoreCaptions },
        { "detect", scoreDetections },
        { "molecule", scoreMolecules },
        { "ocr", scoreReadings },
        { "question", scoreAnswers },
        { "score", scoreMusic },
        { "segment", scoreSegments },
        { "table", scoreTables },
    } };
    return tasks;
}

Result<EvaluationReport> evaluate(const EvaluationRequest& request)
{
    const auto tasks = evaluatedTasks();
    const auto task = std::find_if(
        tasks.begin(), tasks.end(), [&](const EvaluatedTask& entry) { return entry.id == request.task; });
    if (task == tasks.end())
        return Error{ ErrorCode::BadArguments, "there are no metrics for a task '" + request.task + "'" };
    PAL_TRY_ASSIGN(SampleSet truth, readSamples(request.truth));
    PAL_TRY_ASSIGN(SampleSet found, readSamples(request.found));
    Pairing pairing = pairSamples(std::move(found), std::move(truth));
    ScoreSheet sheet;
    task->score(pairing.pairs, sheet);
    EvaluationReport report{ request.task, sheet.figures(), sheet.samples(), std::move(pairing.unscored),
        std::move(pairing.passedOver) };
    report.unscored.insert(report.unscored.end(), sheet.unscored().begin(), sheet.unscored().end());
    if (report.figures.empty()) {
        const std::string first = report.unscored.empty()
            ? std::string("there is nothing to score")
            : "'" + report.unscored[0].name + "', " + report.unscored[0].reason;
        return Error{ ErrorCode::BadInput,
            "nothing of '" + request.found.string() + "' could be scored against '" + request.truth.string()
                + "'; the first reason: " + first };
    }
    return report;
}

} // namespace palimpsest
