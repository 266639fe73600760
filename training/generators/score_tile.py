"""One system of printed music, a staff or a grand staff, and its **kern, prompt `score`. The symbols come from fonts that have Unicode's musical
characters; staff, stems, beams and flags are drawn."""

from __future__ import annotations

import random
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Iterable

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from training.generators import melody as music
from training.generators.example import SIDE, Example
from training.generators.fonts import FontShelf
from training.generators.paper import scanned
from training.installed import installed
from training.splits import Split
from training.vocabulary import Markup

PROMPT = "score"
MUSIC_FONTS = {
    Split.TRAINING: (installed("/usr/share/fonts/truetype/freefont/FreeSerif.ttf"),
                     installed("/usr/share/fonts/truetype/ancient-scripts/Symbola_hint.ttf")),
    Split.HELD_OUT: (installed("/usr/share/fonts/truetype/noto/NotoMusic-Regular.ttf"),)}
TREBLE_CLEF, BASS_CLEF = "\U0001d11e", "\U0001d122"
HEADS = {"1": "\U0001d15d", "2": "\U0001d157"}
BLACK_HEAD = "\U0001d158"
RESTS = {"4": ("\U0001d13d", 2.9), "8": ("\U0001d13e", 1.9)}  # symbol, height in staff spaces
ACCIDENTALS = {-1: ("\u266d", 2.4), 0: ("\u266e", 2.8), 1: ("\u266f", 2.7)}
EDGE = 4  # pixels left free at the sides
SMALLEST_SPACE, LARGEST_SPACE = 3.5, 11.0  # pixels between two staff lines
GRAND_SHARE = 0.3
FILLED_SHARE = 0.65  # of the pictures: the system reaches from side to side, as the program cuts it
FINE = 2  # pixels of the canvas to one of the picture
NARROWEST = 2.3
WIDTHS = {"16": 2.3, "8": 2.6, "8.": 3.0, "4": 3.3, "4.": 3.9, "2": 4.4, "2.": 5.0, "1": 5.6}  # staff spaces of a note
SHORTEST_STEM = 2.6  # staff spaces, under a beam
_PROBE = 200


@lru_cache(maxsize=None)
def _font(file: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)


class Engraver:
    """Draws on one staff; x and y in staff spaces, y downwards from the top line."""

    def __init__(self, file: Path, space: float, left: float, top: float, canvas: Image.Image | None = None):
        """`space` in pixels of the canvas, which is that of one picture where none is given."""
        self._file, self.space, self._left, self._top = file, space, left, top
        self.canvas = canvas if canvas is not None else Image.new("L", (SIDE * FINE, SIDE * FINE))
        self._pen = ImageDraw.Draw(self.canvas)

    def lower(self, by: float) -> Engraver:
        """The pen for a staff so far below, on the same canvas."""
        return Engraver(self._file, self.space, self._left, self._top + by * self.space, self.canvas)

    def at(self, x: float, y: float) -> tuple[float, float]:
        return self._left + x * self.space, self._top + y * self.space

    def line(self, x0: float, y0: float, x1: float, y1: float, thickness: float) -> None:
        self._pen.line([self.at(x0, y0), self.at(x1, y1)], fill=255, width=max(1, round(thickness * self.space)))

    def polygon(self, points: list[tuple[float, float]]) -> None:
        self._pen.polygon([self.at(*point) for point in points], fill=255)

    def symbol(self, text: str, x: float, middle: float, height: float, file: Path | None = None) -> float:
        """Sets a symbol of that height, its ink from x on and about `middle`; returns the width of the ink."""
        file = file or self._file
        tall = _font(file, _PROBE).getbbox(text)
        font = _font(file, max(4, round(_PROBE * height * self.space / (tall[3] - tall[1]))))
        box = font.getbbox(text)
        across, down = self.at(x, middle)
        self._pen.text((across - box[0], down - (box[1] + box[3]) / 2), text, font=font, fill=255)
        return (box[2] - box[0]) / self.space


def _accidental_width(notes: Iterable[music.Note]) -> float:
    return 1.2 if any(note.shown is not None for note in notes) else 0.0


def _places(bars: list[list[music.Note]]) -> tuple[dict[Fraction, float], float]:
    """One bar on all staves: where the heads stand of what begins at a moment, and how wide the bar is."""
    begun = [music.onsets(bar) for bar in bars]
    moments = [*sorted(set().union(*begun)), sum(music.length(note.duration) for note in bars[0])]
    places, x = {}, 0.0
    for moment, following in zip(moments, moments[1:]):
        notes = [staff[moment] for staff in begun if moment in staff]
        x += _accidental_width(notes)
        places[moment] = x
        x += max(max(NARROWEST, WIDTHS[note.duration] * float((following - moment) / music.length(note.duration)))
                 for note in notes)
    return places, x


def _key_width(melody: music.Melody) -> float:
    return 1.05 * abs(melody.sharps) + (0.6 if melody.sharps else 0)


def _bars(staves: list[music.Melody]) -> list[list[list[music.Note]]]:
    """Bar by bar, that of each staff."""
    return [list(bars) for bars in zip(*(melody.bars for melody in staves))]


def width_of(staves: list[music.Melody]) -> float:
    """Staff spaces from the first line to the last."""
    return 3.8 + _key_width(staves[0]) + 2.6 + sum(_places(bars)[1] + 1.4 for bars in _bars(staves))


def _height(melody: music.Melody, step: int) -> float:
    """Of a step on the staff, in spaces below the top line."""
    return 4 - (step - melody.clef.bottom_line) / 2


def _key_steps(melody: music.Melody) -> list[int]:
    """Where the accidentals of the key stand, as steps; the usual zigzag."""
    treble = (10, 7, 11, 8, 5, 9, 6) if melody.sharps > 0 else (6, 9, 5, 8, 4, 7, 3)
    shift = 0 if melody.clef is music.TREBLE else -14
    return [step + shift for step in treble[:abs(melody.sharps)]]


def _head(engraver: Engraver, melody: music.Melody, note: music.Note, x: float) -> float:
    """Head at `x`, accidental, dots and ledger lines of one note; returns the width of the head."""
    y, number = _height(melody, note.step), note.duration.rstrip(".")
    if note.shown is not None:
        symbol, height = ACCIDENTALS[note.shown]
        engraver.symbol(symbol, x - 1.2, y - (0.55 if note.shown < 0 else 0), height)
    width = engraver.symbol(HEADS.get(number, BLACK_HEAD), x, y, 1.05)
    for ledger in list(range(-1, int(np.ceil(y)) - 1, -1)) + list(range(5, int(np.floor(y)) + 1)):
        engraver.line(x - 0.4, ledger, x + width + 0.4, ledger, 0.13)
    if "." in note.duration:
        dot = y - 0.5 if y == int(y) else y
        engraver.polygon([(x + width + 0.35 + a, dot + b) for a, b in ((0, 0.2), (0.2, 0), (0.4, 0.2), (0.2, 0.4))])
    return width


def _rest(engraver: Engraver, note: music.Note, x: float) -> None:
    if note.duration == "1":
        engraver.polygon([(x, 1), (x + 1.3, 1), (x + 1.3, 1.5), (x, 1.5)])
    elif note.duration == "2":
        engraver.polygon([(x, 1.5), (x + 1.3, 1.5), (x + 1.3, 2), (x, 2)])
    else:
        symbol, height = RESTS[note.duration]
        engraver.symbol(symbol, x, 2, height)


def _stems(engraver: Engraver, melody: music.Melody, group: list[tuple[music.Note, float, float]]) -> None:
    """Stems of a group under one beam, or of one note with its flag. Entries: note, x of its head, width of that."""
    heights = [_height(melody, note.step) for note, _, _ in group]
    up = sum(heights) / len(heights) > 2
    sign = -1 if up else 1
    xs = [x + width - 0.06 if up else x + 0.06 for _, x, width in group]
    ends = [y + sign * 3.4 for y in heights]
    if len(group) > 1:
        level = min(ends) if up else max(ends)
        slope = max(-0.5, min(0.5, (heights[-1] - heights[0]) / 2))
        ends = [level + (slope * (x - xs[0]) / (xs[-1] - xs[0]) if xs[-1] != xs[0] else 0) for x in xs]
        lacking = max(0.0, max((y + sign * SHORTEST_STEM - end) * sign for end, y in zip(ends, heights)))
        ends = [end + sign * lacking for end in ends]
    for x, y, end in zip(xs, heights, ends):
        engraver.line(x, y, x, end, 0.12)
    if len(group) > 1:
        _beam(engraver, xs[0], ends[0], xs[-1], ends[-1], sign, 0)
        sixteenths = [index for index, (note, _, _) in enumerate(group) if note.duration == "16"]
        if len(sixteenths) == len(group):
            _beam(engraver, xs[0], ends[0], xs[-1], ends[-1], sign, 1)
        elif sixteenths:
            _beam(engraver, xs[-1] - 1, ends[-1], xs[-1], ends[-1], sign, 1)
    elif group[0][0].duration.rstrip(".") == "8":
        x, end = xs[0], ends[0]
        engraver.polygon([(x, end), (x + 0.3, end - sign * 0.7), (x + 1.0, end - sign * 1.5),
                          (x + 0.9, end - sign * 2.4), (x + 0.75, end - sign * 1.6), (x, end - sign * 0.8)])


def _beam(engraver: Engraver, x0: float, y0: float, x1: float, y1: float, sign: int, rank: int) -> None:
    first, last = -sign * 0.75 * rank, -sign * (0.75 * rank + 0.5)
    engraver.polygon([(x0, y0 + first), (x1, y1 + first), (x1, y1 + last), (x0, y0 + last)])


def _signatures(engraver: Engraver, melody: music.Melody, digits: Path) -> float:
    """Clef, key and meter; returns the x behind them."""
    if melody.clef is music.TREBLE:
        engraver.symbol(TREBLE_CLEF, 0.5, 2.1, 7.0)
    else:
        engraver.symbol(BASS_CLEF, 0.5, 1.55, 3.2)
    x = 3.8
    for step in _key_steps(melody):
        symbol, height = ACCIDENTALS[1 if melody.sharps > 0 else -1]
        engraver.symbol(symbol, x, _height(melody, step) - (0.55 if melody.sharps < 0 else 0), height)
        x += 1.05
    x += 0.6 if melody.sharps else 0
    for number, middle in ((str(melody.beats), 1), ("4", 3)):
        engraver.symbol(number, x, middle, 1.9, digits)
    return x + 2.6


def _notes(engraver: Engraver, melody: music.Melody, bar: list[music.Note], places: dict[Fraction, float],
           x: float) -> None:
    group: list[tuple[music.Note, float, float]] = []
    for moment, note in music.onsets(bar).items():
        head = x + places[moment]
        if note.step is None:
            _rest(engraver, note, head)
            continue
        group.append((note, head, _head(engraver, melody, note, head)))
        opens = note.beam.startswith("L") or (len(group) > 1 and not note.beam.startswith("J"))
        if not opens:
            if note.duration != "1":
                _stems(engraver, melody, group)
            group = []


def _brace(engraver: Engraver, height: float) -> None:
    """Left of two staves, with the line that joins them."""
    engraver.line(0, 0, 0, height, 0.14)
    outer = [(-0.3, 0), (-0.95, 0.2), (-0.75, 0.42), (-1.3, 0.5), (-0.75, 0.58), (-0.95, 0.8), (-0.3, 1)]
    inner = [(x + 0.4, y) for x, y in reversed(outer[1:-1])]
    engraver.polygon([(x, y * height) for x, y in outer + inner])


def engrave(engraver: Engraver, staves: list[music.Melody], gap: float, digits: Path) -> None:
    """The staves of one system, `gap` spaces between their top lines."""
    width, bottom = width_of(staves), gap * (len(staves) - 1) + 4
    pens = [engraver.lower(gap * index) for index in range(len(staves))]
    for pen, melody in zip(pens, staves):
        for row in range(5):
            pen.line(0, row, width, row, 0.1)
        x = _signatures(pen, melody, digits)
    if len(staves) > 1:
        _brace(engraver, bottom)
    bars = _bars(staves)
    for index, bar in enumerate(bars):
        places, wide = _places(bar)
        for pen, melody, notes in zip(pens, staves, bar):
            _notes(pen, melody, notes, places, x)
        x += wide
        if index == len(bars) - 1:
            engraver.line(width - 0.9, 0, width - 0.9, bottom, 0.14)
            engraver.line(width - 0.22, 0, width - 0.22, bottom, 0.45)
        else:
            engraver.line(x + 0.4, 0, x + 0.4, bottom, 0.14)
        x += 1.4


def draw(r: random.Random, split: Split, shelf: FontShelf, most_bars: int) -> Example:
    """A picture of one system of 1 to `most_bars` bars."""
    while True:
        if r.random() < GRAND_SHARE:
            staves, gap = music.compose_pair(r, r.randint(1, max(1, most_bars - 1))), r.uniform(8.5, 12)
        else:
            staves, gap = [music.compose(r, r.randint(1, most_bars))], 0.0
        high = 9 if len(staves) > 1 else 16  # spaces above and below, so that the largest is not too large
        space = min(LARGEST_SPACE, (SIDE - 2 * EDGE) / (width_of(staves) + (1.4 if gap else 0)), SIDE / (gap + 4 + high))
        if space >= SMALLEST_SPACE:
            break
    # A whole number of the canvas's pixels, so that the staff's lines lie equally far apart.
    share = 1.0 if r.random() < FILLED_SHARE else r.uniform(max(0.6, SMALLEST_SPACE / space), 1)
    space = max(SMALLEST_SPACE, int(space * share * FINE) / FINE)
    left = r.uniform(EDGE + (1.4 * space if gap else 0), SIDE - EDGE - width_of(staves) * space)
    top = r.uniform((4 if gap else 6) * space, SIDE - (gap + (8 if gap else 10)) * space)
    engraver = Engraver(r.choice(MUSIC_FONTS[split]), space * FINE, left * FINE, round(top * FINE))
    engrave(engraver, staves, gap, Path(shelf.choose(r).path))
    scan = Image.fromarray(scanned(r, engraver.canvas, float(FINE)))
    tile = np.asarray(scan.resize((SIDE, SIDE), Image.BICUBIC))
    return Example(np.repeat(tile[:, :, None], 3, 2), PROMPT, music.kern_of(staves), Markup.SCORE)
