"""Trains the mask codec on outlines of the scenes' shapes and on random blobs, and writes it in the layout of
vae-oid.npz.

usage: python3 -m training.train_mask_codec [--steps N]

A vector-quantised autoencoder: an encoder to 4 x 4 vectors, each put at the nearest of 128 code vectors, a decoder. The
code book follows the vectors that chose each code (exponential means); codes nobody chooses are set anew."""

from __future__ import annotations

import argparse
import math
import random
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from PIL import Image, ImageDraw

from training import background, tasks
from training.generators.scene_tile import OUTLINES
from training.mask_codec import CODE_WIDTH, DOWN, GRID, MASK_SIDE, UP
from training.splits import Split, seed
from training.vocabulary import SEGMENT_CODES

BATCH = 32
POOL = 12000  # masks, turned over and about at random
HELD_OUT = 512
RATE, WARM_UP, DECAY_SHARE = 1e-3, 200, 0.5
COMMITMENT = 0.25  # of the encoder to the code it chose
MEMORY = 0.99  # of the code book's means
SHARPNESS = 4.0  # a decoded 1 counts as a chance of 98 %
CANVAS = 256  # pixels on which a mask is drawn before it is cut out
RESETTING_SHARE, RESET_STEPS, LEAST_USE = 0.6, 50, 2.0


class Residual(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.net = nn.Sequential(nn.Conv2d(width, width, 3, padding=1), nn.ReLU(),
                                 nn.Conv2d(width, width, 3, padding=1), nn.ReLU(), nn.Conv2d(width, width, 1))

    def forward(self, x):
        return x + self.net(x)


class Codec(nn.Module):
    """Layers numbered as in the file."""

    def __init__(self):
        super().__init__()
        widths = (1, 16, 32, 64, 128)
        down = [layer for fewer, more in zip(widths, widths[1:])
                for layer in (nn.Conv2d(fewer, more, 4, 2, 1), nn.ReLU())]
        self.encoder = nn.Sequential(*down, Residual(128), Residual(128), nn.Conv2d(128, CODE_WIDTH, 1))
        widths = (128, 128, 64, 32, 16)
        up = [layer for more, fewer in zip(widths, widths[1:])
              for layer in (nn.ConvTranspose2d(more, fewer, 4, 2, 1), nn.ReLU())]
        self.decoder = nn.Sequential(nn.Conv2d(CODE_WIDTH, 128, 1), nn.ReLU(), Residual(128), Residual(128), *up,
                                     nn.Conv2d(16, 1, 1))
        assert isinstance(self.encoder[DOWN[-1]], nn.Conv2d) and isinstance(self.decoder[UP[0]], nn.ConvTranspose2d)


class CodeBook:
    def __init__(self):
        self.vectors = torch.randn(SEGMENT_CODES, CODE_WIDTH) * 0.5
        self._counts, self._sums = torch.ones(SEGMENT_CODES), self.vectors.clone()
        self._use = torch.zeros(SEGMENT_CODES)

    def nearest(self, encoded: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """encoded [batch, CODE_WIDTH, GRID, GRID] -> (rows [batch * 16, CODE_WIDTH], codes [batch * 16])."""
        rows = encoded.permute(0, 2, 3, 1).reshape(-1, CODE_WIDTH)
        distances = self.vectors.pow(2).sum(1) - 2 * rows @ self.vectors.t()
        return rows, distances.argmin(1)

    def looked_up(self, codes: torch.Tensor) -> torch.Tensor:
        return self.vectors[codes].view(-1, GRID, GRID, CODE_WIDTH).permute(0, 3, 1, 2)

    def follow(self, rows: torch.Tensor, codes: torch.Tensor, resets: bool) -> None:
        chosen = F.one_hot(codes, SEGMENT_CODES).float()
        self._use = self._use * MEMORY + chosen.sum(0)
        self._counts.lerp_(chosen.sum(0), 1 - MEMORY)
        self._sums.lerp_(chosen.t() @ rows, 1 - MEMORY)
        self.vectors = self._sums / self._counts[:, None].clamp(min=1e-3)
        idle = (self._use < LEAST_USE).nonzero()[:, 0] if resets else []
        if len(idle):
            picked = rows[torch.randint(0, len(rows), (len(idle),))]
            self.vectors[idle], self._sums[idle], self._counts[idle], self._use[idle] = picked, picked, 1, 2 * LEAST_USE


def draw_mask(r: random.Random) -> np.ndarray:
    """f32 [MASK_SIDE, MASK_SIDE] in 0..1, cut out at its own box."""
    canvas = Image.new("L", (CANVAS, CANVAS))
    pen, middle = ImageDraw.Draw(canvas), CANVAS / 2
    if r.random() < 0.7:
        rings = OUTLINES[r.choice(sorted(OUTLINES))]
        width, height, angle = r.uniform(40, 120), r.uniform(40, 120), r.choice((0, r.uniform(-math.pi, math.pi)))
        cos, sin = math.cos(angle), math.sin(angle)
        for ring, level in zip(rings, (255, 0)):
            pen.polygon([(middle + x * width * cos - y * height * sin, middle + x * width * sin + y * height * cos)
                         for x, y in ring], fill=level)
    else:
        waves = [(order + 1, r.uniform(0, 2 * math.pi), r.gauss(0, 0.25) / math.sqrt(order + 1))
                 for order in range(r.randint(2, 5))]
        turns = [2 * math.pi * step / 64 for step in range(64)]
        radii = [90 * max(0.2, 1 + sum(size * math.cos(order * turn + phase) for order, phase, size in waves))
                 for turn in turns]
        pen.polygon([(middle + radius * math.cos(turn), middle + radius * math.sin(turn))
                     for radius, turn in zip(radii, turns)], fill=255)
    cut = canvas.crop(canvas.getbbox()).resize((MASK_SIDE, MASK_SIDE), Image.BILINEAR)
    return np.asarray(cut, np.float32) / 255


def masks(split: Split, count: int) -> torch.Tensor:
    """[count, 1, MASK_SIDE, MASK_SIDE]."""
    drawn = [draw_mask(random.Random(seed(split, "mask", index))) for index in range(count)]
    return torch.from_numpy(np.stack(drawn))[:, None]


@torch.no_grad()
def mean_overlap(codec: Codec, book: CodeBook, held_out: torch.Tensor) -> float:
    _, codes = book.nearest(codec.encoder(2 * (held_out - 0.5)))
    found, true = codec.decoder(book.looked_up(codes)) > 0, held_out > 0.5
    return ((found & true).sum((1, 2, 3)) / (found | true).sum((1, 2, 3)).clamp(min=1)).mean().item()


def train(steps: int) -> tuple[Codec, CodeBook]:
    torch.manual_seed(0)
    codec, book, pool, held_out = Codec(), CodeBook(), masks(Split.TRAINING, POOL), masks(Split.HELD_OUT, HELD_OUT)
    optimiser = torch.optim.AdamW(codec.parameters(), lr=RATE, betas=(0.9, 0.98), weight_decay=1e-4)
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1, (step + 1) / WARM_UP) * min(1, (1 - step / steps) / DECAY_SHARE)
        true = pool[torch.randint(0, POOL, (BATCH,))]
        for turn in (lambda x: x.flip(3), lambda x: x.flip(2), lambda x: x.transpose(2, 3)):
            true = turn(true) if torch.rand(()) < 0.5 else true
        encoded = codec.encoder(2 * (true - 0.5))
        rows, codes = book.nearest(encoded.detach())
        coded = book.looked_up(codes)
        book.follow(rows, codes, step % RESET_STEPS == 0 and step < RESETTING_SHARE * steps)
        decoded = codec.decoder(encoded + (coded - encoded).detach())
        loss = (F.binary_cross_entropy_with_logits(SHARPNESS * decoded, true)
                + COMMITMENT * F.mse_loss(encoded, coded))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if (step + 1) % 250 == 0 or step + 1 == steps:
            print(f"{step + 1} loss {loss.item():.4f} held-out overlap {mean_overlap(codec, book, held_out):.4f}",
                  flush=True)
    return codec, book


def write(codec: Codec, book: CodeBook, file: Path, storage: type = np.float32) -> None:
    arrays = {name: value.detach().numpy().astype(storage) for name, value in codec.named_parameters()}
    arrays["_vq_vae._embedding"] = book.vectors.numpy().astype(storage)
    file.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(file, **arrays)


def main() -> None:
    background.with_fast_arithmetic()
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--steps", type=int, default=2500)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    write(*train(arguments.steps), tasks.MASK_CODEC, np.float16)


if __name__ == "__main__":
    main()
