#pragma once
// Scores in the formats of music: all systems of all pages, one behind the other, as one piece.

#include <cstddef>
#include <string>

#include "pipelines/export/export_input.h"

namespace palimpsest {

// Humdrum's **kern. Where a system has another number of staves than the one before, a score of its own begins.
std::string kernOf(const ExportInput& input);
// MusicXML 4.0, partwise: one staff, or two as one part, or a part for each.
std::string musicXmlOf(const ExportInput& input);
// The same in its compressed form.
std::string compressedMusicXmlOf(const ExportInput& input);
// Standard MIDI file of format 1: a track of tempo, meter and key, and one for each staff.
std::string midiOf(const ExportInput& input);

// The systems of a page as an engraving, as wide as the music of a printed page.
std::string engravedSvgOf(const ExportInput& input, std::size_t page);

} // namespace palimpsest
