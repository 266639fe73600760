"""The tasks that are trained, and one door to all generators: picture number `index` of a task and split."""

from __future__ import annotations

import os
import random
from functools import lru_cache
from pathlib import Path

from training import splits
from training.generators import molecule_tile, page_tile, scene_tile, score_tile, table_tile, text_tile
from training.generators.example import Example
from training.generators.fonts import FontShelf, load_shelves
from training.mask_codec import load_codec

RUNS = Path(os.environ.get("TRAINING_RUNS", Path(__file__).parent / "runs"))  # ignored by git
MASK_CODEC = Path(__file__).parent / "mask_codec.npz"  # the one that all checkpoints speak
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


def _segment(r: random.Random, split: splits.Split, limit: int) -> Example:
    return scene_tile.draw_segmentation(r, split, limit, load_codec(MASK_CODEC))


def _layout(r: random.Random, split: splits.Split, _: int) -> Example:
    return page_tile.draw(r, split, shelves()[split], molecule_fragments()[split])


def _score(r: random.Random, split: splits.Split, limit: int) -> Example:
    return score_tile.draw(r, split, shelves()[split], 1 + limit // 2)


_DRAW = {"ocr": _ocr, "table": _table, "molecule": _molecule, "detect": scene_tile.draw_detection,
         "caption": scene_tile.draw_caption, "question": scene_tile.draw_question, "segment": _segment,
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
