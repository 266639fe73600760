"""What every generator returns: a picture, a question about it and the true answer. Free of torch."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from training.vocabulary import CHARACTERS, LOCATION_BINS, Markup

SIDE = 224  # pixels of a picture
PATCH = 14  # pixels of a patch of the vision tower
ROWS = SIDE // PATCH
COLUMNS = 2 * ROWS  # the glyph map cuts each patch into a left and a right half
KIND_CLASSES = 32  # kinds of objects, 0: none, with room for more
COLOUR_CLASSES = 16
MASK_CODES = 16
GLYPH_CLASSES = 1 + len(CHARACTERS)  # 0: nothing printed here
_GLYPH_OF = {character: index + 1 for index, character in enumerate(CHARACTERS)}


@dataclass(frozen=True)
class Box:
    """In pixels of the picture; right and bottom are outside."""

    top: float
    left: float
    bottom: float
    right: float


@dataclass
class ObjectMap:
    """What object each patch shows; arrays [ROWS, ROWS, ...], with a dimension for the pictures of a batch in front."""

    kinds: np.ndarray  # uint8, 0 for none
    colours: np.ndarray  # uint8
    boxes: np.ndarray  # f32 [..., 4]: top, left, bottom, right in 0..1
    coded: np.ndarray  # uint8, whether the codes are known
    codes: np.ndarray  # uint8 [..., MASK_CODES], segment codes of the object's mask

    @staticmethod
    def empty() -> ObjectMap:
        shape = (ROWS, ROWS)
        return ObjectMap(np.zeros(shape, np.uint8), np.zeros(shape, np.uint8), np.zeros((*shape, 4), np.float32),
                         np.zeros(shape, np.uint8), np.zeros((*shape, MASK_CODES), np.uint8))


@dataclass
class Example:
    picture: np.ndarray  # uint8 [SIDE, SIDE, 3]
    prompt: str
    answer: str
    markup: Markup = Markup.NONE
    glyphs: np.ndarray | None = None  # uint8 [ROWS, COLUMNS], what character is printed at each half patch
    objects: ObjectMap | None = None
    more: list[tuple[str, str]] = field(default_factory=list)  # further prompts and answers, to the same picture


def location(pixels: float) -> str:
    """`<loc0123>` for a coordinate of the picture: round(v * 1023), v in 0..1."""
    largest = LOCATION_BINS - 1
    return f"<loc{min(largest, max(0, round(pixels / SIDE * largest))):04d}>"


def location_text(box: Box) -> str:
    return "".join(location(value) for value in (box.top, box.left, box.bottom, box.right))


def empty_glyphs() -> np.ndarray:
    return np.zeros((ROWS, COLUMNS), np.uint8)


def mark_glyph(glyphs: np.ndarray, character: str, box: Box) -> None:
    """Enters a character at the half patches whose middles its cell covers, at the nearest one if it covers none."""
    half = PATCH / 2
    first_row, last_row = int(np.ceil(box.top / PATCH - 0.5)), int(np.floor(box.bottom / PATCH - 0.5))
    if last_row < first_row:
        first_row = last_row = int((box.top + box.bottom) / 2 // PATCH)
    first, last = int(np.ceil(box.left / half - 0.5)), int(np.floor(box.right / half - 0.5))
    if last < first:
        first = last = int((box.left + box.right) / 2 // half)
    glyphs[max(0, first_row):max(0, last_row + 1), max(0, first):max(0, last + 1)] = _GLYPH_OF[character]
