"""Pictures without any text, of the kinds that lie among scanned pages: paper in every state, noise, drawn scenes and
what looks like a photograph. For measuring what a reader invents; a letter drawn here would be a fault."""

from __future__ import annotations

import math
import random
from typing import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from training.generators import scene_tile
from training.generators.example import SIDE
from training.generators.paper import compressed, light, noise
from training.splits import Split

SIZES = ((224, 224), (640, 480), (900, 640), (1170, 827), (1754, 1240))  # a tile, pictures, A4 at 100 and at 150 dpi
Picture = np.ndarray  # float32 [height, width] or [height, width, 3], 0 to 255


def _flat(level: float, height: int, width: int) -> Picture:
    return np.full((height, width), level, np.float32)


def _white(r: random.Random, height: int, width: int) -> Picture:
    return _flat(r.choice((255, r.uniform(246, 255))), height, width)


def _grey(r: random.Random, height: int, width: int) -> Picture:
    return _flat(r.uniform(0, 245), height, width)


def _yellowed(r: random.Random, height: int, width: int) -> Picture:
    paper = np.array([r.uniform(225, 250), r.uniform(205, 230), r.uniform(150, 200)], np.float32)
    return light(r, height, width)[:, :, None] * paper


def _scanned(r: random.Random, height: int, width: int) -> Picture:
    paper = _flat(r.uniform(190, 250), height, width)
    return paper * light(r, height, width) + noise(r, height, width) * r.uniform(1, 14)


def _black_edge(r: random.Random, height: int, width: int) -> Picture:
    """A sheet laid askew on a dark scanner bed, or a copy's black border."""
    sheet = Image.new("L", (width, height), r.randint(0, 40))
    inset = [r.uniform(0, 0.05) * side for side in (width, height, width, height)]
    lean = r.uniform(-0.02, 0.02) * height
    corners = [(inset[0] + lean, inset[1]), (width - inset[2], inset[1] + lean),
               (width - inset[2] - lean, height - inset[3]), (inset[0], height - inset[3] - lean)]
    ImageDraw.Draw(sheet).polygon(corners, fill=r.randint(225, 255))
    page = np.asarray(sheet.filter(ImageFilter.GaussianBlur(r.uniform(0.5, 2))), np.float32)
    return page + noise(r, height, width) * r.uniform(0, 6)


def _specks(r: random.Random, height: int, width: int) -> Picture:
    """Dust, hairs and stains."""
    page = Image.new("L", (width, height), r.randint(235, 255))
    pen = ImageDraw.Draw(page)
    for _ in range(r.randint(5, 120)):
        x, y, radius = r.uniform(0, width), r.uniform(0, height), r.choice((0.5, 1, 1, 2))
        pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=r.randint(0, 140))
    for _ in range(r.randint(0, 5)):
        x, y, length, angle = r.uniform(0, width), r.uniform(0, height), r.uniform(20, 120), r.uniform(0, 6)
        pen.line([x, y, x + length * math.cos(angle), y + length * math.sin(angle)], fill=r.randint(60, 160))
    return np.asarray(page.filter(ImageFilter.GaussianBlur(0.6)), np.float32)


def _holes(r: random.Random, height: int, width: int) -> Picture:
    """Punched, stapled, folded."""
    page = Image.new("L", (width, height), r.randint(230, 255))
    pen, radius, x = ImageDraw.Draw(page), 0.014 * height, 0.05 * width
    for y in ([0.36, 0.64] if r.random() < 0.5 else [0.1, 0.36, 0.64, 0.9]):
        pen.ellipse([x - radius, y * height - radius, x + radius, y * height + radius], fill=r.randint(0, 90))
    pen.line([0.03 * width, 0.02 * height, 0.08 * width, 0.03 * height], fill=90, width=2)
    fold = round(height * r.choice((0.333, 0.5)))
    pen.line([0, fold, width, fold], fill=r.randint(170, 220), width=2)
    return np.asarray(page.filter(ImageFilter.GaussianBlur(1)), np.float32) + noise(r, height, width) * r.uniform(0, 5)


def _shown_through(r: random.Random, height: int, width: int) -> Picture:
    """Soft grey clouds: stains, and the light of the other side."""
    return _flat(248, height, width) - _cloud(r, height, width, 5) * r.uniform(10, 60)


def _static(r: random.Random, height: int, width: int) -> Picture:
    if r.random() < 0.5:
        return 128 + noise(r, height, width) * r.uniform(15, 90)
    page, salt = _flat(r.choice((255, 128)), height, width), noise(r, height, width)
    page[salt > r.uniform(2, 3)] = 0
    return page


def _gradient(r: random.Random, height: int, width: int) -> Picture:
    y, x = np.mgrid[-1:1:height * 1j, -1:1:width * 1j].astype(np.float32)
    slope = r.uniform(-1, 1) * x + r.uniform(-1, 1) * y
    field = np.hypot(x - r.uniform(-1, 1), y - r.uniform(-1, 1)) if r.random() < 0.5 else slope
    field = (field - field.min()) / max(1e-6, float(field.max() - field.min()))
    ends = np.array([[r.uniform(0, 255) for _ in range(3)] for _ in range(2)], np.float32)
    return ends[0] + field[:, :, None] * (ends[1] - ends[0])


def _shapes(r: random.Random, height: int, width: int) -> Picture:
    scene = scene_tile.lay_out(r, scene_tile.PAIRS[Split.HELD_OUT], 5, room=(SIDE, SIDE))
    return np.asarray(scene.picture.resize((width, height), Image.BICUBIC), np.float32)


def _cloud(r: random.Random, height: int, width: int, octaves: int) -> np.ndarray:
    """float32 [height, width] 0 to 1, rough at `octaves` sizes."""
    field = np.zeros((height, width), np.float32)
    for octave in range(octaves):
        cells = 3 * 2**octave
        rough = noise(r, cells, cells) * 127 / 3 + 128
        patch = Image.fromarray(rough.clip(0, 255).astype(np.uint8)).resize((width, height), Image.BICUBIC)
        field += np.asarray(patch, np.float32) / 255 * 0.55**octave
    return (field - field.min()) / max(1e-6, float(field.max() - field.min()))


def _landscape(r: random.Random, height: int, width: int) -> Picture:
    """Sky, ridges behind one another, haze and grain: what a photograph of hills is to a finder of lines."""
    sky, ground = (np.array([r.uniform(*span) for span in spans], np.float32) for spans in (
        ((90, 200), (130, 210), (170, 250)), ((20, 90), (40, 110), (20, 80))))
    picture = sky * (0.75 + 0.25 * _cloud(r, height, width, 6))[:, :, None]
    rows, layers = np.arange(height)[:, None], r.randint(3, 6)
    for layer in range(layers):
        ridge = _cloud(r, 8, width, 7)[3] * height * 0.35 + height * (0.2 + 0.6 * layer / layers)
        near = (layer + 1) / layers
        colour = sky * (1 - near) * 0.8 + ground * near
        bumpy = (0.7 + 0.6 * _cloud(r, height, width, 8))[:, :, None]
        picture = np.where((rows > ridge)[:, :, None], colour * bumpy, picture)
    return picture + noise(r, height, width)[:, :, None] * r.uniform(1, 8)


def _foliage(r: random.Random, height: int, width: int) -> Picture:
    """Leaves, gravel, a crowd: many small blobs of all brightnesses."""
    picture = Image.new("RGB", (width, height), tuple(r.randint(0, 120) for _ in range(3)))
    pen, tint = ImageDraw.Draw(picture), [r.uniform(0.4, 1) for _ in range(3)]
    for _ in range(width * height // 120):
        x, y, a, b = r.uniform(0, width), r.uniform(0, height), r.uniform(2, 14), r.uniform(2, 9)
        level = r.randint(10, 255)
        pen.ellipse([x - a, y - b, x + a, y + b], fill=tuple(int(level * part) for part in tint))
    return np.asarray(picture.filter(ImageFilter.GaussianBlur(r.uniform(0.5, 2.5))), np.float32)


def _grain(r: random.Random, height: int, width: int) -> Picture:
    """Wood or woven cloth."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    bend = _cloud(r, height, width, 4) * r.uniform(5, 60)
    wave = np.sin((y + bend) * r.uniform(0.1, 0.9))
    if r.random() < 0.5:
        wave = wave * np.sin((x + bend) * r.uniform(0.1, 0.9))
    colour = np.array([r.uniform(100, 220), r.uniform(70, 180), r.uniform(40, 150)], np.float32)
    cloth = colour * (1 + r.uniform(0.05, 0.35) * wave)[:, :, None]
    return cloth + noise(r, height, width)[:, :, None] * r.uniform(0, 6)


def _halftone(r: random.Random, height: int, width: int) -> Picture:
    """A photograph as newspapers print it."""
    tone = _cloud(r, height, width, 5)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    angle, pitch = r.uniform(0, 1.5), r.uniform(3, 9)
    u, v = (x * math.cos(angle) + y * math.sin(angle)) / pitch, (y * math.cos(angle) - x * math.sin(angle)) / pitch
    screen = (np.cos(2 * math.pi * u) + np.cos(2 * math.pi * v)) / 4 + 0.5
    return np.where(screen > tone, 250, 20).astype(np.float32)


def _ruled(r: random.Random, height: int, width: int) -> Picture:
    """Empty forms: writing lines, squared paper, an empty table."""
    page = Image.new("RGB", (width, height), (252, 252, 250))
    pen, pitch = ImageDraw.Draw(page), r.uniform(12, 60)
    colour = r.choice(((0, 0, 0), (120, 140, 200), (200, 120, 120), (150, 150, 150)))
    thickness = r.choice((1, 1, 2, 3))
    for step in range(1, int(height / pitch)):
        pen.line([0.08 * width, step * pitch, 0.92 * width, step * pitch], fill=colour, width=thickness)
    if r.random() < 0.6:
        across = pitch * r.choice((1, 4))
        for step in range(int(0.84 * width / across)):
            x = 0.08 * width + step * across
            pen.line([x, pitch, x, height - 2 * pitch], fill=colour, width=thickness)
    return np.asarray(page, np.float32)


KINDS: dict[str, Callable[[random.Random, int, int], Picture]] = {
    "white paper": _white, "grey paper": _grey, "yellowed paper": _yellowed, "scanner noise": _scanned,
    "black edge": _black_edge, "dust and hairs": _specks, "punched and folded": _holes, "stains": _shown_through,
    "noise": _static, "gradient": _gradient, "coloured shapes": _shapes, "hills": _landscape, "leaves": _foliage,
    "wood and cloth": _grain, "halftone": _halftone, "empty rules": _ruled}


def draw(r: random.Random, kind: str) -> np.ndarray:
    """uint8 [height, width, 3]; a third of the pictures have been through JPEG."""
    height, width = r.choice(SIZES)
    picture = KINDS[kind](r, height, width).clip(0, 255).round().astype(np.uint8)
    picture = np.repeat(picture[:, :, None], 3, 2) if picture.ndim == 2 else picture
    return compressed(r, picture) if r.random() < 0.33 else picture
