#include "pipelines/music/played_order.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace palimpsest {
namespace {

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

// Signs of one kind take each other's place in their staff.
using SignsInForce = std::map<std::pair<std::size_t, std::string>, std::string>;

std::string kindOf(const std::string& sign)
{
    for (const char* kind : { "*MM", "*M", "*k[", "*clef" })
        if (sign.starts_with(kind))
            return kind;
    return {};
}

void take(SignsInForce& inForce, const TimedMeasure& measure)
{
    for (const StaffSign& sign : measure.signs)
        if (const std::string kind = kindOf(sign.text); !kind.empty())
            inForce[{ sign.staff, kind }] = sign.text;
}

void append(ScoreTimeline& played, TimedMeasure measure)
{
    const Fraction start
        = played.measures.empty() ? Fraction() : played.measures.back().start + played.measures.back().length;
    const Fraction shift = start - measure.start;
    measure.start = start;
    for (TimedChord& chord : measure.chords)
        chord.start = chord.start + shift;
    for (StaffSign& sign : measure.signs)
        sign.start = sign.start + shift;
    played.measures.push_back(std::move(measure));
}

} // namespace

bool repeatsBefore(std::string_view barline)
{
    return contains(barline, ":|") || contains(barline, ":!");
}

bool repeatsBehind(std::string_view barline)
{
    return contains(barline, "|:") || contains(barline, "!:");
}

ScoreTimeline playedTimeline(const ScoreTimeline& timeline)
{
    ScoreTimeline played;
    played.staves = timeline.staves;
    SignsInForce inForce;
    SignsInForce atPassage; // where what comes again begins
    std::size_t passage = 0;
    for (std::size_t i = 0; i < timeline.measures.size(); ++i) {
        const TimedMeasure& measure = timeline.measures[i];
        append(played, measure);
        take(inForce, measure);
        if (repeatsBefore(measure.barline)) {
            for (std::size_t again = passage; again <= i; ++again) {
                TimedMeasure copy = timeline.measures[again];
                std::vector<StaffSign> restored;
                for (const auto& [key, text] : again == passage ? atPassage : SignsInForce())
                    if (inForce[key] != text)
                        restored.push_back({ copy.start, key.first, text });
                copy.signs.insert(copy.signs.begin(), restored.begin(), restored.end());
                append(played, std::move(copy));
            }
        }
        if (repeatsBefore(measure.barline) || repeatsBehind(measure.barline)) {
            passage = i + 1;
            atPassage = inForce;
        }
    }
    return played;
}

} // namespace palimpsest
