#pragma once
// A score as it is printed: where every sign stands. The unit is the distance of two staff lines, the origin is the top
// left, y goes downwards. Plain values made of a timeline, for those who draw, write SVG or point at a note. Pure; any
// thread.

#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

#include "engine/image/geometry.h"
#include "pipelines/music/music_glyphs.h"
#include "pipelines/music/score_timeline.h"

namespace palimpsest {

inline constexpr std::size_t kNoNote = std::numeric_limits<std::size_t>::max();
inline constexpr double kStaffHeight = 4;
inline constexpr double kLineWeight = 0.1; // of staff lines

// `note` is an index into Engraving::notes, or kNoNote.
struct InkGlyph {
    MusicGlyph glyph = MusicGlyph::NoteheadBlack;
    PointF at;
    double scale = 1;
    double stretch = 1; // downwards, beside the scale
    std::size_t note = kNoNote;

    [[nodiscard]] RectF bounds() const;
};

struct InkLine { // with square ends that do not reach beyond
    PointF from;
    PointF to;
    double weight = kLineWeight;
    std::size_t note = kNoNote;
};

struct InkPolygon {
    std::vector<PointF> corners;
    std::size_t note = kNoNote;
};

struct InkCurve { // a cubic one; thin at its ends
    std::array<PointF, 4> points;
    double weight = 0.2; // in its middle
    std::size_t note = kNoNote;
};

struct Ink {
    std::vector<InkGlyph> glyphs;
    std::vector<InkLine> lines;
    std::vector<InkPolygon> polygons;
    std::vector<InkCurve> curves;
};

// A note of a chord, or a rest.
struct EngravedNote {
    std::size_t row = 0;    // of the score: where it is written,
    std::size_t cell = 0;   // in which field of the row
    std::size_t member = 0; // and as which of the notes that stand there
    std::size_t measure = 0;
    std::size_t system = 0;
    std::size_t staff = 0; // 0 is the lowest
    std::size_t voice = 0;
    bool rest = false;
    RectF box; // of its head
};

struct EngravedMeasure {
    std::size_t system = 0;
    RectF box; // from barline to barline, from the highest staff line to the lowest
};

struct Engraving {
    double width = 0;
    double height = 0;
    Ink ink;
    std::vector<EngravedNote> notes;       // in the order of the rows
    std::vector<EngravedMeasure> measures; // those of the timeline
    std::vector<RectF> systems;            // lines of music, with all that belongs to them
};

// Lines are as wide as asked where the music fills them, and wider only where a single measure has no room. Without
// notes there is nothing.
Engraving engrave(const ScoreTimeline& timeline, double width);

// The nearest note within reach of a point, or kNoNote.
std::size_t noteAt(const Engraving& engraving, const PointF& point, double reach);

// The note before or behind one in its staff, or above or below one that sounds with it; the note itself where there is
// none.
enum class Beside { Before, Behind, Above, Below };
std::size_t noteBeside(const Engraving& engraving, std::size_t note, Beside side);

} // namespace palimpsest
