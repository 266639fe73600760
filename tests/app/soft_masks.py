"""Soft masks out of `palimpsest convert`, held against what Pillow makes of the same map: the reference for how masks are
stretched into their boxes. No model is there.

usage: soft_masks.py PROGRAM SOURCE_FOLDER
"""

import base64
import json
import math
import pathlib
import subprocess
import sys
import tempfile
import unittest

try:
    from PIL import Image
except ImportError:
    print("skipped: python3-pil is not installed")
    sys.exit(77)

PROGRAM = sys.argv[1]
SIDE = 64
PAGE = (320, 200)
BOXES = {"large": (20, 30, 210, 190), "small": (250, 11, 271, 40), "thin": (300, 0, 303, 200)}
ANSWER = {"region": [0, 0, *PAGE], "prompt": "segment cat", "text": "", "token_ids": [], "log_probabilities": [],
          "warnings": [], "truncated": False, "effective_dpi": None}
PROVENANCE = {"source": "model", "task": "segment", "checkpoint": "x", "adapter": "", "rotation": 0, "skew": 0,
              "preprocessing": {"fit": "stretch", "pad_anchor": "topleft", "resize": "bicubic"}, "decoding": "greedy",
              "max_tokens": 64, "answers": [ANSWER]}


def ring():
    """What a mask decoder might say: -1 to 1 and a little beyond, above zero in a ring whose edge is soft."""
    return [(9 - abs(math.hypot(i % SIDE - 30, i // SIDE - 34) - 17)) / 7 for i in range(SIDE * SIDE)]


def eight_bits(values):
    return bytes(math.ceil(min(max(0.5 * value + 0.5, 0), 1) * 255 - 0.5) for value in values)


def inside(values, size):
    """As the reference evaluator has it: the floats, resized, above zero."""
    plane = Image.new("F", (SIDE, SIDE))
    plane.putdata(values)
    return [value > 0 for value in plane.resize(size, Image.BILINEAR).getdata()]


def runs(pixels):
    lengths, current = [0], False
    for pixel in pixels:
        if pixel != current:
            lengths.append(0)
            current = pixel
        lengths[-1] += 1
    return lengths


def segment(box, soft_map=True, codes=True):
    left, top, right, bottom = box
    mask = {"left": left, "top": top, "width": right - left, "height": bottom - top,
            "runs": runs(inside(ring(), (right - left, bottom - top)))}
    if soft_map:
        mask["soft_map"] = base64.b64encode(eight_bits(ring())).decode()
    return {"label": "cat", "box": list(box), "state": "valid", "confidence": 0.5, "answer": 0,
            "codes": list(range(16)) if codes else None, "mask": mask}


class SoftMasks(unittest.TestCase):
    def setUp(self):
        keeper = tempfile.TemporaryDirectory()
        self.addCleanup(keeper.cleanup)
        self.folder = pathlib.Path(keeper.name)

    def convert(self, *segments):
        result = {"schema": 1, "kind": "segments", "page": {"width": PAGE[0], "height": PAGE[1]}, "region": None,
                  "status": "complete", "partial": False, "experimental": False,
                  "content": {"segments": list(segments)}, "provenance": PROVENANCE}
        file = self.folder / "page.json"
        file.write_text(json.dumps(result))
        return subprocess.run([PROGRAM, "convert", file, "-o", self.folder / "out.soft.png"], capture_output=True, text=True)

    def written(self):
        return sorted(file.name for file in self.folder.glob("*.png"))

    def picture(self, name):
        with Image.open(self.folder / name) as picture:
            self.assertEqual((picture.format, picture.mode, picture.size), ("PNG", "L", PAGE))
            return picture.copy()

    def test_stretched_as_pillow_does(self):
        for name, box in BOXES.items():
            with self.subTest(name):
                ended = self.convert(segment(box))
                self.assertEqual((ended.returncode, ended.stderr), (0, ""))
                self.assertEqual(self.written(), ["out.soft.png"])
                picture = self.picture("out.soft.png")
                size = (box[2] - box[0], box[3] - box[1])
                found = list(picture.crop(box).getdata())
                mask = inside(ring(), size)
                expected = Image.frombytes("L", (SIDE, SIDE), eight_bits(ring())).resize(size, Image.BILINEAR).getdata()
                self.assertEqual([value >= 128 for value in found], mask)
                self.assertEqual(found, [max(value, 128) if within else min(value, 127)
                                         for value, within in zip(expected, mask)])
                crossed = sum((value >= 128) != within for value, within in zip(expected, mask))
                self.assertLess(crossed, 0.02 * len(mask), "the map itself says where the mask is")
                picture.paste(0, box)
                self.assertIsNone(picture.getbbox(), "nothing beside the box")
                (self.folder / "out.soft.png").unlink()

    def test_each_has_a_picture(self):
        ended = self.convert(segment(BOXES["large"]), dict(segment(BOXES["small"]), mask=None), segment(BOXES["thin"]))
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertEqual(self.written(), ["out-1.soft.png", "out-3.soft.png"])

    def test_what_a_person_painted_is_certain(self):
        ended = self.convert(segment(BOXES["small"], soft_map=False, codes=False))
        self.assertEqual(ended.returncode, 0, ended.stderr)
        left, top, right, bottom = BOXES["small"]
        mask = inside(ring(), (right - left, bottom - top))
        self.assertEqual(list(self.picture("out.soft.png").crop(BOXES["small"]).getdata()), [255 * pixel for pixel in mask])

    def test_what_was_not_kept_is_not_made_up(self):
        ended = self.convert(segment(BOXES["small"], soft_map=False))
        self.assertEqual(ended.returncode, 2, ended.stderr)
        self.assertIn("'cat' was kept by an earlier version", ended.stderr)
        self.assertEqual(ended.stderr.count("\n"), 1)
        self.assertEqual(self.written(), [])

    def test_nothing_is_replaced_unasked(self):
        (self.folder / "out.soft.png").write_bytes(b"mine")
        for segments in ([segment(BOXES["small"])], [segment(BOXES["small"])] * 2):
            ended = self.convert(*segments)
            self.assertEqual(ended.returncode, 5, ended.stderr)
            self.assertEqual(self.written(), ["out.soft.png"])
            self.assertEqual((self.folder / "out.soft.png").read_bytes(), b"mine")

    def test_nothing_to_draw_is_said(self):
        ended = self.convert(dict(segment(BOXES["small"]), mask=None))
        self.assertEqual(ended.returncode, 0)
        self.assertIn("out.soft.png' is not written: nothing on the page has a mask", ended.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
