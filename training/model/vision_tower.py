"""SigLIP's vision tower: patches, learned positions, pre-norm transformer blocks, a last norm."""

from __future__ import annotations

import torch
import torch.nn as nn

from training.model import fused
from training.model.config import ModelSize


class LayerNorm(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.bias = nn.Parameter(torch.zeros(width))

    def forward(self, x):
        return fused.layer_norm(x, self.weight, self.bias)


class VisionBlock(nn.Module):
    def __init__(self, size: ModelSize):
        super().__init__()
        width = size.vision_width
        self.heads = size.vision_heads
        self.attention_norm, self.hidden_norm = LayerNorm(width), LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.expand, self.contract = nn.Linear(width, size.vision_hidden), nn.Linear(size.vision_hidden, width)

    def forward(self, x):  # [batch, patches, width]
        q, k, v = fused.split_heads(self.qkv(self.attention_norm(x)), self.heads, parts=3)
        if x.device.type == "cuda":
            mixed = nn.functional.scaled_dot_product_attention(q, k, v)
        else:
            batch, heads, patches, depth = q.shape
            q, k, v = (part.reshape(batch * heads, patches, depth) for part in (q, k, v))
            scores = torch.bmm(q, k.transpose(1, 2))
            mixed = torch.bmm(fused.softmax(scores, None, depth**-0.5), v).view(batch, heads, patches, depth)
        x = x + self.out(fused.merge_heads(mixed))
        return x + self.contract(fused.gelu(self.expand(self.hidden_norm(x))))


def _plane_waves(side: int, width: int) -> torch.Tensor:
    """[side * side, width]: sines and cosines of row and column, where the learned positions begin."""
    rates = 100.0 ** (-torch.arange(width // 4) / (width // 4))
    angles = torch.arange(side).float()[:, None] * rates
    waves = torch.cat([angles.sin(), angles.cos()], 1)
    rows, columns = (waves[:, None].expand(side, side, -1), waves[None].expand(side, side, -1))
    return torch.cat([rows, columns], -1).reshape(side * side, width)


class VisionTower(nn.Module):
    def __init__(self, size: ModelSize):
        super().__init__()
        self.side, self.patch = size.image_side // size.patch, size.patch
        self.embed_patch = nn.Linear(size.patch**2 * 3, size.vision_width)
        self.positions = nn.Parameter(_plane_waves(self.side, size.vision_width) * 0.5)
        self.blocks = nn.ModuleList(VisionBlock(size) for _ in range(size.vision_layers))
        self.last_norm = LayerNorm(size.vision_width)

    def forward(self, pictures):
        """[batch, side, side, 3] in -1..1 -> [batch, patches, width]. A patch's values are row, column, channel."""
        batch, side, patch = pictures.shape[0], self.side, self.patch
        x = (pictures.view(batch, side, patch, side, patch, 3).permute(0, 1, 3, 2, 4, 5)
             .reshape(batch, side * side, patch * patch * 3))
        x = self.embed_patch(x) + self.positions
        for block in self.blocks:
            x = block(x)
        return self.last_norm(x)
