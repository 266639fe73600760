// Whatever a model writes: rows that fit their spines, a text that reads back as the same score, and a timeline that
// goes forward.

#include "pipelines/decode/kern_syntax.h"
#include "pipelines/music/engraving.h"
#include "pipelines/music/midi_file.h"
#include "pipelines/music/played_order.h"
#include "pipelines/music/score_timeline.h"
#include "tests/fuzz/fuzz_target.h"

using namespace palimpsest;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const KernReading reading = readKern(asText(data, size));
    std::size_t spines = reading.spines;
    for (const KernRow& row : reading.score.rows) {
        PAL_CHECK(row.kind == KernRowKind::Comment || row.cells.size() == spines);
        if (row.kind == KernRowKind::Interpretation)
            spines = spinesBehind(row).size();
    }
    PAL_CHECK(reading.spines == 0 || spines == 0);
    PAL_CHECK(readKern(kernText(reading.score)).score == reading.score);
    const ScoreTimeline timeline = timelineOf(reading.score);
    Fraction end;
    for (const TimedMeasure& measure : timeline.measures) {
        PAL_CHECK(!(measure.start < end));
        end = measure.start;
        for (const TimedChord& chord : measure.chords)
            PAL_CHECK(chord.staff < timeline.staves && !(chord.start < measure.start) && !chord.notes.empty());
    }
    (void)measureWarnings(timeline, Pickup::Allowed);
    const ScoreTimeline played = playedTimeline(timeline);
    PAL_CHECK(played.measures.size() <= 2 * timeline.measures.size());
    (void)midiFile(played);
    const Engraving engraving = engrave(timeline, 60);
    PAL_CHECK(engraving.measures.size() == timeline.measures.size());
    for (const EngravedNote& note : engraving.notes)
        PAL_CHECK(note.row < reading.score.rows.size() && note.box.area() > 0 && note.box.left >= 0
            && note.box.right <= engraving.width);
    return 0;
}
