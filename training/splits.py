"""What belongs to training and what is held out, and the seeds of both.

Fonts are split by family, molecules by fragment, shapes by pairs of colour and kind, so that a held-out picture shows
letters, a piece of a molecule or a pair that no training picture shows. Seeds are hashes of names that begin with the
split, so that the two streams never meet even where fonts do not matter."""

from __future__ import annotations

import hashlib
from enum import Enum

# By the name in the font file. Several have kin among the others (Liberation Sans and Arimo share outlines, TeX Gyre
# Schola and C059 a design), so a figure for them is no figure for an unheard-of typeface.
HELD_OUT_FAMILIES = frozenset({
    "B612", "CMU Sans Serif Demi Condensed", "Cantarell", "Comic Neue", "Doulos SIL", "Gentium", "Gentium Basic",
    "Gentium Book Basic", "Inconsolata", "Liberation Sans", "Linux Libertine O", "Noto Sans Mono", "PT Sans",
    "Roboto Condensed", "TeX Gyre Schola"})

HELD_OUT_PERCENT = 10  # of molecule fragments and of the pairs of a colour and a shape


class Split(Enum):
    TRAINING = "training"
    HELD_OUT = "held-out"


def seed(split: Split, task: str, index: int) -> int:
    """Seed of picture `index` of a task, 64 bits."""
    return int.from_bytes(hashlib.sha256(f"{split.value}/{task}/{index}".encode()).digest()[:8], "big")


def split_of_family(family: str) -> Split:
    return Split.HELD_OUT if family in HELD_OUT_FAMILIES else Split.TRAINING


def split_of_name(name: str) -> Split:
    """By the hash of what names a thing (a fragment's canonical SMILES, a colour and a kind of shape), so that adding
    things moves none."""
    bucket = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") % 100
    return Split.HELD_OUT if bucket < HELD_OUT_PERCENT else Split.TRAINING
