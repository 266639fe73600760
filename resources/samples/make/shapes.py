#!/usr/bin/python3
"""Makes shapes.png, five coloured shapes on checked paper, shapes.json, what they are and where, as a result of kind
detections, and shapes.masks.json, which pixels they cover at least half of, as one of kind segments.

Needs: python3-pil. The same version gives the same bytes.
"""

import json
import math
from pathlib import Path

from PIL import Image, ImageDraw

OUT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT, FINE = 640, 480, 4  # FINE: pixels of the drawing to one of the picture
PAPER, CHECK = (238, 232, 218), (228, 221, 205)


def star(x, y, radius):
    angles = [math.pi * (step / 5 - 0.5) for step in range(10)]
    return [(x + math.cos(angle) * radius * (1, 0.42)[step % 2], y + math.sin(angle) * radius * (1, 0.42)[step % 2])
            for step, angle in enumerate(angles)]


def circle(x, y, radius):
    return [(x + radius * math.cos(math.pi * step / 60), y + radius * math.sin(math.pi * step / 60)) for step in range(120)]


def triangle(x, y, radius):
    return [(x, y - radius), (x + radius, y + 0.8 * radius), (x - radius, y + 0.8 * radius)]


def house(x, y, radius):
    return [(x + dx * radius, y + dy * radius) for dx, dy in (
        (-0.8, 1), (-0.8, -0.1), (-1, -0.1), (0, -1), (1, -0.1), (0.8, -0.1), (0.8, 1), (0.25, 1), (0.25, 0.3),
        (-0.25, 0.3), (-0.25, 1))]


SHAPES = [  # top to bottom
    ("blue star", (45, 85, 205), star(150, 110, 85)),
    ("red circle", (210, 45, 45), circle(470, 120, 80)),
    ("green triangle", (45, 155, 65), triangle(300, 240, 60)),
    ("purple house", (125, 55, 155), house(520, 350, 85)),
    ("green triangle", (45, 155, 65), triangle(130, 375, 80))]


def runs(bits):
    """Lengths of runs of equal values, the first of those that are 0."""
    lengths, value = [0], 0
    for bit in bits:
        if bit != value:
            lengths.append(0)
            value = bit
        lengths[-1] += 1
    return lengths


def segment(label, outline, box):
    cover = Image.new("L", (WIDTH * FINE, HEIGHT * FINE))
    ImageDraw.Draw(cover).polygon([(x * FINE, y * FINE) for x, y in outline], fill=255)
    left, top, right, bottom = box
    inside = cover.resize((WIDTH, HEIGHT), Image.BOX).crop(box).point(lambda level: level >= 128)
    mask = {"left": left, "top": top, "width": right - left, "height": bottom - top, "runs": runs(map(bool, inside.getdata()))}
    return {"label": label, "box": box, "mask": mask}


def main():
    fine = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), PAPER)
    pen = ImageDraw.Draw(fine)
    side = 40 * FINE
    for row in range(HEIGHT // 40):
        for column in range(row % 2, WIDTH // 40, 2):
            pen.rectangle([column * side, row * side, (column + 1) * side - 1, (row + 1) * side - 1], fill=CHECK)
    for _, colour, outline in SHAPES:
        pen.polygon([(x * FINE, y * FINE) for x, y in outline], fill=colour)
    fine.resize((WIDTH, HEIGHT), Image.BOX).save(OUT / "shapes.png")
    objects = [{"label": label, "box": [round(value) for value in (
        min(x for x, _ in outline), min(y for _, y in outline), max(x for x, _ in outline), max(y for _, y in outline))]}
               for label, _, outline in SHAPES]
    segments = [segment(label, outline, found["box"]) for (label, _, outline), found in zip(SHAPES, objects)]
    page = {"width": WIDTH, "height": HEIGHT}
    (OUT / "shapes.masks.json").write_text(
        json.dumps({"kind": "segments", "page": page, "content": {"segments": segments}}) + "\n", encoding="utf-8")
    truth = {"kind": "detections", "page": page, "content": {"objects": objects},
             "caption": "a blue star, a red circle, a green triangle, a purple house and a green triangle"}
    (OUT / "shapes.json").write_text(json.dumps(truth, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
