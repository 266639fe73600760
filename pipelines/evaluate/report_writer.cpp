#include "pipelines/evaluate/report_writer.h"

#include <algorithm>
#include <cstdio>

#include <nlohmann/json.hpp>

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

} // namespace palimpsest
