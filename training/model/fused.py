"""The fused kernels as differentiable operations, and the same operations in plain torch.

`gelu`, `geglu`, `rms_norm`, `layer_norm`, `softmax`, `split_heads` and `merge_heads` choose: the kernels on a CPU,
torch elsewhere and for other types. TRAINING_PLAIN_TORCH=1 in the environment turns the kernels off."""

from __future__ import annotations

import ctypes
import os
from functools import lru_cache

import torch
import torch.nn.functional as F

from training.native import build

EPSILON = 1e-6


STORAGE = {torch.bfloat16: "bfloat16", torch.float32: "float32"}


@lru_cache(maxsize=None)
def _kernels(dtype: torch.dtype) -> ctypes.CDLL:
    return ctypes.CDLL(str(build.library(STORAGE[dtype])))


def _at(tensor: torch.Tensor | None) -> ctypes.c_void_p | None:
    return None if tensor is None else ctypes.c_void_p(tensor.data_ptr())


def _long(value: int) -> ctypes.c_long:
    return ctypes.c_long(value)


def _applies(x: torch.Tensor) -> bool:
    return x.dtype in STORAGE and x.device.type == "cpu" and not os.environ.get("TRAINING_PLAIN_TORCH")


def _rows(x: torch.Tensor) -> tuple[ctypes.c_long, ctypes.c_long]:
    return _long(x.numel() // x.shape[-1]), _long(x.shape[-1])


class _Gelu(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        x = x.contiguous()
        out = torch.empty_like(x)
        _kernels(x.dtype).geluForward(_at(x), _at(out), _long(x.numel()))
        context.save_for_backward(x)
        return out

    @staticmethod
    def backward(context, gradient):
        (x,) = context.saved_tensors
        gradient, result = gradient.contiguous(), torch.empty_like(x)
        _kernels(x.dtype).geluBackward(_at(x), _at(gradient), _at(result), _long(x.numel()))
        return result


class _Geglu(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        x = x.contiguous()
        width = x.shape[-1] // 2
        out = x.new_empty(x.shape[:-1] + (width,))
        _kernels(x.dtype).gegluForward(_at(x), _at(out), _long(x.numel() // (2 * width)), _long(width))
        context.save_for_backward(x)
        return out

    @staticmethod
    def backward(context, gradient):
        (x,) = context.saved_tensors
        width = x.shape[-1] // 2
        gradient, result = gradient.contiguous(), torch.empty_like(x)
        _kernels(x.dtype).gegluBackward(
            _at(x), _at(gradient), _at(result), _long(x.numel() // (2 * width)), _long(width))
        return result


class _RmsNorm(torch.autograd.Function):
    @staticmethod
    def forward(context, x, weight):
        x = x.contiguous()
        out, scales = torch.empty_like(x), torch.empty(x.numel() // x.shape[-1])
        _kernels(x.dtype).rmsNormForward(_at(x), _at(weight), _at(out), _at(scales), *_rows(x))
        context.save_for_backward(x, weight, scales)
        return out

    @staticmethod
    def backward(context, gradient):
        x, weight, scales = context.saved_tensors
        gradient, result, of_weight = gradient.contiguous(), torch.empty_like(x), torch.zeros(x.shape[-1])
        _kernels(x.dtype).rmsNormBackward(_at(x), _at(weight), _at(scales), _at(gradient), _at(result), _at(of_weight),
                                          *_rows(x))
        return result, of_weight.to(weight.dtype)


class _LayerNorm(torch.autograd.Function):
    @staticmethod
    def forward(context, x, weight, bias):
        x = x.contiguous()
        out, moments = torch.empty_like(x), torch.empty(2 * (x.numel() // x.shape[-1]))
        _kernels(x.dtype).layerNormForward(_at(x), _at(weight), _at(bias), _at(out), _at(moments), *_rows(x))
        context.save_for_backward(x, weight, moments)
        return out

    @staticmethod
    def backward(context, gradient):
        x, weight, moments = context.saved_tensors
        gradient, result = gradient.contiguous(), torch.empty_like(x)
        of_weight, of_bias = torch.zeros(x.shape[-1]), torch.zeros(x.shape[-1])
        _kernels(x.dtype).layerNormBackward(_at(x), _at(weight), _at(moments), _at(gradient), _at(result),
                                            _at(of_weight), _at(of_bias), *_rows(x))
        return result, of_weight.to(weight.dtype), of_bias.to(weight.dtype)


class _Softmax(torch.autograd.Function):
    @staticmethod
    def forward(context, scores, mask, scale):
        if not scores.is_contiguous():
            raise ValueError("softmax works in place and wants contiguous scores")
        queries, keys = scores.shape[-2:]
        masks = 1 if mask is None else mask.numel() // (queries * keys)
        _kernels(scores.dtype).softmaxForward(_at(scores), _at(mask), _long(masks),
                                              _long(scores.numel() // (queries * keys)), _long(queries), _long(keys),
                                              ctypes.c_float(scale))
        context.mark_dirty(scores)
        context.save_for_backward(scores)
        context.scale = scale
        return scores

    @staticmethod
    def backward(context, gradient):
        (softmaxed,) = context.saved_tensors
        result = gradient.contiguous()  # and in place: it comes fresh from the product behind the softmax
        _kernels(softmaxed.dtype).softmaxBackward(_at(softmaxed), _at(result), *_rows(softmaxed),
                                                  ctypes.c_float(context.scale))
        return result, None, None


def _move(source, target, offset: int, turn=(None, None), direction: float = 1.0) -> None:
    """splitHeads or mergeHeads between rows [batch, length, width] and split [batch, heads, length, depth]: the one
    that leads from `source` to `target`."""
    kernels, splits = _kernels(source.dtype), source.dim() == 3
    rows, split = (source, target) if splits else (target, source)
    batch, heads, length, depth = split.shape
    kernel = kernels.splitHeads if splits else kernels.mergeHeads
    kernel(_at(source), _at(target), _at(turn[0]), _at(turn[1]), ctypes.c_float(direction), _long(batch),
           _long(length), _long(heads), _long(depth), _long(rows.shape[-1]), _long(offset))


class _SplitHeads(torch.autograd.Function):
    @staticmethod
    def forward(context, rows, heads, parts, turned, cos, sin):
        rows = rows.contiguous()
        batch, length, width = rows.shape
        context.shape, context.turned, context.tables = rows.shape, turned, (cos, sin)
        split = [rows.new_empty(batch, heads, length, width // (heads * parts)) for _ in range(parts)]
        for part, to in enumerate(split):
            _move(rows, to, part * width // parts, (cos, sin) if part < turned else (None, None))
        return tuple(split)

    @staticmethod
    def backward(context, *gradients):
        result = gradients[0].new_empty(context.shape)
        for part, gradient in enumerate(gradients):
            tables = context.tables if part < context.turned else (None, None)
            _move(gradient.contiguous(), result, part * result.shape[-1] // len(gradients), tables, -1.0)
        return result, None, None, None, None, None


class _MergeHeads(torch.autograd.Function):
    @staticmethod
    def forward(context, split):
        split = split.contiguous()
        context.shape = split.shape
        batch, heads, length, depth = split.shape
        rows = split.new_empty(batch, length, heads * depth)
        _move(split, rows, 0)
        return rows

    @staticmethod
    def backward(context, gradient):
        result = gradient.new_empty(context.shape)
        _move(gradient.contiguous(), result, 0)
        return result


def gelu(x: torch.Tensor) -> torch.Tensor:
    return _Gelu.apply(x) if _applies(x) else F.gelu(x, approximate="tanh")


def geglu(x: torch.Tensor) -> torch.Tensor:
    """[..., 2 width], gate then up -> gelu(gate) * up, [..., width]."""
    if _applies(x):
        return _Geglu.apply(x)
    gate, up = x.chunk(2, -1)
    return F.gelu(gate, approximate="tanh") * up


def rms_norm(x: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """Gemma's form: the stored weight is an offset from one."""
    if _applies(x):
        return _RmsNorm.apply(x, weight)
    wide = x.float()
    normed = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + EPSILON)
    return (normed * (1 + weight.float())).to(x.dtype)


def layer_norm(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    return _LayerNorm.apply(x, weight, bias) if _applies(x) else F.layer_norm(x, x.shape[-1:], weight, bias, EPSILON)


def softmax(scores: torch.Tensor, mask: torch.Tensor | None, scale: float) -> torch.Tensor:
    """Over the last dimension of scores * scale + mask. scores [count, queries, keys] may be overwritten; mask is f32
    [masks, queries, keys], each for count / masks neighbours, 0 or very negative."""
    if _applies(scores):
        return _Softmax.apply(scores, mask, scale)
    scores = scores * scale
    if mask is not None:
        scores = scores + mask.to(scores.dtype).repeat_interleave(scores.shape[0] // mask.shape[0], 0)
    return torch.softmax(scores, -1)


def _rotated(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    first, second = x.chunk(2, -1)
    return x * cos.to(x.dtype) + torch.cat([-second, first], -1) * sin.to(x.dtype)


def split_heads(rows: torch.Tensor, heads: int, parts: int = 1, turned: int = 0, cos: torch.Tensor | None = None,
                sin: torch.Tensor | None = None) -> tuple[torch.Tensor, ...]:
    """[batch, length, parts * heads * depth] -> `parts` tensors [batch, heads, length, depth], the first `turned` of
    them rotated by the tables cos and sin, f32 [length, depth]."""
    if _applies(rows):
        return _SplitHeads.apply(rows, heads, parts, turned, cos, sin)
    batch, length, width = rows.shape
    split = rows.view(batch, length, parts, heads, width // (parts * heads)).permute(2, 0, 3, 1, 4)
    return tuple(_rotated(part, cos, sin) if index < turned else part for index, part in enumerate(split.unbind(0)))


def merge_heads(split: torch.Tensor) -> torch.Tensor:
    """[batch, heads, length, depth] -> [batch, length, heads * depth]."""
    if _applies(split):
        return _MergeHeads.apply(split)
    batch, heads, length, depth = split.shape
    return split.transpose(1, 2).reshape(batch, length, heads * depth)
