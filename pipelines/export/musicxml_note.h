#pragma once
// One note or rest as MusicXML.

#include <cstddef>
#include <vector>

#include <pugixml.hpp>

#include "pipelines/music/kern_score.h"

namespace palimpsest {

// What is open in a voice when a note comes: it decides the numbers of beams and slurs.
struct VoiceState {
    std::size_t beams = 0;
    std::size_t slurs = 0;
};

struct NotePlace {
    long long duration = 0;   // in divisions
    std::size_t voice = 1;    // of the part
    std::size_t staff = 0;    // of the part, from 1; 0: the part has one
    bool chordMember = false; // sounds with the note before
};

void appendNote(pugi::xml_node measure, const KernNote& note, const NotePlace& place, VoiceState& state);

} // namespace palimpsest
