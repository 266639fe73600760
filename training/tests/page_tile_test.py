"""Pages measured on their own ink: every part's box ends at ink, parts lie apart, and no ink lies outside."""

import random
import unittest

import numpy as np

from training import tasks
from training.figures import located_texts
from training.generators import page_tile
from training.generators.example import SIDE, Box
from training.splits import Split
from training.vocabulary import UNKNOWN, encode

COUNT = 40


class PageTile(unittest.TestCase):
    def test_parts_hold_all_ink_and_end_at_it(self):
        seen = set()
        for index in range(COUNT):
            coverage, parts = page_tile.lay_out(random.Random(index), Split.TRAINING,
                                                tasks.shelves()[Split.TRAINING],
                                                tasks.molecule_fragments()[Split.TRAINING])
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

    def test_running_text_is_one_region(self):
        part = lambda kind, top, column=0: page_tile.Part(kind, Box(top, 10, top + 5, 90), column)
        found = page_tile.regions([part("title", 0, -1), part("section header", 10), part("text", 20), part("table", 30),
                                   part("caption", 40), part("list", 50), part("text", 10, 1)])
        self.assertEqual([(region.kind, region.box.top, region.box.bottom) for region in found],
                         [("text", 0, 5), ("text", 10, 25), ("table", 30, 35), ("text", 40, 55), ("text", 10, 15)])

    def test_answers_are_boxes_of_regions(self):
        for index in range(COUNT):
            example = tasks.example("layout", Split.TRAINING, index, index)
            self.assertEqual(example.prompt, page_tile.PROMPT)
            self.assertNotIn(UNKNOWN, encode(example.answer))
            for box, text in located_texts(example.answer):
                self.assertIn(text, page_tile.PARTS.values())
                self.assertTrue(0 <= box.top < box.bottom <= SIDE and 0 <= box.left < box.right <= SIDE)


if __name__ == "__main__":
    unittest.main()
