"""Error rates on held-out pictures, by greedy decoding.

usage: python3 -m training.evaluate CHECKPOINT [--count N]

CHECKPOINT is a folder in the shipped form or a run's state.pt (its averaged weights). Run from the repository root."""

from __future__ import annotations

import argparse
import dataclasses
import re
from pathlib import Path

import torch

from training import batches
from training.generators.example import SIDE, Box
from training.model.checkpoint_names import from_file, read_safetensors
from training.model.config import STARTER
from training.model.paligemma import PaliGemma
from training.splits import Split
from training.vocabulary import ASCII, EOS, LOCATION_BINS, decode

BATCH = 32
MOST_TOKENS = 260
_LOCATIONS = re.compile(r"((?:<loc\d{4}>){4}) ?")


def edit_distance(a: str, b: str) -> int:
    """Levenshtein's."""
    before = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        now = [i]
        for j, right in enumerate(b, 1):
            now.append(min(before[j] + 1, now[-1] + 1, before[j - 1] + (left != right)))
        before = now
    return before[-1]


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


def as_input(pictures) -> torch.Tensor:
    """uint8 [batch, side, side, 3] -> -1..1, f32."""
    return torch.from_numpy(pictures).float().div_(127.5).sub_(1)


def greedy_answers(model: PaliGemma, task: str, count: int) -> tuple[list[str], list[str]]:
    """(truths, answers) to the first `count` held-out pictures, rounded up to whole batches."""
    parameter = next(model.parameters())
    truths, answers = [], []
    for number in range((count + BATCH - 1) // BATCH):
        batch = batches.draw(task, Split.HELD_OUT, number, BATCH)
        prompt = torch.from_numpy(batch.ids[:, :batch.prompt_length]).to(parameter.device)
        pictures = as_input(batch.pictures).to(parameter)
        answers += [decode(row) for row in model.answer(pictures, prompt, EOS, MOST_TOKENS).tolist()]
        truths += batch.answers
    return truths, answers


def figures(model: PaliGemma, task: str, count: int) -> dict[str, float]:
    """A task's figures, `TASK/NAME`; of OCR also over the tiles that are plain ASCII."""
    truths, answers = greedy_answers(model, task, count)
    found = {f"{task}/{name}": value for name, value in ocr_figures(truths, answers).items()}
    plain = [i for i, truth in enumerate(truths) if set(truth) <= set(ASCII)]
    ascii_only = ocr_figures([truths[i] for i in plain], [answers[i] for i in plain])
    return {**found, f"{task}/cer_ascii": ascii_only["cer"]}


def load_average(weights: dict[str, torch.Tensor]) -> PaliGemma:
    """The f32 model of a run's averaged weights."""
    model = PaliGemma(STARTER)
    model.load_state_dict(weights)
    return model


def load_checkpoint(path: Path) -> PaliGemma:
    """The f32 model of a shipped folder or of a run's state."""
    if path.is_dir():
        tensors = read_safetensors(path / "model.safetensors")
        tokens = tensors["language_model.model.embed_tokens.weight"].shape[0]
        size = dataclasses.replace(STARTER, tokens=tokens)
        model = PaliGemma(size)
        model.load_state_dict(from_file(tensors, size), strict=False)
        return model
    return load_average(torch.load(path, map_location="cpu")["optimiser"]["average"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--count", type=int, default=512)
    parser.add_argument("--show", type=int, default=0, help="print so many truths and answers")
    arguments = parser.parse_args()
    model = load_checkpoint(arguments.checkpoint).bfloat16()
    for name, value in figures(model, "ocr", arguments.count).items():
        print(f"{name}\t{value:.4f}")
    if arguments.show:
        for truth, answer in list(zip(*greedy_answers(model, "ocr", arguments.show)))[:arguments.show]:
            print(f"  true {truth}\n  read {answer}")


if __name__ == "__main__":
    main()
