#include "pipelines/score/staff_reader.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>

#include "pipelines/score/note_ties.h"
#include "pipelines/score/rest_shapes.h"

namespace palimpsest {
namespace {

constexpr int kClefRoom = kSpace * 11 / 4; // from the beginning of the staff: no note stands there
constexpr int kSameMoment = kSpace * 3 / 4;

// From the highest line to the lowest, or through both to another staff.
bool isBarline(const UprightStroke& stroke)
{
    return stroke.top <= kTopLine + 5 && stroke.bottom >= kBottomLine - 5;
}

std::vector<ReadBarline> barlinesOf(const std::vector<UprightStroke>& strokes)
{
    std::vector<ReadBarline> barlines;
    for (const UprightStroke& stroke : strokes) {
        const bool thick = stroke.width() > kSpace * 5 / 16;
        if (barlines.empty() || stroke.left - barlines.back().right > kSpace * 7 / 8) {
            barlines.push_back({ stroke.left, stroke.right, false, false, thick, false });
            continue;
        }
        ReadBarline& before = barlines.back();
        before.twice = before.twice || stroke.left > before.right + 1;
        before.thick = before.thick || thick;
        before.right = std::max(before.right, stroke.right);
    }
    return barlines;
}

bool isDot(const SignPiece& piece)
{
    const auto fits = [](int side) { return side >= kSpace * 3 / 16 && side <= kSpace * 5 / 8; };
    return fits(piece.box.width()) && fits(piece.box.height()) && piece.filled() > 0.55;
}

class StaffReader {
public:
    explicit StaffReader(const StaffPicture& picture) : m_picture(picture) { }

    ReadStaff read()
    {
        m_staff.signature = signatureOf(m_picture);
        std::vector<UprightStroke> strokes = findUprights(m_picture.signs);
        const int begins = std::max(m_staff.signature.right, m_picture.left + kClefRoom);
        std::erase_if(strokes, [begins](const UprightStroke& stroke) { return stroke.left < begins; });
        m_notes = headsAtStems(m_picture, strokes);
        std::erase_if(strokes, [this](const UprightStroke& stroke) { return !isBarline(stroke) || isStem(stroke); });
        m_ends = stemEnds(m_picture.signs, m_notes);
        Bitmap left = withoutNotes(m_picture.signs, m_notes, m_ends);
        m_staff.barlines = barlinesOf(strokes);
        for (const ReadBarline& barline : m_staff.barlines)
            left.clear({ barline.left - 1, 0, barline.right + 1, left.height });
        m_pieces = withWholeFlats(piecesOf(mended(m_picture, left, Mend::WithinPieces)));
        takeNotes();
        takeRests();
        std::sort(m_staff.chords.begin(), m_staff.chords.end(),
            [](const ReadChord& a, const ReadChord& b) { return a.x < b.x; });
        leaveAccidental();
        takeAccidentals();
        takeDots();
        takeTies();
        return std::move(m_staff);
    }

private:
    [[nodiscard]] bool isStem(const UprightStroke& stroke) const
    {
        return std::any_of(m_notes.begin(), m_notes.end(), [&stroke](const StemmedHeads& note) {
            return note.stem.left == stroke.left && note.stem.top == stroke.top;
        });
    }

    void takeNotes()
    {
        for (std::size_t i = 0; i < m_notes.size(); ++i) {
            const StemmedHeads& note = m_notes[i];
            ReadChord chord;
            chord.x = note.heads.front().x;
            for (const FoundHead& head : note.heads)
                chord.pitches.push_back({ head.step, {}, false });
            const bool black = note.heads.front().shape == HeadShape::Black;
            chord.end = m_ends[i];
            chord.halvings = black ? 2 + m_ends[i].halvings() : 1;
            m_staff.chords.push_back(std::move(chord));
        }
        std::vector<SignPiece> behind;
        for (const SignPiece& piece : m_pieces)
            if (piece.box.left >= m_staff.signature.right)
                behind.push_back(piece);
        for (const FoundHead& head : wholeHeads(m_picture, behind)) {
            const auto together
                = std::find_if(m_staff.chords.begin(), m_staff.chords.end(), [&head](const ReadChord& chord) {
                      return chord.halvings == 0 && std::abs(chord.x - head.x) < kSpace * 2;
                  });
            if (together != m_staff.chords.end()) {
                together->pitches.push_back({ head.step, {}, false });
                continue;
            }
            ReadChord chord;
            chord.x = head.x;
            chord.halvings = 0;
            chord.pitches.push_back({ head.step, {}, false });
            m_staff.chords.push_back(std::move(chord));
        }
        for (ReadChord& chord : m_staff.chords)
            std::sort(chord.pitches.begin(), chord.pitches.end(),
                [](const ReadPitch& a, const ReadPitch& b) { return a.step < b.step; });
    }

    void takeRests()
    {
        for (const SignPiece& piece : m_pieces) {
            if (piece.box.left < m_staff.signature.right)
                continue;
            const std::optional<int> halvings = restOf(piece);
            if (!halvings || accidentalBefore(piece))
                continue;
            ReadChord rest;
            rest.x = piece.middleX();
            rest.halvings = *halvings;
            m_staff.chords.push_back(rest);
        }
        // A whole rest alone between two barlines.
        for (ReadChord& chord : m_staff.chords)
            chord.wholeMeasure = chord.pitches.empty() && chord.halvings == 0 && isAlone(chord);
    }

    // What looks like a rest and stands close before a head of its height.
    [[nodiscard]] bool accidentalBefore(const SignPiece& piece)
    {
        const std::optional<FoundAccidental> accidental = accidentalOf(piece);
        return accidental && pitchAt(piece, accidental->row) != nullptr;
    }

    [[nodiscard]] bool isAlone(const ReadChord& rest) const
    {
        int from = m_staff.signature.right;
        int to = m_picture.all.width;
        for (const ReadBarline& barline : m_staff.barlines) {
            if (barline.right <= rest.x)
                from = std::max(from, barline.right);
            if (barline.left >= rest.x)
                to = std::min(to, barline.left);
        }
        return std::none_of(m_staff.chords.begin(), m_staff.chords.end(),
            [&](const ReadChord& other) { return &other != &rest && other.x > from && other.x < to; });
    }

    // The pitch to the right of a piece, at a row; null: none near.
    [[nodiscard]] ReadPitch* pitchAt(const SignPiece& piece, int row)
    {
        constexpr int kReach = kSpace * 9 / 2;
        ReadPitch* found = nullptr;
        int nearest = std::numeric_limits<int>::max();
        for (ReadChord& chord : m_staff.chords) {
            const int away = chord.x - piece.box.right;
            if (away < 0 || away > kReach || isBarlineBetween(piece.box.right, chord.x))
                continue;
            for (ReadPitch& pitch : chord.pitches) {
                const int off = std::abs(kBottomLine - pitch.step * kStep - row);
                if (off > kStep * 3 / 4 || away >= nearest)
                    continue;
                nearest = away;
                found = &pitch;
            }
        }
        return found;
    }

    [[nodiscard]] bool isBarlineBetween(int from, int to) const
    {
        return std::any_of(m_staff.barlines.begin(), m_staff.barlines.end(),
            [&](const ReadBarline& barline) { return barline.left >= from && barline.right <= to; });
    }

    // What ends a key without a meter behind it may be the accidental of the first note.
    void leaveAccidental()
    {
        StaffSignature& signature = m_staff.signature;
        if (signature.meter || signature.fifths == 0 || m_staff.chords.empty())
            return;
        const ReadChord& first = m_staff.chords.front();
        const bool isOfNote = first.x - signature.right < kSpace * 2
            && std::any_of(first.pitches.begin(), first.pitches.end(), [&](const ReadPitch& pitch) {
                   return std::abs(kBottomLine - pitch.step * kStep - signature.lastOfKey) <= kStep * 3 / 4;
               });
        if (!isOfNote)
            return;
        signature.fifths -= signature.fifths > 0 ? 1 : -1;
        signature.right = signature.beforeLast;
    }

    void takeAccidentals()
    {
        for (const SignPiece& piece : m_pieces) {
            if (piece.box.left < m_staff.signature.right)
                continue;
            const std::optional<FoundAccidental> accidental = accidentalOf(piece);
            if (!accidental)
                continue;
            if (ReadPitch* const pitch = pitchAt(piece, accidental->row))
                pitch->shown = accidental->kind;
        }
    }

    void takeDots()
    {
        std::map<const ReadChord*, int> firstDots; // their columns
        for (const SignPiece& piece : m_pieces) {
            if (!isDot(piece) || piece.box.left < m_staff.signature.right || isOfRepeat(piece))
                continue;
            ReadChord* nearest = nullptr;
            for (ReadChord& chord : m_staff.chords) {
                const int away = piece.middleX() - chord.x;
                const bool isBeside = away > kSpace * 3 / 4 && away < kSpace * 11 / 4;
                if (isBeside && isAtHeight(chord, piece.middleY()) && (nearest == nullptr || chord.x > nearest->x))
                    nearest = &chord;
            }
            if (nearest == nullptr)
                continue;
            // Each head of a chord has dots of its own, one below the other.
            const auto [first, isFirst] = firstDots.try_emplace(nearest, piece.middleX());
            const bool isSecond = !isFirst && std::abs(piece.middleX() - first->second) > kSpace * 3 / 8;
            nearest->dots = std::max(nearest->dots, isSecond ? 2 : 1);
        }
    }

    static bool isAtHeight(const ReadChord& chord, int row)
    {
        if (chord.pitches.empty())
            return std::abs(row - (kMiddleLine - kStep)) <= kStep;
        return std::any_of(chord.pitches.begin(), chord.pitches.end(), [row](const ReadPitch& pitch) {
            const int off = kBottomLine - pitch.step * kStep - row; // how far above the head
            return pitch.step % 2 == 0 ? std::abs(off - kStep) <= kStep / 2 || std::abs(off + kStep) <= kStep / 2
                                       : std::abs(off) <= kStep / 2;
        });
    }

    bool isOfRepeat(const SignPiece& dot)
    {
        for (ReadBarline& barline : m_staff.barlines) {
            const bool before = dot.box.right <= barline.left && barline.left - dot.box.right < kSpace * 7 / 8;
            const bool behind = dot.box.left >= barline.right && dot.box.left - barline.right < kSpace * 7 / 8;
            const bool inPlace = std::abs(std::abs(dot.middleY() - kMiddleLine) - kStep) <= 4;
            if (!inPlace || !(before || behind) || !hasTwin(dot))
                continue;
            barline.dotsBefore = barline.dotsBefore || before;
            barline.dotsBehind = barline.dotsBehind || behind;
            return true;
        }
        return false;
    }

    // The other dot of a repeat, on the other side of the middle line.
    [[nodiscard]] bool hasTwin(const SignPiece& dot) const
    {
        return std::any_of(m_pieces.begin(), m_pieces.end(), [&dot](const SignPiece& other) {
            return isDot(other) && std::abs(other.middleX() - dot.middleX()) <= 3
                && std::abs(other.middleY() + dot.middleY() - 2 * kMiddleLine) <= 5
                && std::abs(other.middleY() - dot.middleY()) > kStep;
        });
    }

    void takeTies()
    {
        for (std::size_t i = 0; i + 1 < m_staff.chords.size(); ++i)
            for (ReadPitch& pitch : m_staff.chords[i].pitches)
                for (const ReadPitch& next : m_staff.chords[i + 1].pitches)
                    if (next.step == pitch.step && !next.shown
                        && isTied(
                            m_picture, m_staff.chords[i].x, m_staff.chords[i + 1].x, kBottomLine - pitch.step * kStep))
                        pitch.tiedBehind = true;
    }

    const StaffPicture& m_picture;
    std::vector<StemmedHeads> m_notes;
    std::vector<StemEnd> m_ends;
    std::vector<SignPiece> m_pieces;
    ReadStaff m_staff;
};

} // namespace

ReadStaff readStaff(const StaffPicture& picture)
{
    return StaffReader(picture).read();
}

} // namespace palimpsest
