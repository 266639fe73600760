"""The tasks that are trained, and one door to all generators: picture number `index` of a task and split."""

from __future__ import annotations

import os
import random
from functools import lru_cache
from pathlib import Path
from typing import Callable

import numpy as np

from training import splits
from training.generators import molecule_tile, page_tile, scene_tile, score_tile, table_tile, text_tile, textless
from training.generators.example import SIDE, Example
from training.generators.fonts import FontShelf, load_shelves
from training.mask_codec import load_codec

RUNS = Path(os.environ.get("TRAINING_RUNS", Path(__file__).parent / "runs"))  # ignored by git
MASK_CODEC = Path(__file__).parent / "mask_codec.npz"  # the one that all checkpoints speak
BARE_SHARE = 0.1  # of the pictures that are asked about shapes: there are none, but print, paper or a texture
BARE_KINDS = ("white paper", "grey paper", "yellowed paper", "scanner noise", "noise", "gradient", "wood and cloth",
              "halftone", "empty rules", "leaves", "hills")
LINE_LIMITS = (2, 3, 3, 4, 6)  # a batch has one of these, so that its answers are of like length


@lru_cache(maxsize=None)
def shelves() -> dict[splits.Split, FontShelf]:
    return load_shelves(RUNS / "fonts.json")


def molecule_fragments() -> dict[splits.Split, list[str]]:
    return molecule_tile.fragments(RUNS / "fragments.txt")


def _ocr(r: random.Random, split: splits.Split, limit: int) -> Example:
    return text_tile.draw(r, shelves()[split], limit)


def _table(r: random.Random, split: splits.Split, limit: int) -> Example:
    return table_tile.draw(r, shelves()[split], limit, min(5, limit))


def _molecule(r: random.Random, split: splits.Split, limit: int) -> Example:
    return molecule_tile.draw(r, molecule_fragments()[split], 4 + 3 * limit)


def _bare(r: random.Random, split: splits.Split) -> np.ndarray | None:
    """A picture without shapes, where one is due: in training alone."""
    if split is splits.Split.HELD_OUT or r.random() >= BARE_SHARE:
        return None
    if r.random() < 0.5:
        return text_tile.draw(r, shelves()[split], 4).picture
    picture = textless.KINDS[r.choice(BARE_KINDS)](r, SIDE, SIDE).clip(0, 255).astype(np.uint8)
    return picture if picture.ndim == 3 else picture[:, :, None].repeat(3, 2)


def _of_shapes(draw: Callable[..., Example]) -> Callable[[random.Random, splits.Split, int], Example]:
    return lambda r, split, limit: draw(r, split, limit, bare=_bare(r, split))


def _segment(r: random.Random, split: splits.Split, limit: int) -> Example:
    return scene_tile.draw_segmentation(r, split, limit, load_codec(MASK_CODEC), _bare(r, split))


def _layout(r: random.Random, split: splits.Split, _: int) -> Example:
    return page_tile.draw(r, split, shelves()[split], molecule_fragments()[split])


def _score(r: random.Random, split: splits.Split, limit: int) -> Example:
    return score_tile.draw(r, split, shelves()[split], 1 + limit // 2)


_DRAW = {"ocr": _ocr, "table": _table, "molecule": _molecule, "detect": _of_shapes(scene_tile.draw_detection),
         "caption": _of_shapes(scene_tile.draw_caption), "question": _of_shapes(scene_tile.draw_question),
         "segment": _segment,
         "layout": _layout, "score": _score}
TASKS = tuple(_DRAW)


def chance(task: str, split: splits.Split, index: int, batch: int) -> tuple[random.Random, int]:
    """What picture `index` is drawn by, and the size limit of the batch it belongs to, whose pictures are alike."""
    limit = random.Random(splits.seed(split, task + "/size", batch)).choice(LINE_LIMITS)
    return random.Random(splits.seed(split, task, index)), limit


def example(task: str, split: splits.Split, index: int, batch: int) -> Example:
    r, limit = chance(task, split, index, batch)
    return _DRAW[task](r, split, limit)


def task_of_batch(mix: dict[str, float], batch: int) -> str:
    """By the weights of `mix`, the same for the same batch number."""
    return random.Random(splits.seed(splits.Split.TRAINING, "mix", batch)).choices(list(mix), list(mix.values()))[0]
