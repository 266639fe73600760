#include "pipelines/music/engraving_chord.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "pipelines/music/engraving_ink.h"

namespace palimpsest {
namespace {

constexpr double kAccidentalGap = 0.18;
constexpr double kDotGap = 0.3;
constexpr double kFlagReach = 1.0;

MusicGlyph headOf(const WrittenLength& length)
{
    return length.halvings < 0 ? MusicGlyph::NoteheadBreve
        : length.halvings == 0 ? MusicGlyph::NoteheadWhole
        : length.halvings == 1 ? MusicGlyph::NoteheadHalf
                               : MusicGlyph::NoteheadBlack;
}

MusicGlyph restOf(const WrittenLength& length)
{
    constexpr std::array kRests{ MusicGlyph::RestBreve, MusicGlyph::RestWhole, MusicGlyph::RestHalf,
        MusicGlyph::RestQuarter, MusicGlyph::Rest8th, MusicGlyph::Rest16th, MusicGlyph::Rest32nd, MusicGlyph::Rest64th,
        MusicGlyph::Rest128th };
    return kRests.at(std::min(static_cast<std::size_t>(length.halvings + 1), kRests.size() - 1));
}

MusicGlyph accidentalOf(int alteration)
{
    return alteration == 0 ? MusicGlyph::AccidentalNatural
        : alteration == 1  ? MusicGlyph::AccidentalSharp
        : alteration > 1   ? MusicGlyph::AccidentalDoubleSharp
        : alteration == -1 ? MusicGlyph::AccidentalFlat
                           : MusicGlyph::AccidentalDoubleFlat;
}

bool hasLedger(const LaidChord& chord, const LaidHead& head)
{
    return !chord.rest && (head.y < -0.9 || head.y > kStaffHeight + 0.9);
}

bool isOnLine(double y)
{
    return std::abs(y - std::round(y)) < 0.1;
}

// Heads a second apart do not stand above each other: counted from the foot of the stem, every other one goes to its
// far side.
void spreadSeconds(LaidChord& chord)
{
    const bool up = chord.stem != Stem::Down;
    const double aside = widthOf(chord.heads.front().glyph) * chord.scale * (up ? 1 : -1);
    const std::size_t count = chord.heads.size();
    for (std::size_t i = 1; i < count; ++i) {
        LaidHead& head = chord.heads[up ? i : count - 1 - i];
        const LaidHead& before = chord.heads[up ? i - 1 : count - i];
        if (std::abs(head.step - before.step) < 2 && before.dx == 0)
            head.dx = aside;
    }
}

// How far the second voice stands to the right of the first.
double shiftOf(const LaidChord& first, const LaidChord& second)
{
    const LaidChord& upper = first.stem == Stem::Down ? second : first;
    const LaidChord& lower = first.stem == Stem::Down ? first : second;
    const int apart = upper.heads.front().step - lower.heads.back().step;
    if (apart > 1)
        return 0;
    const bool oneHead = apart == 0 && upper.heads.front().glyph == lower.heads.back().glyph
        && upper.heads.front().accidental == lower.heads.back().accidental && upper.written.halvings > 0
        && upper.chord->notes.front().dots == lower.chord->notes.front().dots;
    if (oneHead)
        return 0;
    return widthOf(upper.heads.front().glyph) + (apart == 1 ? 0 : 0.1);
}

void placeVoices(const std::vector<LaidChord*>& chords)
{
    double shift = 0;
    const LaidChord* before = nullptr;
    for (LaidChord* const chord : chords) {
        if (chord->rest)
            continue;
        if (before != nullptr) {
            shift += shiftOf(*before, *chord);
            // A chord with stems downwards whose seconds reach to the left stays behind what is there.
            for (LaidHead& head : chord->heads)
                head.dx += shift;
        }
        before = chord;
    }
}

void placeAccidentals(const std::vector<LaidChord*>& chords)
{
    struct Column {
        std::vector<RectF> taken; // only their heights count
        double left = 0;
    };
    std::vector<LaidHead*> heads;
    double left = 0;
    for (LaidChord* const chord : chords)
        for (LaidHead& head : chord->heads) {
            left = std::min(left, head.dx - (hasLedger(*chord, head) ? kLedgerReach * 0.6 : 0));
            if (head.accidental)
                heads.push_back(&head);
        }
    std::stable_sort(heads.begin(), heads.end(), [](const LaidHead* a, const LaidHead* b) { return a->y < b->y; });
    const double scale = chords.front()->scale;
    std::vector<Column> columns;
    std::vector<std::size_t> chosen;
    double widest = 0;
    for (const LaidHead* const head : heads) {
        const InkGlyph glyph{ *head->accidental, { 0, head->y }, scale };
        const RectF box = glyph.bounds();
        widest = std::max(widest, box.width());
        std::size_t place = 0;
        const auto collides = [&box](const RectF& other) { return box.top < other.bottom && other.top < box.bottom; };
        while (
            place < columns.size() && std::any_of(columns[place].taken.begin(), columns[place].taken.end(), collides))
            ++place;
        columns.resize(std::max(columns.size(), place + 1));
        columns[place].taken.push_back(box);
        chosen.push_back(place);
    }
    for (std::size_t i = 0; i < heads.size(); ++i) {
        const double right = left - kAccidentalGap - static_cast<double>(chosen[i]) * (widest + 0.1);
        heads[i]->accidentalX = right - widthOf(*heads[i]->accidental) * scale;
    }
}

void placeDots(const std::vector<LaidChord*>& chords)
{
    double right = 0;
    for (const LaidChord* const chord : chords)
        for (const LaidHead& head : chord->heads)
            right = std::max(right, head.dx + widthOf(head.glyph) * chord->scale);
    std::set<int> taken; // halves of a space
    for (LaidChord* const chord : chords) {
        if (chord->chord->notes.front().dots == 0 || chord->fillsMeasure)
            continue;
        const bool flagged = chord->stem == Stem::Up && chord->written.flags() > 0 && chord->beam == kNoNote;
        chord->dotX = right + kDotGap + (flagged && isOnLine(chord->heads.front().y) ? 0.45 : 0);
        for (auto head = chord->heads.rbegin(); head != chord->heads.rend(); ++head) {
            const double y = chord->rest ? kStaffMiddle + std::round(head->y - kStaffMiddle) : head->y;
            const double aside = chord->shared && chord->stem == Stem::Down ? 0.5 : -0.5;
            double place = isOnLine(y) ? y + aside : y;
            if (!taken.insert(static_cast<int>(std::lround(place * 2))).second) {
                place = isOnLine(y) ? y - aside : y + 1;
                if (!taken.insert(static_cast<int>(std::lround(place * 2))).second)
                    continue;
            }
            head->dotY = place;
        }
    }
}

} // namespace

LaidChord laidChord(const TimedChord& chord, const TimedMeasure& measure, const Clef& clef)
{
    LaidChord laid;
    laid.chord = &chord;
    const KernNote& first = chord.notes.front();
    laid.grace = std::all_of(chord.notes.begin(), chord.notes.end(), [](const KernNote& note) { return note.grace; });
    laid.scale = laid.grace ? kGraceScale : 1;
    laid.written = writtenLength(first);
    laid.rest = std::all_of(chord.notes.begin(), chord.notes.end(), [](const KernNote& note) { return note.rest; });
    laid.fillsMeasure = laid.rest && !laid.grace && chord.start == measure.start && chord.length == measure.length;
    if (laid.rest) {
        if (laid.fillsMeasure && laid.written.halvings >= 0)
            laid.written.halvings = 0;
        const MusicGlyph glyph = restOf(laid.written);
        LaidHead head;
        head.y = glyph == MusicGlyph::RestWhole ? kStaffMiddle - 1 : kStaffMiddle;
        head.glyph = glyph;
        laid.heads.push_back(head);
        return laid;
    }
    for (std::size_t i = 0; i < chord.notes.size(); ++i) {
        if (chord.notes[i].rest)
            continue;
        LaidHead head;
        head.member = i;
        head.step = chord.notes[i].step;
        head.y = kStaffHeight - (head.step - clef.lowestStep()) / 2.0;
        head.glyph = headOf(laid.written);
        laid.heads.push_back(head);
    }
    std::stable_sort(
        laid.heads.begin(), laid.heads.end(), [](const LaidHead& a, const LaidHead& b) { return a.step < b.step; });
    return laid;
}

void chooseAccidentals(LaidChord& chord, int fifths, AlterationsHeard& heard)
{
    if (chord.rest)
        return;
    for (LaidHead& head : chord.heads) {
        const KernNote& note = chord.chord->notes[head.member];
        if (note.count(']') + note.count('_') > 0)
            continue; // what is tied over is told by the tie
        const auto before = heard.find(note.step);
        const int holds = before == heard.end() ? alterationIn(fifths, note.step) : before->second;
        if (note.alteration != holds || note.natural || note.count('X') > 0)
            head.accidental = accidentalOf(note.alteration);
        heard[note.step] = note.alteration;
    }
}

void placeBesideEachOther(const std::vector<LaidChord*>& chords)
{
    for (LaidChord* const chord : chords)
        if (!chord->rest)
            spreadSeconds(*chord);
    std::vector<LaidChord*> ordered = chords; // stems upwards come first
    std::stable_sort(ordered.begin(), ordered.end(),
        [](const LaidChord* a, const LaidChord* b) { return a->stem != Stem::Down && b->stem == Stem::Down; });
    placeVoices(ordered);
    placeAccidentals(ordered);
    placeDots(ordered);
}

double roomBefore(const LaidChord& chord)
{
    double left = 0;
    for (const LaidHead& head : chord.heads) {
        const bool ledger = hasLedger(chord, head);
        left = std::min({ left, head.dx - (ledger ? kLedgerReach : 0), head.accidental ? head.accidentalX : 0 });
    }
    return -left;
}

double roomBehind(const LaidChord& chord)
{
    if (chord.fillsMeasure)
        return 0;
    double right = 0;
    for (const LaidHead& head : chord.heads) {
        const bool ledger = hasLedger(chord, head);
        right
            = std::max(right, head.dx + widthOf(head.glyph) * chord.scale + (ledger ? kLedgerReach * chord.scale : 0));
        if (head.dotY)
            right = std::max(right, chord.dotX + kDotStep * chord.chord->notes.front().dots);
    }
    if (chord.stem == Stem::Up && chord.written.flags() > 0 && chord.beam == kNoNote && !chord.rest)
        right = std::max(right, stemXOf(chord) + kFlagReach * chord.scale);
    return right;
}

std::size_t marksOf(const LaidChord& chord, char mark)
{
    std::size_t most = 0;
    for (const KernNote& note : chord.chord->notes)
        most = std::max(most, note.count(mark));
    return most;
}

double footOf(const LaidChord& chord)
{
    return chord.stem == Stem::Up ? chord.heads.front().y : chord.heads.back().y;
}

double tipHeadOf(const LaidChord& chord)
{
    return chord.stem == Stem::Up ? chord.heads.back().y : chord.heads.front().y;
}

double stemXOf(const LaidChord& chord)
{
    // Heads that are spread stand on both sides of the stem; the one at its foot is where the column has it.
    const LaidHead& foot = chord.stem == Stem::Up ? chord.heads.front() : chord.heads.back();
    const double inside = kStemWeight / 2;
    return foot.dx + (chord.stem == Stem::Up ? widthOf(foot.glyph) * chord.scale - inside : inside);
}

} // namespace palimpsest
