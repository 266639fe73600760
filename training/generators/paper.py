"""From ink to a scanned page: spread ink, paper and light, the scanner's blur and noise, JPEG.

All work on coverage (0: bare paper, 255: full ink) or grey pictures at the resolution of the page, of any size. The
speed matters more than the realism of any one of them: a training run draws hundreds of thousands."""

from __future__ import annotations

import io
import random
from functools import lru_cache

import numpy as np
from PIL import Image, ImageFilter

_BANK_SIDE = 1200


@lru_cache(maxsize=None)
def _noise_bank() -> np.ndarray:
    """float32 [_BANK_SIDE, _BANK_SIDE] of unit noise, fixed; pictures take windows of it at random places."""
    return np.random.RandomState(1).standard_normal((_BANK_SIDE, _BANK_SIDE)).astype(np.float32)


def noise(r: random.Random, height: int, width: int) -> np.ndarray:
    """float32 [height, width] of unit variance, turned over at random; repeated where it is larger than the bank."""
    bank = _noise_bank()
    if max(height, width) > _BANK_SIDE:
        bank = np.tile(bank, (-(-height // _BANK_SIDE), -(-width // _BANK_SIDE)))
    top, left = r.randint(0, bank.shape[0] - height), r.randint(0, bank.shape[1] - width)
    window = bank[top:top + height, left:left + width]
    return window[::r.choice((-1, 1)), ::r.choice((-1, 1))]


def spread_ink(r: random.Random, coverage: Image.Image, pixels_per_unit: float) -> Image.Image:
    """Bolder or thinner strokes with rough edges. `pixels_per_unit`: page pixels to a pixel of the tile."""
    blurred = coverage.filter(ImageFilter.GaussianBlur(r.uniform(0.25, 0.55) * pixels_per_unit))
    threshold, gain = r.uniform(0.3, 0.58), r.uniform(1.5, 4.0)
    values = np.asarray(blurred, np.float32) / 255
    if r.random() < 0.4:
        values = values + noise(r, *values.shape) * r.uniform(0.02, 0.08) * (values > 0.02)
    values = np.clip((values - threshold) * gain + 0.5, 0, 1)
    return Image.fromarray((values * 255).astype(np.uint8))


def light(r: random.Random, height: int, width: int) -> np.ndarray:
    """float32 [height, width] around 1: a lamp at one side, the shadow of a fold, or a smooth cloud."""
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    strength = r.uniform(0.02, 0.16)
    kind = r.random()
    if kind < 0.6:
        return 1 - strength * (0.5 + 0.5 * (r.uniform(-1, 1) * x + r.uniform(-1, 1) * y))
    if kind < 0.8:
        middle, breadth = r.uniform(-1.2, 1.2), r.uniform(0.1, 0.6)
        return 1 - strength * np.exp(-((x - middle) / breadth) ** 2) * np.ones_like(y)
    cloud = Image.fromarray((noise(r, 5, 5) * 40 + 128).clip(0, 255).astype(np.uint8))
    return 1 - strength * np.asarray(cloud.resize((width, height), Image.BICUBIC), np.float32) / 255


def levels(r: random.Random) -> tuple[int, int]:
    """(paper, ink) in grey; dark on light but for seven in a hundred, always 70 levels apart or more."""
    kind = r.random()
    if kind < 0.35:
        return r.randint(248, 255), r.randint(0, 25)
    if kind < 0.75:
        return r.randint(205, 255), r.randint(0, 90)
    if kind < 0.93:
        paper = r.randint(140, 255)
        return paper, r.randint(0, paper - 100)
    paper = r.randint(0, 90)
    return paper, r.randint(paper + 100, 255)


def compressed(r: random.Random, page: np.ndarray) -> np.ndarray:
    """What a JPEG file keeps of a grey page."""
    stream = io.BytesIO()
    Image.fromarray(page).save(stream, "JPEG", quality=r.randint(35, 92))
    return np.asarray(Image.open(stream))


def scanned(r: random.Random, coverage: Image.Image, pixels_per_unit: float) -> np.ndarray:
    """uint8 grey page from ink coverage of the same size. A third stays as clean as a rendered file."""
    clean = r.random() < 0.33
    if not clean and r.random() < 0.55:
        coverage = spread_ink(r, coverage, pixels_per_unit)
    paper, ink = levels(r)
    if not clean and r.random() < 0.45:
        coverage = coverage.filter(ImageFilter.GaussianBlur(r.uniform(0.2, 0.6) * pixels_per_unit))
    page = paper + (ink - paper) * (np.asarray(coverage, np.float32) / 255)
    if clean:
        return page.round().astype(np.uint8)
    if r.random() < 0.4:
        page *= light(r, *page.shape)
    if r.random() < 0.55:
        page += noise(r, *page.shape) * r.uniform(1, 12)
    page = page.clip(0, 255).astype(np.uint8)
    return compressed(r, page) if r.random() < 0.4 else page
