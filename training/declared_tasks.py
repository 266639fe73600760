"""The tasks beside reading, on held-out pictures that are shown to the program, each scored by `palimpsest eval`."""

from __future__ import annotations

import json
import random
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator

import numpy as np

from training import tasks
from training.figures import located_texts
from training.generators.example import SIDE
from training.generators import table_tile
from training.held_out_sets import Drawn, save
from training.measured_table import Table, percent
from training.readers import Palimpsest
from training.splits import Split, seed

COUNT = 200
ARGUMENT = "{argument}"


def _plain(answer: str) -> str:
    return answer


def _objects(answer: str) -> str:
    """A result of kind detections, as `eval` takes it for a truth."""
    objects = [{"label": label, "box": [box.left, box.top, box.right, box.bottom]} for box, label in located_texts(answer)]
    return json.dumps({"kind": "detections", "page": {"width": SIDE, "height": SIDE}, "content": {"objects": objects}})


TRUTHS: dict[str, tuple[str, Callable[[str], str]]] = {  # the file's ending, the answer as `eval` wants it
    "table": (".html", _plain), "molecule": (".smi", _plain), "score": (".krn", _plain), "caption": (".txt", _plain),
    "question": (".txt", _plain), "detect": (".json", _objects)}


def argument_of(asked: str, prompt: str) -> str | None:
    """What stands in `prompt` where the manifest's prompt has its argument; None where it has none."""
    if ARGUMENT not in asked:
        return None
    before, after = asked.split(ARGUMENT)
    return prompt.removeprefix(before).removesuffix(after)


@dataclass
class Asked:
    picture: np.ndarray
    prompt: str
    truth: str


def _tiles(task: str, count: int) -> Iterator[Asked]:
    _, as_truth = TRUTHS[task]
    for index in range(count):
        example = tasks.example(task, Split.HELD_OUT, index, index)
        yield Asked(example.picture, example.prompt, as_truth(example.answer))


def _printed_tables(count: int) -> Iterator[Asked]:
    """As they stand on a page, every second one scanned: the program finds the cells, and the model reads the letters."""
    for index in range(count):
        picture, html = table_tile.printed(random.Random(seed(Split.HELD_OUT, "printed table", index)),
                                           tasks.shelves()[Split.HELD_OUT], 8, 6, is_scan=index % 2 == 1)
        yield Asked(picture, table_tile.PROMPT, html)


def measure_task(task: str, asked: str, count: int, palimpsest: Palimpsest) -> list[tuple[str, ...]]:
    """A row a metric: task, n, metric, value. `asked` is the manifest's prompt."""
    ending, _ = TRUTHS[task]
    examples = list(_printed_tables(count) if task == "table" else _tiles(task, count))
    with tempfile.TemporaryDirectory() as name:
        pictures, truth, found = (Path(name) / part for part in ("pictures", "truth", "found"))
        for folder in (pictures, truth, found):
            folder.mkdir()
        paths = [path for path, _ in save((Drawn(example.picture, "") for example in examples), pictures)]
        results = palimpsest.read(paths, task, [argument_of(asked, example.prompt) for example in examples])
        for path, example, result in zip(paths, examples, results):
            (truth / (path.stem + ending)).write_text(example.truth, encoding="utf-8")
            (found / f"{path.stem}.json").write_text(json.dumps(result), encoding="utf-8")
        scores, unscored = palimpsest.scores(task, truth, found)
        rows = [(task, str(score["n"]), metric, percent(score)) for metric, score in scores.items()]
        return rows + [(task, str(unscored), "not scored, and not counted above", "")] * bool(unscored)


def measure(declared: dict[str, str], not_offered: dict[str, str], count: int | None, palimpsest: Palimpsest) -> Table:
    """Of the tasks that the manifest declares, `declared`: id -> prompt; of the others only that it does not."""
    rows = []
    for task, asked in declared.items():
        if task in TRUTHS:
            rows += measure_task(task, asked, count or COUNT, palimpsest)
        elif task != "ocr":
            rows.append((task, "", "declared, but nothing here measures it", ""))
    rows += [(task, "", f"not declared, not measured: {reason}", "") for task, reason in not_offered.items()]
    return Table("Other tasks, on held-out pictures; tables as they stand on a page, up to 8 x 6, half of them scanned (in percent, CIDEr-D up to 1000, with 95 % intervals)",
                 ("task", "n", "metric", "value"), rows)
