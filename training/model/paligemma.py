"""PaliGemma 2, small: vision tower, projector, decoder, and a head that exists in training alone.

The head reads the character printed under each half patch. It teaches the tower glyphs with hundreds of labels a
picture instead of the few dozen of the answer; export leaves it out."""

from __future__ import annotations

import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from training.model.config import ModelSize
from training.model.decoder import DecoderBlock, RmsNorm, rotary_tables
from training.model.vision_tower import VisionTower
from training.vocabulary import FIRST_LOCATION, LOCATION_BINS

LONGEST = 1024  # positions, image rows included
HIDDEN = -1e9  # added to the score of a key that may not be seen
NOT_DRAWN_ANEW = ("embedding", "positions", "norm")


def location_waves(width: int) -> torch.Tensor:
    """[LOCATION_BINS, width]: embeddings of coordinates that lie near each other where the coordinates do."""
    rates = math.pi * torch.exp(torch.linspace(0, math.log(200), width // 2))
    angles = torch.linspace(0, 1, LOCATION_BINS)[:, None] * rates
    waves = torch.cat([angles.sin(), angles.cos()], 1) * 1.2
    return (waves + 0.3 * torch.randn(LOCATION_BINS, width)) * width**-0.5


class PaliGemma(nn.Module):
    def __init__(self, size: ModelSize):
        super().__init__()
        self.size = size
        self.vision = VisionTower(size)
        self.projector = nn.Linear(size.vision_width, size.width)
        self.embedding = nn.Parameter(torch.randn(size.tokens, size.width) * size.width**-0.5)
        self.blocks = nn.ModuleList(DecoderBlock(size) for _ in range(size.layers))
        self.last_norm = RmsNorm(size.width)
        self.glyph_head = nn.Linear(size.vision_width, 2 * size.glyph_classes)
        cos, sin = rotary_tables(LONGEST, size.head_width, size.rope_base)
        self.cos, self.sin = cos, sin  # f32 whatever the parameters are
        for name, parameter in self.named_parameters():
            if parameter.dim() == 2 and not any(word in name for word in NOT_DRAWN_ANEW):
                nn.init.normal_(parameter, std=0.7 * parameter.shape[1] ** -0.5)
            elif name.endswith("bias"):
                nn.init.zeros_(parameter)
        with torch.no_grad():
            self.embedding[FIRST_LOCATION:FIRST_LOCATION + LOCATION_BINS] = location_waves(size.width)

    def _embedded(self, ids):
        return F.embedding(ids, self.embedding) * math.sqrt(self.size.width)

    def forward(self, pictures, ids, prompt_length: int):
        """pictures [batch, side, side, 3] in -1..1, ids [batch, length]: bos, prompt, newline, answer, eos, pads.

        Returns f32 logits [batch, length - prompt_length, tokens], row i those of ids[:, prompt_length + i], and the
        tower's rows [batch, patches, width]. Image and prompt see each other; the answer is causal."""
        seen = self.vision(pictures)
        image = self.projector(seen)
        x = torch.cat([image, self._embedded(ids).to(image.dtype)], 1)
        length, prefix = x.shape[1], image.shape[1] + prompt_length
        order = torch.arange(length, device=ids.device)
        visible = (order[None] <= order[:, None]) | (order[None] < prefix)
        mask = torch.zeros(length, length, device=ids.device).masked_fill(~visible, HIDDEN)
        for block in self.blocks:
            x = block(x, self.cos[:length], self.sin[:length], mask)
        logits = F.linear(self.last_norm(x[:, prefix - 1:-1]), self.embedding.to(x.dtype)).float()
        return self.size.logit_cap * torch.tanh(logits / self.size.logit_cap), seen

    def _apply(self, change):
        self.cos, self.sin = (change(table).float() for table in (self.cos, self.sin))
        return super()._apply(change)

    def read_glyphs(self, seen):
        """The tower's rows [batch, patches, width] -> logits [batch, rows, 2 rows, glyph classes]."""
        side = self.vision.side
        return self.glyph_head(seen).view(seen.shape[0], side, 2 * side, self.size.glyph_classes)

    @torch.no_grad()
    def answer(self, pictures, prompt, end: int, most: int):
        """Greedy ids [batch, at most `most`], zeros behind a row's `end`. prompt [batch, length]: bos to newline."""
        image = self.projector(self.vision(pictures))
        x = torch.cat([image, self._embedded(prompt).to(image.dtype)], 1)
        caches: list[dict] = [{} for _ in self.blocks]
        answers, first = [], 0
        done = torch.zeros(x.shape[0], dtype=torch.bool, device=x.device)
        for _ in range(most):
            last = first + x.shape[1]
            cos, sin = self.cos[first:last], self.sin[first:last]
            first = last
            for block, cache in zip(self.blocks, caches):
                x = block(x, cos, sin, None, cache)
            best = F.linear(self.last_norm(x[:, -1]), self.embedding.to(x.dtype)).argmax(-1)
            best[done] = 0
            answers.append(best)
            done |= best == end
            if done.all():
                break
            x = self._embedded(best[:, None]).to(image.dtype)
        return torch.stack(answers, 1)
