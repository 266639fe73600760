"""PaliGemma 2, small: vision tower, projector, decoder, and heads that exist in training alone.

The heads tell from the tower's rows which character is printed under each half patch and which object a patch shows.
They teach the tower with hundreds of labels a picture instead of the few dozen of the answer; export leaves them out."""

from __future__ import annotations

import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from training.model.config import ModelSize
from training.model.decoder import DecoderBlock, RmsNorm, rotary_tables
from training.model.object_head import ObjectHead, waves_of
from training.model.vision_tower import VisionTower
from training.vocabulary import FIRST_LOCATION, LOCATION_BINS

LONGEST = 1024  # positions, image rows included
LOCATION_WAVES = 8
HIDDEN = -1e9  # added to the score of a key that may not be seen
NOT_DRAWN_ANEW = ("embedding", "positions", "norm")


def location_waves(width: int) -> torch.Tensor:
    """[LOCATION_BINS, width]: embeddings of coordinates that lie near each other where the coordinates do. Made of the waves
    that the object head teaches the tower, and finer ones, so that a coordinate which was seen points at its token."""
    waves = waves_of(torch.linspace(0, 1, LOCATION_BINS)[:, None], LOCATION_WAVES)
    directions = torch.linalg.qr(torch.randn(width, waves.shape[1]))[0].T
    return 0.85 * (LOCATION_WAVES**-0.5 * waves @ directions + 0.2 * torch.randn(LOCATION_BINS, width) * width**-0.5)


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
        self.object_head = ObjectHead(size.vision_width)
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

    def forward(self, pictures, ids, prompt_lengths, picture_of=None):
        """pictures [pictures, side, side, 3] in -1..1; ids [batch, length]: bos, prompt, newline, answer, eos, pads;
        prompt_lengths [batch]; picture_of [batch], which picture a row asks about, None where there is one for each.

        Returns f32 logits [batch, length - least of prompt_lengths, tokens], the last those of ids[:, -1], and the
        tower's rows [pictures, patches, width]. Image and prompt see each other; the answer is causal."""
        seen = self.vision(pictures)
        image = self.projector(seen)
        if picture_of is not None:
            image = image[picture_of]
        x = torch.cat([image, self._embedded(ids).to(image.dtype)], 1)
        length, prefixes = x.shape[1], image.shape[1] + torch.as_tensor(prompt_lengths, device=ids.device).view(-1)
        asked = int(prefixes.min()) - 1  # rows before this one foretell nothing
        if bool((prefixes == prefixes[0]).all()):
            prefixes = prefixes[:1]
        order = torch.arange(length, device=ids.device)
        visible = (order[None] <= order[:, None]) | (order < prefixes[:, None])[:, None]
        mask = torch.zeros(visible.shape, device=ids.device).masked_fill_(~visible, HIDDEN)
        tables = self.cos[:length], self.sin[:length]
        for block in self.blocks[:-1]:
            x = block(x, *tables, mask)
        x = self.blocks[-1](x, *tables, mask[:, asked:].contiguous(), first=asked)
        logits = F.linear(self.last_norm(x[:, :-1]), self.embedding.to(x.dtype)).float()
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
