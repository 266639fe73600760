#pragma once
// What tests ask of an evaluation's report.

#include <QString>
#include <QStringList>

#include "pipelines/evaluate/evaluation.h"

namespace palimpsest {

// Far from every figure where the report has no such metric.
inline double figure(const EvaluationReport& report, const char* metric)
{
    for (const MetricFigure& entry : report.figures)
        if (entry.metric.name == metric)
            return entry.value;
    return -1e9;
}

inline QString reasons(const EvaluationReport& report)
{
    QStringList all;
    for (const Unscored& item : report.unscored)
        all.push_back(QString::fromStdString(item.name + ": " + item.reason));
    return all.join(QLatin1Char('\n'));
}

} // namespace palimpsest
