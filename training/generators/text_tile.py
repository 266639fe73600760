"""Printed lines as the program cuts them for the model, with the place of every line and of every glyph.

A tile holds line pieces of a page, each scaled so that it is about 22 pixels from the top of its ascenders to the
bottom of its descenders, stacked from the left margin (pipelines/tiling/tile_cutter.cpp). Two thirds of the pictures
look like that. The rest are parts of a page as they lie, with leading of their own, and single odd lines, so that what
another cutter makes is read as well."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from training.generators.example import (SIDE, Box, Example, empty_glyphs, location_text, mark_glyph)
from training.generators.fonts import Face, FontShelf
from training.generators.paper import scanned
from training.generators.text_source import word_streams

PROMPT = "ocr"
SEPARATOR = " ; "
MARGIN = 8  # pixels the program leaves free
STEEPEST = 2.0  # degrees of skew
INK = 96  # of 255: coverage from which a pixel belongs to a glyph's box


@dataclass
class Line:
    text: str
    face: Face
    size: int  # of the font, page pixels
    left: int  # of its ink, page pixels
    top: int


def _fitting_text(r: random.Random, words, face: Face, size: int, room: float) -> str:
    """As many words as the room holds; empty if not even one fits or the face lacks a character."""
    font, text = face.at(size), ""
    for word in words:
        longer = f"{text} {word}" if text else word
        if not word or not face.prints(word) or font.getlength(longer) > room:
            break
        text = longer
        if r.random() < 0.04:
            break
    return text.strip()


def _font_size(face: Face, height: float) -> int:
    """The size at which this face is `height` pixels from ascender to descender."""
    probe = face.at(64)
    box = probe.getbbox("dbflhkpqgyj")
    return max(6, round(64 * height / (box[3] - box[1])))


def _lines(r: random.Random, shelf: FontShelf, most: int, scale: float) -> list[Line]:
    """Lines with room for all of them on a page of SIDE * scale pixels."""
    kind = r.random()
    face, streams = shelf.choose(r), word_streams(r)
    count = r.choice((most, most, r.randint(1, most)))
    as_cut = kind < 0.66
    height = r.gauss(22.5, 1.3) if as_cut else r.uniform(14, 30)
    height = min(max(height, 13), 32)
    gap = 0.8 * height if as_cut else height * r.uniform(0.1, 0.9)
    count = max(1, min(count, int((SIDE - 2 * MARGIN + gap) / (height + gap))))
    indent = MARGIN if as_cut else r.uniform(2, 40)
    widest = SIDE - MARGIN - indent if as_cut else SIDE - 3 - indent
    share = r.uniform(0.7, 1)
    lines, y = [], 0.0
    for _ in range(count):
        if not as_cut and kind > 0.92:
            face, height, streams = shelf.choose(r), r.uniform(14, 30), word_streams(r)
        size = _font_size(face, height * scale)
        room = widest * scale * (share if r.random() < 0.8 else r.uniform(0.2, 1))
        text = next(filter(None, (_fitting_text(r, streams(), face, size, room) for _ in range(6))), "")
        if not text:
            continue
        box = face.at(size).getbbox(text)
        ink_height = (box[3] - box[1]) / scale
        if y + ink_height > SIDE - 6:
            break
        left = indent if as_cut or r.random() < 0.7 else r.uniform(2, SIDE - 3 - (box[2] - box[0]) / scale)
        # As cut, the next strip begins below this one's ink; on a page, a line's height below this one's top.
        lines.append(Line(text, face, size, round(left * scale), round(y * scale) + (0 if as_cut else box[1])))
        y += (ink_height if as_cut else height) + gap
    if lines:
        last = lines[-1]
        used = (last.top + last.size) / scale
        shift = (SIDE - used) / 2 + r.uniform(-3, 3) if as_cut else r.uniform(2, max(3, SIDE - used - 2))
        for line in lines:
            line.top = max(1, round(line.top + max(0, shift) * scale))
    return lines


def _drawn(line: Line, side: int) -> tuple[Image.Image, list[tuple[str, Box]]]:
    """(coverage of the page, cells of the glyphs in page pixels)."""
    font, coverage = line.face.at(line.size), Image.new("L", (side, side))
    box = font.getbbox(line.text)
    x, y = line.left - box[0], line.top - box[1]
    ImageDraw.Draw(coverage).text((x, y), line.text, font=font, fill=255)
    cells, before = [], 0.0
    for end, character in enumerate(line.text, 1):
        after = font.getlength(line.text[:end])
        if character != " ":
            cells.append((character, Box(line.top, x + before, line.top + box[3] - box[1], x + after)))
        before = after
    return coverage, cells


def _rotation(r: random.Random, side: int) -> tuple[float, ...] | None:
    """Coefficients of Image.transform for a small turn about the middle, or None for a straight page."""
    if r.random() < 0.6:
        return None
    angle = math.radians(min(STEEPEST, max(-STEEPEST, r.gauss(0, 0.8))))
    cos, sin, middle = math.cos(angle), math.sin(angle), side / 2
    return (cos, sin, middle - cos * middle - sin * middle, -sin, cos, middle + sin * middle - cos * middle)


def _turned(cell: Box, turn: tuple[float, ...]) -> Box:
    """Where a cell's middle goes, with the cell's own width and height: the inverse of the picture's transform."""
    a, b, c, d, e, f = turn
    x, y = (cell.left + cell.right) / 2 - c, (cell.top + cell.bottom) / 2 - f
    x, y = a * x + d * y, b * x + e * y  # a rotation's inverse is its transpose
    half_width, half_height = (cell.right - cell.left) / 2, (cell.bottom - cell.top) / 2
    return Box(y - half_height, x - half_width, y + half_height, x + half_width)


def _ink_box(coverage: Image.Image) -> Box | None:
    found = coverage.point(lambda value: 255 if value >= INK else 0).getbbox()
    return Box(found[1], found[0], found[3], found[2]) if found else None


def _as_strips(r: random.Random, tile: np.ndarray, boxes: list[Box]) -> np.ndarray:
    """Only the lines' own strips keep what the scanner saw; around them is the paper's colour, as the program draws."""
    strips = np.full_like(tile, int(np.median(tile)))
    edge = r.choice((1, 1, 2))
    for box in boxes:
        rows = slice(max(0, math.floor(box.top) - edge), math.ceil(box.bottom) + edge)
        columns = slice(max(0, math.floor(box.left) - edge), math.ceil(box.right) + edge)
        strips[rows, columns] = tile[rows, columns]
    return strips


def _coloured(r: random.Random, grey: np.ndarray) -> np.ndarray:
    """uint8 [SIDE, SIDE, 3]: a tint of the paper for a quarter of the pictures."""
    if r.random() < 0.75:
        return np.repeat(grey[:, :, None], 3, 2)
    return (grey[:, :, None] * np.array([r.uniform(0.8, 1) for _ in range(3)], np.float32)).astype(np.uint8)


def draw(r: random.Random, shelf: FontShelf, most_lines: int) -> Example:
    """A picture of 1 to `most_lines` lines. All chance comes from `r`."""
    while True:
        scale = r.choice((1.0, r.uniform(0.75, 1.3), r.uniform(1, 2.2)))
        side = round(SIDE * scale)
        lines = _lines(r, shelf, most_lines, scale)
        turn = _rotation(r, side)
        page, texts, boxes, cells = Image.new("L", (side, side)), [], [], []
        for line in lines:
            coverage, glyph_cells = _drawn(line, side)
            if turn:
                coverage = coverage.transform((side, side), Image.AFFINE, turn, Image.BILINEAR)
                glyph_cells = [(character, _turned(cell, turn)) for character, cell in glyph_cells]
            box = _ink_box(coverage)
            inside = box and box.left > 0 and box.top > 0 and box.right < side and box.bottom < side
            if not inside:
                texts = []  # a line that runs off the picture: none of this one
                break
            page = ImageChops.lighter(page, coverage)
            texts.append(line.text)
            boxes.append(Box(*(value / scale for value in (box.top, box.left, box.bottom, box.right))))
            cells += glyph_cells
        if texts:
            break
    grey = Image.fromarray(scanned(r, page, scale))
    tile = np.asarray(grey if side == SIDE else grey.resize((SIDE, SIDE), Image.BICUBIC))
    if r.random() < 0.45:
        tile = _as_strips(r, tile, boxes)
    glyphs = empty_glyphs()
    for character, cell in cells:
        mark_glyph(glyphs, character, Box(*(v / scale for v in (cell.top, cell.left, cell.bottom, cell.right))))
    answer = SEPARATOR.join(f"{location_text(box)} {text}" for box, text in zip(boxes, texts))
    return Example(_coloured(r, tile), PROMPT, answer, glyphs=glyphs)
