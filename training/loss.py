"""What training makes small: the answer's tokens, with neighbouring coordinates and like segment codes half right, and the
glyphs under the patches."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from training.vocabulary import FIRST_LOCATION, FIRST_SEGMENT, PAD, SEGMENT_CODES

LOCATION_SPREAD = 4.0  # bins: standard deviation of a coordinate's target, nearly a pixel
LOCATION_REACH = 10  # bins
MOST_FORGED = 0.7  # of an answer's segment codes, on the way in
BARE_WEIGHT = 0.15  # of a half patch without a glyph; there are far more of these


def answer_loss(logits: torch.Tensor, targets: torch.Tensor, located: bool = True,
                kin: torch.Tensor | None = None) -> tuple[torch.Tensor, torch.Tensor]:
    """logits f32 [batch, length, tokens], targets [batch, length] -> the loss a token, and the plain negative log
    likelihood of the tokens that are neither locations nor segment codes. `located`: whether there may be any; `kin`: how
    right each segment code is in place of another (MaskCodec.kin)."""
    chances = F.log_softmax(logits, -1)
    likelihood = -chances.gather(-1, targets[..., None])[..., 0]
    there = targets != PAD
    codes_end = FIRST_SEGMENT + SEGMENT_CODES
    places = (targets >= FIRST_LOCATION) & (targets < FIRST_SEGMENT)
    codes = (targets >= FIRST_SEGMENT) & (targets < codes_end)
    losses = likelihood
    if located:
        steps = torch.arange(-LOCATION_REACH, LOCATION_REACH + 1, device=targets.device)
        weights = torch.exp(-steps.float() ** 2 / (2 * LOCATION_SPREAD**2))
        near = (targets[..., None] + steps).clamp(FIRST_LOCATION, FIRST_SEGMENT - 1)
        smooth = -(chances.gather(-1, near) * (weights / weights.sum())).sum(-1)
        losses = torch.where(places, smooth, likelihood)
    if located and kin is not None:
        alike = kin[(targets - FIRST_SEGMENT).clamp(0, SEGMENT_CODES - 1)]
        losses = torch.where(codes, -(chances[..., FIRST_SEGMENT:codes_end] * alike).sum(-1), losses)
    text = there & ~places & ~codes
    plain = (likelihood * text).sum() / text.sum().clamp(min=1)
    return (losses * there).sum() / there.sum(), plain.detach()


def with_forged_codes(ids: torch.Tensor) -> torch.Tensor:
    """ids [questions, length] as they go in, with a share of each answer's segment codes made any others. A mask's codes follow
    from those before them; who learns that alone is lost once an answer of its own begins with a wrong one."""
    codes = (ids >= FIRST_SEGMENT) & (ids < FIRST_SEGMENT + SEGMENT_CODES)
    share = MOST_FORGED * torch.rand(len(ids), 1, device=ids.device)
    forged = codes & (torch.rand(ids.shape, device=ids.device) < share)
    return torch.where(forged, torch.randint_like(ids, FIRST_SEGMENT, FIRST_SEGMENT + SEGMENT_CODES), ids)


def glyph_loss(logits: torch.Tensor, glyphs: torch.Tensor) -> torch.Tensor:
    """logits [batch, rows, columns, classes], glyphs [batch, rows, columns] with 0 for none."""
    labels = glyphs.long().flatten()
    weights = torch.where(labels > 0, 1.0, BARE_WEIGHT)
    losses = F.cross_entropy(logits.float().flatten(0, 2), labels, reduction="none")
    return (losses * weights).sum() / weights.sum()
