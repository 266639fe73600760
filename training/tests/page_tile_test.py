"""Pages measured on their own ink: every part's box ends at ink, parts lie apart, and no ink lies outside."""

import random
import unittest

import numpy as np

from training import tasks
from training.figures import located_texts
from training.generators import page_tile
from training.generators.example import SIDE
from training.splits import Split
from training.vocabulary import UNKNOWN, encode

COUNT = 40


class PageTile(unittest.TestCase):
    def test_parts_hold_all_ink_and_end_at_it(self):
        seen = set()
        for index in range(COUNT):
            coverage, parts = page_tile.lay_out(random.Random(index), tasks.shelves()[Split.TRAINING])
            ink = np.asarray(coverage) >= 64
            seen |= {part.kind for part in parts}
            for part in parts:
                box = part.box
                inside = ink[box.top:box.bottom, box.left:box.right]
                self.assertTrue(inside[0].any() and inside[-1].any() and inside[:, 0].any() and inside[:, -1].any())
            owners = np.zeros(ink.shape, int)
            for part in parts:
                owners[part.box.top:part.box.bottom, part.box.left:part.box.right] += 1
            self.assertEqual(owners.max(), 1, f"parts of page {index} lie on each other")
            self.assertFalse((ink & (owners == 0)).any(), f"ink of page {index} belongs to no part")
        self.assertEqual(seen, set(page_tile.PARTS))

    def test_answers_are_boxes_of_the_part_asked_for(self):
        for index in range(COUNT):
            example = tasks.example("layout", Split.TRAINING, index, index)
            kind = example.prompt[len("detect "):]
            self.assertIn(kind, page_tile.PARTS)
            self.assertNotIn(UNKNOWN, encode(example.answer))
            for box, text in located_texts(example.answer):
                self.assertEqual(text, kind)
                self.assertTrue(0 <= box.top < box.bottom <= SIDE and 0 <= box.left < box.right <= SIDE)


if __name__ == "__main__":
    unittest.main()
