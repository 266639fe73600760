"""Error rates on held-out pictures, by greedy decoding.

usage: python3 -m training.evaluate CHECKPOINT [--tasks ocr,table] [--count N] [--show N]

CHECKPOINT is a folder in the shipped form or a run's state.pt (its averaged weights). Run from the repository root."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from training import batches, tasks
from training.figures import FIGURES
from training.model.checkpoint_names import from_file, read_safetensors, size_in_file
from training.model.config import SIZES, ModelSize
from training.model.paligemma import PaliGemma
from training.model.precision import working_type
from training.splits import Split
from training.vocabulary import EOS, decode

BATCH = 32
MOST_TOKENS = 260


def as_input(pictures) -> torch.Tensor:
    """uint8 [batch, side, side, 3] -> -1..1, f32."""
    return torch.from_numpy(pictures).float().div_(127.5).sub_(1)


def greedy_answers(model: PaliGemma, task: str, count: int) -> tuple[list[str], list[str]]:
    """(truths, answers) to the first `count` held-out pictures, rounded up to whole batches."""
    truths, answers = [], []
    for number in range((count + BATCH - 1) // BATCH):
        batch = batches.draw(task, Split.HELD_OUT, number, BATCH)
        answers += _answers(model, batch)
        truths += batch.answers
    return truths, answers


def _answers(model: PaliGemma, batch: batches.Batch) -> list[str]:
    """Prompts of one length are answered together."""
    parameter = next(model.parameters())
    answers = [""] * len(batch.ids)
    for length in sorted(set(batch.prompt_lengths.tolist())):
        rows = (batch.prompt_lengths == length).nonzero()[0]
        prompt = torch.from_numpy(batch.ids[rows, :length]).to(parameter.device)
        pictures = as_input(batch.pictures[batch.picture_of[rows]]).to(parameter)
        for row, ids in zip(rows, model.answer(pictures, prompt, EOS, MOST_TOKENS).tolist()):
            answers[row] = decode(ids)
    return answers


def figures(model: PaliGemma, task: str, count: int) -> dict[str, float]:
    """A task's figures, `TASK/NAME`."""
    return {f"{task}/{name}": value for name, value in FIGURES[task](*greedy_answers(model, task, count)).items()}


def load_average(weights: dict[str, torch.Tensor], size: ModelSize) -> PaliGemma:
    """The f32 model of a run's averaged weights."""
    model = PaliGemma(size)
    model.load_state_dict(weights)
    return model


def load_checkpoint(path: Path) -> PaliGemma:
    """The f32 model of a shipped folder or of a run's state."""
    if path.is_dir():
        tensors = read_safetensors(path / "model.safetensors")
        size = size_in_file(tensors)
        model = PaliGemma(size)
        model.load_state_dict(from_file(tensors, size), strict=False)
        return model
    state = torch.load(path, map_location="cpu")
    return load_average(state["optimiser"]["average"], SIZES[state.get("size", "starter")])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--tasks", default="ocr", help=f"of {', '.join(tasks.TASKS)}, joined by commas")
    parser.add_argument("--count", type=int, default=512, help="pictures of each task")
    parser.add_argument("--show", type=int, default=0, help="print so many truths and answers of each")
    arguments = parser.parse_args()
    model = load_checkpoint(arguments.checkpoint).to(working_type("cpu"))
    for task in arguments.tasks.split(","):
        truths, answers = greedy_answers(model, task, arguments.count)
        for name, value in FIGURES[task](truths, answers).items():
            print(f"{task}/{name}\t{value:.4f}")
        for truth, answer in list(zip(truths, answers))[:arguments.show]:
            print(f"  true {truth}\n  read {answer}")


if __name__ == "__main__":
    main()
