#include "pipelines/export/musicxml_part.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <utility>

#include "pipelines/export/musicxml_note.h"
#include "pipelines/export/xml_text.h"
#include "pipelines/music/notation.h"
#include "pipelines/music/played_order.h"

namespace palimpsest {
namespace {

constexpr std::int64_t kMostDivisions = 1'000'000;
constexpr std::size_t kVoicesOfStaff = 4; // numbers that a staff's voices take

std::string barStyle(const std::string& barline)
{
    if (barline.starts_with("==") || barline.find("|!") != std::string::npos || barline.find(":!") != std::string::npos)
        return "light-heavy";
    if (barline.find("!|") != std::string::npos)
        return "heavy-light";
    return barline.find("||") != std::string::npos ? "light-light" : std::string();
}

class PartWriter {
public:
    PartWriter(
        pugi::xml_node part, const ScoreTimeline& timeline, const std::vector<std::size_t>& staves, int divisions)
        : m_part(part),
          m_timeline(timeline),
          m_staves(staves),
          m_divisions(divisions)
    {
    }

    void write()
    {
        bool repeats = repeatsBehind(m_timeline.openingBarline);
        for (std::size_t i = 0; i < m_timeline.measures.size(); ++i) {
            const TimedMeasure& measure = m_timeline.measures[i];
            m_node = m_part.append_child("measure");
            setAttribute(m_node, "number", static_cast<long long>(i + 1));
            if (repeats)
                appendBarline("left", "heavy-light", "forward");
            appendFirstAttributes(measure, i == 0);
            m_pending.clear();
            for (const StaffSign& sign : measure.signs)
                if (measure.start < sign.start)
                    m_pending.push_back(sign);
            m_cursor = measure.start;
            for (const auto& [staffAndVoice, chords] : voicesOf(measure))
                appendVoice(measure, staffAndVoice.first, staffAndVoice.second, chords);
            moveTo(measure.start + measure.length, 0, 0);
            for (std::size_t place = 0; place < m_staves.size(); ++place)
                appendPending(place, measure.start + measure.length); // a clef before the barline
            const std::string& barline = measure.barline;
            const bool backwards = repeatsBefore(barline);
            repeats = repeatsBehind(barline);
            if (const std::string style = barStyle(barline); !style.empty() && (backwards || style != "heavy-light"))
                appendBarline("right", backwards ? "light-heavy" : style, backwards ? "backward" : "");
        }
    }

private:
    using Voices = std::map<std::pair<std::size_t, std::size_t>, std::vector<const TimedChord*>>;

    // Keyed by the place of the staff in the part and the voice. A measure in which a staff has nothing has it too.
    [[nodiscard]] Voices voicesOf(const TimedMeasure& measure) const
    {
        Voices voices;
        for (std::size_t place = 0; place < m_staves.size(); ++place)
            for (const TimedChord& chord : measure.chords)
                if (chord.staff == m_staves[place])
                    voices[{ place, chord.voice }].push_back(&chord);
        return voices;
    }

    [[nodiscard]] long long units(const Fraction& length) const { return length.top * m_divisions / length.bottom; }

    [[nodiscard]] std::size_t staffNumber(std::size_t place) const { return m_staves.size() > 1 ? place + 1 : 0; }

    void appendBarline(const char* location, std::string_view style, std::string_view repeat)
    {
        pugi::xml_node barline = m_node.append_child("barline");
        setAttribute(barline, "location", location);
        appendText(barline, "bar-style", style);
        if (!repeat.empty())
            setAttribute(barline.append_child("repeat"), "direction", repeat);
    }

    [[nodiscard]] const std::string* signAt(
        const TimedMeasure& measure, std::size_t staff, std::string_view start) const
    {
        const std::string* found = nullptr;
        for (const StaffSign& sign : measure.signs)
            if (sign.staff == staff && sign.start == measure.start && sign.text.starts_with(start))
                found = &sign.text;
        return found;
    }

    void appendFirstAttributes(const TimedMeasure& measure, bool isFirst)
    {
        pugi::xml_node attributes = m_node.append_child("attributes");
        if (isFirst)
            appendText(attributes, "divisions", std::to_string(m_divisions));
        const std::string* const key = signAt(measure, m_staves.front(), "*k[");
        if (isFirst || key != nullptr)
            appendKey(attributes, key == nullptr ? 0 : fifthsOf(*key).value_or(0));
        for (const StaffSign& sign : measure.signs)
            if (const std::optional<Meter> meter = meterOf(sign.text);
                meter && sign.staff == m_staves.front() && sign.start == measure.start)
                appendTime(attributes, *meter, signAt(measure, sign.staff, "*met("));
        if (isFirst && m_staves.size() > 1)
            appendText(attributes, "staves", std::to_string(m_staves.size()));
        for (std::size_t place = 0; place < m_staves.size(); ++place) {
            const std::string* const text = signAt(measure, m_staves[place], "*clef");
            std::optional<Clef> clef = text == nullptr ? std::nullopt : clefOf(*text);
            if (isFirst && !clef)
                clef = usualClef(place == 0);
            if (clef)
                appendClef(attributes, *clef, staffNumber(place));
        }
        if (!attributes.first_child())
            m_node.remove_child(attributes);
        if (const std::string* const tempo = signAt(measure, m_staves.front(), "*MM"))
            appendTempo(*tempo);
    }

    static void appendKey(pugi::xml_node attributes, int fifths)
    {
        appendText(attributes.append_child("key"), "fifths", std::to_string(fifths));
    }

    static void appendTime(pugi::xml_node attributes, const Meter& meter, const std::string* symbol)
    {
        pugi::xml_node time = attributes.append_child("time");
        if (symbol != nullptr && (*symbol == "*met(c)" || *symbol == "*met(c|)"))
            setAttribute(time, "symbol", *symbol == "*met(c)" ? "common" : "cut");
        appendText(time, "beats", std::to_string(meter.beats));
        appendText(time, "beat-type", std::to_string(meter.unit));
    }

    static void appendClef(pugi::xml_node attributes, const Clef& clef, std::size_t number)
    {
        pugi::xml_node node = attributes.append_child("clef");
        if (number > 0)
            setAttribute(node, "number", static_cast<long long>(number));
        appendText(node, "sign", std::string(1, clef.sign));
        appendText(node, "line", std::to_string(clef.line));
        if (clef.octaves != 0)
            appendText(node, "clef-octave-change", std::to_string(clef.octaves));
    }

    void appendTempo(const std::string& interpretation)
    {
        const std::string beats = interpretation.substr(3);
        if (!beats.empty() && beats.find_first_not_of("0123456789.") == std::string::npos && beats.front() != '.')
            setAttribute(m_node.append_child("sound"), "tempo", beats);
    }

    void appendVoice(
        const TimedMeasure& measure, std::size_t place, std::size_t voice, const std::vector<const TimedChord*>& chords)
    {
        moveTo(measure.start, 0, 0);
        VoiceState& state = m_states[{ place, voice }];
        const std::size_t number = place * kVoicesOfStaff + voice + 1;
        for (const TimedChord* const chord : chords) {
            appendPending(place, chord->start);
            moveTo(chord->start, number, staffNumber(place));
            NotePlace at{ units(chord->length), number, staffNumber(place), false };
            for (const KernNote& note : chord->notes) {
                appendNote(m_node, note, at, state);
                at.chordMember = true;
            }
            m_cursor = chord->start + chord->length;
        }
    }

    // Clefs that change within the measure, in the first voice that reaches them.
    void appendPending(std::size_t place, const Fraction& time)
    {
        for (auto sign = m_pending.begin(); sign != m_pending.end();) {
            if (sign->staff != m_staves[place] || time < sign->start) {
                ++sign;
                continue;
            }
            if (const std::optional<Clef> clef = clefOf(sign->text))
                appendClef(m_node.append_child("attributes"), *clef, staffNumber(place));
            else if (const std::optional<int> fifths = fifthsOf(sign->text); fifths && place == 0)
                appendKey(m_node.append_child("attributes"), *fifths);
            sign = m_pending.erase(sign);
        }
    }

    void moveTo(const Fraction& time, std::size_t voice, std::size_t staff)
    {
        const long long distance = units(time) - units(m_cursor);
        m_cursor = time;
        if (distance == 0)
            return;
        pugi::xml_node move = m_node.append_child(distance < 0 ? "backup" : "forward");
        appendText(move, "duration", std::to_string(distance < 0 ? -distance : distance));
        if (distance > 0 && voice > 0)
            appendText(move, "voice", std::to_string(voice));
        if (distance > 0 && staff > 0)
            appendText(move, "staff", std::to_string(staff));
    }

    pugi::xml_node m_part;
    const ScoreTimeline& m_timeline;
    const std::vector<std::size_t>& m_staves;
    int m_divisions;
    pugi::xml_node m_node; // the measure in hand
    Fraction m_cursor;
    std::vector<StaffSign> m_pending;
    std::map<std::pair<std::size_t, std::size_t>, VoiceState> m_states;
};

} // namespace

int divisionsOf(const ScoreTimeline& timeline)
{
    std::int64_t divisions = 1;
    const auto include = [&divisions](const Fraction& time) {
        const std::int64_t common = std::lcm(divisions, time.bottom);
        divisions = common > 0 && common <= kMostDivisions ? common : divisions;
    };
    for (const TimedMeasure& measure : timeline.measures) {
        include(measure.length);
        for (const TimedChord& chord : measure.chords) {
            include(chord.start);
            include(chord.length);
        }
    }
    return static_cast<int>(divisions);
}

void appendMeasures(
    pugi::xml_node part, const ScoreTimeline& timeline, const std::vector<std::size_t>& staves, int divisions)
{
    PartWriter(part, timeline, staves, divisions).write();
}

} // namespace palimpsest
