#!/usr/bin/python3
"""Greedy answers of the starter checkpoint to three pictures, by a float32 forward pass written for this purpose alone.

Needs python3-numpy and python3-pil. The pictures are held-out tiles drawn when the checkpoint was trained; they are
inputs, kept as they are. Nothing here shares code with the engine: it is what the engine is held against."""

import json
import math
import struct

import numpy as np
import PIL
from PIL import Image

import golden_manifest
import starter_tokenizer

STARTER = golden_manifest.GOLDEN.parent.parent / "resources/starter"
PICTURES = ["golden0.png", "golden1.png", "golden2.png"]
TRUTHS = ["<loc0082><loc0365><loc0164><loc0786> $42050.00 ; <loc0247><loc0201><loc0324><loc1014> as trailer our there ; "
          "<loc0420><loc0087><loc0502><loc0977> MAN SETS YOU AN ; <loc0539><loc0292><loc0644><loc0722> sinfulness",
          "<loc0393><loc0384><loc0466><loc0612> Have",
          "<loc0032><loc0265><loc0119><loc0854> 12/02/1906 ; <loc0210><loc0146><loc0315><loc0854> Curlier may"]
MOST_TOKENS = 40
END = 1


def read_weights(file):
    raw = file.read_bytes()
    size = struct.unpack("<Q", raw[:8])[0]
    tensors = {}
    for name, entry in json.loads(raw[8:8 + size]).items():
        if name == "__metadata__":
            continue
        assert entry["dtype"] == "BF16"
        begin, end = (8 + size + offset for offset in entry["data_offsets"])
        bits = np.frombuffer(raw[begin:end], np.uint16).astype(np.uint32) << 16
        tensors[name] = bits.view(np.float32).reshape(entry["shape"])
    return tensors


def gelu(x):
    return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def softmax(scores):
    scores = np.exp(scores - scores.max(-1, keepdims=True))
    return scores / scores.sum(-1, keepdims=True)


class Model:
    def __init__(self, weights, config):
        self.w, self.vision, self.text = weights, config["vision_config"], config["text_config"]

    def linear(self, x, name):
        y = x @ self.w[name + ".weight"].T
        bias = name + ".bias"
        return y + self.w[bias] if bias in self.w else y

    def layer_norm(self, x, name):
        centred = x - x.mean(-1, keepdims=True)
        scale = np.sqrt((centred**2).mean(-1, keepdims=True) + self.vision["layer_norm_eps"])
        return centred / scale * self.w[name + ".weight"] + self.w[name + ".bias"]

    def rms_norm(self, x, name):
        scale = np.sqrt((x**2).mean(-1, keepdims=True) + self.text["rms_norm_eps"])
        return x / scale * (1 + self.w[name + ".weight"])

    def see(self, pixels):  # [224, 224, 3] bytes -> [256, width of the decoder]
        tower = "vision_tower.vision_model."
        patch, grid = self.vision["patch_size"], self.vision["image_size"] // self.vision["patch_size"]
        values = pixels.astype(np.float32) / 127.5 - 1
        rows = values.reshape(grid, patch, grid, patch, 3).transpose(0, 2, 4, 1, 3).reshape(grid * grid, -1)
        weight = self.w[tower + "embeddings.patch_embedding.weight"]
        x = rows @ weight.reshape(weight.shape[0], -1).T + self.w[tower + "embeddings.patch_embedding.bias"]
        x = x + self.w[tower + "embeddings.position_embedding.weight"]
        heads = self.vision["num_attention_heads"]
        for layer in range(self.vision["num_hidden_layers"]):
            at = f"{tower}encoder.layers.{layer}."
            normed = self.layer_norm(x, at + "layer_norm1")
            q, k, v = (self.linear(normed, at + f"self_attn.{part}_proj").reshape(len(x), heads, -1).transpose(1, 0, 2)
                       for part in "qkv")
            mixed = softmax(q @ k.transpose(0, 2, 1) / math.sqrt(q.shape[-1])) @ v
            x = x + self.linear(mixed.transpose(1, 0, 2).reshape(len(x), -1), at + "self_attn.out_proj")
            hidden = gelu(self.linear(self.layer_norm(x, at + "layer_norm2"), at + "mlp.fc1"))
            x = x + self.linear(hidden, at + "mlp.fc2")
        return self.linear(self.layer_norm(x, tower + "post_layernorm"), "multi_modal_projector.linear")

    def rotate(self, x, positions):  # [heads, rows, width]
        half = x.shape[-1] // 2
        rate = self.text["rope_theta"] ** (-np.arange(half, dtype=np.float64) / half)
        angle = positions[:, None] * rate[None, :]
        cos, sin = np.cos(angle).astype(np.float32), np.sin(angle).astype(np.float32)
        a, b = x[..., :half], x[..., half:]
        return np.concatenate([a * cos - b * sin, b * cos + a * sin], -1)

    # Rows that see each other and everything before them: the whole prefix at once, then one row at a time.
    def decode(self, x, cache):
        t, model = self.text, "language_model.model."
        heads, shared, width = t["num_attention_heads"], t["num_key_value_heads"], t["head_dim"]
        first = cache[0][0].shape[1] if cache[0] is not None else 0
        positions = np.arange(first, first + len(x)) + 1.0
        for layer in range(t["num_hidden_layers"]):
            at = f"{model}layers.{layer}."
            normed = self.rms_norm(x, at + "input_layernorm")
            q = self.linear(normed, at + "self_attn.q_proj").reshape(len(x), heads, width).transpose(1, 0, 2)
            k, v = (self.linear(normed, at + f"self_attn.{part}_proj").reshape(len(x), shared, width).transpose(1, 0, 2)
                    for part in "kv")
            q, k = self.rotate(q, positions), self.rotate(k, positions)
            if cache[layer] is not None:
                k, v = (np.concatenate([old, new], 1) for old, new in zip(cache[layer], (k, v)))
            cache[layer] = (k, v)
            k, v = (np.repeat(part, heads // shared, 0) for part in (k, v))
            mixed = softmax(q @ k.transpose(0, 2, 1) / math.sqrt(t["query_pre_attn_scalar"])) @ v
            mixed = self.linear(mixed.transpose(1, 0, 2).reshape(len(x), -1), at + "self_attn.o_proj")
            x = x + self.rms_norm(mixed, at + "post_attention_layernorm")
            normed = self.rms_norm(x, at + "pre_feedforward_layernorm")
            hidden = gelu(self.linear(normed, at + "mlp.gate_proj")) * self.linear(normed, at + "mlp.up_proj")
            x = x + self.rms_norm(self.linear(hidden, at + "mlp.down_proj"), at + "post_feedforward_layernorm")
        return self.rms_norm(x[-1], model + "norm") @ self.w[model + "embed_tokens.weight"].T

    def embed(self, ids):
        return self.w["language_model.model.embed_tokens.weight"][ids] * np.float32(math.sqrt(self.text["hidden_size"]))


def main():
    config = json.loads((STARTER / "config.json").read_text())
    assert config["text_config"]["attn_logit_softcapping"] is None  # else decode() lacks it
    model = Model(read_weights(STARTER / "model.safetensors"), config)
    prompt = [2] + starter_tokenizer.encode("ocr") + [starter_tokenizer.NEWLINE]
    samples = []
    for name, truth in zip(PICTURES, TRUTHS):
        pixels = np.asarray(Image.open(golden_manifest.GOLDEN / "starter" / name).convert("RGB"))
        image = model.see(pixels)
        cache = [None] * config["text_config"]["num_hidden_layers"]
        logits = model.decode(np.concatenate([image, model.embed(prompt)]), cache)
        first, ids = logits, []
        while len(ids) < MOST_TOKENS and (not ids or ids[-1] != END):
            ids.append(int(np.argmax(logits)))  # a soft cap of the logits does not move their order
            if ids[-1] != END:
                logits = model.decode(model.embed([ids[-1]]), cache)
        samples.append({"image": name, "truth": truth, "prompt_ids": prompt, "greedy_ids": ids,
                        "text": "".join(starter_tokenizer.decode(i) for i in ids),
                        "raw_logits_0_7": [round(float(v), 5) for v in first[:8]],
                        "projector_row0": [round(float(v), 6) for v in image[0][:4]]})
    contents = json.dumps({"samples": samples}, indent=1).encode() + b"\n"
    golden_manifest.write("starter/answers.json", contents, __file__,
                          {"numpy": np.__version__, "Pillow": PIL.__version__})


main()
