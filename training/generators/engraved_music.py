"""Music of a wider vocabulary than melodies have (clefs, meters, chords, ties, beams of three kinds, rests, articulation), as
**kern, as LilyPond's input and as MusicXML: what is engraved by programs that are not ours to measure the reading of
printed music. No picture of training is made of it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from fractions import Fraction

from training.generators.melody import LETTERS, kern_pitch, key_alterations, length

CLEFS = {"G2": (2, -1, 13), "F4": (-10, -13, 1), "C3": (-4, -8, 6), "C4": (-6, -10, 4)}  # lowest line, range, from C4
LILYPOND_CLEFS = {"G2": "treble", "F4": "bass", "C3": "alto", "C4": "tenor"}
LILYPOND_KEYS = dict(zip(range(-5, 6), ("des", "aes", "ees", "bes", "f", "c", "g", "d", "a", "e", "b")))
METERS = [(4, 4, ""), (4, 4, ""), (3, 4, ""), (2, 4, ""), (6, 8, ""), (3, 8, ""), (2, 2, ""), (4, 4, "c"), (2, 2, "c|"),
          (9, 8, ""), (12, 8, ""), (5, 4, "")]
# What fills a stretch of a bar, in quarters, and how often. Notes of one stretch that can be are beamed.
SIMPLE = [(1, "4", 12), (1, "8 8", 8), (1, "8. 16", 2), (1, "16 8.", 1), (1, "16 16 16 16", 3), (1, "8 16 16", 2),
          (1, "16 16 8", 2), (1, "16 8 16", 1), (1, "8 8r", 1), (1, "8r 8", 1), (1, "4r", 1),
          (1, "32 32 32 32 32 32 32 32", 0.4), (1, "16 32 32 8", 0.4), (1, "16r 16 8", 0.4), (2, "2", 5), (2, "4. 8", 4),
          (2, "2r", 0.4), (3, "2.", 3), (4, "1", 3)]
COMPOUND = [(Fraction(3, 2), rhythm, often) for rhythm, often in
            (("4.", 6), ("8 8 8", 6), ("4 8", 4), ("8 4", 2), ("8. 16 8", 2), ("16 16 16 16 16 16", 2), ("4.r", 0.3),
             ("8 16 16 8", 1))] + [(3, "2.", 2)]
CHORDS = [[2], [4], [2, 2], [3], [7], [5], [2, 3], [1]]  # steps from each note to the next
ARTICULATIONS = {"-.": "staccato", "->": "accent", "--": "tenuto"}
TYPES = {1: "whole", 2: "half", 4: "quarter", 8: "eighth", 16: "16th", 32: "32nd"}
DIVISIONS = 48


@dataclass
class Event:
    duration: str  # kern: reciprocal, with dots
    rest: bool = False
    notes: list[tuple[int, int]] = field(default_factory=list)  # steps from C4, alterations; the lowest first
    tied_on: bool = False  # to the event behind it
    tied: bool = False  # to the one before it
    beam: str = ""  # kern's marks
    group: int = -1  # of those under one beam
    fills: bool = False  # a rest for the whole bar
    articulation: str = ""

    @property
    def flags(self) -> int:
        return max(0, int(self.duration.rstrip(".")).bit_length() - 3)


@dataclass
class Staff:
    clef: str
    sharps: int
    meter: tuple[int, int, str]
    bars: list[list[Event]] = field(default_factory=list)
    barlines: list[str] = field(default_factory=list)  # kern's, behind each bar


def _beamed(events: list[Event]) -> None:
    """Gives groups of one note up and writes kern's marks for the others."""
    for group in {event.group for event in events}:
        under = [event for event in events if event.group == group]
        if group < 0 or len(under) < 2:
            for event in under:
                event.group = -1
            continue
        for at, event in enumerate(under):
            before = min(under[at - 1].flags, event.flags) if at else 0
            behind = min(event.flags, under[at + 1].flags) if at + 1 < len(under) else 0
            hook = ("k" if before else "K") * (event.flags - max(before, behind))
            event.beam = "L" * max(0, behind - before) + "J" * max(0, before - behind) + hook


def _bar(r: random.Random, beats: int, unit: int) -> list[Event]:
    left, events, group = Fraction(4 * beats, unit), [], 0
    whole = {Fraction(4): "1", Fraction(3): "2.", Fraction(2): "2", Fraction(3, 2): "4."}.get(left)
    if whole and r.random() < 0.03:
        return [Event(whole, rest=True, fills=True)]
    patterns = COMPOUND if unit == 8 else SIMPLE
    while left:
        quarters, rhythm, _ = r.choices(patterns, [often for *_, often in patterns])[0]
        if quarters > left:
            continue
        left -= quarters
        group += 1
        for word in rhythm.split():
            event = Event(word.rstrip("r"), rest=word.endswith("r"))
            event.group = -1 if event.rest or not event.flags else group
            if events and event.group < 0 <= events[-1].group:
                group += 1  # a beam does not go on behind what has none
            events.append(event)
    _beamed(events)
    return events


def compose(r: random.Random, bars: int, clef: str, sharps: int, meter: tuple[int, int, str], chords: float,
            articulations: float) -> Staff:
    staff = Staff(clef, sharps, meter)
    lowest_line, lowest, highest = CLEFS[clef]
    in_key, step, before = key_alterations(sharps), lowest_line + 4 + r.randint(-3, 3), None
    for _ in range(bars):
        heard: dict[int, int] = {}
        events = _bar(r, *meter[:2])
        for place, event in enumerate(events):
            if event.rest:
                before = None
                continue
            if before and r.random() < 0.05:
                before.tied_on = event.tied = True
                event.notes = list(before.notes)
                for at, alteration in event.notes:  # held over a barline, an accidental says nothing about later notes
                    heard[at] = alteration if place else in_key.get(LETTERS[at % 7], 0)
                before = event
                continue
            step = min(highest, max(lowest, step + r.choice((-4, -3, -2, -1, -1, -1, 0, 1, 1, 1, 2, 3, 4))))
            steps = [step]
            for interval in r.choice(CHORDS) if r.random() < chords else []:
                if steps[-1] + interval <= highest + 1:
                    steps.append(steps[-1] + interval)
            for at in steps:
                alteration = heard.get(at, in_key.get(LETTERS[at % 7], 0))
                heard[at] = r.choice((-1, 0, 1)) if r.random() < 0.08 else alteration
                event.notes.append((at, heard[at]))
            event.articulation = r.choice(list(ARTICULATIONS)) if r.random() < articulations else ""
            before = event
        staff.bars.append(events)
        staff.barlines.append(r.choices(("=", "=||", "=:|!"), (93, 3, 4))[0])
    staff.barlines[-1] = r.choices(("==", "=:|!"), (4, 1))[0]
    return staff


def piece(r: random.Random, grand: bool) -> list[Staff]:
    """One staff, or the upper and the lower one of a grand staff."""
    sharps, meter, count = r.randint(-5, 5), r.choice(METERS), r.randint(2, 4 if grand else 5)
    clefs = ["G2", "F4"] if grand else [r.choice(["G2"] * 5 + ["F4"] * 3 + ["C3", "C4"])]
    staves = [compose(r, count, clef, sharps, meter, r.choice((0, 0, 0.2)), r.choice((0, 0, 0.15))) for clef in clefs]
    for staff in staves:
        staff.barlines = staves[0].barlines
    return staves


def _kern_event(event: Event) -> str:
    if event.rest:
        return event.duration + "r"
    close = ("_" if event.tied_on else "]") if event.tied else ""
    return " ".join(("[" if event.tied_on and not event.tied else "") + event.duration + kern_pitch(*note) + event.beam
                    + close for note in event.notes)


def _onsets(bar: list[Event]) -> dict[Fraction, Event]:
    at, found = Fraction(0), {}
    for event in bar:
        found[at] = event
        at += length(event.duration)
    return found


def kern(staves: list[Staff]) -> str:
    spines, first = staves[::-1], staves[0]
    key = "".join(name + ("#" if first.sharps > 0 else "-") for name in key_alterations(first.sharps))
    rows = [["**kern"] * len(spines), ["*clef" + staff.clef for staff in spines], [f"*k[{key}]"] * len(spines),
            ["*M%d/%d" % first.meter[:2]] * len(spines)]
    if first.meter[2]:
        rows.append([f"*met({first.meter[2]})"] * len(spines))
    for index, barline in enumerate(first.barlines):
        begun = [_onsets(staff.bars[index]) for staff in spines]
        for moment in sorted(set().union(*begun)):
            rows.append([_kern_event(events[moment]) if moment in events else "." for events in begun])
        rows.append([barline] * len(spines))
    rows.append(["*-"] * len(spines))
    return "\n".join("\t".join(row) for row in rows) + "\n"


def _lilypond_event(bar: list[Event], place: int) -> str:
    event = bar[place]
    if event.rest:
        return ("R" if event.fills else "r") + event.duration
    names = []
    for step, alteration in event.notes:
        octave, letter = divmod(step, 7)
        names.append(LETTERS[letter] + {1: "is", -1: "es", 0: ""}[alteration]
                     + ("'" * (octave + 1) if octave >= -1 else "," * -(octave + 1)))
    text = (f"<{' '.join(names)}>" if len(names) > 1 else names[0]) + event.duration + event.articulation
    if event.group >= 0:
        opens = place == 0 or bar[place - 1].group != event.group
        closes = place + 1 == len(bar) or bar[place + 1].group != event.group
        text += "[" if opens else "]" if closes else ""
    return text + ("~" if event.tied_on else "")


def lilypond(staves: list[Staff]) -> str:
    bars = {"=": "|", "=||": r'\bar "||"', "==": r'\bar "|."', "=:|!": r'\bar ":|."'}
    music = []
    for staff in staves:
        words = [rf"\clef {LILYPOND_CLEFS[staff.clef]} \key {LILYPOND_KEYS[staff.sharps]} \major",
                 "" if staff.meter[2] else r"\numericTimeSignature", r"\time %d/%d \autoBeamOff" % staff.meter[:2]]
        for bar, barline in zip(staff.bars, staff.barlines):
            words += [_lilypond_event(bar, place) for place in range(len(bar))] + [bars[barline]]
        music.append(r"\new Staff { %s }" % " ".join(words))
    system = music[0] if len(music) == 1 else r"\new PianoStaff << %s >>" % " ".join(music)
    paper = r"indent = 0 ragged-right = ##t paper-width = 420\mm line-width = 400\mm system-count = 1"
    return rf'\version "2.24.0" \header {{ tagline = ##f }} \paper {{ {paper} }} \score {{ {system} }}' + "\n"


def _xml_beams(bar: list[Event], place: int) -> str:
    event, text = bar[place], ""
    beside = [bar[at] if 0 <= at < len(bar) and bar[at].group == event.group else None for at in (place - 1, place + 1)]
    for level in range(1, event.flags + 1) if event.group >= 0 else ():
        before, behind = (other is not None and other.flags >= level for other in beside)
        word = "continue" if before and behind else "begin" if behind else "end" if before else \
            "backward hook" if beside[0] else "forward hook"
        text += f'<beam number="{level}">{word}</beam>'
    return text


def _xml_event(bar: list[Event], place: int, staff: int) -> str:
    event = bar[place]
    took = f"<duration>{int(length(event.duration) * DIVISIONS)}</duration>"
    shape = f"<voice>{staff}</voice>" + ("" if event.fills else
        f"<type>{TYPES[int(event.duration.rstrip('.'))]}</type>" + "<dot/>" * event.duration.count("."))
    where = f"<staff>{staff}</staff>"
    if event.rest:
        return f"<note><rest{' measure=' + chr(34) + 'yes' + chr(34) if event.fills else ''}/>{took}{shape}{where}</note>"
    text = ""
    ends = ["stop"] * event.tied + ["start"] * event.tied_on
    for number, (step, alteration) in enumerate(event.notes):
        octave, letter = divmod(step, 7)
        marks = "".join(f'<tied type="{end}"/>' for end in ends)
        if event.articulation and number == 0:
            marks += f"<articulations><{ARTICULATIONS[event.articulation]}/></articulations>"
        text += ("<note>" + "<chord/>" * (number > 0) + f"<pitch><step>{LETTERS[letter].upper()}</step>"
                 + (f"<alter>{alteration}</alter>" if alteration else "") + f"<octave>{octave + 4}</octave></pitch>{took}"
                 + "".join(f'<tie type="{end}"/>' for end in ends) + shape + where
                 + (_xml_beams(bar, place) if number == 0 else "")
                 + (f"<notations>{marks}</notations>" if marks else "") + "</note>")
    return text


def musicxml(staves: list[Staff]) -> str:
    """MusicXML 3.1, one part."""
    first = staves[0]
    symbol = {"": "", "c": ' symbol="common"', "c|": ' symbol="cut"'}[first.meter[2]]
    text = ('<?xml version="1.0" encoding="UTF-8"?><score-partwise version="3.1"><part-list><score-part id="P1">'
            '<part-name></part-name></score-part></part-list><part id="P1">')
    for index, barline in enumerate(first.barlines):
        text += f'<measure number="{index + 1}">'
        if index == 0:
            text += (f"<attributes><divisions>{DIVISIONS}</divisions><key><fifths>{first.sharps}</fifths></key>"
                     f"<time{symbol}><beats>{first.meter[0]}</beats><beat-type>{first.meter[1]}</beat-type></time>"
                     f"<staves>{len(staves)}</staves>" + "".join(
                         f'<clef number="{number}"><sign>{staff.clef[0]}</sign><line>{staff.clef[1]}</line></clef>'
                         for number, staff in enumerate(staves, 1)) + "</attributes>")
        for number, staff in enumerate(staves, 1):
            bar = staff.bars[index]
            text += "".join(_xml_event(bar, place, number) for place in range(len(bar)))
            if number < len(staves):
                took = int(sum(length(event.duration) for event in bar) * DIVISIONS)
                text += f"<backup><duration>{took}</duration></backup>"
        if barline != "=":
            style = "light-light" if barline == "=||" else "light-heavy"
            repeat = '<repeat direction="backward"/>' if barline == "=:|!" else ""
            text += f'<barline location="right"><bar-style>{style}</bar-style>{repeat}</barline>'
        text += "</measure>"
    return text + "</part></score-partwise>\n"
