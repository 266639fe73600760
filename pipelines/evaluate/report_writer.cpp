#include "pipelines/evaluate/report_writer.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

#include <nlohmann/json.hpp>

#include "pipelines/evaluate/published_scores.h"

namespace palimpsest {
namespace {

using Json = nlohmann::ordered_json;

const char* wordOf(Average average)
{
    switch (average) {
    case Average::Micro:
        return "micro";
    case Average::Macro:
        return "macro";
    case Average::Set:
        return "set";
    }
    return "";
}

std::string digits(double value)
{
    char text[40];
    std::snprintf(text, sizeof text, "%.4f", value);
    return text;
}

std::string padded(std::string text, std::size_t width)
{
    text.resize(std::max(width, text.size()), ' ');
    return text;
}

std::string atRight(const std::string& text, std::size_t width)
{
    return std::string(width > text.size() ? width - text.size() : 0, ' ') + text;
}

std::string percent(double value)
{
    char text[40];
    std::snprintf(text, sizeof text, "%.1f", value);
    return text;
}

struct Comparison {
    const PublishedScore* published = nullptr;
    double ours = 0; // percent
};

std::vector<Comparison> comparisonsOf(const EvaluationReport& report, std::string_view benchmark)
{
    std::vector<Comparison> comparisons;
    for (const PublishedScore& score : publishedScores()) {
        const auto figure = std::find_if(report.figures.begin(), report.figures.end(),
            [&score](const MetricFigure& entry) { return entry.metric.name == score.metric; });
        if (score.task == report.task && figure != report.figures.end()
            && score.benchmark.find(benchmark) != std::string_view::npos)
            comparisons.push_back({ &score, 100 * figure->value });
    }
    return comparisons;
}

} // namespace

std::string tableOf(const EvaluationReport& report)
{
    std::size_t width = 6;
    for (const MetricFigure& figure : report.figures)
        width = std::max(width, figure.metric.name.size());
    std::string text = padded("metric", width) + "   value  95 % interval         n  average  normaliser\n";
    for (const MetricFigure& figure : report.figures) {
        const std::string interval
            = figure.interval ? digits(figure.interval->low) + " - " + digits(figure.interval->high) : std::string();
        const std::string count = std::to_string(figure.count);
        text += padded(figure.metric.name, width) + "  " + digits(figure.value) + "  " + padded(interval, 17)
            + std::string(count.size() < 5 ? 5 - count.size() : 0, ' ') + count + "  "
            + padded(wordOf(figure.metric.average), 7) + "  " + figure.metric.normaliser + "\n";
    }
    if (!report.unscored.empty())
        text += "\nnot scored\n";
    for (const Unscored& item : report.unscored)
        text += "  " + item.name + ": " + item.reason + "\n";
    if (!report.passedOver.empty())
        text += "\nfiles of other kinds, not read\n";
    for (const std::string& file : report.passedOver)
        text += "  " + file + "\n";
    return text;
}

nlohmann::ordered_json toJson(const EvaluationReport& report)
{
    Json metrics = Json::array();
    for (const MetricFigure& figure : report.figures) {
        const Json interval
            = figure.interval ? Json::array({ figure.interval->low, figure.interval->high }) : Json(nullptr);
        metrics.push_back({ { "metric", figure.metric.name }, { "value", figure.value }, { "interval", interval },
            { "n", figure.count }, { "average", wordOf(figure.metric.average) },
            { "normaliser", figure.metric.normaliser } });
    }
    Json samples = Json::array();
    for (const SampleScores& sample : report.samples) {
        Json scores = Json::object();
        for (const auto& [metric, score] : sample.scores)
            scores[metric] = score;
        samples.push_back({ { "name", sample.name }, { "scores", std::move(scores) } });
    }
    Json unscored = Json::array();
    for (const Unscored& item : report.unscored)
        unscored.push_back({ { "name", item.name }, { "reason", item.reason } });
    return { { "task", report.task }, { "metrics", std::move(metrics) }, { "samples", std::move(samples) },
        { "unscored", std::move(unscored) }, { "passed_over", report.passedOver } };
}

std::string publishedTableOf(const EvaluationReport& report, std::string_view benchmark)
{
    const std::vector<Comparison> comparisons = comparisonsOf(report, benchmark);
    if (comparisons.empty())
        return "nothing was published for these metrics\n";
    std::size_t nameWidth = 9;
    std::size_t metricWidth = 6;
    std::array<bool, kPublishedModels.size()> shown{};
    for (const Comparison& row : comparisons) {
        nameWidth = std::max(nameWidth, row.published->benchmark.size());
        metricWidth = std::max(metricWidth, row.published->metric.size());
        for (std::size_t i = 0; i < shown.size(); ++i)
            shown.at(i) = shown.at(i) || row.published->percent.at(i) > 0;
    }
    std::string text = "published (" + std::string(kPublishedSource) + "; size, pixels of a side), in percent\n"
        + padded("benchmark", nameWidth) + "  " + padded("metric", metricWidth) + "    ours";
    for (std::size_t i = 0; i < shown.size(); ++i)
        text += shown.at(i) ? atRight(std::string(kPublishedModels.at(i)), 9) : "";
    text += "  where\n";
    for (const Comparison& row : comparisons) {
        text += padded(std::string(row.published->benchmark), nameWidth) + "  "
            + padded(std::string(row.published->metric), metricWidth) + atRight(percent(row.ours), 8);
        for (std::size_t i = 0; i < shown.size(); ++i) {
            const double value = row.published->percent.at(i);
            text += shown.at(i) ? atRight(value > 0 ? percent(value) : std::string("-"), 9) : "";
        }
        text += "  " + std::string(row.published->place) + "\n";
    }
    return text;
}

nlohmann::ordered_json publishedJsonOf(const EvaluationReport& report, std::string_view benchmark)
{
    Json rows = Json::array();
    for (const Comparison& row : comparisonsOf(report, benchmark)) {
        Json models = Json::object();
        for (std::size_t i = 0; i < kPublishedModels.size(); ++i)
            if (const double value = row.published->percent.at(i); value > 0)
                models[std::string(kPublishedModels.at(i))] = value;
        rows.push_back({ { "benchmark", row.published->benchmark }, { "metric", row.published->metric },
            { "ours_percent", row.ours }, { "published_percent", std::move(models) },
            { "source", std::string(kPublishedSource) + ", " + std::string(row.published->place) } });
    }
    return rows;
}

} // namespace palimpsest
