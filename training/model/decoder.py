"""Gemma 2's decoder blocks: RMS norms before and after each half, grouped queries, rotary positions, GeGLU. The starter
is trained without a cap on attention scores and without a window."""

from __future__ import annotations

import torch
import torch.nn as nn

from training.model import fused
from training.model.config import ModelSize


class RmsNorm(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(width))

    def forward(self, x):
        return fused.rms_norm(x, self.weight)


def rotary_tables(length: int, head_width: int, base: float) -> tuple[torch.Tensor, torch.Tensor]:
    """(cos, sin), each [length, head_width], the second half a copy of the first."""
    rates = base ** (-torch.arange(0, head_width, 2).float() / head_width)
    angles = torch.arange(length).float()[:, None] * rates
    angles = torch.cat([angles, angles], -1)
    return angles.cos(), angles.sin()


class DecoderBlock(nn.Module):
    def __init__(self, size: ModelSize):
        super().__init__()
        width = size.width
        self.heads, self.shared, self.head_width = size.heads, size.shared_heads, size.head_width
        self.attention_norm, self.attention_out_norm = RmsNorm(width), RmsNorm(width)
        self.hidden_norm, self.hidden_out_norm = RmsNorm(width), RmsNorm(width)
        self.q = nn.Linear(width, size.heads * size.head_width, bias=False)
        self.kv = nn.Linear(width, 2 * size.shared_heads * size.head_width, bias=False)
        self.out = nn.Linear(size.heads * size.head_width, width, bias=False)
        self.gate_up = nn.Linear(width, 2 * size.hidden, bias=False)
        self.down = nn.Linear(size.hidden, width, bias=False)

    def _attend(self, x, cos, sin, mask, cache, first):
        batch, length = x.shape[0], x.shape[1] - first
        group, depth = self.heads // self.shared, self.head_width
        (q,) = fused.split_heads(self.q(x[:, first:]), self.heads, 1, 1, cos[first:], sin[first:])
        k, v = fused.split_heads(self.kv(x), self.shared, 2, 1, cos, sin)
        if cache is not None:
            if cache:
                k, v = torch.cat([cache["k"], k], 2), torch.cat([cache["v"], v], 2)
            cache["k"], cache["v"] = k, v
        if x.device.type == "cuda":
            k, v = k.repeat_interleave(group, 1), v.repeat_interleave(group, 1)
            mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=None if mask is None else mask[:, None].to(q))
        else:
            keys = k.shape[2]
            q = q.reshape(batch * self.shared, group * length, depth)
            scores = torch.bmm(q, k.reshape(batch * self.shared, keys, depth).transpose(1, 2))
            scores = fused.softmax(scores.view(batch * self.heads, length, keys), mask, depth**-0.5)
            mixed = torch.bmm(scores.view(batch * self.shared, group * length, keys),
                              v.reshape(batch * self.shared, keys, depth)).view(batch, self.heads, length, depth)
        return self.out(fused.merge_heads(mixed))

    def forward(self, x, cos, sin, mask=None, cache: dict | None = None, first: int = 0):
        """x [batch, length, width] -> its rows from `first` on, after this block. mask f32 [batch or 1, length - first,
        keys], added to the scores; cache holds the keys and values so far and grows."""
        x = x[:, first:] + self.attention_out_norm(self._attend(self.attention_norm(x), cos, sin, mask, cache, first))
        return x + self.hidden_out_norm(self.down(fused.geglu(self.gate_up(self.hidden_norm(x)))))
