#include "pipelines/batch/page_times.h"

#include <algorithm>
#include <numeric>

namespace palimpsest {

double slopeOf(std::span<const double> values)
{
    if (values.size() < 2)
        return 0;
    const auto count = static_cast<double>(values.size());
    const double middle = (count - 1) / 2;
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    double together = 0;
    double alone = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double along = static_cast<double>(i) - middle;
        together += along * (values[i] - mean);
        alone += along * along;
    }
    return together / alone;
}

BatchFigures figuresOf(std::span<const MeasuredPage> pages)
{
    constexpr double kNoticed = 1e-3;
    BatchFigures figures;
    std::vector<double> resident;
    for (const MeasuredPage& page : pages) {
        for (std::size_t stage = 0; stage < kPageStages.size(); ++stage)
            figures.secondsPerPage.at(stage) += page.seconds.at(stage);
        figures.drawSecondsPerPage += page.drawSeconds;
        figures.largestResidentBytes = std::max(figures.largestResidentBytes, page.residentBytes);
        if (&page == &pages.front())
            continue;
        resident.push_back(static_cast<double>(page.residentBytes));
        figures.waitedSeconds += page.seconds[0];
        figures.waitedPages += page.seconds[0] > kNoticed ? 1 : 0;
    }
    figures.totalSeconds = std::accumulate(figures.secondsPerPage.begin(), figures.secondsPerPage.end(), 0.0);
    if (figures.totalSeconds > 0)
        figures.outsideModel = 1 - figures.secondsPerPage[kModelStage] / figures.totalSeconds;
    const auto count = static_cast<double>(pages.size());
    for (double& seconds : figures.secondsPerPage)
        seconds /= count;
    figures.drawSecondsPerPage /= count;
    figures.firstResidentBytes = pages.front().residentBytes;
    figures.lastResidentBytes = pages.back().residentBytes;
    figures.residentBytesPerPage = slopeOf(resident);
    figures.steadyBytesPerPage = slopeOf(std::span<const double>(resident).subspan(resident.size() / 2));
    return figures;
}

} // namespace palimpsest
