"""Held-out pictures through the program's own engine: its tokens against torch's, its answers against the truth.

usage: python3 -m training.compare_engine FOLDER --program build/dev/bin/palimpsest [--task ocr] [--count 100]

FOLDER is a checkpoint in the shipped form. Both compute in float32 and decode greedily."""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from training import tasks
from training.batches import prompt_ids
from training.evaluate import MOST_TOKENS, as_input, load_checkpoint
from training.figures import FIGURES
from training.splits import Split
from training.vocabulary import EOS, decode


def engine_ids(program: Path, folder: Path, picture: np.ndarray, prompt: str) -> list[int]:
    """Greedy ids, the closing eos included where there is one. picture uint8 [side, side, 3]."""
    with tempfile.TemporaryDirectory() as name:
        image, archive = Path(name) / "picture.png", Path(name) / "trace.npz"
        Image.fromarray(picture).save(image)
        subprocess.run([str(program), "trace", "--quiet", "--model", str(folder), "--device", "cpu",
                        "--weights", "bf16", "--image", str(image), "--prompt", prompt,
                        "--greedy-tokens", str(MOST_TOKENS), "--output", str(archive)], check=True, stdout=subprocess.DEVNULL)
        with np.load(archive) as arrays:
            return _up_to_end(arrays["greedy_ids"].tolist())


def _up_to_end(ids: list[int]) -> list[int]:
    return ids[:ids.index(EOS) + 1] if EOS in ids else ids


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--task", choices=tasks.TASKS, default="ocr")
    parser.add_argument("--count", type=int, default=100)
    arguments = parser.parse_args()
    model = load_checkpoint(arguments.folder)
    alike, truths, answers = 0, [], []
    for index in range(arguments.count):
        example = tasks.example(arguments.task, Split.HELD_OUT, index, index)
        prompt = torch.tensor([prompt_ids(example.prompt)])
        ours = _up_to_end(model.answer(as_input(example.picture[None]), prompt, EOS, MOST_TOKENS)[0].tolist())
        theirs = engine_ids(arguments.program, arguments.folder, example.picture, example.prompt)
        alike += ours == theirs
        truths.append(example.answer)
        answers.append(decode(theirs))
    print(f"token for token alike\t{alike} of {arguments.count}")
    for name, value in FIGURES[arguments.task](truths, answers).items():
        print(f"engine {arguments.task}/{name}\t{value:.4f}")


if __name__ == "__main__":
    main()
