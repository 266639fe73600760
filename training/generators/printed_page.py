"""Whole pages of print as a scanner or a printer driver gives them: A4, 10 to 12 point, a heading and paragraphs.

Drawn for measuring alone; no training picture is made here. The text is words of the word lists in sentences without
sense, so that neither a reader's language model nor its memory helps much."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Iterator

import numpy as np
from PIL import Image, ImageDraw

from training.generators.fonts import Face, FontShelf
from training.generators.paper import scanned
from training.generators.text_source import running_words

A4_INCHES = (8.27, 11.69)
POINTS = (10.0, 12.0)
DISPLAY_WEIGHTS = ("thin", "light", "black", "extrabold")  # no page of text is set in these
READ_HEIGHT = 22.0  # pixels of a line as the model sees it, in which paper.py counts


@dataclass
class PrintedPage:
    picture: np.ndarray  # uint8 [height, width]
    text: str  # a line of print a line
    dpi: int


def body_face(r: random.Random, shelf: FontShelf) -> Face:
    while True:
        face = shelf.choose(r)
        if not any(weight in face.path.lower() for weight in DISPLAY_WEIGHTS):
            return face


def _words(r: random.Random, language: str, face: Face, characters: frozenset[str]) -> Iterator[str]:
    allowed = face.characters & characters
    return (word for word in running_words(r, language) if word and allowed.issuperset(word))


def _line(words: Iterator[str], first: list[str], face: Face, size: int, room: float) -> str:
    """As many words as the room holds; the one too many is left in `first` for the next line."""
    font, text = face.at(size), first.pop() if first else next(words)
    for word in words:
        longer = f"{text} {word}"
        if font.getlength(longer) > room:
            first.append(word)
            break
        text = longer
    return text


def draw(r: random.Random, shelf: FontShelf, language: str, characters: frozenset[str], dpi: int,
         is_scan: bool) -> PrintedPage:
    """A page of a third to all of A4 in one face, `characters` alone. A scan has paper, light, blur, noise, JPEG."""
    width, height = (round(side * dpi) for side in A4_INCHES)
    face, size = body_face(r, shelf), round(r.uniform(*POINTS) * dpi / 72)
    words, left_over = _words(r, language, face, characters), []
    margin, leading = round(r.uniform(0.7, 1.1) * dpi), size * r.uniform(1.2, 1.45)
    bottom = margin + (height - 2 * margin) * r.uniform(0.33, 1)
    coverage = Image.new("L", (width, height))
    pen, lines, y = ImageDraw.Draw(coverage), [], float(margin)

    def set_line(line_size: int, room: float) -> None:
        text = _line(words, left_over, face, line_size, room)
        pen.text((margin, round(y)), text, font=face.at(line_size), fill=255)
        lines.append(text)

    set_line(round(size * 1.3), (width - 2 * margin) * 0.6)
    y += 2.2 * leading
    while y + leading < bottom:
        for _ in range(r.randint(2, 9)):
            if y + leading < bottom:
                set_line(size, width - 2 * margin)
                y += leading
        y += 0.7 * leading
    grey = scanned(r, coverage, size / READ_HEIGHT) if is_scan else 255 - np.asarray(coverage)
    return PrintedPage(grey, "\n".join(lines), dpi)
