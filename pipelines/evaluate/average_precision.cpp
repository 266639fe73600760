#include "pipelines/evaluate/average_precision.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace palimpsest {
namespace {

constexpr std::size_t kMostDetections = 100; // per image and class
constexpr int kRecallPoints = 101;

struct Outcome {
    double score = 0;
    bool matched = false;
    bool ignored = false;
};

struct Candidate {
    const TrueBox* object = nullptr;
    bool ignored = false;
    bool taken = false;
};

bool isOutside(const RectF& box, const AreaRange& area)
{
    return box.area() < area.least || box.area() > area.most;
}

// Against a crowd, what counts is how much of the detection lies in it.
double overlap(const RectF& found, const TrueBox& object)
{
    if (!object.crowd)
        return intersectionOverUnion(found, object.box);
    return found.area() > 0 ? intersected(found, object.box).area() / found.area() : 0;
}

Candidate* bestMatch(const RectF& found, std::vector<Candidate>& candidates, double threshold)
{
    double best = std::min(threshold, 1 - 1e-10);
    Candidate* match = nullptr;
    for (Candidate& candidate : candidates) { // those that count come first
        if (candidate.taken && !candidate.object->crowd)
            continue;
        if (match != nullptr && !match->ignored && candidate.ignored)
            break;
        const double share = overlap(found, *candidate.object);
        if (share < best)
            continue; // the later one wins ties
        best = share;
        match = &candidate;
    }
    return match;
}

// Appends what became of each detection of `label` in an image; returns the number of objects that count.
std::size_t judge(const DetectedImage& image, const std::string& label, double threshold, const AreaRange& area,
    std::vector<Outcome>& outcomes)
{
    std::vector<Candidate> candidates;
    for (const TrueBox& object : image.truth)
        if (object.label == label)
            candidates.push_back({ &object, object.crowd || isOutside(object.box, area), false });
    std::stable_partition(
        candidates.begin(), candidates.end(), [](const Candidate& candidate) { return !candidate.ignored; });

    std::vector<const ScoredBox*> found;
    for (const ScoredBox& box : image.found)
        if (box.label == label)
            found.push_back(&box);
    std::stable_sort(
        found.begin(), found.end(), [](const ScoredBox* a, const ScoredBox* b) { return a->score > b->score; });
    found.resize(std::min(found.size(), kMostDetections));

    for (const ScoredBox* const box : found) {
        Candidate* const match = bestMatch(box->box, candidates, threshold);
        if (match != nullptr)
            match->taken = true;
        outcomes.push_back(
            { box->score, match != nullptr, match != nullptr ? match->ignored : isOutside(box->box, area) });
    }
    return static_cast<std::size_t>(std::count_if(
        candidates.begin(), candidates.end(), [](const Candidate& candidate) { return !candidate.ignored; }));
}

double areaUnderCurve(std::vector<Outcome> outcomes, std::size_t objects)
{
    std::stable_sort(
        outcomes.begin(), outcomes.end(), [](const Outcome& a, const Outcome& b) { return a.score > b.score; });
    std::vector<double> recalls;
    std::vector<double> precisions;
    double right = 0;
    double all = 0;
    for (const Outcome& outcome : outcomes) {
        if (outcome.ignored)
            continue;
        all += 1;
        right += outcome.matched ? 1 : 0;
        recalls.push_back(right / static_cast<double>(objects));
        precisions.push_back(right / all);
    }
    for (std::size_t i = precisions.size(); i-- > 1;)
        precisions[i - 1] = std::max(precisions[i - 1], precisions[i]);
    double sum = 0;
    for (int point = 0; point < kRecallPoints; ++point) {
        const double recall = point * 0.01; // these very bits decide where a recall is met exactly
        const auto reached = std::lower_bound(recalls.begin(), recalls.end(), recall);
        if (reached != recalls.end())
            sum += precisions[static_cast<std::size_t>(reached - recalls.begin())];
    }
    return sum / kRecallPoints;
}

} // namespace

double averagePrecision(std::span<const DetectedImage> images, double threshold, const AreaRange& area)
{
    std::set<std::string> labels;
    for (const DetectedImage& image : images)
        for (const TrueBox& object : image.truth)
            labels.insert(object.label);
    double sum = 0;
    std::size_t classes = 0;
    for (const std::string& label : labels) {
        std::vector<Outcome> outcomes;
        std::size_t objects = 0;
        for (const DetectedImage& image : images)
            objects += judge(image, label, threshold, area, outcomes);
        if (objects == 0)
            continue;
        sum += areaUnderCurve(std::move(outcomes), objects);
        ++classes;
    }
    return classes == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(classes);
}

double meanAveragePrecision(std::span<const DetectedImage> images, const AreaRange& area)
{
    constexpr int kSteps = 9;
    constexpr double kStep = (0.95 - 0.5) / kSteps; // as numpy.linspace, to the bit: boxes may meet a threshold exactly
    double sum = 0;
    for (int i = 0; i < kSteps; ++i)
        sum += averagePrecision(images, 0.5 + i * kStep, area);
    sum += averagePrecision(images, 0.95, area);
    return sum / (kSteps + 1);
}

} // namespace palimpsest
