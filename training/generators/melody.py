"""Melodies of one voice, and two of them on a grand staff, as **kern: what a score picture shows and what the answer says.

Pitches are steps of the diatonic scale counted from C4 with an alteration; kern spells the sounding pitch, the picture
shows an accidental only where the key and what came before in the bar do not say it already."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import accumulate

LETTERS = "cdefgab"
SHARP_ORDER, FLAT_ORDER = "fcgdaeb", "beadgcf"
# Rhythms that fill whole quarters: (quarters, [(kern duration, beam mark)]).
_RHYTHMS = [(4, [("1", "")]), (3, [("2.", "")]), (2, [("2", "")]), (2, [("4.", ""), ("8", "")]), (1, [("4", "")]),
            (1, [("8", "L"), ("8", "J")]), (1, [("8", ""), ("8", "")]), (1, [("8.", "L"), ("16", "Jk")]),
            (1, [("16", "LL"), ("16", ""), ("16", ""), ("16", "JJ")])]
_RHYTHM_WEIGHTS = (2, 2, 4, 3, 10, 8, 2, 1, 3)


@dataclass
class Clef:
    kern: str
    bottom_line: int  # step on the lowest line of the staff
    lowest: int  # steps that are written
    highest: int


TREBLE, BASS = Clef("*clefG2", 2, -1, 13), Clef("*clefF4", -10, -13, 1)


@dataclass
class Note:
    duration: str  # kern: reciprocal, with dots
    beam: str = ""
    step: int | None = None  # from C4; None for a rest
    alteration: int = 0  # -1 flat, 1 sharp
    shown: int | None = None  # the accidental that is printed: None, -1, 0 for a natural, 1


@dataclass
class Melody:
    clef: Clef
    sharps: int  # of the key; flats are negative
    beats: int  # quarters in a bar
    bars: list[list[Note]] = field(default_factory=list)


def length(duration: str) -> Fraction:
    """In quarters: 4 -> 1, 2. -> 3."""
    number = duration.rstrip(".")
    plain = Fraction(4, int(number))
    return plain * (2 - Fraction(1, 2 ** (len(duration) - len(number))))


def key_alterations(sharps: int) -> dict[str, int]:
    names = SHARP_ORDER[:sharps] if sharps > 0 else FLAT_ORDER[:-sharps]
    return {name: 1 if sharps > 0 else -1 for name in names}


def kern_pitch(step: int, alteration: int) -> str:
    """Step 0 is c (C4), -1 is B, 7 is cc."""
    octave, letter = divmod(step, 7)
    name = LETTERS[letter] * (octave + 1) if octave >= 0 else LETTERS[letter].upper() * -octave
    return name + "#" * max(0, alteration) + "-" * max(0, -alteration)


def kern_note(note: Note) -> str:
    pitch = "r" if note.step is None else kern_pitch(note.step, note.alteration)
    return f"{note.duration}{pitch}{note.beam}"


def onsets(bar: list[Note]) -> dict[Fraction, Note]:
    """When in the bar each note begins, in quarters."""
    ends = accumulate((length(note.duration) for note in bar), initial=Fraction(0))
    return dict(zip(ends, bar))


def kern_of(staves: list[Melody]) -> str:
    """One spine a staff, the lowest first, bars without numbers, as the program's normal form has it. All staves have
    the same key, meter and number of bars."""
    spines, first = staves[::-1], staves[0]
    key = "".join(name + ("#" if first.sharps > 0 else "-") for name in key_alterations(first.sharps))
    rows = [["**kern"] * len(spines), [melody.clef.kern for melody in spines], [f"*k[{key}]"] * len(spines),
            [f"*M{first.beats}/4"] * len(spines)]
    for index in range(len(first.bars)):
        begun = [onsets(melody.bars[index]) for melody in spines]
        for moment in sorted(set().union(*begun)):
            rows.append([kern_note(notes[moment]) if moment in notes else "." for notes in begun])
        rows.append(["==" if index == len(first.bars) - 1 else "="] * len(spines))
    rows.append(["*-"] * len(spines))
    return "\n".join("\t".join(row) for row in rows)


def _rhythm(r: random.Random, beats: int) -> list[Note]:
    notes, left = [], beats
    while left:
        quarters, pattern = r.choices(_RHYTHMS, _RHYTHM_WEIGHTS)[0]
        if quarters > left:
            continue
        left -= quarters
        notes += [Note(duration, beam) for duration, beam in pattern]
    return notes


def compose(r: random.Random, bars: int) -> Melody:
    """A melody that walks by small steps, with rests where no beam goes through."""
    return _sung(r, Melody(r.choice((TREBLE, TREBLE, BASS)), r.randint(-4, 4), r.choice((2, 3, 4))), bars)


def compose_pair(r: random.Random, bars: int) -> list[Melody]:
    """The staves of a grand staff, the upper one first."""
    upper = _sung(r, Melody(TREBLE, r.randint(-4, 4), r.choice((2, 3, 4))), bars)
    return [upper, _sung(r, Melody(BASS, upper.sharps, upper.beats), bars)]


def _sung(r: random.Random, melody: Melody, bars: int) -> Melody:
    """`melody` with its bars."""
    in_key, clef = key_alterations(melody.sharps), melody.clef
    step = (clef.lowest + clef.highest) // 2 + r.randint(-2, 2)
    for _ in range(bars):
        notes, heard = _rhythm(r, melody.beats), {}
        for note in notes:
            if not note.beam and note.duration in ("1", "2", "4", "8") and r.random() < 0.12:
                if not _inside_beam(notes, note):
                    continue
            step = min(clef.highest, max(clef.lowest, step + r.choice((-3, -2, -1, -1, -1, 0, 1, 1, 1, 2, 3, 4, -4))))
            key = in_key.get(LETTERS[step % 7], 0)
            note.step, note.alteration = step, heard.get(step, key)
            if r.random() < 0.08:
                note.alteration = r.choice((-1, 0, 1))
            if note.alteration != heard.get(step, key):
                note.shown = note.alteration
            heard[step] = note.alteration
        melody.bars.append(notes)
    return melody


def _inside_beam(notes: list[Note], wanted: Note) -> bool:
    open_beam = False
    for note in notes:
        if note.beam.startswith("L"):
            open_beam = True
        if note is wanted:
            return open_beam
        if note.beam.startswith("J"):
            open_beam = False
    return False
