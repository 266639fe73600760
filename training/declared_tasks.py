"""The tasks beside reading, on held-out pictures that are shown to the program, each scored by `palimpsest eval`."""

from __future__ import annotations

import itertools
import json
import random
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Callable, Iterator

import numpy as np

from training import tasks
from training.figures import located_texts, overlap
from training.generators import page_tile, scene_tile, table_tile
from training.generators.example import SIDE, Box
from training.generators.scene_tile import Shape
from training.held_out_sets import Drawn, save
from training.measured_table import Table, percent
from training.readers import Osra, Palimpsest
from training.splits import Split, seed

COUNT = 200


@dataclass
class Asked:
    picture: np.ndarray
    argument: str | None  # a label, a question
    truth: str  # as `palimpsest eval` takes it


def _result(kind: str, key: str, items: list[dict], side: int = SIDE) -> str:
    return json.dumps({"kind": kind, "page": {"width": side, "height": side}, "content": {key: items}})


def _sides(box: Box) -> list[float]:
    return [box.left, box.top, box.right, box.bottom]


def _box(sides: list[float]) -> Box:
    left, top, right, bottom = sides
    return Box(top, left, bottom, right)


def objects_in(answer: str) -> str:
    """A result of kind detections."""
    return _result("detections", "objects", [{"label": label, "box": _sides(box)} for box, label in located_texts(answer)])


def run_lengths(inside: np.ndarray) -> list[int]:
    """Of a bool picture, row by row, beginning with a run of outside."""
    flat = np.concatenate([[False], inside.ravel()])
    changes = np.flatnonzero(flat[1:] != flat[:-1])
    return np.diff(np.concatenate([[0], changes, [inside.size]])).tolist()


def segments_of(label: str, shapes: list[Shape]) -> str:
    """A result of kind segments."""
    def mask(shape: Shape) -> dict:
        return {"left": 0, "top": 0, "width": SIDE, "height": SIDE, "runs": run_lengths(np.asarray(shape.mask) >= 128)}

    return _result("segments", "segments",
                   [{"label": label, "box": _sides(shape.box), "mask": mask(shape)} for shape in shapes])


def _tiles(task: str, as_truth: Callable[[str], str] = str, wanted: Callable[[str], bool] = lambda answer: True,
           before: str | None = None) -> Iterator[Asked]:
    """Without end, those whose answers are wanted. `before`: what of their prompts stands before the argument."""
    for index in itertools.count():
        example = tasks.example(task, Split.HELD_OUT, index, index)
        if wanted(example.answer):
            argument = None if before is None else example.prompt.removeprefix(before)
            yield Asked(example.picture, argument, as_truth(example.answer))


def _printed_tables() -> Iterator[Asked]:
    """As they stand on a page, every second one scanned: the program finds the cells, and the model reads the letters."""
    for index in itertools.count():
        picture, html = table_tile.printed(random.Random(seed(Split.HELD_OUT, "printed table", index)),
                                           tasks.shelves()[Split.HELD_OUT], 8, 6, is_scan=index % 2 == 1)
        yield Asked(picture, None, html)


def _printed_accounts() -> Iterator[Asked]:
    """Every second one scanned."""
    for index in itertools.count():
        picture, question, answer = table_tile.printed_accounts(
            random.Random(seed(Split.HELD_OUT, "printed accounts", index)), tasks.shelves()[Split.HELD_OUT], 6, 4,
            is_scan=index % 2 == 1)
        yield Asked(picture, question, answer)


def _printed_pages() -> Iterator[Asked]:
    """Every second one scanned."""
    for index in itertools.count():
        picture, parts = page_tile.printed(random.Random(seed(Split.HELD_OUT, "printed page with parts", index)),
                                           Split.HELD_OUT, tasks.shelves()[Split.HELD_OUT],
                                           tasks.molecule_fragments()[Split.HELD_OUT], is_scan=index % 2 == 1)
        found = [{"label": part.kind, "box": _sides(part.box)} for part in parts]
        yield Asked(picture, None, _result("detections", "objects", found, picture.shape[0]))


def _segments() -> Iterator[Asked]:
    for index in itertools.count():
        r, limit = tasks.chance("segment", Split.HELD_OUT, index, index)
        picture, label, found = scene_tile.asked_scene(r, Split.HELD_OUT, limit)
        yield Asked(picture, label, segments_of(label, found))


def _printed_molecules(fewest: int, most: int) -> Iterator[Asked]:
    """Without end, as they stand on a page; each hand in turn, every second round scanned."""
    from training.generators import printed_molecule

    hands = list(printed_molecule.Hand)
    for index in itertools.count():
        r = random.Random(seed(Split.HELD_OUT, f"molecule in print/{fewest}", index))
        picture, smiles = printed_molecule.draw(r, tasks.molecule_fragments()[Split.HELD_OUT], hands[index % len(hands)],
                                                fewest, most, is_scan=index // len(hands) % 2 == 1)
        yield Asked(picture, None, smiles)


@dataclass
class Material:
    """What a task is measured on."""

    task: str  # of the manifest
    name: str
    scored_as: str  # task of `palimpsest eval`
    ending: str
    examples: Callable[[], Iterator[Asked]]
    other: type | None = None  # a program of readers.py that reads the same


MATERIALS = (
    Material("table", "as they stand on a page, up to 8 x 6, half of them scanned", "table", ".html", _printed_tables),
    Material("molecule", "printed drawings, half of them scanned, up to 15 heavy atoms", "molecule", ".smi", partial(_printed_molecules, 3, 15), Osra),
    Material("molecule", "printed drawings, half of them scanned, 16 to 25 heavy atoms", "molecule", ".smi", partial(_printed_molecules, 16, 25), Osra),
    Material("score", "one staff", "score", ".krn", partial(_tiles, "score", wanted=lambda kern: "\t" not in kern)),
    Material("score", "grand staff", "score", ".krn", partial(_tiles, "score", wanted=lambda kern: "\t" in kern)),
    Material("segment", "coloured shapes", "segment", ".json", _segments),
    Material("detect", "coloured shapes", "detect", ".json", partial(_tiles, "detect", objects_in, before="detect ")),
    Material("layout", "drawn pages of one and two columns, half of them scanned", "detect", ".json", _printed_pages),
    Material("caption", "coloured shapes", "caption", ".txt", partial(_tiles, "caption")),
    Material("question", "coloured shapes", "question", ".txt", partial(_tiles, "question", before="answer en ")),
    Material("question", "totals and cells of printed tables, up to 6 x 4, half of them scanned", "question", ".txt",
             _printed_accounts))


def regions_found(truth: str, result: dict) -> tuple[int, int, int]:
    """(regions of the same label that overlap by more than half, true ones, found ones)."""
    true, found = ([(item["label"], _box(item["box"])) for item in page["content"]["objects"]]
                   for page in (json.loads(truth), result))
    left = list(found)
    for label, box in true:
        match = next((other for other in left if other[0] == label and overlap(box, other[1]) > 0.5), None)
        if match:
            left.remove(match)
    return len(found) - len(left), len(true), len(found)


def measure_material(material: Material, count: int, palimpsest: Palimpsest) -> list[tuple[str, ...]]:
    """A row a metric: task, material, n, metric, value."""
    examples = list(itertools.islice(material.examples(), count))
    with tempfile.TemporaryDirectory() as name:
        pictures, truth, found = (Path(name) / part for part in ("pictures", "truth", "found"))
        for folder in (pictures, truth, found):
            folder.mkdir()
        paths = [path for path, _ in save((Drawn(example.picture, "") for example in examples), pictures)]
        results = palimpsest.read(paths, material.task, [example.argument for example in examples])
        for path, example, result in zip(paths, examples, results):
            (truth / (path.stem + material.ending)).write_text(example.truth, encoding="utf-8")
            (found / f"{path.stem}.json").write_text(json.dumps(result), encoding="utf-8")
        scores, unscored = palimpsest.scores(material.scored_as, truth, found)
        other = material.other() if material.other else None
        theirs = {}
        if other and other.version() is not None:
            for path in paths:
                (found / f"{path.stem}.json").unlink()
                (found / (path.stem + material.ending)).write_text(other.read(path), encoding="utf-8")
            theirs, _ = palimpsest.scores(material.scored_as, truth, found)
    head = (material.task, material.name)
    rows = [(*head, str(score["n"]), metric, percent(score)) for metric, score in scores.items()]
    rows += [(*head, str(score["n"]), f"{metric}, {other.NAME} {other.version()}", percent(score))
             for metric, score in theirs.items()]
    if material.task == "layout":
        right, true, there = map(sum, zip(*(regions_found(example.truth, result)
                                            for example, result in zip(examples, results))))
        rows.append((*head, str(count), "F1 of regions at IoU 0.5", f"{200 * right / max(1, true + there):.1f}"))
    return rows + [(*head, str(unscored), "not scored, and not counted above", "")] * bool(unscored)


def measure(declared: list[str], not_offered: dict[str, str], count: int | None, palimpsest: Palimpsest) -> Table:
    """Of the tasks that the manifest declares; of the others only that it does not."""
    rows = []
    for task in declared:
        materials = [material for material in MATERIALS if material.task == task]
        for material in materials:
            rows += measure_material(material, count or COUNT, palimpsest)
        if task != "ocr" and not materials:
            rows.append((task, "", "", "declared, but nothing here measures it", ""))
    rows += [(task, "", "", f"not declared, not measured: {reason}", "") for task, reason in not_offered.items()]
    return Table("Other tasks, on held-out pictures (in percent, CIDEr-D up to 1000, with 95 % intervals)",
                 ("task", "material", "n", "metric", "value"), rows)
