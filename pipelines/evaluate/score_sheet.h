#pragma once
// Collects the scores of samples and makes the figures of a set of them, with an interval that says how much the choice
// of samples matters: bootstrap over samples, 1000 resamples with a fixed seed, 95 in 100.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipelines/evaluate/sample.h"

namespace palimpsest {

enum class Average {
    Micro, // numerators and denominators are summed over the samples
    Macro, // the mean of the samples' scores
    Set,   // of the set as a whole; samples have no score of their own
};

struct Metric {
    std::string name;
    Average average = Average::Macro;
    std::string normaliser; // what was made alike before; "none"
    double ofNothing = 0;   // the score where numerator and denominator are 0
};

struct Interval {
    double low = 0;
    double high = 0;
};

struct MetricFigure {
    Metric metric;
    double value = 0;
    std::size_t count = 0; // samples
    std::optional<Interval> interval;
};

struct SampleScores {
    std::string name;
    std::vector<std::pair<std::string, double>> scores; // by metric
};

class ScoreSheet {
public:
    // Metrics keep the order in which they first come.
    void add(const Metric& metric, const std::string& sample, double numerator, double denominator = 1);
    void addOfSet(const Metric& metric, double value, std::size_t count);
    void leaveOut(const std::string& sample, const std::string& reason);

    [[nodiscard]] std::vector<MetricFigure> figures() const;
    [[nodiscard]] std::vector<SampleScores> samples() const;
    [[nodiscard]] const std::vector<Unscored>& unscored() const { return m_unscored; }

private:
    struct Score {
        std::string sample;
        double numerator = 0;
        double denominator = 1;
    };
    struct Column {
        Metric metric;
        std::vector<Score> scores;
        std::optional<MetricFigure> ofSet;
    };

    static double scoreOf(const Metric& metric, double numerator, double denominator);
    // Of the scores at `indices`.
    static double valueOf(const Column& column, const std::vector<std::size_t>& indices);
    static std::optional<Interval> intervalOf(const Column& column);
    Column& columnOf(const Metric& metric);

    std::vector<Column> m_columns;
    std::vector<Unscored> m_unscored;
};

} // namespace palimpsest
