"""Where a run's weights come from: those of a checkpoint, also of one with fewer tokens or layers, or the tower's alone,
once it can tell glyphs apart."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import torch
import torch.nn.functional as F

from training.generators.example import GLYPH_CLASSES
from training.model.checkpoint_names import from_file, read_safetensors, size_in_file
from training.model.paligemma import PaliGemma
from training.vocabulary import (
    CHARACTERS, COLOUR_WORDS, FIRST_CHARACTER, FIRST_SEGMENT, KIND_WORDS, letter_id, piece, scene_word_id)

_LOOKS_LIKE = {"ß": "B", "œ": "o", "æ": "a", "Œ": "O", "Æ": "A", "«": "<", "»": ">", "‹": "<", "›": ">", "„": '"',
               "“": '"', "”": '"', "‘": "'", "’": "'", "‚": ",", "–": "-", "—": "-", "…": ".", "€": "C", "§": "S",
               "°": "o", "£": "E", "•": ".", "·": ".", "×": "x", "±": "+", "µ": "u", "¿": "?", "¡": "!", "ø": "o",
               "Ø": "O", "©": "c", "®": "R"}
_SHARE = 0.6  # of the kin's row: at full length the many kin of an "a" would win over it from the first step
_NOISE = 0.2  # of a row's length, so that a letter and its accented kin can part


def _plain_letter(letter: str) -> str:
    base = unicodedata.normalize("NFKD", letter)[0]
    return _LOOKS_LIKE.get(letter, base if base.isascii() else "o")


def grown_embedding(rows: torch.Tensor, tokens: int) -> torch.Tensor:
    """[fewer, width] -> [tokens, width]: the rows there are, an accented letter beginning as its plain one, other
    new pieces as the mean of their characters; with noise."""
    width = rows.shape[1]
    typical = rows[FIRST_CHARACTER:FIRST_CHARACTER + 95].norm(dim=1).mean()
    grown = torch.zeros(tokens, width)
    grown[:rows.shape[0]] = rows
    for token in range(rows.shape[0], tokens):
        text = piece(token)
        base = _plain_letter(text) if len(text) == 1 else text
        mean = torch.stack([rows[letter_id(character)] for character in base]).mean(0)
        noise = torch.randn(width) * (typical / width**0.5) * _NOISE
        grown[token] = _SHARE * mean + noise
    return grown


# What a block adds to the stream goes through these last: at these values it adds nothing. A decoder block's norms scale
# by one more than their weight.
_SILENT = {"vision.blocks.": {"out.weight": 0.0, "out.bias": 0.0, "contract.weight": 0.0, "contract.bias": 0.0},
           "blocks.": {"attention_out_norm.weight": -1.0, "hidden_out_norm.weight": -1.0}}


def deepened(parameters: dict[str, torch.Tensor], stack: str, before: int, after: int) -> dict[str, torch.Tensor]:
    """The blocks of one stack spread over more: a new one is a copy of the one below it that adds nothing yet, so that
    the model says what it said."""
    blocks = {name: value for name, value in parameters.items() if name.startswith(stack)}
    grown = {name: value for name, value in parameters.items() if name not in blocks}
    taken = -1
    for layer in range(after):
        source = layer * before // after
        for name, value in blocks.items():
            number, _, part = name[len(stack):].partition(".")
            if int(number) == source:
                silent = _SILENT[stack].get(part) if source == taken else None
                grown[f"{stack}{layer}.{part}"] = value.clone() if silent is None else torch.full_like(value, silent)
        taken = source
    return grown


def begin_with(model: PaliGemma, folder: Path) -> None:
    """Sets the model's weights to those of `folder`, a checkpoint in the shipped form, which has none of the heads that
    exist in training alone: those stay new."""
    tensors = read_safetensors(folder / "model.safetensors")
    there = size_in_file(tensors)
    parameters = from_file(tensors, there)
    for stack, before, after in (("vision.blocks.", there.vision_layers, model.size.vision_layers),
                                 ("blocks.", there.layers, model.size.layers)):
        if before > after:
            raise ValueError(f"{folder}: {before} layers in {stack}, expected at most {after}")
        parameters = deepened(parameters, stack, before, after)
    if not FIRST_SEGMENT < parameters["embedding"].shape[0] <= model.size.tokens:
        raise ValueError(f"{folder}: {parameters['embedding'].shape[0]} tokens, expected at most {model.size.tokens}")
    parameters["embedding"] = grown_embedding(parameters["embedding"], model.size.tokens)
    missing, unexpected = model.load_state_dict(parameters, strict=False)
    if unexpected or any("_head." not in name for name in missing):
        raise ValueError(f"{folder}: wants {missing}, does not know {unexpected}")


def hand_over(weights: dict[str, torch.Tensor]) -> None:
    """After the first stage, in which the tower alone learned what stands on its patches: the projector passes the tower's
    rows on as they are, and the embedding of every character, colour and kind of shape becomes the direction by which a
    head knows it. So to attend to a patch is to point at what stands there. `weights`: f32 by name, changed in place."""
    width = weights["embedding"].shape[1]
    glyphs = weights["glyph_head.weight"].view(2, GLYPH_CLASSES, width).mean(0)
    for known, named in ((glyphs, [None, *map(letter_id, CHARACTERS)]),
                         (weights["object_head.kind.weight"], [None, *map(scene_word_id, KIND_WORDS)]),
                         (weights["object_head.colour.weight"], map(scene_word_id, COLOUR_WORDS))):
        directions = F.normalize(known - known.mean(0))
        for direction, token in zip(directions, named):
            if token is not None and token < weights["embedding"].shape[0]:
                weights["embedding"][token].mul_(0.1).add_(direction, alpha=0.9)
    weights["projector.weight"].copy_(0.8 * torch.eye(width) + 0.02 * torch.randn(width, width))
    weights["projector.bias"].zero_()
