"""Masks as sixteen segment codes and back, in numpy: what the generator of `segment` answers needs, and what measures
them. The layers and the names in the file are those of the mask decoder that the program reads (vae-oid.npz);
train_mask_codec.py makes the weights."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from training.vocabulary import SEGMENT_CODES

MASK_SIDE = 64  # pixels
GRID = 4  # codes a row
CODE_WIDTH = 512
DOWN = (0, 2, 4, 6)  # numbers of the encoder's layers that halve the picture
UP = (4, 6, 8, 10)  # and of the decoder's that double it
KIN_DISTANCE = 1.5  # of code vectors; with the sixth nearest in place of all sixteen codes a mask still overlaps by 0.93


def convolved(x: np.ndarray, weight: np.ndarray, bias: np.ndarray, stride: int, padding: int) -> np.ndarray:
    """x [in, height, width], weight [out, in, kernel, kernel] -> [out, ...]."""
    kernel = weight.shape[2]
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(x, (kernel, kernel), (1, 2))[:, ::stride, ::stride]
    return np.tensordot(weight, windows, ((1, 2, 3), (0, 3, 4))) + bias[:, None, None]


def doubled(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Transposed convolution, kernel 4, stride 2, padding 1: x [in, side, side], weight [in, out, 4, 4]."""
    side = x.shape[1]
    shares = np.tensordot(weight, x, ((0,), (0,)))  # [out, 4, 4, side, side]
    out = np.zeros((weight.shape[1], 2 * side + 2, 2 * side + 2), np.float32)
    for row in range(4):
        for column in range(4):
            out[:, row:row + 2 * side:2, column:column + 2 * side:2] += shares[:, row, column]
    return out[:, 1:-1, 1:-1] + bias[:, None, None]


class MaskCodec:
    def __init__(self, weights: dict[str, np.ndarray]):
        self._weights = weights

    def _layer(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        return self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]

    def _residual(self, x: np.ndarray, name: str) -> np.ndarray:
        y = np.maximum(convolved(x, *self._layer(f"{name}.net.0"), 1, 1), 0)
        y = np.maximum(convolved(y, *self._layer(f"{name}.net.2"), 1, 1), 0)
        return x + convolved(y, *self._layer(f"{name}.net.4"), 1, 0)

    def codes(self, mask: np.ndarray) -> list[int]:
        """mask [MASK_SIDE, MASK_SIDE] in 0..1 -> sixteen codes, row by row; ties go to the lower one."""
        x = 2 * (mask[None].astype(np.float32) - 0.5)
        for layer in DOWN:
            x = np.maximum(convolved(x, *self._layer(f"encoder.{layer}"), 2, 1), 0)
        for layer in (8, 9):
            x = self._residual(x, f"encoder.{layer}")
        x = convolved(x, *self._layer("encoder.10"), 1, 0).reshape(CODE_WIDTH, -1).T
        book = self._weights["_vq_vae._embedding"]
        return ((book**2).sum(1)[None] - 2 * x @ book.T).argmin(1).tolist()

    def mask(self, codes: list[int]) -> np.ndarray:
        """Sixteen codes -> f32 [MASK_SIDE, MASK_SIDE], over 0 inside."""
        x = self._weights["_vq_vae._embedding"][codes].T.reshape(CODE_WIDTH, GRID, GRID)
        x = np.maximum(convolved(x, *self._layer("decoder.0"), 1, 0), 0)
        for layer in (2, 3):
            x = self._residual(x, f"decoder.{layer}")
        for layer in UP:
            x = np.maximum(doubled(x, *self._layer(f"decoder.{layer}")), 0)
        return convolved(x, *self._layer("decoder.12"), 1, 0)[0]

    def kin(self) -> np.ndarray:
        """f32 [SEGMENT_CODES, SEGMENT_CODES]: how right each code is in place of another, rows of sum 1. The code vectors lie
        along a line nearly, and one near the true one draws nearly the same mask."""
        book = self._weights["_vq_vae._embedding"]
        distances = ((book[:, None] - book[None])**2).sum(-1)
        likeness = np.exp(-distances / (2 * KIN_DISTANCE**2))
        return likeness / likeness.sum(1, keepdims=True)


@lru_cache(maxsize=None)
def load_codec(file: Path) -> MaskCodec:
    if not file.is_file():
        raise FileNotFoundError(f"{file}: made by python3 -m training.train_mask_codec")
    with np.load(file) as archive:
        weights = {name: archive[name].astype(np.float32) for name in archive.files}
    if weights["_vq_vae._embedding"].shape != (SEGMENT_CODES, CODE_WIDTH):
        raise ValueError(f"{file}: the code book is {weights['_vq_vae._embedding'].shape}")
    return MaskCodec(weights)
