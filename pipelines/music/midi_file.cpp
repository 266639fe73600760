#include "pipelines/music/midi_file.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace palimpsest {
namespace {

constexpr int kVelocity = 80;
constexpr std::size_t kDrumChannel = 9;

struct MidiEvent {
    std::int64_t tick = 0;
    int order = 0; // at one tick: what ends, what is said, what begins
    std::string bytes;
};

void appendNumber(std::string& bytes, std::uint32_t number, int count)
{
    for (int shift = (count - 1) * 8; shift >= 0; shift -= 8)
        bytes += static_cast<char>(number >> shift & 0xFFU);
}

// Seven bits a byte, the highest first.
void appendVariable(std::string& bytes, std::uint32_t number)
{
    int groups = 1;
    while (groups < 5 && number >> (7 * groups) != 0)
        ++groups;
    for (int group = groups - 1; group >= 0; --group)
        bytes += static_cast<char>((number >> (7 * group) & 0x7FU) | (group > 0 ? 0x80U : 0U));
}

std::int64_t tickOf(const Fraction& time)
{
    return std::llround(time.value() * kTicksPerQuarter);
}

std::string metaEvent(int kind, const std::string& content)
{
    std::string bytes{ '\xFF', static_cast<char>(kind) };
    appendVariable(bytes, static_cast<std::uint32_t>(content.size()));
    return bytes + content;
}

std::string trackOf(std::vector<MidiEvent> events, std::int64_t end)
{
    std::stable_sort(events.begin(), events.end(),
        [](const MidiEvent& a, const MidiEvent& b) { return std::pair(a.tick, a.order) < std::pair(b.tick, b.order); });
    events.push_back({ std::max(end, events.empty() ? 0 : events.back().tick), 9, metaEvent(0x2F, {}) });
    std::string content;
    std::int64_t now = 0;
    for (const MidiEvent& event : events) {
        appendVariable(content, static_cast<std::uint32_t>(event.tick - now));
        content += event.bytes;
        now = event.tick;
    }
    std::string track = "MTrk";
    appendNumber(track, static_cast<std::uint32_t>(content.size()), 4);
    return track + content;
}

std::string tempoEvent(double quartersPerMinute)
{
    std::string content;
    appendNumber(content, static_cast<std::uint32_t>(std::lround(60e6 / quartersPerMinute)), 3);
    return metaEvent(0x51, content);
}

std::string meterEvent(const Meter& meter)
{
    const int power = std::countr_zero(static_cast<unsigned>(meter.unit));
    return metaEvent(0x58, { static_cast<char>(meter.beats), static_cast<char>(power), 24, 8 });
}

std::string keyEvent(const std::string& key)
{
    const auto sharps = std::count(key.begin(), key.end(), '#') - std::count(key.begin(), key.end(), '-');
    return metaEvent(0x59, { static_cast<char>(std::clamp<std::ptrdiff_t>(sharps, -7, 7)), '\0' });
}

std::vector<MidiEvent> conductorEvents(const ScoreTimeline& timeline)
{
    std::vector<MidiEvent> events;
    bool tempoSaid = false;
    for (const TimedMeasure& measure : timeline.measures) {
        for (const StaffSign& sign : measure.signs) {
            if (sign.staff != 0) // what holds for all stands in every staff
                continue;
            const std::int64_t tick = tickOf(sign.start);
            if (const double tempo = tempoOf(sign.text); tempo > 0) {
                events.push_back({ tick, 1, tempoEvent(tempo) });
                tempoSaid = tempoSaid || tick == 0;
            } else if (const std::optional<Meter> meter = meterOf(sign.text)) {
                events.push_back({ tick, 1, meterEvent(*meter) });
            } else if (sign.text.starts_with("*k[")) {
                events.push_back({ tick, 1, keyEvent(sign.text) });
            }
        }
    }
    if (!tempoSaid)
        events.insert(events.begin(), { 0, 0, tempoEvent(kUsualTempo) });
    return events;
}

struct SoundingNote {
    int pitch = 0;
    Fraction start;
    Fraction end;
};

// Notes of one staff in the order of their chords.
class Sounding {
public:
    void add(const TimedChord& chord)
    {
        std::vector<const TimedChord*>& graces = m_graces[chord.voice];
        const bool grace
            = std::all_of(chord.notes.begin(), chord.notes.end(), [](const KernNote& note) { return note.grace; });
        if (grace) {
            graces.push_back(&chord);
            return;
        }
        Fraction start = chord.start;
        if (!graces.empty()) {
            const Fraction each = lengthOfEach(graces.size(), chord.length);
            for (const TimedChord* const before : std::exchange(graces, {})) {
                for (const KernNote& note : before->notes)
                    if (!note.rest)
                        m_notes.push_back({ midiPitch(note), start, start + each });
                start = start + each;
            }
        }
        for (const KernNote& note : chord.notes)
            if (!note.rest && !note.grace)
                sound(note, chord, start);
    }

    [[nodiscard]] std::vector<SoundingNote> take() { return std::move(m_notes); }

private:
    // A 32nd, and not more than half of the note behind them altogether.
    static Fraction lengthOfEach(std::size_t count, const Fraction& length)
    {
        const Fraction fitting = Fraction(length.top, length.bottom * 2 * static_cast<std::int64_t>(count));
        const Fraction thirtySecond(1, 8);
        return fitting < thirtySecond ? fitting : thirtySecond;
    }

    void sound(const KernNote& note, const TimedChord& chord, const Fraction& start)
    {
        const int pitch = midiPitch(note);
        const Fraction end = chord.start + chord.length;
        const auto before = m_open.find(pitch);
        const bool goesOn = note.count(']') + note.count('_') > 0 && before != m_open.end()
            && m_notes[before->second].end == chord.start;
        if (goesOn) {
            m_notes[before->second].end = end;
        } else {
            m_notes.push_back({ pitch, start, end });
            m_open[pitch] = m_notes.size() - 1;
        }
        if (note.count('[') + note.count('_') == 0)
            m_open.erase(pitch);
    }

    std::vector<SoundingNote> m_notes;
    std::map<int, std::size_t> m_open; // pitch -> the note that is tied over
    std::map<std::size_t, std::vector<const TimedChord*>>
        m_graces; // of each voice, before the note that they belong to
};

std::vector<MidiEvent> staffEvents(const ScoreTimeline& timeline, std::size_t staff)
{
    Sounding sounding;
    for (const TimedMeasure& measure : timeline.measures)
        for (const TimedChord& chord : measure.chords)
            if (chord.staff == staff)
                sounding.add(chord);
    const std::vector<SoundingNote> notes = sounding.take();
    std::vector<MidiEvent> events;
    const std::size_t channel = staff % 15 < kDrumChannel ? staff % 15 : staff % 15 + 1;
    for (const SoundingNote& note : notes) {
        const std::int64_t start = tickOf(note.start);
        const std::int64_t end = std::max(start + 1, tickOf(note.end));
        const auto pitch = static_cast<char>(std::clamp(note.pitch, 0, 127));
        events.push_back({ start, 2, { static_cast<char>(0x90U | channel), pitch, static_cast<char>(kVelocity) } });
        events.push_back({ end, 0, { static_cast<char>(0x80U | channel), pitch, 0 } });
    }
    return events;
}

} // namespace

int midiPitch(const KernNote& note)
{
    constexpr std::array kSemitones{ 0, 2, 4, 5, 7, 9, 11 };
    const int octave = note.step >= 0 ? note.step / 7 : (note.step - 6) / 7;
    return 60 + 12 * octave + kSemitones.at(static_cast<std::size_t>(note.step - 7 * octave)) + note.alteration;
}

std::string midiFile(const ScoreTimeline& timeline)
{
    Fraction length;
    if (!timeline.measures.empty())
        length = timeline.measures.back().start + timeline.measures.back().length;
    const std::int64_t end = tickOf(length);
    std::string bytes = "MThd";
    appendNumber(bytes, 6, 4);
    appendNumber(bytes, 1, 2);
    appendNumber(bytes, static_cast<std::uint32_t>(timeline.staves + 1), 2);
    appendNumber(bytes, kTicksPerQuarter, 2);
    bytes += trackOf(conductorEvents(timeline), end);
    for (std::size_t staff = 0; staff < timeline.staves; ++staff)
        bytes += trackOf(staffEvents(timeline, staff), end);
    return bytes;
}

} // namespace palimpsest
