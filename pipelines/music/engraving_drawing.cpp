#include "pipelines/music/engraving_drawing.h"

#include <algorithm>
#include <cmath>

#include "pipelines/music/engraving_chord.h"
#include "pipelines/music/engraving_ink.h"
#include "pipelines/music/engraving_signs.h"

namespace palimpsest {
namespace {

constexpr double kLedgerWeight = 0.16;
constexpr double kFootAway = 0.17; // where a stem leaves its head
constexpr double kFlagStep = 0.75;

class ChordDrawer {
public:
    ChordDrawer(const LaidChord& chord, double x, Ink& ink, std::vector<EngravedNote>& notes)
        : m_chord(chord),
          m_x(x),
          m_ink(ink),
          m_notes(notes)
    {
    }

    void draw()
    {
        for (const LaidHead& head : m_chord.heads)
            drawHead(head);
        // Rests among the notes of a chord are not printed; what points at them finds the chord.
        const RectF first = m_notes[m_chord.firstNote + m_chord.heads.front().member].box;
        for (std::size_t i = 0; i < m_chord.chord->notes.size(); ++i)
            if (RectF& box = m_notes[m_chord.firstNote + i].box; box.area() <= 0)
                box = first;
        if (m_chord.rest)
            return;
        drawLedgers();
        if (m_chord.written.halvings > 0)
            drawStem();
        drawMarks();
    }

private:
    void drawHead(const LaidHead& head)
    {
        const std::size_t note = m_chord.firstNote + head.member;
        const PointF at{ m_x + head.dx, head.y };
        m_ink.glyphs.push_back(glyphFrom(head.glyph, at, m_chord.scale, note));
        m_notes[note].box = m_ink.glyphs.back().bounds();
        if (m_chord.rest && (head.y < 0 || head.y > kStaffHeight))
            drawRestLine(head);
        if (head.accidental)
            m_ink.glyphs.push_back(
                glyphFrom(*head.accidental, { m_x + head.accidentalX, head.y }, m_chord.scale, note));
        if (head.dotY)
            for (int i = 0; i < m_chord.chord->notes.front().dots; ++i)
                m_ink.glyphs.push_back(glyphFrom(MusicGlyph::AugmentationDot,
                    { m_x + m_chord.dotX + kDotStep * i, *head.dotY }, m_chord.scale, note));
    }

    // That a whole or half rest outside the staff hangs from or lies on.
    void drawRestLine(const LaidHead& head)
    {
        if (head.glyph != MusicGlyph::RestWhole && head.glyph != MusicGlyph::RestHalf)
            return;
        const double right = m_x + widthOf(head.glyph);
        m_ink.lines.push_back(
            { { m_x - kLedgerReach, head.y }, { right + kLedgerReach, head.y }, kLedgerWeight, m_chord.firstNote });
    }

    void drawLedgers()
    {
        for (const LaidHead& head : m_chord.heads) {
            const double left = m_x + head.dx - kLedgerReach * m_chord.scale;
            const double right = m_x + head.dx + (widthOf(head.glyph) + kLedgerReach) * m_chord.scale;
            const auto line = [&](double y) {
                m_ink.lines.push_back({ { left, y }, { right, y }, kLedgerWeight, m_chord.firstNote + head.member });
            };
            for (double y = -1; y > head.y - 0.1; --y)
                line(y);
            for (double y = kStaffHeight + 1; y < head.y + 0.1; ++y)
                line(y);
        }
    }

    void drawStem()
    {
        const bool up = m_chord.stem == Stem::Up;
        const double x = m_x + stemXOf(m_chord);
        const double foot = footOf(m_chord) + (up ? -kFootAway : kFootAway) * m_chord.scale;
        m_ink.lines.push_back({ { x, foot }, { x, m_chord.stemEnd }, kStemWeight, m_chord.firstNote });
        const int flags = m_chord.beam == kNoNote ? m_chord.written.flags() : 0;
        for (int i = 0; i < flags; ++i) {
            const MusicGlyph glyph = up ? (flags == 1 ? MusicGlyph::Flag8thUp : MusicGlyph::FlagMoreUp)
                                        : (flags == 1 ? MusicGlyph::Flag8thDown : MusicGlyph::FlagMoreDown);
            const double y = m_chord.stemEnd + (up ? 1 : -1) * kFlagStep * i * m_chord.scale;
            m_ink.glyphs.push_back({ glyph, { x - kStemWeight / 2, y }, m_chord.scale, 1, m_chord.firstNote });
        }
        if (flags > 0 && m_chord.grace && m_chord.chord->notes.front().count('q') == 1) {
            const double y = m_chord.stemEnd + (up ? 1.0 : -1.0);
            m_ink.lines.push_back({ { x - 0.5, y + (up ? 0.4 : -0.4) }, { x + 0.7, y - (up ? 0.6 : -0.6) }, kStemWeight,
                m_chord.firstNote });
        }
    }

    // Articulation at the heads, or outside of two voices; fermata and trill above the staff, or below the lower voice.
    void drawMarks()
    {
        const bool below = m_chord.shared ? m_chord.stem == Stem::Down : m_chord.stem != Stem::Down;
        const double sign = below ? 1 : -1;
        const double middle = m_x + widthOf(m_chord.heads.front().glyph) * m_chord.scale / 2;
        double y = m_chord.shared ? m_chord.stemEnd - sign * 0.3 : footOf(m_chord);
        const auto put = [&](MusicGlyph glyph, double at) {
            m_ink.glyphs.push_back({ glyph, { middle, at }, m_chord.scale, 1, m_chord.firstNote });
        };
        constexpr std::array<std::pair<char, MusicGlyph>, 3> kAtHead{ { { '\'', MusicGlyph::Staccato },
            { '~', MusicGlyph::Tenuto }, { '^', MusicGlyph::Accent } } };
        for (const auto& [mark, glyph] : kAtHead) {
            if (marksOf(m_chord, mark) == 0)
                continue;
            y += sign;
            const bool onLine = std::abs(y - std::round(y)) < 0.1 && y > -0.1 && y < kStaffHeight + 0.1;
            y += onLine ? sign / 2 : 0;
            if (mark == '^') // wider than a space
                y = below ? std::max(y, kStaffHeight + 0.7) : std::min(y, -0.7);
            put(glyph, y);
        }
        const bool under = m_chord.shared && m_chord.stem == Stem::Down;
        const double highest = std::min({ 0.0, m_chord.heads.back().y - 0.5, m_chord.stemEnd, y });
        const double lowest = std::max({ kStaffHeight, m_chord.heads.front().y + 0.5, m_chord.stemEnd, y });
        double outside = under ? lowest : highest;
        if (marksOf(m_chord, 'T') + marksOf(m_chord, 't') > 0) {
            put(MusicGlyph::Trill, outside - (under ? -1.6 : 1));
            outside += under ? 2 : -2;
        }
        if (marksOf(m_chord, ';') > 0)
            put(under ? MusicGlyph::FermataBelow : MusicGlyph::Fermata, outside + (under ? 0.6 : -0.6));
    }

    const LaidChord& m_chord;
    double m_x; // where the column's heads begin
    Ink& m_ink;
    std::vector<EngravedNote>& m_notes;
};

} // namespace

void drawMeasure(const LaidMeasure& measure, double x, std::vector<Ink>& inks, std::vector<EngravedNote>& notes)
{
    for (const LaidChord& chord : measure.chords) {
        double at = x + measure.columns[chord.column].x;
        if (chord.fillsMeasure)
            at = x + (measure.width - widthOf(chord.heads.front().glyph)) / 2;
        ChordDrawer(chord, at, inks[chord.chord->staff], notes).draw();
    }
    for (const LaidColumn& column : measure.columns) {
        for (const LaidSign& sign : column.signs) {
            Ink& ink = inks[sign.staff];
            double at = x + column.x;
            Clef clef = sign.clef.value_or(measure.states[sign.staff].clef);
            if (sign.clef)
                at += drawClef(ink, clef, at, kSmallScale) + 0.3;
            if (sign.fifths)
                drawKey(ink, *sign.fifths, sign.fifthsBefore, clef, at);
        }
    }
}

} // namespace palimpsest
