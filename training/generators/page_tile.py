"""Whole pages seen from afar, and what stands where: prompt `layout`.

A page of one or two columns is laid out on a fine canvas, with words as small as they come out, and shrunk to the
picture with its sides stretched alike, as the program shrinks pages for detection. The answer has one box a region, column
by column and top to bottom: running text, however many paragraphs, lists and headings, is one region as far as nothing
else stands between."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageOps

from training.generators import melody as music
from training.generators import molecule_tile, score_tile
from training.generators.example import SIDE, Box, Example, location_text
from training.generators.fonts import Face, FontShelf
from training.generators.paper import scanned
from training.generators.text_source import running_words, word
from training.splits import Split

PROMPT = "layout"
# Part of a page -> what the answer calls it.
PARTS = {"title": "text", "section header": "text", "text": "text", "list": "text", "caption": "text",
         "page header": "text", "page footer": "text", "table": "table", "picture": "figure", "staff": "staff",
         "molecule": "molecule"}
ALONE = frozenset({"title", "page header", "page footer"})  # never one region with what follows
FINE = 4  # pixels of the canvas to one of the picture
SCAN = 2  # pixels of the scanned page to one of the picture
MOST_FOUND = 14  # regions, so that answers stay short
_FLOW = {"text": 40, "section header": 12, "list": 10, "table": 12, "picture": 10, "staff": 9, "molecule": 9}
_INK = 64  # of 255


@dataclass
class Part:
    kind: str
    box: Box  # of its ink, pixels of the canvas
    column: int = -1  # -1: across the page


class _Press:
    """A canvas and the pen that sets text on it."""

    def __init__(self, r: random.Random, split: Split, fragments: list[str], face: Face, heading: Face, size: int):
        self.r, self.split, self.fragments = r, split, fragments
        self.face, self.heading, self.size = face, heading, size
        self.canvas = Image.new("L", (SIDE * FINE, SIDE * FINE))
        self.pen = ImageDraw.Draw(self.canvas)
        self._words = running_words(r, r.choice(("en", "de", "fr")))

    def _line(self, face: Face, size: int, room: float, most_words: int) -> str:
        font, words, left = face.at(size), [], room
        for _ in range(most_words):
            word = next(self._words)
            left -= font.getlength(word + " ")
            if left < 0 or not face.prints(word):
                break
            words.append(word)
        return " ".join(words) or "a"

    def lines(self, x: float, y: float, room: float, count: int, size: int, face: Face, leading: float = 1.25,
              indent: float = 0.0, mark: str = "") -> float:
        """Sets `count` lines, the last one short; returns where the next would begin."""
        for index in range(count):
            short = index == count - 1 and count > 1
            text = self._line(face, size, (room - indent) * (self.r.uniform(0.3, 0.9) if short else 1), 30)
            if mark and index == 0:
                self.pen.text((x, y), mark, font=face.at(size), fill=255)
            self.pen.text((x + indent, y), text, font=face.at(size), fill=255)
            y += size * leading
        return y

    def ink(self, left: float, top: float, right: float, bottom: float) -> Box | None:
        """The box of the ink in a part of the canvas."""
        corner = (int(left), int(top))
        part = self.canvas.crop((*corner, int(right), int(bottom)))
        found = part.point(lambda level: 255 if level >= _INK else 0).getbbox()
        if not found:
            return None
        return Box(found[1] + corner[1], found[0] + corner[0], found[3] + corner[1], found[2] + corner[0])


def _set_table(press: _Press, x: float, y: float, room: float) -> float:
    r, pen = press.r, press.pen
    rows, columns, height = r.randint(3, 7), r.randint(2, 5), press.size * 1.6
    ruled = r.random() < 0.6
    for row in range(rows + 1):
        if ruled or row in (0, 1, rows):
            pen.line([x, y + row * height, x + room, y + row * height], fill=255, width=2)
    for column in range(columns + 1):
        if ruled:
            across = x + column * room / columns
            pen.line([across, y, across, y + rows * height], fill=255, width=2)
    for row in range(rows):
        for column in range(columns):
            text = word(r)[:max(1, int(room / columns / press.size * 1.2))]
            if press.face.prints(text):
                pen.text((x + column * room / columns + 6, y + row * height + press.size * 0.2), text,
                         font=press.face.at(press.size), fill=255)
    return y + rows * height + 2


def _set_picture(press: _Press, x: float, y: float, room: float) -> float:
    """A grey field with shapes in it, or a framed chart of bars."""
    r, pen = press.r, press.pen
    height = room * r.uniform(0.35, 0.8)
    if r.random() < 0.5:
        pen.rectangle([x, y, x + room, y + height], fill=r.randint(90, 200))
        for _ in range(r.randint(2, 8)):
            radius = r.uniform(0.05, 0.3) * height
            a, b = x + r.uniform(radius, room - radius), y + r.uniform(radius, height - radius)
            pen.ellipse([a - radius, b - radius, a + radius, b + radius], fill=r.randint(70, 255))
    else:
        pen.rectangle([x, y, x + room, y + height], outline=255, width=3)
        bars = r.randint(3, 9)
        for bar in range(bars):
            left, upper = x + (bar + 0.25) * room / bars, y + height * r.uniform(0.1, 0.9)
            pen.rectangle([left, upper, left + room / bars / 2, y + height - 4], fill=r.randint(90, 255))
    return y + height + 3


def _set_music(press: _Press, x: float, y: float, room: float) -> float:
    """One to four systems."""
    r, font = press.r, press.r.choice(score_tile.MUSIC_FONTS[press.split])
    for _ in range(r.randint(1, 4)):
        staves, gap = [music.compose(r, r.randint(2, 5))], 0.0
        if r.random() < score_tile.GRAND_SHARE:
            staves, gap = music.compose_pair(r, r.randint(2, 4)), r.uniform(8.5, 12)
        space = room / score_tile.width_of(staves)
        if not 4.5 <= space <= 13:
            continue
        above, below = r.uniform(3, 5) * space, (gap + r.uniform(9, 12)) * space
        engraver = score_tile.Engraver(font, space, x, y + above, press.canvas)
        score_tile.engrave(engraver, staves, gap, Path(press.heading.path))
        y += above + below
    return y


def _set_molecule(press: _Press, x: float, y: float, room: float) -> float:
    r, molecule = press.r, None
    while molecule is None:
        molecule = molecule_tile.put_together(r, press.fragments, r.randint(5, 18))
    side = round(min(room, r.uniform(150, 360)))
    drawing = ImageOps.invert(molecule_tile.depict(r, molecule, side)[0])
    left = x + r.choice((0.0, (room - side) / 2, room - side))
    part = drawing.crop(drawing.getbbox())
    press.canvas.paste(255, (round(left), round(y)), part)
    return y + part.height + 2


def _set_part(press: _Press, kind: str, x: float, y: float, room: float) -> float:
    r, size = press.r, press.size
    if kind == "section header":
        return press.lines(x, y, room * 0.7, 1, round(size * 1.35), press.heading)
    if kind == "text":
        return press.lines(x, y, room, r.randint(3, 12), size, press.face)
    if kind == "caption":
        return press.lines(x + room * 0.1, y, room * 0.8, r.randint(1, 2), max(6, round(size * 0.8)), press.face)
    if kind == "list":
        mark = r.choice(("•", "-", "1.", "a)"))
        mark = mark if press.face.prints(mark) else "-"
        for _ in range(r.randint(3, 6)):
            y = press.lines(x + size, y, room - size, r.randint(1, 2), size, press.face, 1.25, 1.5 * size, mark)
        return y
    return {"table": _set_table, "picture": _set_picture, "staff": _set_music, "molecule": _set_molecule}[kind](
        press, x, y, room)


def lay_out(r: random.Random, split: Split, shelf: FontShelf, fragments: list[str]) -> tuple[Image.Image, list[Part]]:
    """(ink coverage of the fine canvas, its parts in reading order)."""
    press = _Press(r, split, fragments, shelf.choose(r), shelf.choose(r), r.randint(13, 18))
    side, size, parts = SIDE * FINE, press.size, []
    margin = r.uniform(0.06, 0.11) * side
    top, bottom = margin, side - margin

    def keep(kind: str, left: float, upper: float, right: float, lower: float, column: int = -1) -> None:
        box = press.ink(left, upper, right, lower)
        if box:
            parts.append(Part(kind, box, column))

    if r.random() < 0.5:
        press.lines(margin, margin * 0.4, (side - 2 * margin) * 0.6, 1, round(size * 0.85), press.face)
        keep("page header", 0, 0, side, margin)
    if r.random() < 0.6:
        large = round(size * r.uniform(1.8, 2.6))
        lower = press.lines(margin, top, side - 2 * margin, r.randint(1, 2), large, press.heading)
        keep("title", 0, top - large * 0.25, side, lower + large * 0.3)
        top = lower + size * 1.5
    columns, gutter = r.choice((1, 2, 2)), size * 2.0
    room = (side - 2 * margin - gutter * (columns - 1)) / columns
    for column in range(columns):
        x, y, last = margin + column * (room + gutter), top, ""
        while True:
            kind = r.choices(list(_FLOW), list(_FLOW.values()))[0]
            if last == "picture" and r.random() < 0.7:
                kind = "caption"
            if kind == last or (kind == "section header" and y > bottom - 8 * size):
                kind = "text" if last != "text" else "section header"
            before = press.canvas.copy()
            lower = _set_part(press, kind, x, y, room)
            if lower > bottom:
                press.canvas.paste(before)
                break
            keep(kind, x - gutter / 2, y - size * 0.25, x + room + gutter / 2, lower + size * 0.3, column)
            y, last = lower + size * (0.5 if kind == "section header" else r.uniform(1.0, 1.8)), kind
    if r.random() < 0.5:
        press.lines(side / 2, side - margin * 0.75, margin * 2, 1, round(size * 0.85), press.face)
        keep("page footer", 0, bottom + size * 0.3, side, side)
    return press.canvas, parts


def regions(parts: list[Part]) -> list[Part]:
    """The parts with running text put together; kinds as the answer calls them."""
    found: list[Part] = []
    before = ""
    for part in parts:
        kind = PARTS[part.kind]
        runs_on = found and kind == found[-1].kind == "text" and part.column == found[-1].column
        if runs_on and not {before, part.kind} & ALONE:
            a, b = found[-1].box, part.box
            found[-1] = Part(kind, Box(a.top, min(a.left, b.left), b.bottom, max(a.right, b.right)), part.column)
        else:
            found.append(Part(kind, part.box, part.column))
        before = part.kind
    return found


def _page(r: random.Random, split: Split, shelf: FontShelf, fragments: list[str]) -> tuple[Image.Image, list[Part]]:
    """(ink coverage, regions) of a page that has some and not too many."""
    while True:
        coverage, parts = lay_out(r, split, shelf, fragments)
        found = regions(parts)
        if found and len(found) <= MOST_FOUND:
            return coverage, found


def printed(r: random.Random, split: Split, shelf: FontShelf, fragments: list[str],
            is_scan: bool) -> tuple[np.ndarray, list[Part]]:
    """(grey picture as fine as the canvas, regions in its pixels): what a program that needs no square is shown."""
    coverage, found = _page(r, split, shelf, fragments)
    grey = scanned(r, coverage, 2.0) if is_scan else 255 - np.asarray(coverage)
    return np.repeat(grey[:, :, None], 3, 2), found


def draw(r: random.Random, split: Split, shelf: FontShelf, fragments: list[str]) -> Example:
    coverage, found = _page(r, split, shelf, fragments)
    scan = scanned(r, coverage.resize((SIDE * SCAN, SIDE * SCAN), Image.BOX), float(SCAN))
    grey = Image.fromarray(scan).resize((SIDE, SIDE), Image.BICUBIC)
    answer = " ; ".join(
        f"{location_text(Box(*(v / FINE for v in (part.box.top, part.box.left, part.box.bottom, part.box.right))))} {part.kind}"
        for part in found)
    return Example(np.repeat(np.asarray(grey)[:, :, None], 3, 2), PROMPT, answer)
