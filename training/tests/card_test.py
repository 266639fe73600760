"""The shipped card speaks of the weights beside it, has a place for figures, and shows pictures that are small."""

import hashlib
import re
import unittest

from training.export import STARTER_FOLDER
from training.measure import with_figures

LARGEST_PICTURES = 100_000  # bytes, all together
LARGEST_FOLDER = 32 * 1024 * 1024


class Card(unittest.TestCase):
    card = (STARTER_FOLDER / "MODEL_CARD.md").read_text(encoding="utf-8")

    def test_the_weights_are_those_it_names(self):
        self.assertIn(hashlib.sha256((STARTER_FOLDER / "model.safetensors").read_bytes()).hexdigest(), self.card)

    def test_there_is_a_place_for_figures(self):
        self.assertIn("new figures", with_figures(self.card, "new figures"))

    def test_pictures_are_there_and_small(self):
        named = set(re.findall(r"`(failures/[a-z]+\.png)`", self.card))
        there = {f"failures/{path.name}" for path in (STARTER_FOLDER / "failures").iterdir()}
        self.assertEqual(named, there)
        self.assertLess(sum((STARTER_FOLDER / name).stat().st_size for name in named), LARGEST_PICTURES)
        self.assertLess(sum(path.stat().st_size for path in STARTER_FOLDER.rglob("*") if path.is_file()), LARGEST_FOLDER)


if __name__ == "__main__":
    unittest.main()
