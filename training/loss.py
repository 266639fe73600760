"""What training makes small: the answer's tokens, with neighbouring coordinates half right, and the glyphs under the
patches."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from training.vocabulary import FIRST_LOCATION, FIRST_SEGMENT, PAD

LOCATION_SPREAD = 4.0  # bins: standard deviation of a coordinate's target, nearly a pixel
LOCATION_REACH = 10  # bins
BARE_WEIGHT = 0.15  # of a half patch without a glyph; there are far more of these


def answer_loss(logits: torch.Tensor, targets: torch.Tensor,
                located: bool = True) -> tuple[torch.Tensor, torch.Tensor]:
    """logits f32 [batch, length, tokens], targets [batch, length] -> the loss a token, and the plain negative log
    likelihood of the tokens that are no locations. `located`: whether there may be any."""
    chances = F.log_softmax(logits, -1)
    likelihood = -chances.gather(-1, targets[..., None])[..., 0]
    there = targets != PAD
    places = (targets >= FIRST_LOCATION) & (targets < FIRST_SEGMENT)
    losses = likelihood
    if located:
        steps = torch.arange(-LOCATION_REACH, LOCATION_REACH + 1, device=targets.device)
        weights = torch.exp(-steps.float() ** 2 / (2 * LOCATION_SPREAD**2))
        near = (targets[..., None] + steps).clamp(FIRST_LOCATION, FIRST_SEGMENT - 1)
        smooth = -(chances.gather(-1, near) * (weights / weights.sum())).sum(-1)
        losses = torch.where(places, smooth, likelihood)
    text = there & ~places
    plain = (likelihood * text).sum() / text.sum().clamp(min=1)
    return (losses * there).sum() / there.sum(), plain.detach()


def glyph_loss(logits: torch.Tensor, glyphs: torch.Tensor) -> torch.Tensor:
    """logits [batch, rows, columns, classes], glyphs [batch, rows, columns] with 0 for none."""
    labels = glyphs.long().flatten()
    weights = torch.where(labels > 0, 1.0, BARE_WEIGHT)
    losses = F.cross_entropy(logits.float().flatten(0, 2), labels, reduction="none")
    return (losses * weights).sum() / weights.sum()
