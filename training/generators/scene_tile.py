"""Coloured shapes and icons on plain and textured grounds, and what can be asked about them: where they are and of which form, how the picture
is described, how many there are and of which colour.

Prompts: `detect LABEL`, `segment LABEL`, `caption en`, `answer en QUESTION`. A label is a colour and a kind (red
circle) or a kind alone. Objects are answered top to bottom; a label that is not there has the empty answer. Pairs of colour and
kind are split: training shows none of the held-out pairs, and a held-out picture is asked about one of them."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from training.generators.example import PATCH, ROWS, SIDE, Box, Example, ObjectMap, location_text
from training.generators.paper import compressed, noise
from training.mask_codec import MASK_SIDE, MaskCodec
from training.splits import Split, split_of_name
from training.vocabulary import Markup

COLOURS = {"red": (215, 40, 40), "green": (40, 160, 60), "blue": (40, 80, 210), "yellow": (235, 210, 50),
           "orange": (240, 140, 40), "purple": (130, 50, 160), "black": (20, 20, 20), "white": (245, 245, 245),
           "gray": (128, 128, 128), "pink": (240, 140, 180), "brown": (120, 75, 40), "cyan": (60, 200, 215)}
FINE = 2  # pixels of the drawing to one of the picture
LEAST_CONTRAST = 110  # sum over the channels, between a shape and the ground
ABSENT_SHARE = 0.12  # of the pictures: asked about what is not there
PADDED_SHARE = 0.35  # of the pictures, which are wide or high
QUESTIONS = 4  # about a picture of training
MORE_IN_TRAINING = 2  # shapes than the limit says, for what is met elsewhere
LEAST_COVER = 0.25  # of a patch, by what it is said to show


def _round(count: int = 48) -> list[tuple[float, float]]:
    return [(math.cos(2 * math.pi * step / count), math.sin(2 * math.pi * step / count)) for step in range(count)]


def _star() -> list[tuple[float, float]]:
    angles = [math.pi * (step / 5 - 0.5) for step in range(10)]
    return [(math.cos(angle) * (1 if step % 2 == 0 else 0.42), math.sin(angle) * (1 if step % 2 == 0 else 0.42))
            for step, angle in enumerate(angles)]


def _heart() -> list[tuple[float, float]]:
    turns = [2 * math.pi * step / 48 for step in range(48)]
    return [(math.sin(t)**3, -(13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)) / 16)
            for t in turns]


def _moon() -> list[tuple[float, float]]:
    """A crescent: half the rim of a circle and back along a flatter arc."""
    outer = [(math.cos(angle), math.sin(angle)) for angle in (math.pi * (0.35 + 1.3 * step / 24) for step in range(25))]
    (right, low), middle, radius = outer[0], 0.55, math.hypot(outer[0][0] - 0.55, outer[0][1])
    span = math.atan2(low, right - middle)
    angles = [-span - (2 * math.pi - 2 * span) * step / 24 for step in range(1, 24)]
    inner = [(middle + radius * math.cos(angle), radius * math.sin(angle)) for angle in angles]
    return [((x + 1) / (1 + right) * 2 - 1, y) for x, y in outer + inner]


def _fish() -> list[tuple[float, float]]:
    body = [(-0.3 + 0.7 * math.cos(angle), 0.62 * math.sin(angle))
            for angle in (0.5 + (2 * math.pi - 1) * step / 32 for step in range(33))]
    return [(0.95, 1.0), *body, (0.95, -1.0), (0.7, 0.0)]


_BAR = 0.33
# Outlines in -1..1, y downwards; a second outline is a hole.
OUTLINES = {
    "circle": [_round()], "ellipse": [_round()],
    "ring": [_round(), [(0.55 * x, 0.55 * y) for x, y in _round()]],
    "square": [[(-1, -1), (1, -1), (1, 1), (-1, 1)]], "rectangle": [[(-1, -1), (1, -1), (1, 1), (-1, 1)]],
    "triangle": [[(0, -1), (1, 1), (-1, 1)]], "star": [_star()], "heart": [_heart()],
    "cross": [[(-_BAR, -1), (_BAR, -1), (_BAR, -_BAR), (1, -_BAR), (1, _BAR), (_BAR, _BAR), (_BAR, 1), (-_BAR, 1),
               (-_BAR, _BAR), (-1, _BAR), (-1, -_BAR), (-_BAR, -_BAR)]],
    "arrow": [[(-1, -0.3), (0.2, -0.3), (0.2, -0.8), (1, 0), (0.2, 0.8), (0.2, 0.3), (-1, 0.3)]],
    "house": [[(-0.8, 1), (-0.8, -0.1), (-1, -0.1), (0, -1), (1, -0.1), (0.8, -0.1), (0.8, 1), (0.25, 1), (0.25, 0.3),
               (-0.25, 0.3), (-0.25, 1)]],
    "tree": [[(-0.18, 1), (-0.18, 0.55), (-1, 0.55), (-0.5, -0.1), (-0.75, -0.1), (0, -1), (0.75, -0.1), (0.5, -0.1),
              (1, 0.55), (0.18, 0.55), (0.18, 1)]],
    "moon": [_moon()], "fish": [_fish()],
    "bolt": [[(0.2, -1), (-0.8, 0.2), (-0.1, 0.2), (-0.3, 1), (0.8, -0.3), (0.1, -0.3), (0.7, -1)]]}
KINDS = {kind: number for number, kind in enumerate(OUTLINES, 1)}
PLURALS = {"cross": "crosses", "fish": "fishes"}
_EVEN_SIDED = frozenset({"circle", "ring", "square", "star", "cross", "heart"})
_UPRIGHT = frozenset({"circle", "ring"})
PAIRS = {split: [(colour, kind) for colour in COLOURS for kind in OUTLINES
                 if split_of_name(f"{colour} {kind}") is split] for split in Split}


@dataclass
class Shape:
    colour: str
    kind: str
    mask: Image.Image  # "L" [SIDE, SIDE], 255 inside
    box: Box

    @property
    def label(self) -> str:
        return f"{self.colour} {self.kind}"


@dataclass
class Scene:
    picture: Image.Image
    shapes: list[Shape]  # top to bottom
    room: tuple[int, int] = (SIDE, SIDE)  # width and height of what is no padding


def _outline(r: random.Random, kind: str,
             room: tuple[int, int]) -> tuple[list[list[tuple[float, float]]], float, float, float] | None:
    """(rings in pixels of the picture, centre x, centre y, radius); None where it would not fit in `room`, width and
    height from the picture's top left corner."""
    width = r.uniform(24, 105)
    height = width
    if kind in ("rectangle", "ellipse"):
        height = width * r.choice((r.uniform(0.4, 0.75), r.uniform(1.35, 2)))
    elif kind not in _EVEN_SIDED:
        height = width * r.uniform(0.7, 1.3)
    height = min(height, 150)
    angle = 0 if kind in _UPRIGHT else r.choice((0, 0, r.uniform(-0.5, 0.5), r.uniform(-math.pi, math.pi)))
    radius = math.hypot(width, height) / 2
    if radius > min(room) / 2 - 4:
        return None
    x, y = (r.uniform(radius + 1, side - radius - 1) for side in room)
    cos, sin = math.cos(angle), math.sin(angle)
    rings = [[(x + (px * width * cos - py * height * sin) / 2, y + (px * width * sin + py * height * cos) / 2)
              for px, py in ring] for ring in OUTLINES[kind]]
    return rings, x, y, radius


def _shape(r: random.Random, pair: tuple[str, str], taken: list[tuple[float, float, float]],
           room: tuple[int, int]) -> Shape | None:
    outline = _outline(r, pair[1], room)
    if outline is None:
        return None
    rings, x, y, radius = outline
    if any(math.hypot(x - a, y - b) < radius + c for a, b, c in taken):
        return None
    fine = Image.new("L", (SIDE * FINE, SIDE * FINE))
    for ring, level in zip(rings, (255, 0)):
        ImageDraw.Draw(fine).polygon([(FINE * px, FINE * py) for px, py in ring], fill=level)
    mask = fine.resize((SIDE, SIDE), Image.BOX)
    left, top, right, bottom = mask.point(lambda level: 255 if level >= 128 else 0).getbbox()
    taken.append((x, y, radius))
    return Shape(*pair, mask, Box(top, left, bottom, right))


def _ground(r: random.Random, colour: tuple[int, ...]) -> Image.Image:
    """Plain, or the same colour with stripes, checks or clouds of other brightness."""
    if r.random() < 0.6:
        return Image.new("RGB", (SIDE, SIDE), colour)
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32)
    period, angle, kind = r.uniform(6, 40), r.choice((0, r.uniform(0, math.pi))), r.randrange(3)
    across, along = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
    if kind == 0:
        pattern = np.sin(2 * math.pi * across / period)
    elif kind == 1:
        pattern = np.sign(np.sin(2 * math.pi * across / period) * np.sin(2 * math.pi * along / period))
    else:
        cells = r.randint(4, 24)
        cloud = Image.fromarray((noise(r, cells, cells) * 40 + 128).clip(0, 255).astype(np.uint8))
        pattern = np.asarray(cloud.resize((SIDE, SIDE), Image.BICUBIC), np.float32) / 64 - 2
    values = np.array(colour, np.float32) + (pattern * r.uniform(4, 24))[:, :, None]
    return Image.fromarray(values.clip(0, 255).astype(np.uint8))


def _room(r: random.Random) -> tuple[int, int]:
    """Width and height of what the square shows; what is left of it is white, as the program pads pictures."""
    if r.random() >= PADDED_SHARE:
        return SIDE, SIDE
    short = r.randint(SIDE // 2, SIDE - 10)
    return (SIDE, short) if r.random() < 0.6 else (short, SIDE)


def lay_out(r: random.Random, wanted: list[tuple[str, str]], most: int, ground_of=_ground,
            room: tuple[int, int] | None = None) -> Scene:
    """A scene of 1 to `most` shapes of the wanted pairs; now and then one pair comes twice."""
    room = room or _room(r)
    while True:
        ground = r.choice(((255, 255, 255), (30, 30, 30), tuple(r.randint(0, 255) for _ in range(3))))
        seen = [pair for pair in wanted
                if sum(abs(a - b) for a, b in zip(COLOURS[pair[0]], ground)) >= LEAST_CONTRAST]
        if not seen:
            continue
        picture, shapes, taken = ground_of(r, ground), [], []
        for _ in range(r.randint(1, most)):
            pair = r.choice([(shape.colour, shape.kind) for shape in shapes] if shapes and r.random() < 0.2 else seen)
            shape = next(filter(None, (_shape(r, pair, taken, room) for _ in range(20))), None)
            if shape:
                colour = tuple(min(255, max(0, level + r.randint(-18, 18))) for level in COLOURS[shape.colour])
                picture.paste(colour, (0, 0), shape.mask)
                shapes.append(shape)
        if shapes:
            picture = ImageOps.expand(picture.crop((0, 0, *room)), (0, 0, SIDE - room[0], SIDE - room[1]), (255, 255, 255))
            return Scene(picture, sorted(shapes, key=lambda shape: (shape.box.top, shape.box.left)), room)


def _photographed(r: random.Random, picture: Image.Image) -> np.ndarray:
    if r.random() < 0.3:
        picture = picture.filter(ImageFilter.GaussianBlur(r.uniform(0.3, 1)))
    values = np.asarray(picture, np.float32)
    if r.random() < 0.5:
        values = values + noise(r, SIDE, SIDE)[:, :, None] * r.uniform(1, 12)
    values = values.clip(0, 255).astype(np.uint8)
    return compressed(r, values) if r.random() < 0.3 else values


def _asked(r: random.Random, scene: Scene, split: Split) -> tuple[str, list[Shape]]:
    """(label, the shapes it names): of a held-out scene always a held-out pair."""
    if not scene.shapes or r.random() < ABSENT_SHARE:
        here = {shape.label for shape in scene.shapes}
        absent = [f"{colour} {kind}" for colour, kind in PAIRS[split] if f"{colour} {kind}" not in here]
        return r.choice(absent), []
    chosen = r.choice([shape for shape in scene.shapes if (shape.colour, shape.kind) in PAIRS[split]])
    if split is Split.TRAINING and r.random() < 0.3:
        return chosen.kind, [shape for shape in scene.shapes if shape.kind == chosen.kind]
    return chosen.label, [shape for shape in scene.shapes if shape.label == chosen.label]


def _scene(r: random.Random, split: Split, most: int) -> Scene:
    most += MORE_IN_TRAINING if split is Split.TRAINING else 0
    while True:
        scene = lay_out(r, PAIRS[Split.TRAINING] + (PAIRS[split] * 4 if split is Split.HELD_OUT else []), most)
        if any((shape.colour, shape.kind) in PAIRS[split] for shape in scene.shapes):
            return scene


def asked_scene(r: random.Random, split: Split, most: int) -> tuple[np.ndarray, str, list[Shape]]:
    """(picture uint8 [SIDE, SIDE, 3], label, the shapes it names)."""
    scene = _scene(r, split, most)
    label, found = _asked(r, scene, split)
    return _photographed(r, scene.picture), label, found


def object_map(shapes: list[Shape], codes: dict[int, list[int]]) -> ObjectMap:
    """`codes`: of those shapes, by their number, whose segment codes are known."""
    found = ObjectMap.empty()
    for number, shape in enumerate(shapes):
        cover = np.asarray(shape.mask, np.float32).reshape(ROWS, PATCH, ROWS, PATCH).mean((1, 3)) / 255
        shows = (cover >= LEAST_COVER) | (cover == cover.max())
        found.kinds[shows] = KINDS[shape.kind]
        found.colours[shows] = list(COLOURS).index(shape.colour)
        found.boxes[shows] = np.array([shape.box.top, shape.box.left, shape.box.bottom, shape.box.right]) / SIDE
        if number in codes:
            found.coded[shows] = 1
            found.codes[shows] = codes[number]
    return found


def _draw(r: random.Random, split: Split, most: int, bare: np.ndarray | None, ask: Callable[[Scene], tuple[str, str]],
          codes: dict[int, list[int]] | None = None, count: int = QUESTIONS) -> Example:
    """A picture and what `ask` asks about its scene, of training `count` times; `codes` may be filled by it. `bare`: a
    picture without shapes to be asked about instead."""
    scene = Scene(Image.fromarray(bare), []) if bare is not None else _scene(r, split, most)
    picture = bare if bare is not None else _photographed(r, scene.picture)
    asked = [ask(scene) for _ in range(count if split is Split.TRAINING else 1)]
    (prompt, answer), *more = dict(asked).items()
    return Example(picture, prompt, answer, Markup.SCENE, objects=object_map(scene.shapes, codes or {}), more=more)


def draw_detection(r: random.Random, split: Split, most: int, bare: np.ndarray | None = None) -> Example:
    def ask(scene: Scene) -> tuple[str, str]:
        label, found = _asked(r, scene, split)
        return f"detect {label}", " ; ".join(f"{location_text(shape.box)} {label}" for shape in found)

    return _draw(r, split, most, bare, ask)


def mask_in_box(shape: Shape) -> np.ndarray:
    """f32 [MASK_SIDE, MASK_SIDE] in 0..1: the shape's mask, its box stretched to the square."""
    box = tuple(int(value) for value in (shape.box.left, shape.box.top, shape.box.right, shape.box.bottom))
    return np.asarray(shape.mask.crop(box).resize((MASK_SIDE, MASK_SIDE), Image.BILINEAR), np.float32) / 255


def draw_segmentation(r: random.Random, split: Split, most: int, codec: MaskCodec,
                      bare: np.ndarray | None = None) -> Example:
    codes: dict[int, list[int]] = {}

    def ask(scene: Scene) -> tuple[str, str]:
        label, found = _asked(r, scene, split)
        items = []
        for shape in found:
            number = scene.shapes.index(shape)
            if number not in codes:
                codes[number] = codec.codes(mask_in_box(shape))
            segments = "".join(f"<seg{code:03d}>" for code in codes[number])
            items.append(f"{location_text(shape.box)}{segments} {label}")
        return f"segment {label}", " ; ".join(items)

    return _draw(r, split, most, bare, ask, codes)


def _listed(labels: list[str]) -> str:
    if not labels:
        return "no shapes"
    named = [f"an {label}" if label[0] in "aeiou" else f"a {label}" for label in labels]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


def draw_caption(r: random.Random, split: Split, most: int, bare: np.ndarray | None = None) -> Example:
    return _draw(r, split, most, bare, lambda scene: ("caption en", _listed([shape.label for shape in scene.shapes])),
                 count=1)


def place_of(box: Box, room: tuple[int, int]) -> str:
    """In which ninth of what is no padding its middle lies: top left, top, ..., center, ..., bottom right."""
    down = ("top", "", "bottom")[int((box.top + box.bottom) / 2 * 3 / room[1])]
    across = ("left", "", "right")[int((box.left + box.right) / 2 * 3 / room[0])]
    return f"{down} {across}".strip() or "center"


def question(r: random.Random, scene: Scene, split: Split) -> tuple[str, str]:
    """(question, answer) about a scene."""
    kind = r.choice([shape.kind for shape in scene.shapes] or list(OUTLINES))
    alike = [shape for shape in scene.shapes if shape.kind == kind]
    form = r.randrange(5)
    if form == 0:
        return f"how many {PLURALS.get(kind, kind + 's')} are there?", str(len(alike))
    if form == 1 and len(alike) == 1:
        return f"what colour is the {kind}?", alike[0].colour
    if form == 4 and len(alike) == 1:
        return f"where is the {kind}?", place_of(alike[0].box, scene.room)
    if form == 2:
        return "how many shapes are there?", str(len(scene.shapes))
    label, found = _asked(r, scene, split)
    return f"is there {_listed([label])}?", "yes" if found else "no"


def draw_question(r: random.Random, split: Split, most: int, bare: np.ndarray | None = None) -> Example:
    def ask(scene: Scene) -> tuple[str, str]:
        asked, answer = question(r, scene, split)
        return f"answer en {asked}", answer

    return _draw(r, split, most, bare, ask)
