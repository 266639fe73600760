"""Muon for the matrices inside the model, AdamW for the rest; f32 masters of the parameters, and their average.

Muon: the momentum of a matrix, made orthogonal by five Newton-Schulz steps (K. Jordan et al. 2024), is the step.
Stacked matrices (qkv, kv, gate and up) are made orthogonal one by one.

All numbers of one kind lie in one vector, the matrices of like shape side by side, so that a step is a few dozen large
operations instead of thousands of small ones."""

from __future__ import annotations

import math
from typing import Callable

import torch

from training.model.precision import working_type

MUON_MOMENTUM, MUON_DECAY = 0.95, 0.02
ADAM_MEAN, ADAM_SQUARE, ADAM_EPSILON = 0.9, 0.98, 1e-8
ADAM_BY_NAME = ("embedding", "positions", "glyph_head", "object_head", "embed_patch")
STACKED = {"qkv": 3, "kv": 2, "gate_up": 2}
LARGEST_GRADIENT = 1.0  # norm over all parameters, for AdamW's part
AVERAGE_DECAY = 0.999  # a step
_STATE = ("masters", "average", "momentum", "squares")


def orthogonal(matrices: torch.Tensor) -> torch.Tensor:
    """[count, rows, columns] -> f32 of the same shape, the singular values of each near one."""
    x = matrices.to(working_type(matrices.device.type))
    x = x / (x.float().norm(dim=(1, 2), keepdim=True) + 1e-7).to(x.dtype)
    tall = x.shape[1] > x.shape[2]
    if tall:
        x = x.transpose(1, 2).contiguous()
    for _ in range(5):
        square = torch.bmm(x, x.transpose(1, 2))
        mixed = torch.baddbmm(square, square, square, beta=-4.7750, alpha=2.0315)
        x = torch.baddbmm(x, mixed, x, beta=3.4445)
    return (x.transpose(1, 2) if tall else x).float()


def _part_shape(name: str, shape: torch.Size) -> tuple[int, int]:
    """Of the matrices that are stacked in a parameter."""
    return shape[0] // STACKED.get(name.split(".")[-2], 1), shape[1]


class Optimiser:
    """Owns the f32 masters; after a step the model's parameters are their rounded copies."""

    def __init__(self, model: torch.nn.Module, muon_rate: float, adam_rate: float):
        parameters = dict(model.named_parameters())
        matrices = [name for name, value in parameters.items()
                    if value.dim() == 2 and not any(word in name for word in ADAM_BY_NAME)]
        matrices.sort(key=lambda name: _part_shape(name, parameters[name].shape))  # stable: like shapes side by side
        self._names = matrices + [name for name in parameters if name not in set(matrices)]
        self._shapes = {name: parameters[name].shape for name in self._names}
        self._muon_size = sum(parameters[name].numel() for name in matrices)
        self._groups: dict[tuple[int, int], int] = {}  # shape of a matrix -> numbers in all of that shape
        for name in matrices:
            shape = _part_shape(name, parameters[name].shape)
            self._groups[shape] = self._groups.get(shape, 0) + parameters[name].numel()
        self._masters = torch.cat([parameters[name].detach().float().flatten() for name in self._names])
        self._average = self._masters.clone()
        self._momentum, self._squares = torch.zeros_like(self._masters), torch.zeros_like(self._masters)
        self._rounded = self._masters.to(next(iter(parameters.values())).dtype, copy=True)
        self._gradients = torch.zeros_like(self._rounded)
        for name, value in self._views(self._rounded).items():
            parameters[name].data = value
        for name, gradient in self._views(self._gradients).items():
            parameters[name].grad = gradient
        self._steps = 0
        self._rates = (muon_rate, adam_rate)

    def _views(self, vector: torch.Tensor) -> dict[str, torch.Tensor]:
        sizes = [shape.numel() for shape in self._shapes.values()]
        return {name: part.view(shape) for (name, shape), part in zip(self._shapes.items(), vector.split(sizes))}

    def average(self) -> dict[str, torch.Tensor]:
        """The f32 weights to keep: means over the last thousand steps or so."""
        return self._views(self._average)

    def state(self) -> dict:
        """By parameter name, so that a later order of parameters can still read it."""
        kept = {key: {name: value.clone() for name, value in self._views(getattr(self, f"_{key}")).items()}
                for key in _STATE}
        return {**kept, "steps": self._steps}

    def restore(self, state: dict) -> None:
        for key in _STATE:
            for name, value in self._views(getattr(self, f"_{key}")).items():
                value.copy_(state[key][name])
        self._steps = state["steps"]
        self._rounded.copy_(self._masters)

    def change(self, edit: Callable[[dict[str, torch.Tensor]], None]) -> None:
        """Lets `edit` alter the masters by name, and begins the average and the moments anew."""
        edit(self._views(self._masters))
        self._average.copy_(self._masters)
        self._momentum.zero_()
        self._squares.zero_()
        self._steps = 0
        self._rounded.copy_(self._masters)

    def step(self, share: float, combine: Callable[[torch.Tensor], None]) -> float:
        """One step at `share` of the full rates, gradients cleared. `combine` makes the vector of all gradients that of
        all processes. Returns its norm; where that is not finite nothing is changed."""
        gradient = self._gradients.to(torch.float32, copy=True)
        combine(gradient)
        self._gradients.zero_()
        norm = gradient.norm().item()
        if not math.isfinite(norm):
            return norm
        self._steps += 1
        self._muon_step(gradient[:self._muon_size], self._rates[0] * share)
        self._adam_step(gradient[self._muon_size:] * min(1.0, LARGEST_GRADIENT / (norm + 1e-6)), self._rates[1] * share)
        kept = min(AVERAGE_DECAY, (1 + self._steps) / (10 + self._steps))
        self._average.lerp_(self._masters, 1 - kept)
        self._rounded.copy_(self._masters)
        return norm

    def _muon_step(self, gradient: torch.Tensor, rate: float) -> None:
        momentum, masters = self._momentum[:self._muon_size], self._masters[:self._muon_size]
        momentum.lerp_(gradient, 1 - MUON_MOMENTUM)
        ahead = gradient.lerp_(momentum, MUON_MOMENTUM)
        masters.mul_(1 - rate * MUON_DECAY)
        sizes = list(self._groups.values())
        for (rows, columns), wanted, own in zip(self._groups, ahead.split(sizes), masters.split(sizes)):
            step = orthogonal(wanted.view(-1, rows, columns)) * max(1.0, rows / columns) ** 0.5
            own.view(-1, rows, columns).add_(step, alpha=-rate)

    def _adam_step(self, gradient: torch.Tensor, rate: float) -> None:
        mean, square = self._momentum[self._muon_size:], self._squares[self._muon_size:]
        mean.lerp_(gradient, 1 - ADAM_MEAN)
        square.mul_(ADAM_SQUARE).addcmul_(gradient, gradient, value=1 - ADAM_SQUARE)
        spread = (square / (1 - ADAM_SQUARE**self._steps)).sqrt_().add_(ADAM_EPSILON)
        self._masters[self._muon_size:].addcdiv_(mean, spread, value=-rate / (1 - ADAM_MEAN**self._steps))
