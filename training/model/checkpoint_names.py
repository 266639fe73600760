"""Our parameters and the tensors of a PaliGemma 2 checkpoint file: one table, read both ways.

Fused matrices (qkv, kv, gate and up) are parts of one of ours, stacked along the first dimension."""

from __future__ import annotations

import dataclasses
import json
import re
import struct
from pathlib import Path

import numpy as np
import torch

from training.model.config import SIZES, ModelSize

_TOWER = "vision_tower.vision_model."
_LANGUAGE = "language_model.model."
_PATCH = _TOWER + "embeddings.patch_embedding.weight"


def tensor_names(size: ModelSize) -> dict[str, list[str]]:
    """Our parameter name -> the file's names, in the order in which they are stacked."""
    names = {"vision.embed_patch.weight": [_PATCH],
             "vision.embed_patch.bias": [_TOWER + "embeddings.patch_embedding.bias"],
             "vision.positions": [_TOWER + "embeddings.position_embedding.weight"],
             "embedding": [_LANGUAGE + "embed_tokens.weight"],
             "last_norm.weight": [_LANGUAGE + "norm.weight"]}
    for part in ("weight", "bias"):
        names[f"vision.last_norm.{part}"] = [f"{_TOWER}post_layernorm.{part}"]
        names[f"projector.{part}"] = [f"multi_modal_projector.linear.{part}"]
    for layer in range(size.vision_layers):
        ours, theirs = f"vision.blocks.{layer}.", f"{_TOWER}encoder.layers.{layer}."
        for part in ("weight", "bias"):
            names[f"{ours}attention_norm.{part}"] = [f"{theirs}layer_norm1.{part}"]
            names[f"{ours}hidden_norm.{part}"] = [f"{theirs}layer_norm2.{part}"]
            names[f"{ours}qkv.{part}"] = [f"{theirs}self_attn.{which}_proj.{part}" for which in "qkv"]
            names[f"{ours}out.{part}"] = [f"{theirs}self_attn.out_proj.{part}"]
            names[f"{ours}expand.{part}"] = [f"{theirs}mlp.fc1.{part}"]
            names[f"{ours}contract.{part}"] = [f"{theirs}mlp.fc2.{part}"]
    for layer in range(size.layers):
        ours, theirs = f"blocks.{layer}.", f"{_LANGUAGE}layers.{layer}."
        names[f"{ours}attention_norm.weight"] = [f"{theirs}input_layernorm.weight"]
        names[f"{ours}attention_out_norm.weight"] = [f"{theirs}post_attention_layernorm.weight"]
        names[f"{ours}hidden_norm.weight"] = [f"{theirs}pre_feedforward_layernorm.weight"]
        names[f"{ours}hidden_out_norm.weight"] = [f"{theirs}post_feedforward_layernorm.weight"]
        names[f"{ours}q.weight"] = [f"{theirs}self_attn.q_proj.weight"]
        names[f"{ours}kv.weight"] = [f"{theirs}self_attn.{which}_proj.weight" for which in "kv"]
        names[f"{ours}out.weight"] = [f"{theirs}self_attn.o_proj.weight"]
        names[f"{ours}gate_up.weight"] = [f"{theirs}mlp.{which}_proj.weight" for which in ("gate", "up")]
        names[f"{ours}down.weight"] = [f"{theirs}mlp.down_proj.weight"]
    return names


def size_in_file(tensors: dict[str, torch.Tensor]) -> ModelSize:
    """The one of our sizes that has a file's width, with the numbers of layers and of tokens that the file has."""
    def layers(prefix: str) -> int:
        return 1 + max(int(found[1]) for found in map(re.compile(re.escape(prefix) + r"layers\.(\d+)\.").match, tensors)
                       if found)

    tokens, width = tensors[_LANGUAGE + "embed_tokens.weight"].shape
    like = next((size for size in SIZES.values() if size.width == width), None)
    if like is None:
        raise ValueError(f"no size of ours is {width} wide")
    return dataclasses.replace(like, tokens=tokens,
                               layers=layers(_LANGUAGE), vision_layers=layers(_TOWER + "encoder."))


def to_file(parameters: dict[str, torch.Tensor], size: ModelSize) -> dict[str, torch.Tensor]:
    """The file's tensors; training's own heads are left out. A patch is [width, 3, patch, patch] there."""
    tensors = {}
    for ours, theirs in tensor_names(size).items():
        for name, part in zip(theirs, parameters[ours].chunk(len(theirs), 0)):
            tensors[name] = part
    patch = tensors[_PATCH]
    tensors[_PATCH] = patch.view(-1, size.patch, size.patch, 3).permute(0, 3, 1, 2)
    return tensors


def from_file(tensors: dict[str, torch.Tensor], size: ModelSize) -> dict[str, torch.Tensor]:
    """Our parameters but for the heads, f32."""
    parameters = {}
    for ours, theirs in tensor_names(size).items():
        parts = [tensors[name].float() for name in theirs]
        if theirs == [_PATCH]:
            parts = [parts[0].permute(0, 2, 3, 1).reshape(parts[0].shape[0], -1)]
        parameters[ours] = torch.cat(parts, 0)
    return parameters


def read_safetensors(file: Path) -> dict[str, torch.Tensor]:
    """The bfloat16 tensors of a file."""
    raw = file.read_bytes()
    (size,) = struct.unpack("<Q", raw[:8])
    tensors = {}
    for name, entry in json.loads(raw[8:8 + size]).items():
        if name == "__metadata__":
            continue
        if entry["dtype"] != "BF16":
            raise ValueError(f"{file}: {name} is {entry['dtype']}, expected BF16")
        begin, end = (8 + size + offset for offset in entry["data_offsets"])
        bits = torch.from_numpy(np.frombuffer(raw[begin:end], np.int16).copy())
        tensors[name] = bits.view(torch.bfloat16).view(entry["shape"])
    return tensors


def write_safetensors(tensors: dict[str, torch.Tensor], file: Path) -> None:
    """In bfloat16, sorted by name, the first tensor's bytes at a multiple of eight."""
    header: dict[str, dict] = {"__metadata__": {"format": "pt"}}
    contents, offset = [], 0
    for name in sorted(tensors):
        tensor = tensors[name].contiguous().bfloat16()
        contents.append(tensor.view(torch.int16).numpy().tobytes())
        end = offset + len(contents[-1])
        header[name] = {"dtype": "BF16", "shape": list(tensor.shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    file.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(contents))
