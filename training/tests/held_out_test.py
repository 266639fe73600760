"""No sample, golden picture or measured picture is in training, and no text of the sample letter is."""

import hashlib
import re
import unittest
from itertools import islice
from pathlib import Path

import numpy as np
from PIL import Image

from training import confidence, inventions, tasks
from training.figures import located_texts
from training.held_out_sets import SAMPLE_LETTER, SETS
from training.readers import Tesseract
from training.splits import Split, seed

ROOT = Path(__file__).parent.parent.parent
TRAINING_PICTURES = {"ocr": 400}  # of a task, and of each other one OTHERS
OTHERS = 16
TRAINING_SEEDS = 50000
MEASURED_SEEDS = 1000
PHRASE_WORDS = 4
TASKS = [task for task in tasks.TASKS if task != "segment" or tasks.MASK_CODEC.is_file()]


def pixel_hash(picture):
    """Of RGB pixels and their sides, so that grey pictures and files of any format compare."""
    rgb = picture if picture.ndim == 3 else np.repeat(picture[:, :, None], 3, 2)
    return hashlib.sha256(repr(rgb.shape).encode() + np.ascontiguousarray(rgb).tobytes()).digest()


def phrases(text):
    words = re.findall(r"[\w']+", text.lower())
    return {tuple(words[start:start + PHRASE_WORDS]) for start in range(len(words) - PHRASE_WORDS + 1)}


class HeldOut(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        examples = [tasks.example(task, Split.TRAINING, index, index // 16)
                    for task in TASKS for index in range(TRAINING_PICTURES.get(task, OTHERS))]
        cls.hashes = {pixel_hash(example.picture) for example in examples}
        cls.tiles = [[text for _, text in located_texts(example.answer)] for example in examples
                     if example.prompt == "ocr"]

    def test_the_hash_knows_a_training_picture_again(self):
        self.assertIn(pixel_hash(tasks.example("ocr", Split.TRAINING, 5, 0).picture), self.hashes)

    def test_no_sample_and_no_golden_picture(self):
        files = [path for folder in ("resources/samples", "tests/golden/starter")
                 for path in sorted((ROOT / folder).iterdir()) if path.suffix in (".png", ".jpg")]
        self.assertGreaterEqual(len(files), 6)
        for path in files:
            for side in (None, (224, 224)):
                with Image.open(path) as picture:
                    rgb = picture.convert("RGB")
                self.assertNotIn(pixel_hash(np.asarray(rgb.resize(side) if side else rgb)), self.hashes, str(path))

    def test_no_measured_picture(self):
        for row in SETS:
            for drawn in islice(row.pictures(row.seed), 1 if row.page_mode == Tesseract.WHOLE_PAGE else 8):
                self.assertNotIn(pixel_hash(drawn.picture), self.hashes, row.name)
        for index in range(len(confidence.TURNS)):
            self.assertNotIn(pixel_hash(confidence.picture(index).picture), self.hashes)
            self.assertNotIn(pixel_hash(inventions.picture(index).picture), self.hashes)

    def test_seeds_of_measured_pictures_are_no_seeds_of_training(self):
        names = {row.seed for row in SETS if row.seed} | {confidence.SEED, inventions.SEED}
        measured = {seed(Split.HELD_OUT, name, index) for name in names for index in range(MEASURED_SEEDS)}
        self.assertEqual(len(measured), len(names) * MEASURED_SEEDS)
        for task in tasks.TASKS:
            self.assertTrue(measured.isdisjoint(seed(Split.TRAINING, task, index) for index in range(TRAINING_SEEDS)))

    def test_the_sample_letter_is_no_text_of_training(self):
        letter = Path(f"{SAMPLE_LETTER}.txt").read_text(encoding="utf-8")
        lines = {line for line in letter.splitlines() if line}
        self.assertTrue(lines.isdisjoint(line for tile in self.tiles for line in tile))
        drawn = set().union(*(phrases(" ".join(tile)) for tile in self.tiles))
        self.assertGreater(len(drawn), 500)
        self.assertTrue(drawn.isdisjoint(phrases(letter)), drawn & phrases(letter))


if __name__ == "__main__":
    unittest.main()
