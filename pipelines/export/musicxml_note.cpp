#include "pipelines/export/musicxml_note.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "pipelines/export/xml_text.h"
#include "pipelines/music/notation.h"

namespace palimpsest {
namespace {

constexpr std::array<std::string_view, 9> kTypes{ "whole", "half", "quarter", "eighth", "16th", "32nd", "64th", "128th",
    "256th" };
constexpr std::size_t kMostLevels = 8; // of beams, in MusicXML
constexpr std::size_t kMostSlurs = 6;

// Empty: no name for it.
std::string_view typeOf(const WrittenLength& length)
{
    if (length.halvings < 0)
        return "breve";
    const auto index = static_cast<std::size_t>(length.halvings);
    return index < kTypes.size() ? kTypes.at(index) : std::string_view();
}

void appendPitch(pugi::xml_node node, const KernNote& note)
{
    const int octave = note.step >= 0 ? note.step / 7 : (note.step - 6) / 7;
    pugi::xml_node pitch = node.append_child("pitch");
    appendText(pitch, "step", std::string(1, "CDEFGAB"[note.step - 7 * octave]));
    if (note.alteration != 0)
        appendText(pitch, "alter", std::to_string(note.alteration));
    appendText(pitch, "octave", std::to_string(octave + 4));
}

void appendBeams(pugi::xml_node node, const KernNote& note, VoiceState& state)
{
    const std::size_t before = std::min(state.beams, kMostLevels);
    const std::size_t ends = std::min(before, note.count('J'));
    const auto beam = [&](std::size_t number, std::string_view what) {
        if (number <= kMostLevels)
            setAttribute(appendText(node, "beam", what), "number", static_cast<long long>(number));
    };
    for (std::size_t number = 1; number <= before; ++number)
        beam(number, number > before - ends ? "end" : "continue");
    state.beams = before - ends;
    std::size_t number = before;
    for (std::size_t i = 0; i < note.count('L') && number < kMostLevels; ++i, ++state.beams)
        beam(++number, "begin");
    for (std::size_t i = 0; i < note.count('K'); ++i)
        beam(++number, "forward hook");
    for (std::size_t i = 0; i < note.count('k'); ++i)
        beam(++number, "backward hook");
}

void appendNotations(pugi::xml_node node, const KernNote& note, VoiceState& state)
{
    pugi::xml_node notations = node.append_child("notations");
    const auto add = [](pugi::xml_node parent, const char* name, std::string_view type, std::size_t number) {
        pugi::xml_node child = parent.append_child(name);
        if (!type.empty())
            setAttribute(child, "type", type);
        if (number > 0)
            setAttribute(child, "number", static_cast<long long>(number));
    };
    if (note.count(']') + note.count('_') > 0)
        add(notations, "tied", "stop", 0);
    if (note.count('[') + note.count('_') > 0)
        add(notations, "tied", "start", 0);
    for (std::size_t i = 0; i < note.count(')') && state.slurs > 0; ++i)
        add(notations, "slur", "stop", state.slurs--);
    for (std::size_t i = 0; i < note.count('(') && state.slurs < kMostSlurs; ++i)
        add(notations, "slur", "start", ++state.slurs);
    if (note.count('T') + note.count('t') > 0)
        notations.append_child("ornaments").append_child("trill-mark");
    constexpr std::array<std::pair<char, const char*>, 3> kArticulations{ { { '^', "accent" }, { '\'', "staccato" },
        { '~', "tenuto" } } };
    pugi::xml_node articulations;
    for (const auto& [mark, name] : kArticulations) {
        if (note.count(mark) == 0)
            continue;
        if (!articulations)
            articulations = notations.append_child("articulations");
        articulations.append_child(name);
    }
    if (note.count(';') > 0)
        notations.append_child("fermata");
    if (!notations.first_child())
        node.remove_child(notations);
}

} // namespace

void appendNote(pugi::xml_node measure, const KernNote& note, const NotePlace& place, VoiceState& state)
{
    pugi::xml_node node = measure.append_child("note");
    if (note.grace)
        node.append_child("grace");
    if (place.chordMember)
        node.append_child("chord");
    if (note.rest)
        node.append_child("rest");
    else
        appendPitch(node, note);
    if (!note.grace)
        appendText(node, "duration", std::to_string(place.duration));
    if (note.count(']') + note.count('_') > 0)
        setAttribute(node.append_child("tie"), "type", "stop");
    if (note.count('[') + note.count('_') > 0)
        setAttribute(node.append_child("tie"), "type", "start");
    appendText(node, "voice", std::to_string(place.voice));
    const WrittenLength length = writtenLength(note);
    if (const std::string_view type = typeOf(length); !type.empty()) {
        appendText(node, "type", type);
        for (int i = 0; i < note.dots; ++i)
            node.append_child("dot");
    }
    if (note.natural)
        appendText(node, "accidental", "natural");
    if (!note.grace && length.actual != length.normal) {
        pugi::xml_node modification = node.append_child("time-modification");
        appendText(modification, "actual-notes", std::to_string(length.actual));
        appendText(modification, "normal-notes", std::to_string(length.normal));
    }
    if (note.count('/') + note.count('\\') > 0 && !note.rest)
        appendText(node, "stem", note.count('/') > 0 ? "up" : "down");
    if (place.staff > 0)
        appendText(node, "staff", std::to_string(place.staff));
    if (!place.chordMember)
        appendBeams(node, note, state);
    appendNotations(node, note, state);
}

} // namespace palimpsest
