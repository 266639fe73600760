"""What is measured: truths and answers in, figures out. Free of torch and of pictures."""

from __future__ import annotations

import math
import re
from itertools import zip_longest
from typing import Sequence

from training.generators.example import SIDE, Box
from training.vocabulary import ASCII, LOCATION_BINS

_LOCATIONS = re.compile(r"((?:<loc\d{4}>){4}) ?")
_SEGMENTS = re.compile(r"<seg\d{3}>")
_CELL_TEXT = re.compile(r"(?<=>)[^<]+(?=</td>)")


def edit_distance(a: Sequence, b: Sequence) -> int:
    """Levenshtein's, of texts or lists."""
    before = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        now = [i]
        for j, right in enumerate(b, 1):
            now.append(min(before[j] + 1, now[-1] + 1, before[j - 1] + (left != right)))
        before = now
    return before[-1]


def roc_area(scores: Sequence[float], flags: Sequence[bool]) -> float:
    """Share of the pairs of one flagged and one other in which the flagged one scores higher; equal ones count half."""
    flagged = [score for score, flag in zip(scores, flags) if flag]
    others = [score for score, flag in zip(scores, flags) if not flag]
    higher = sum((a > b) + (a == b) / 2 for a in flagged for b in others)
    return higher / (len(flagged) * len(others)) if flagged and others else math.nan


def overlap(a: Box, b: Box) -> float:
    """Intersection over union."""
    height = max(0.0, min(a.bottom, b.bottom) - max(a.top, b.top))
    width = max(0.0, min(a.right, b.right) - max(a.left, b.left))
    area = sum((box.bottom - box.top) * (box.right - box.left) for box in (a, b)) - height * width
    return height * width / area if area > 0 else 0.0


def located_texts(answer: str) -> list[tuple[Box, str]]:
    """`<loc>x4 text ; <loc>x4 text` -> boxes in pixels and texts, in order."""
    parts = _LOCATIONS.split(answer)[1:]
    items = []
    for codes, text in zip(parts[::2], parts[1::2]):
        values = [int(code) * SIDE / (LOCATION_BINS - 1) for code in re.findall(r"\d{4}", codes)]
        items.append((Box(*values), text[:-3] if text.endswith(" ; ") else text))
    return items


def ocr_figures(truths: list[str], answers: list[str]) -> dict[str, float]:
    """Character error rate over all lines joined, share of true lines found word for word, and of the boxes the mean
    overlap with the best box answered."""
    errors = characters = lines = exact = 0
    overlaps = []
    for truth, answer in zip(truths, answers):
        expected, found = located_texts(truth), located_texts(answer)
        text = "\n".join(line for _, line in expected)
        errors += edit_distance(text, "\n".join(line for _, line in found))
        characters += len(text)
        lines += len(expected)
        exact += sum(line in [other for _, other in found] for _, line in expected)
        overlaps += [max((overlap(box, other) for other, _ in found), default=0.0) for box, _ in expected]
    return {"cer": errors / max(1, characters), "lines_exact": exact / max(1, lines),
            "iou": sum(overlaps) / max(1, len(overlaps))}


def reading_figures(truths: list[str], answers: list[str]) -> dict[str, float]:
    """ocr_figures, and the error rate over the tiles that are plain ASCII."""
    plain = [index for index, truth in enumerate(truths) if set(truth) <= set(ASCII)]
    ascii_only = ocr_figures([truths[index] for index in plain], [answers[index] for index in plain])
    return {**ocr_figures(truths, answers), "cer_ascii": ascii_only["cer"]}


def _share(flags: list[bool]) -> float:
    return sum(flags) / max(1, len(flags))


def _error_rate(truths: list[str], answers: list[str]) -> float:
    errors = sum(edit_distance(truth, answer) for truth, answer in zip(truths, answers))
    return errors / max(1, sum(map(len, truths)))


def table_figures(truths: list[str], answers: list[str]) -> dict[str, float]:
    """Share of tables right to the last character, share right but for the texts, error rate of the HTML."""
    pairs = list(zip(truths, answers))
    return {"exact": _share([truth == answer for truth, answer in pairs]),
            "structure_exact": _share([_CELL_TEXT.sub("x", truth) == _CELL_TEXT.sub("x", answer)
                                       for truth, answer in pairs]),
            "cer": _error_rate(truths, answers)}


def molecule_figures(truths: list[str], answers: list[str]) -> dict[str, float]:
    """Share of answers that are the molecule, however written; share that are a molecule at all."""
    from rdkit import Chem, RDLogger

    RDLogger.DisableLog("rdApp.*")

    def canonical(smiles: str) -> str | None:
        molecule = Chem.MolFromSmiles(smiles) if smiles else None
        return None if molecule is None else Chem.MolToSmiles(molecule)

    found = [canonical(answer) for answer in answers]
    return {"exact": _share([canonical(truth) == answer for truth, answer in zip(truths, found)]),
            "valid": _share([answer is not None for answer in found]), "cer": _error_rate(truths, answers)}


def detection_figures(truths: list[str], answers: list[str]) -> dict[str, float]:
    """Mean overlap of the true boxes with the best box answered, share of them over one half, share of answers with the
    true number of boxes."""
    overlaps, counts = [], []
    for truth, answer in zip(truths, answers):
        expected, found = located_texts(truth), located_texts(answer)
        counts.append(len(expected) == len(found))
        overlaps += [max((overlap(box, other) for other, _ in found), default=0.0) for box, _ in expected]
    return {"iou": sum(overlaps) / max(1, len(overlaps)), "iou_over_half": _share([value > 0.5 for value in overlaps]),
            "count_right": _share(counts)}


def segmentation_figures(truths: list[str], answers: list[str]) -> dict[str, float]:
    """Of the boxes as in detection; and the share of the true segment codes that are answered at their place."""
    right = [true == found for truth, answer in zip(truths, answers)
             for true, found in zip_longest(_SEGMENTS.findall(truth), _SEGMENTS.findall(answer)) if true]
    boxes = detection_figures([_SEGMENTS.sub("", truth) for truth in truths],
                              [_SEGMENTS.sub("", answer) for answer in answers])
    return {**boxes, "codes_right": _share(right)}


def answer_figures(truths: list[str], answers: list[str]) -> dict[str, float]:
    """Share of answers that are the true one word for word."""
    return {"exact": _share([truth == answer for truth, answer in zip(truths, answers)])}


def score_figures(truths: list[str], answers: list[str]) -> dict[str, float]:
    """Share of scores right line for line, and the error rate of the lines' pieces, a note or a mark each."""
    errors = sum(edit_distance(truth.split(), answer.split()) for truth, answer in zip(truths, answers))
    return {"exact": _share([truth == answer for truth, answer in zip(truths, answers)]),
            "symbol_errors": errors / max(1, sum(len(truth.split()) for truth in truths))}


FIGURES = {"ocr": reading_figures, "table": table_figures, "molecule": molecule_figures, "detect": detection_figures,
           "caption": answer_figures, "question": answer_figures, "segment": segmentation_figures,
           "layout": detection_figures, "score": score_figures}
