#include "pipelines/evaluate/score_sheet.h"

#include <algorithm>
#include <numeric>
#include <random>

namespace palimpsest {

void ScoreSheet::add(const Metric& metric, const std::string& sample, double numerator, double denominator)
{
    columnOf(metric).scores.push_back({ sample, numerator, denominator });
}

void ScoreSheet::addOfSet(const Metric& metric, double value, std::size_t count)
{
    columnOf(metric).ofSet = MetricFigure{ metric, value, count, std::nullopt };
}

void ScoreSheet::leaveOut(const std::string& sample, const std::string& reason)
{
    m_unscored.push_back({ sample, reason });
}

std::vector<MetricFigure> ScoreSheet::figures() const
{
    std::vector<MetricFigure> all;
    for (const Column& column : m_columns) {
        if (column.ofSet) {
            all.push_back(*column.ofSet);
            continue;
        }
        std::vector<std::size_t> indices(column.scores.size());
        std::iota(indices.begin(), indices.end(), std::size_t{ 0 });
        all.push_back({ column.metric, valueOf(column, indices), column.scores.size(), intervalOf(column) });
    }
    return all;
}

std::vector<SampleScores> ScoreSheet::samples() const
{
    std::vector<SampleScores> all;
    std::map<std::string, std::size_t> places;
    for (const Column& column : m_columns) {
        for (const Score& score : column.scores) {
            const auto [place, isNew] = places.emplace(score.sample, all.size());
            if (isNew)
                all.push_back({ score.sample, {} });
            all[place->second].scores.emplace_back(
                column.metric.name, scoreOf(column.metric, score.numerator, score.denominator));
        }
    }
    return all;
}

double ScoreSheet::scoreOf(const Metric& metric, double numerator, double denominator)
{
    if (denominator != 0)
        return numerator / denominator;
    return numerator == 0 ? metric.ofNothing : 1.0;
}

double ScoreSheet::valueOf(const Column& column, const std::vector<std::size_t>& indices)
{
    double sum = 0;
    double denominators = 0;
    for (const std::size_t index : indices) {
        const Score& score = column.scores[index];
        if (column.metric.average == Average::Macro) {
            sum += scoreOf(column.metric, score.numerator, score.denominator);
            denominators += 1;
        } else {
            sum += score.numerator;
            denominators += score.denominator;
        }
    }
    return scoreOf(column.metric, sum, denominators);
}

std::optional<Interval> ScoreSheet::intervalOf(const Column& column)
{
    constexpr std::size_t kResamples = 1000;
    constexpr std::size_t kCut = kResamples / 40; // on each side
    if (column.scores.size() < 2)
        return std::nullopt;
    std::mt19937_64 random(20240117);
    std::vector<std::size_t> indices(column.scores.size());
    std::vector<double> values;
    for (std::size_t resample = 0; resample < kResamples; ++resample) {
        for (std::size_t& index : indices)
            index = random() % indices.size();
        values.push_back(valueOf(column, indices));
    }
    std::sort(values.begin(), values.end());
    return Interval{ values[kCut], values[kResamples - 1 - kCut] };
}

ScoreSheet::Column& ScoreSheet::columnOf(const Metric& metric)
{
    const auto found = std::find_if(
        m_columns.begin(), m_columns.end(), [&](const Column& column) { return column.metric.name == metric.name; });
    if (found != m_columns.end())
        return *found;
    m_columns.push_back({ metric, {}, std::nullopt });
    return m_columns.back();
}

} // namespace palimpsest
