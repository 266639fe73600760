"""Writes a checkpoint folder in the shipped form from a run's averaged weights.

usage: python3 -m training.export STATE FOLDER [--make-tokenizer PROGRAM]

STATE is a run's state.pt, or a folder of weights alone, which is what comes without PROGRAM: 13 MB to bring home from
another machine, or to begin another run with. PROGRAM is make_starter_tokenizer, which the project's build makes. What does not come from the run (the manifest, how a
picture is prepared) is copied from resources/starter; the model card is not, since it speaks of other weights."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import torch

from training.model.checkpoint_names import from_file, read_safetensors, to_file, write_safetensors
from training.model.config import STARTER
from training.vocabulary import TABLE_SIZE, sentencepiece_table

SHIPPED = Path(__file__).parents[1] / "resources/starter"
COPIED = ("palimpsest.json", "generation_config.json", "preprocessor_config.json")


def write_tokenizer(program: Path, table: list[tuple[str, str]], file: Path) -> None:
    """Raises CalledProcessError where the program refuses the table."""
    with tempfile.TemporaryDirectory() as folder:
        pieces = Path(folder) / "pieces.json"
        pieces.write_text(json.dumps(table), encoding="utf-8")
        subprocess.run([str(program), "--pieces", str(pieces), str(file)], check=True)


def weights_of(state: Path) -> dict[str, torch.Tensor]:
    """f32 by our names."""
    if state.is_dir():
        return from_file(read_safetensors(state / "model.safetensors"), STARTER)
    return torch.load(state, map_location="cpu")["optimiser"]["average"]


def export(weights: dict[str, torch.Tensor], folder: Path, program: Path | None) -> None:
    """`weights`: f32 by our names. Without `program` they are all that is written."""
    folder.mkdir(parents=True, exist_ok=True)
    write_safetensors(to_file(weights, STARTER), folder / "model.safetensors")
    if program is None:
        return
    config = json.loads((SHIPPED / "config.json").read_text())
    config["image_token_index"] = TABLE_SIZE
    config["num_hidden_layers"] = STARTER.layers
    config["text_config"]["vocab_size"] = TABLE_SIZE
    config["text_config"]["num_hidden_layers"] = STARTER.layers
    config["vision_config"]["num_hidden_layers"] = STARTER.vision_layers
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    for name in COPIED:
        shutil.copyfile(SHIPPED / name, folder / name)
    write_tokenizer(program, sentencepiece_table(), folder / "tokenizer.model")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("state", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--make-tokenizer", type=Path, metavar="PROGRAM")
    arguments = parser.parse_args()
    export(weights_of(arguments.state), arguments.folder, arguments.make_tokenizer)


if __name__ == "__main__":
    main()
