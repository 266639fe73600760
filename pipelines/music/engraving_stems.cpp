#include "pipelines/music/engraving_stems.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "pipelines/music/engraving_chord.h"

namespace palimpsest {
namespace {

constexpr double kStemLength = 3.5;
constexpr double kMoreFlags = 0.75;

// Staff, voice and whether it is a grace note.
using Line = std::tuple<std::size_t, std::size_t, bool>;

std::map<Line, std::vector<std::size_t>> linesOf(const LaidMeasure& measure)
{
    std::map<Line, std::vector<std::size_t>> lines;
    for (std::size_t i = 0; i < measure.chords.size(); ++i) {
        const LaidChord& chord = measure.chords[i];
        lines[{ chord.chord->staff, chord.chord->voice, chord.grace }].push_back(i);
    }
    return lines;
}

void addBeam(LaidMeasure& measure, std::vector<std::size_t> group)
{
    if (group.size() < 2)
        return;
    for (const std::size_t member : group)
        measure.chords[member].beam = measure.beams.size();
    measure.beams.push_back(std::move(group));
}

// Grace notes that follow each other without a note between them.
void joinGraces(LaidMeasure& measure, const std::vector<std::size_t>& line)
{
    std::vector<std::size_t> group;
    for (const std::size_t i : line) {
        const LaidChord& chord = measure.chords[i];
        const bool goesOn = !group.empty() && measure.chords[group.back()].chord->start == chord.chord->start;
        if (!goesOn)
            addBeam(measure, std::exchange(group, {}));
        if (chord.written.flags() > 0 && !chord.rest)
            group.push_back(i);
    }
    addBeam(measure, std::move(group));
}

Stem directionOf(const std::vector<const LaidChord*>& chords)
{
    double highest = kStaffMiddle;
    double lowest = kStaffMiddle;
    for (const LaidChord* const chord : chords)
        for (const LaidHead& head : chord->heads) {
            highest = std::min(highest, head.y);
            lowest = std::max(lowest, head.y);
        }
    return lowest - kStaffMiddle > kStaffMiddle - highest ? Stem::Up : Stem::Down;
}

Stem markedDirection(const LaidChord& chord)
{
    return marksOf(chord, '/') > 0 ? Stem::Up : marksOf(chord, '\\') > 0 ? Stem::Down : Stem::None;
}

// What the voices of each staff ask for; nothing where there is only one.
std::map<std::pair<std::size_t, std::size_t>, Stem> voiceDirections(const LaidMeasure& measure, std::size_t staves)
{
    struct Sum {
        double steps = 0;
        double heads = 0;
    };
    std::map<std::pair<std::size_t, std::size_t>, Sum> sums;
    for (const LaidChord& chord : measure.chords) {
        Sum& sum = sums[{ chord.chord->staff, chord.chord->voice }];
        for (const LaidHead& head : chord.heads) {
            sum.steps += chord.rest ? 0 : head.step;
            sum.heads += chord.rest ? 0 : 1;
        }
    }
    std::map<std::pair<std::size_t, std::size_t>, Stem> directions;
    for (std::size_t staff = 0; staff < staves; ++staff) {
        std::vector<std::pair<double, std::size_t>> voices; // the highest first
        for (const auto& [key, sum] : sums)
            if (key.first == staff)
                voices.emplace_back(sum.heads > 0 ? -sum.steps / sum.heads : 0, key.second);
        // One that only rests stays where it comes among the others.
        std::stable_sort(voices.begin(), voices.end(), [&](const auto& a, const auto& b) {
            const bool sound = sums[{ staff, a.second }].heads > 0 && sums[{ staff, b.second }].heads > 0;
            return sound && a.first < b.first;
        });
        if (voices.size() > 1)
            for (std::size_t i = 0; i < voices.size(); ++i)
                directions[{ staff, voices[i].second }] = i % 2 == 0 ? Stem::Up : Stem::Down;
    }
    return directions;
}

void endStem(LaidChord& chord)
{
    if (chord.rest || chord.written.halvings < 1) {
        if (!chord.rest)
            chord.stemEnd = tipHeadOf(chord);
        return;
    }
    const double sign = chord.stem == Stem::Up ? -1 : 1;
    const double more = kMoreFlags * std::max(0, chord.written.flags() - 1);
    const double length = (kStemLength + more) * (chord.grace ? 0.8 : 1);
    chord.stemEnd = tipHeadOf(chord) + sign * length;
    if (!chord.grace && !chord.shared) // notes far from the staff reach back to it
        chord.stemEnd = sign < 0 ? std::min(chord.stemEnd, kStaffMiddle) : std::max(chord.stemEnd, kStaffMiddle);
}

} // namespace

bool saysBeams(const ScoreTimeline& timeline)
{
    for (const TimedMeasure& measure : timeline.measures)
        for (const TimedChord& chord : measure.chords)
            for (const KernNote& note : chord.notes)
                if (note.marks.find('L') != std::string::npos)
                    return true;
    return false;
}

void joinByMarks(LaidMeasure& measure)
{
    for (const auto& [line, members] : linesOf(measure)) {
        if (std::get<bool>(line)) {
            joinGraces(measure, members);
            continue;
        }
        std::vector<std::size_t> group;
        std::size_t open = 0;
        for (const std::size_t i : members) {
            const LaidChord& chord = measure.chords[i];
            open += marksOf(chord, 'L');
            if (open == 0)
                continue;
            if (!chord.rest && chord.written.flags() == 0)
                addBeam(measure, std::exchange(group, {}));
            else if (!chord.rest)
                group.push_back(i);
            open -= std::min(open, marksOf(chord, 'J'));
            if (open == 0)
                addBeam(measure, std::exchange(group, {}));
        }
        addBeam(measure, std::move(group));
    }
}

void joinByMeter(LaidMeasure& measure, const TimedMeasure& timed, const Meter& meter)
{
    const bool compound = meter.unit >= 8 && meter.beats % 3 == 0;
    const double beat = compound ? 12.0 / meter.unit : meter.unit == 2 ? 2 : 1;
    const double missing = std::max(0.0, meter.quarters().value() - timed.length.value()); // before a pickup
    const auto placeOf = [&](const LaidChord& chord, double unit) {
        return std::floor((chord.chord->start - timed.start).value() / unit + missing / unit + 1e-9);
    };
    for (const auto& [line, members] : linesOf(measure)) {
        if (std::get<bool>(line)) {
            joinGraces(measure, members);
            continue;
        }
        // Eighths alone go on through half a measure of four quarters.
        std::map<double, bool> onlyEighths; // in each half
        for (const std::size_t i : members) {
            const LaidChord& chord = measure.chords[i];
            bool& only = onlyEighths.try_emplace(placeOf(chord, 2), true).first->second;
            only = only && chord.written.flags() == 1 && !chord.rest;
        }
        std::vector<std::size_t> group;
        const auto unitOf = [&](const LaidChord& chord) {
            return meter.beats == 4 && meter.unit == 4 && onlyEighths[placeOf(chord, 2)] ? 2.0 : beat;
        };
        for (const std::size_t i : members) {
            const LaidChord& chord = measure.chords[i];
            const bool joins = !chord.rest && chord.written.flags() > 0;
            const bool sameBeat = !group.empty()
                && placeOf(measure.chords[group.back()], unitOf(chord)) == placeOf(chord, unitOf(chord));
            if (!joins || !sameBeat)
                addBeam(measure, std::exchange(group, {}));
            if (joins)
                group.push_back(i);
        }
        addBeam(measure, std::move(group));
    }
}

void chooseStems(LaidMeasure& measure, std::size_t staves)
{
    const auto ofVoices = voiceDirections(measure, staves);
    const auto choose = [&](const std::vector<std::size_t>& group) {
        const LaidChord& first = measure.chords[group.front()];
        const auto voice = ofVoices.find({ first.chord->staff, first.chord->voice });
        Stem stem = markedDirection(first);
        if (stem == Stem::None && voice != ofVoices.end())
            stem = voice->second;
        if (stem == Stem::None && first.grace)
            stem = Stem::Up;
        if (stem == Stem::None) {
            std::vector<const LaidChord*> chords;
            for (const std::size_t i : group)
                chords.push_back(&measure.chords[i]);
            stem = directionOf(chords);
        }
        for (const std::size_t i : group) {
            measure.chords[i].stem = stem;
            measure.chords[i].shared = voice != ofVoices.end();
        }
    };
    for (const std::vector<std::size_t>& group : measure.beams)
        choose(group);
    for (std::size_t i = 0; i < measure.chords.size(); ++i) {
        LaidChord& chord = measure.chords[i];
        if (chord.beam == kNoNote)
            choose({ i });
        if (chord.rest && chord.shared)
            chord.heads.front().y += chord.stem == Stem::Up ? -2 : 2;
        endStem(chord);
    }
}

} // namespace palimpsest
