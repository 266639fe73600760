"""One line of print a picture: such as the starter is made for, and such as it is not (other scripts, a chancery hand,
steep turns, blur, tiny print). For measuring whether a reading's confidence tells them apart."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from training.generators.fonts import FONT_FOLDERS, Face, FontShelf
from training.generators.paper import scanned
from training.generators.printed_page import READ_HEIGHT, body_face
from training.generators.text_source import running_words
from training.vocabulary import ASCII, LETTERS

SIZES = (28, 40)  # pixels of the font: 10 to 14 point at 200 dpi
TINY_SIZES = (5, 7)
LETTERS_OF_A_LINE = (12, 45)
FACES = {  # file names; no training picture is set in them with these letters, nor in the chancery hand at all
    "greek": ("FreeSerif.ttf", "DejaVuSans.ttf", "NotoSerif-Regular.ttf"),
    "cyrillic": ("FreeSerif.ttf", "DejaVuSans.ttf", "NotoSerif-Regular.ttf"),
    "hebrew": ("NotoSansHebrew-Regular.ttf", "NotoSerifHebrew-Regular.ttf"),
    "chancery": ("Z003-MediumItalic.otf",)}
ALPHABETS = {"greek": "αβγδεζηθικλμνξοπρστυφχψω", "cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
             "hebrew": "אבגדהוזחטיכלמנסעפצקרשת"}
IN_SCOPE = ("clean", "scanned")
OUT_OF_SCOPE = ("accents", "greek", "cyrillic", "hebrew", "chancery", "turned", "blurred", "tiny")


@dataclass
class PrintedLine:
    picture: np.ndarray  # uint8 [height, width]
    text: str


@lru_cache(maxsize=None)
def _named_face(name: str) -> Face:
    found = next(path for folder in FONT_FOLDERS if folder.is_dir() for path in sorted(folder.rglob(name)))
    return Face(str(found), found.stem, ASCII)


def _foreign_words(r: random.Random, alphabet: str) -> str:
    words = ["".join(r.choice(alphabet) for _ in range(r.randint(2, 9))) for _ in range(r.randint(3, 6))]
    return " ".join(words)


def _text(r: random.Random, kind: str, face: Face) -> str:
    if kind in ALPHABETS:
        return _foreign_words(r, ALPHABETS[kind])
    length = r.randint(*LETTERS_OF_A_LINE)
    words = running_words(r, r.choice(("de", "fr")) if kind == "accents" else "en")
    allowed, text = face.characters if kind == "accents" else frozenset(ASCII), ""
    while len(text) < length or (kind == "accents" and set(text).isdisjoint(LETTERS)):
        word = next(words)
        if word and allowed.issuperset(word):
            text = f"{text} {word}".strip()
    return text


def draw(r: random.Random, shelf: FontShelf, kind: str) -> PrintedLine:
    """A picture of one line with white around it; `shelf` is what Latin lines are set in."""
    face = _named_face(r.choice(FACES[kind])) if kind in FACES else body_face(r, shelf)
    size = r.randint(*(TINY_SIZES if kind == "tiny" else SIZES))
    text, font = _text(r, kind, face), face.at(size)
    # Right to left without the layout engine that would turn it: letters are drawn in the order the eye sees them.
    shown = text[::-1] if kind == "hebrew" else text
    left, top, right, bottom = font.getbbox(shown)
    margin = 2 * size
    coverage = Image.new("L", (right - left + 2 * margin, bottom - top + 2 * margin))
    ImageDraw.Draw(coverage).text((margin - left, margin - top), shown, font=font, fill=255)
    if kind == "turned":
        coverage = coverage.rotate(r.choice((-1, 1)) * r.uniform(55, 65), Image.BICUBIC, expand=True)
    if kind == "blurred":
        coverage = coverage.filter(ImageFilter.GaussianBlur(r.uniform(0.14, 0.24) * size))
    grey = scanned(r, coverage, size / READ_HEIGHT) if kind == "scanned" else 255 - np.asarray(coverage)
    return PrintedLine(grey, text)
