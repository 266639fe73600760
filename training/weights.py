"""Where a run's weights come from: those of a checkpoint, also of one with fewer tokens, or the tower's alone, once it
can tell glyphs apart."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import torch

from training.generators.example import GLYPH_CLASSES
from training.model.checkpoint_names import from_file, read_safetensors
from training.model.paligemma import PaliGemma
from training.vocabulary import CHARACTERS, FIRST_CHARACTER, FIRST_SEGMENT, TABLE_SIZE, letter_id, piece

_LOOKS_LIKE = {"ß": "B", "œ": "o", "æ": "a", "Œ": "O", "Æ": "A", "«": "<", "»": ">", "‹": "<", "›": ">", "„": '"',
               "“": '"', "”": '"', "‘": "'", "’": "'", "‚": ",", "–": "-", "—": "-", "…": ".", "€": "C", "§": "S",
               "°": "o", "£": "E", "•": ".", "·": ".", "×": "x", "±": "+", "µ": "u", "¿": "?", "¡": "!", "ø": "o",
               "Ø": "O", "©": "c", "®": "R"}
_SHARE = 0.6  # of the kin's row: at full length the many kin of an "a" would win over it from the first step
_NOISE = 0.2  # of a row's length, so that a letter and its accented kin can part


def _plain_letter(letter: str) -> str:
    base = unicodedata.normalize("NFKD", letter)[0]
    return _LOOKS_LIKE.get(letter, base if base.isascii() else "o")


def grown_embedding(rows: torch.Tensor) -> torch.Tensor:
    """[fewer, width] -> [TABLE_SIZE, width]: the rows there are, an accented letter beginning as its plain one, other
    new pieces as the mean of their characters; with noise."""
    width = rows.shape[1]
    typical = rows[FIRST_CHARACTER:FIRST_CHARACTER + 95].norm(dim=1).mean()
    grown = torch.zeros(TABLE_SIZE, width)
    grown[:rows.shape[0]] = rows
    for token in range(rows.shape[0], TABLE_SIZE):
        text = piece(token)
        base = _plain_letter(text) if len(text) == 1 else text
        mean = torch.stack([rows[letter_id(character)] for character in base]).mean(0)
        noise = torch.randn(width) * (typical / width**0.5) * _NOISE
        grown[token] = _SHARE * mean + noise
    return grown


def begin_with(model: PaliGemma, folder: Path) -> None:
    """Sets the model's weights to those of `folder`, a checkpoint in the shipped form, which has no glyph head: that
    one stays new."""
    tensors = read_safetensors(folder / "model.safetensors")
    parameters = from_file(tensors, model.size)
    if not FIRST_SEGMENT < parameters["embedding"].shape[0] <= TABLE_SIZE:
        raise ValueError(f"{folder}: {parameters['embedding'].shape[0]} tokens, expected at most {TABLE_SIZE}")
    parameters["embedding"] = grown_embedding(parameters["embedding"])
    missing, unexpected = model.load_state_dict(parameters, strict=False)
    if unexpected or set(missing) != {"glyph_head.weight", "glyph_head.bias"}:
        raise ValueError(f"{folder}: wants {missing}, does not know {unexpected}")


def hand_over(weights: dict[str, torch.Tensor]) -> None:
    """After the first stage, in which the tower alone learned glyphs: the projector passes the tower's rows on as they
    are, and every character's embedding becomes the direction by which the glyph head knows it. So to attend to a patch
    is to point at the character printed there. `weights`: f32 by name, changed in place."""
    width = weights["embedding"].shape[1]
    directions = weights["glyph_head.weight"].view(2, GLYPH_CLASSES, width).mean(0)
    directions = directions - directions.mean(0)
    directions = directions / directions.norm(dim=1, keepdim=True)
    for index, character in enumerate(CHARACTERS, 1):
        row = weights["embedding"][letter_id(character)]
        row.mul_(0.1).add_(directions[index], alpha=0.9)
    weights["projector.weight"].copy_(0.8 * torch.eye(width) + 0.02 * torch.randn(width, width))
    weights["projector.bias"].zero_()
