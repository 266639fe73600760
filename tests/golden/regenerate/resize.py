#!/usr/bin/python3
"""Pillow's own resize of pseudo-random pictures: up, down, one side only, sides of one pixel. Needs python3-pil.

Each source is made from its seed by the same generator in the test, so that only results are stored."""

import json

import PIL
from PIL import Image

import golden_manifest

CASES = [  # source width, height, target width, height
    (9, 6, 4, 4),
    (9, 6, 12, 8),
    (1, 1, 5, 3),
    (7, 1, 3, 4),
    (1, 8, 2, 3),
    (64, 48, 1, 1),
    (31, 17, 14, 14),
    (300, 41, 28, 28),
    (23, 37, 23, 11),
    (23, 37, 50, 37),
    (13, 11, 28, 29),
    (97, 59, 40, 31),
]


def source(width, height, seed):
    state, values = seed, bytearray()
    for _ in range(width * height * 3):
        state = (state * 1664525 + 1013904223) % 2**32
        values.append(state >> 24)
    return Image.frombytes("RGB", (width, height), bytes(values))


def main():
    cases = []
    for seed, (width, height, new_width, new_height) in enumerate(CASES, start=1):
        image = source(width, height, seed)
        for kernel, name in ((Image.BICUBIC, "bicubic"), (Image.BILINEAR, "bilinear")):
            result = image.resize((new_width, new_height), kernel)
            cases.append({"source": [width, height], "target": [new_width, new_height], "seed": seed, "kernel": name,
                          "pixels": result.tobytes().hex()})
    # Masks are float planes: a ramp that no pixel format could hold.
    planes = []
    for width, height, new_width, new_height in [(2, 2, 4, 4), (4, 4, 2, 2), (4, 4, 3, 3), (64, 64, 37, 91), (5, 1, 2, 2)]:
        plane = Image.new("F", (width, height))
        plane.putdata([((i * 37) % 101) / 50.0 - 1.0 for i in range(width * height)])
        result = plane.resize((new_width, new_height), Image.BILINEAR)
        planes.append({"source": [width, height], "target": [new_width, new_height],
                       "values": [round(v, 7) for v in list(result.getdata())[:400]]})
    contents = json.dumps({"rgb": cases, "plane": planes}).encode() + b"\n"
    golden_manifest.write("resize.json", contents, __file__, {"Pillow": PIL.__version__})


main()
