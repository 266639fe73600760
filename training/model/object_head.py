"""What a patch shows, told from the tower's rows: the kind and colour of the object on it, where that object's box lies,
and the segment codes of its mask. Exists in training alone.

The box is told as sines and cosines of its sides' coordinates, of which the embeddings of location tokens are made as
well: what attends to the patch has little left to work out."""

from __future__ import annotations

import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from training.generators.example import COLOUR_CLASSES, KIND_CLASSES, MASK_CODES, ObjectMap
from training.vocabulary import SEGMENT_CODES

WAVES = 6  # of a side: half a turn over the picture, one, two, ...
BARE_WEIGHT = 0.15  # of a patch without an object; there are far more of these
BOX_WEIGHT = 4.0


def waves_of(sides: torch.Tensor, count: int = WAVES) -> torch.Tensor:
    """[..., sides] in 0..1 -> [..., sides * 2 * count]."""
    rates = math.pi * 2.0 ** torch.arange(count, device=sides.device)
    angles = sides[..., None] * rates
    return torch.cat([angles.sin(), angles.cos()], -1).flatten(-2)


class ObjectHead(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.kind = nn.Linear(width, KIND_CLASSES)
        self.colour = nn.Linear(width, COLOUR_CLASSES)
        self.box = nn.Linear(width, 4 * 2 * WAVES)
        self.codes = nn.Linear(width, MASK_CODES * SEGMENT_CODES)

    def losses(self, seen: torch.Tensor, objects: ObjectMap, kin: torch.Tensor) -> dict[str, torch.Tensor]:
        """seen [pictures, patches, width]; `objects` as tensors of that device; `kin` of segment codes (MaskCodec.kin). Each
        loss by name, without those that no patch is labelled for."""
        rows = seen.flatten(0, 1)
        kinds = objects.kinds.long().flatten()
        weights = torch.where(kinds > 0, 1.0, BARE_WEIGHT)
        each = F.cross_entropy(self.kind(rows).float(), kinds, reduction="none")
        found = {"kind": (each * weights).sum() / weights.sum()}
        there = (kinds > 0).nonzero().flatten()
        if len(there):
            found["colour"] = F.cross_entropy(self.colour(rows[there]).float(), objects.colours.long().flatten()[there])
            found["box"] = BOX_WEIGHT * F.mse_loss(self.box(rows[there]).float(),
                                                   waves_of(objects.boxes.flatten(0, 2)[there]))
        coded = (objects.coded.flatten() > 0).nonzero().flatten()
        if len(coded):
            logits = self.codes(rows[coded]).float().view(-1, SEGMENT_CODES)
            found["codes"] = F.cross_entropy(logits, kin[objects.codes.flatten(0, 2)[coded].long().flatten()])
        return found
