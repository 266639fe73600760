#include "pipelines/score/signs_to_kern.h"

#include <algorithm>
#include <map>
#include <utility>

#include "pipelines/music/kern_score.h"

namespace palimpsest {
namespace {

struct KernEvent {
    Fraction length;
    std::string text;
};

struct KernMeasure {
    std::vector<KernEvent> events;
    std::string barline; // that ends it; empty: none
};

std::string barlineText(const ReadBarline& barline, bool isLast)
{
    if (barline.dotsBefore && barline.dotsBehind)
        return "=:|!|:";
    if (barline.dotsBefore)
        return "=:|!";
    if (barline.dotsBehind)
        return "=!|:";
    if (barline.thick && isLast)
        return "==";
    if (barline.thick)
        return "=|!";
    return barline.twice ? "=||" : "=";
}

KernNote lengthOf(const ReadChord& chord)
{
    KernNote note;
    note.reciprocal = 1 << chord.halvings;
    note.dots = chord.dots;
    return note;
}

// Writes the measures of one staff: pitches by clef, key and the accidentals of the measure.
class StaffWriter {
public:
    StaffWriter(const ReadStaff& staff, const StaffSignature& signature, const std::optional<Meter>& meter)
        : m_staff(staff),
          m_clef(signature.clef.value_or(Clef{})),
          m_fifths(signature.fifths),
          m_meter(meter)
    {
    }

    std::vector<KernMeasure> write()
    {
        std::vector<KernMeasure> measures(1);
        std::size_t next = 0;
        for (const ReadBarline& barline : m_staff.barlines) {
            while (next < m_staff.chords.size() && m_staff.chords[next].x < barline.left)
                add(measures.back(), next++);
            const bool isLast = &barline == &m_staff.barlines.back() && next == m_staff.chords.size();
            if (measures.size() == 1 && measures.back().events.empty() && !barline.dotsBehind)
                continue; // the line that a system begins with
            measures.back().barline = barlineText(barline, isLast);
            measures.emplace_back();
            m_heard.clear();
        }
        while (next < m_staff.chords.size())
            add(measures.back(), next++);
        if (measures.back().events.empty())
            measures.pop_back();
        return measures;
    }

private:
    void add(KernMeasure& measure, std::size_t place)
    {
        const ReadChord& chord = m_staff.chords[place];
        KernNote length = lengthOf(chord);
        if (chord.wholeMeasure && m_meter)
            if (const std::optional<KernNote> whole = filling(*m_meter))
                length = *whole;
        std::string text;
        if (chord.pitches.empty()) {
            length.rest = true;
            text = noteText(length);
        }
        std::map<int, int> tied;
        for (const ReadPitch& pitch : chord.pitches) {
            KernNote note = length;
            note.step = m_clef.lowestStep() + pitch.step;
            const auto held = m_tied.find(note.step);
            const bool isHeld = held != m_tied.end() && !pitch.shown;
            if (pitch.shown)
                m_heard[note.step] = static_cast<int>(*pitch.shown);
            const auto heard = m_heard.find(note.step);
            note.alteration = isHeld     ? held->second
                : heard != m_heard.end() ? heard->second
                                         : alterationIn(m_fifths, note.step);
            if (pitch.tiedBehind)
                tied[note.step] = note.alteration;
            if (pitch.tiedBehind && !isHeld)
                note.openings = "[";
            note.marks = beamMarks(place);
            if (isHeld)
                note.marks += pitch.tiedBehind ? "_" : "]";
            text += (text.empty() ? "" : " ") + noteText(note);
        }
        m_tied = std::move(tied);
        measure.events.push_back({ length.quarters(), std::move(text) });
    }

    // A rest that fills a measure.
    static std::optional<KernNote> filling(const Meter& meter)
    {
        for (int reciprocal = 1; reciprocal <= 32; reciprocal *= 2)
            for (int dots = 0; dots <= 1; ++dots) {
                KernNote rest;
                rest.reciprocal = reciprocal;
                rest.dots = dots;
                if (rest.quarters() == meter.quarters())
                    return rest;
            }
        return std::nullopt;
    }

    // Beams that begin and end here, and hooks.
    [[nodiscard]] std::string beamMarks(std::size_t place) const
    {
        const StemEnd& end = m_staff.chords[place].end;
        const int before = place > 0 ? m_staff.chords[place - 1].end.joined : 0;
        const int behind = end.joined;
        std::string marks(static_cast<std::size_t>(std::max(0, behind - before)), 'L');
        marks += std::string(static_cast<std::size_t>(std::max(0, before - behind)), 'J');
        const int hooks = end.flags > 0 ? 0 : end.halvings() - std::max(before, behind);
        marks += std::string(static_cast<std::size_t>(std::max(0, hooks)), end.before > before ? 'k' : 'K');
        return marks;
    }

    const ReadStaff& m_staff;
    Clef m_clef;
    int m_fifths;
    std::optional<Meter> m_meter;
    std::map<int, int> m_heard; // accidentals of the measure, by step
    std::map<int, int> m_tied;  // what sounds on from the chord before
};

std::string clefText(const Clef& clef)
{
    return "*clef" + std::string(1, clef.sign) + (clef.octaves < 0 ? "v" : "") + std::to_string(clef.line);
}

std::string keyText(int fifths)
{
    constexpr const char* kSharps = "fcgdaeb";
    constexpr const char* kFlats = "beadgcf";
    std::string text = "*k[";
    for (int i = 0; i < std::abs(fifths); ++i)
        text += std::string(1, fifths > 0 ? kSharps[i] : kFlats[i]) + (fifths > 0 ? "#" : "-");
    return text + "]";
}

void addRow(std::string& text, const std::vector<std::string>& cells)
{
    for (std::size_t i = 0; i < cells.size(); ++i)
        text += (i == 0 ? "" : "\t") + cells[i];
    text += "\n";
}

// One measure of all staves: what begins at the same moment stands in one row.
void addMeasure(std::string& text, const std::vector<const KernMeasure*>& measure)
{
    std::vector<std::pair<Fraction, std::vector<std::string>>> rows;
    for (std::size_t spine = 0; spine < measure.size(); ++spine) {
        Fraction moment;
        for (std::size_t i = 0; measure[spine] != nullptr && i < measure[spine]->events.size(); ++i) {
            const KernEvent& event = measure[spine]->events[i];
            auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& other) { return other.first == moment; });
            if (row == rows.end())
                row = rows.insert(rows.end(), { moment, std::vector<std::string>(measure.size(), ".") });
            row->second[spine] = event.text;
            moment = moment + event.length;
        }
    }
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [moment, cells] : rows)
        addRow(text, cells);
}

} // namespace

std::string kernOf(const std::vector<ReadStaff>& staves, MusicBefore& before)
{
    std::vector<StaffSignature> signatures;
    for (std::size_t i = 0; i < staves.size(); ++i) {
        StaffSignature signature = staves[i].signature;
        const bool isKnown = i < before.signatures.size();
        if (!signature.clef)
            signature.clef = isKnown ? before.signatures[i].clef : usualClef(i == 0);
        signatures.push_back(signature);
    }
    std::optional<Meter> shown;
    std::string sign;
    for (const StaffSignature& signature : signatures)
        if (signature.meter && !shown) {
            shown = signature.meter;
            sign = signature.meterSign;
        }
    const std::optional<Meter> meter = shown ? shown : before.meter;
    before = { meter, signatures };

    const std::size_t spines = staves.size();
    std::vector<std::vector<KernMeasure>> measures;
    std::vector<std::string> clefs;
    std::vector<std::string> keys;
    for (std::size_t spine = 0; spine < spines; ++spine) {
        const std::size_t staff = spines - 1 - spine;
        measures.push_back(StaffWriter(staves[staff], signatures[staff], meter).write());
        clefs.push_back(clefText(*signatures[staff].clef));
        keys.push_back(keyText(signatures[staff].fifths));
    }
    std::string text;
    addRow(text, std::vector<std::string>(spines, "**kern"));
    addRow(text, clefs);
    addRow(text, keys);
    if (shown) {
        addRow(text,
            std::vector<std::string>(spines, "*M" + std::to_string(shown->beats) + "/" + std::to_string(shown->unit)));
        if (!sign.empty())
            addRow(text, std::vector<std::string>(spines, "*met(" + sign + ")"));
    }
    std::size_t count = 0;
    for (const std::vector<KernMeasure>& staff : measures)
        count = std::max(count, staff.size());
    for (std::size_t i = 0; i < count; ++i) {
        std::vector<const KernMeasure*> measure;
        std::string barline;
        for (const std::vector<KernMeasure>& staff : measures) {
            measure.push_back(i < staff.size() ? &staff[i] : nullptr);
            if (barline.empty() && i < staff.size())
                barline = staff[i].barline;
        }
        addMeasure(text, measure);
        if (!barline.empty())
            addRow(text, std::vector<std::string>(spines, barline));
    }
    addRow(text, std::vector<std::string>(spines, "*-"));
    return text;
}

} // namespace palimpsest
