"""How sure a reading says it is, against how right it is: the area under the curve of true against false positives when
lines are sorted by confidence, with several figures as confidence."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from training import tasks
from training.figures import edit_distance, roc_area
from training.generators import single_line
from training.held_out_sets import Drawn, save
from training.measured_table import Table
from training.readers import Palimpsest
from training.splits import Split, seed
from training.vocabulary import FIRST_APPENDED, FIRST_LOCATION, piece

SEED = "line"
COUNT = 400
RIGHT = 0.1  # a line is right up to this character error rate
# Half of the pictures are such as the starter is made for.
TURNS = single_line.IN_SCOPE * (len(single_line.OUT_OF_SCOPE) // len(single_line.IN_SCOPE)) + single_line.OUT_OF_SCOPE


def kind_of(index: int) -> str:
    """Kinds take turns."""
    return TURNS[index % len(TURNS)]


def picture(index: int) -> Drawn:
    r, shelf = random.Random(seed(Split.HELD_OUT, SEED, index)), tasks.shelves()[Split.HELD_OUT]
    line = single_line.draw(r, shelf, kind_of(index))
    return Drawn(line.picture, line.text)


def _is_text(token: int) -> bool:
    return not FIRST_LOCATION <= token < FIRST_APPENDED


def _read_runs(answer: dict) -> list[tuple[str, list[float]]]:
    """Of an answer's lines, `<loc>x4 text` joined by ` ; `, each text without spaces and its tokens' logarithms."""
    runs: list[tuple[str, list[float]]] = []
    follows_location = False
    for token, value in zip(answer["token_ids"], answer["log_probabilities"]):
        if not _is_text(token):
            if not follows_location:
                runs.append(("", []))
            follows_location = True
            continue
        follows_location = False
        if runs and value is not None:
            text, values = runs[-1]
            runs[-1] = (text + piece(token), [*values, value])
    return [_without_separator(*run) for run in runs]


def _without_separator(text: str, values: list[float]) -> tuple[str, list[float]]:
    kept = len(text) - 3 if text.endswith(" ; ") else len(text)
    return text[:kept].replace(" ", ""), values[:kept]


def token_logarithms(line: dict, answers: list[dict]) -> list[float]:
    """Of the tokens that spell a line of a result; empty where its answers do not show them."""
    found: list[float] = []
    for part in line["pieces"]:
        runs = _read_runs(answers[part["answer"]])
        wanted = part["text"].replace(" ", "")
        found += next((values for text, values in runs if text == wanted), [])
    return found


def _line_figures(result: dict, truth: str) -> list[tuple[bool, float, list[float]]]:
    """Of each line read: right or wrong, the confidence it came with, the logarithms of its tokens."""
    return [(edit_distance(truth, line["text"]) <= RIGHT * len(truth), line["confidence"],
             token_logarithms(line, result["provenance"]["answers"])) for line in result["content"]["lines"]]


Lines = list[tuple[bool, float, list[float]]]
FIGURES = {
    "mean token, as results have it": lambda _, confidence, values: confidence,
    "smallest token": lambda _, confidence, values: min(values),
    "smallest but a tenth of the tokens": lambda _, confidence, values: sorted(values)[len(values) // 10],
    "all tokens multiplied": lambda _, confidence, values: sum(values)}


def _areas(lines: Lines) -> list[str]:
    right = [line[0] for line in lines]
    if all(right):
        return ["all are right"] * len(FIGURES)
    return [f"{roc_area([figure(*line) for line in lines], right):.3f}" for figure in FIGURES.values()]


def measure(count: int, palimpsest: Palimpsest) -> list[Table]:
    """The areas, and what each kind of picture is read with."""
    with tempfile.TemporaryDirectory() as folder:
        saved = save(map(picture, range(count)), Path(folder))
        results = palimpsest.read([path for path, _ in saved])
    of_kind: dict[str, Lines] = {kind: [] for kind in TURNS}
    for index, ((_, text), result) in enumerate(zip(saved, results)):
        of_kind[kind_of(index)] += _line_figures(result, text)
    groups = {"all": list(of_kind), "clean and scanned": list(single_line.IN_SCOPE)}
    areas = []
    for name, kinds in groups.items():
        lines = [line for kind in kinds for line in of_kind[kind]]
        areas.append((name, str(len(lines)), str(sum(line[0] for line in lines)), *_areas(lines)))
    kinds = [(kind, str(sum(kind_of(index) == kind for index in range(count))), *_row(lines))
             for kind, lines in of_kind.items()]
    return [Table(f"Area under the ROC curve of confidence against lines with at most {RIGHT:.0%} of their characters "
                  f"wrong (seed {SEED})", ("lines", "read", "right", *FIGURES), areas),
            Table("The same lines by kind, with the confidence they came with",
                  ("kind", "pictures", "lines read", "right", "least", "middle", "greatest"), kinds)]


def _row(lines: Lines) -> tuple[str, ...]:
    return str(len(lines)), str(sum(line[0] for line in lines)), *_spread([line[1] for line in lines])


def _spread(values: list[float]) -> tuple[str, str, str]:
    ordered = sorted(values)
    chosen = (ordered[0], ordered[len(ordered) // 2], ordered[-1]) if ordered else ()
    return tuple(f"{value:.2f}" for value in chosen) or ("", "", "")
