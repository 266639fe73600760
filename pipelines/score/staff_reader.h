#pragma once
// Reads one staff of printed music by what its signs look like and where they stand, without a model. Pure; any thread.

#include <optional>
#include <string>
#include <vector>

#include "pipelines/score/note_beams.h"
#include "pipelines/score/staff_picture.h"
#include "pipelines/score/staff_signature.h"

namespace palimpsest {

struct ReadPitch {
    int step = 0; // half spaces above the lowest line
    std::optional<Accidental> shown;
    bool tiedBehind = false; // to the same pitch of the next chord
};

// A chord, a note or a rest.
struct ReadChord {
    int x = 0;                      // column of its head
    std::vector<ReadPitch> pitches; // the lowest first; empty: a rest
    int halvings = 2;               // of a whole note
    int dots = 0;
    StemEnd end;
    bool wholeMeasure = false; // a whole rest, which may stand for any meter
};

struct ReadBarline {
    int left = 0;
    int right = 0;
    bool dotsBefore = false; // a repeat ends
    bool dotsBehind = false; // one begins
    bool thick = false;
    bool twice = false;
};

struct ReadStaff {
    StaffSignature signature;
    std::vector<ReadChord> chords; // from left to right
    std::vector<ReadBarline> barlines;
};

ReadStaff readStaff(const StaffPicture& picture);

} // namespace palimpsest
