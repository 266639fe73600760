"""Writes a checkpoint folder in the shipped form from a run's averaged weights.

usage: python3 -m training.export STATE FOLDER [--make-tokenizer PROGRAM]

STATE is a run's state.pt, or a folder of weights alone, which is what comes without PROGRAM: 13 MB to bring home from
another machine, or to begin another run with. PROGRAM is make_starter_tokenizer, which the project's build makes. What does
not come from the run (the manifest, how a picture is prepared) is copied from resources/starter, or from its scenes; the
model card is not, since it speaks of other weights."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import torch

from training.model.checkpoint_names import from_file, read_safetensors, size_in_file, to_file, write_safetensors
from training.model.config import SCENES, SIZES, STARTER, ModelSize
from training.tasks import MASK_CODEC
from training.vocabulary import sentencepiece_table

STARTER_FOLDER = Path(__file__).parents[1] / "resources/starter"
SHIPPED = {STARTER.width: STARTER_FOLDER, SCENES.width: STARTER_FOLDER / "scenes"}  # by width
MASK_DECODER = "vae-oid.npz"  # the published name
COPIED = ("palimpsest.json", "generation_config.json", "preprocessor_config.json")


def write_tokenizer(program: Path, table: list[tuple[str, str]], file: Path) -> None:
    """Raises CalledProcessError where the program refuses the table."""
    with tempfile.TemporaryDirectory() as folder:
        pieces = Path(folder) / "pieces.json"
        pieces.write_text(json.dumps(table), encoding="utf-8")
        subprocess.run([str(program), "--pieces", str(pieces), str(file)], check=True)


def weights_of(state: Path) -> tuple[dict[str, torch.Tensor], ModelSize]:
    """f32 by our names, and of what size of model they are."""
    if state.is_dir():
        tensors = read_safetensors(state / "model.safetensors")
        size = size_in_file(tensors)
        return from_file(tensors, size), size
    run = torch.load(state, map_location="cpu")
    return run["optimiser"]["average"], SIZES[run.get("size", "starter")]


def config_of(size: ModelSize) -> dict:
    """The starter's config.json with the numbers of `size`."""
    config = json.loads((STARTER_FOLDER / "config.json").read_text())
    config.update(image_token_index=size.tokens, num_hidden_layers=size.layers, hidden_size=size.width,
                  projection_dim=size.width)
    config["text_config"].update(
        vocab_size=size.tokens, num_hidden_layers=size.layers, hidden_size=size.width, intermediate_size=size.hidden,
        num_attention_heads=size.heads, num_key_value_heads=size.shared_heads, head_dim=size.head_width,
        query_pre_attn_scalar=size.head_width)
    config["vision_config"].update(
        num_hidden_layers=size.vision_layers, hidden_size=size.vision_width, intermediate_size=size.vision_hidden,
        num_attention_heads=size.vision_heads, projection_dim=size.width)
    return config


def write_mask_decoder(file: Path) -> None:
    """What the program needs of the mask codec: the code book and the decoder."""
    with np.load(MASK_CODEC) as codec:
        np.savez_compressed(file, **{name: codec[name] for name in codec.files if not name.startswith("encoder.")})


def export(weights: dict[str, torch.Tensor], size: ModelSize, folder: Path, program: Path | None) -> None:
    """`weights`: f32 by our names. Without `program` they are all that is written."""
    folder.mkdir(parents=True, exist_ok=True)
    write_safetensors(to_file(weights, size), folder / "model.safetensors")
    if program is None:
        return
    (folder / "config.json").write_text(json.dumps(config_of(size), indent=1) + "\n")
    if folder.resolve() != SHIPPED[size.width].resolve():
        for name in COPIED:
            shutil.copyfile(SHIPPED[size.width] / name, folder / name)
    write_tokenizer(program, sentencepiece_table(size == SCENES), folder / "tokenizer.model")
    if size == SCENES:
        write_mask_decoder(folder / MASK_DECODER)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("state", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--make-tokenizer", type=Path, metavar="PROGRAM")
    arguments = parser.parse_args()
    export(*weights_of(arguments.state), arguments.folder, arguments.make_tokenizer)


if __name__ == "__main__":
    main()
