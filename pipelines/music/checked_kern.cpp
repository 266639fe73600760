#include "pipelines/music/checked_kern.h"

#include <utility>

#include "pipelines/decode/kern_syntax.h"

namespace palimpsest {

CheckedKern checkKern(std::string_view text, Pickup pickup)
{
    KernReading reading = readKern(text);
    CheckedKern checked;
    checked.timeline = timelineOf(reading.score);
    checked.system.kern = kernText(reading.score);
    checked.system.spines = reading.spines;
    checked.system.measures = checked.timeline.measures.size();
    checked.system.warnings = std::move(reading.warnings);
    for (const ScoreWarning& warning : measureWarnings(checked.timeline, pickup))
        checked.system.warnings.push_back(warning);
    for (const ScoreWarning& warning : checked.system.warnings) {
        if (warning.measure) {
            const TimedMeasure& measure = checked.timeline.measures[*warning.measure - 1];
            checked.doubts.push_back({ reading.lines[measure.firstRow], reading.lines[measure.lastRow], warning });
        } else if (warning.line) {
            checked.doubts.push_back({ *warning.line, *warning.line, warning });
        }
    }
    checked.lines = std::move(reading.lines);
    return checked;
}

} // namespace palimpsest
