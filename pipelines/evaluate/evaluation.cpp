#include "pipelines/evaluate/evaluation.h"

#include <algorithm>
#include <array>
#include <utility>

#include "pipelines/evaluate/sample_pairs.h"
#include "pipelines/evaluate/sample_reader.h"
#include "pipelines/evaluate/sample_result.h"

namespace palimpsest {

std::span<const EvaluatedTask> evaluatedTasks()
{
    static constexpr std::array<EvaluatedTask, 9> tasks{ {
        { "caption", "text", scoreCaptions },
        { "detect", "detections", scoreDetections },
        { "molecule", "molecules", scoreMolecules },
        { "ocr", "ocr", scoreReadings },
        { "question", "text", scoreAnswers },
        { "report", "report", scoreCaptions },
        { "score", "scores", scoreMusic },
        { "segment", "segments", scoreSegments },
        { "table", "tables", scoreTables },
    } };
    return tasks;
}

Result<EvaluationReport> evaluate(const EvaluationRequest& request)
{
    PAL_TRY_ASSIGN(SampleSet truth, readSamples(request.truth));
    PAL_TRY_ASSIGN(SampleSet found, readSamples(request.found));
    return evaluate(request.task, std::move(truth), std::move(found));
}

Result<EvaluationReport> evaluate(const std::string& id, SampleSet truth, SampleSet found)
{
    const auto tasks = evaluatedTasks();
    const auto task
        = std::find_if(tasks.begin(), tasks.end(), [&](const EvaluatedTask& entry) { return entry.id == id; });
    if (task == tasks.end())
        return Error{ ErrorCode::BadArguments, "there are no metrics for a task '" + id + "'" };
    Pairing pairing = pairSamples(std::move(found), std::move(truth));
    for (SamplePair& pair : pairing.pairs) {
        pair.found = withPartsOf(task->kind, std::move(pair.found));
        pair.truth = withPartsOf(task->kind, std::move(pair.truth));
    }
    ScoreSheet sheet;
    task->score(pairing.pairs, sheet);
    EvaluationReport report{ id, sheet.figures(), sheet.samples(), std::move(pairing.unscored),
        std::move(pairing.passedOver) };
    report.unscored.insert(report.unscored.end(), sheet.unscored().begin(), sheet.unscored().end());
    if (report.figures.empty()) {
        const std::string first = report.unscored.empty()
            ? std::string("there is nothing to score")
            : "'" + report.unscored[0].name + "', " + report.unscored[0].reason;
        return Error{ ErrorCode::BadInput,
            "no prediction could be scored against the truth; the first reason: " + first };
    }
    return report;
}

} // namespace palimpsest
