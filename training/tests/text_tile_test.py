"""The truth of printed tiles, checked on the picture itself: pictures are drawn without the scanner, black on white."""

import random
import unittest
from unittest import mock

import numpy as np

from training import tasks
from training.figures import located_texts
from training.generators import text_tile
from training.generators.example import SIDE
from training.splits import Split
from training.vocabulary import CHARACTERS, UNKNOWN, encode

COUNT = 60
FAINT = 190  # grey levels: a thin stroke that was scaled down


def clean_scan(_, coverage, pixels_per_unit):
    return 255 - np.asarray(coverage)


def drawn(index, most_lines=4):
    return text_tile.draw(random.Random(index), tasks.shelves()[Split.TRAINING], most_lines)


class TextTile(unittest.TestCase):
    def test_the_same_seed_is_the_same_picture(self):
        first, second = drawn(3), drawn(3)
        self.assertTrue((first.picture == second.picture).all())
        self.assertEqual(first.answer, second.answer)

    def test_boxes_hold_all_ink_and_end_at_it(self):
        with mock.patch.object(text_tile, "scanned", clean_scan), \
                mock.patch.object(text_tile, "_as_strips", lambda r, tile, boxes: tile), \
                mock.patch.object(text_tile, "_coloured", lambda r, grey: np.repeat(grey[:, :, None], 3, 2)):
            for index in range(COUNT):
                example = drawn(index)
                ink = example.picture[:, :, 0] < FAINT
                for box, _ in located_texts(example.answer):
                    rows = slice(int(box.top - 1.5), int(box.bottom + 2.5))
                    columns = slice(int(box.left - 1.5), int(box.right + 2.5))
                    inside = ink[rows, columns].nonzero()
                    self.assertLess(abs(inside[0].min() + rows.start - box.top), 2.5)
                    self.assertLess(abs(inside[0].max() + 1 + rows.start - box.bottom), 2.5)
                    self.assertLess(abs(inside[1].min() + columns.start - box.left), 2.5)
                    self.assertLess(abs(inside[1].max() + 1 + columns.start - box.right), 2.5)
                for box, _ in located_texts(example.answer):
                    ink[int(box.top - 1.5):int(box.bottom + 2.5), int(box.left - 1.5):int(box.right + 2.5)] = False
                self.assertEqual(ink.sum(), 0, f"ink outside the boxes of picture {index}: {example.answer}")

    def test_lines_are_in_reading_order_and_of_known_characters(self):
        for index in range(COUNT):
            example = drawn(index, 6)
            lines = located_texts(example.answer)
            self.assertTrue(1 <= len(lines) <= 6)
            self.assertEqual([box.top for box, _ in lines], sorted(box.top for box, _ in lines))
            self.assertNotIn(UNKNOWN, encode(example.answer))
            for box, text in lines:
                self.assertTrue(text and text == text.strip())
                self.assertTrue(0 <= box.top < box.bottom <= SIDE and 0 <= box.left < box.right <= SIDE)

    def test_the_glyph_map_shows_the_characters_of_the_lines(self):
        for index in range(COUNT):
            example = drawn(index)
            shown = {CHARACTERS[code - 1] for code in np.unique(example.glyphs) if code}
            printed = set("".join(text for _, text in located_texts(example.answer))) - {" "}
            self.assertTrue(shown <= printed)
            self.assertGreater(len(shown), 0.6 * len(printed))


if __name__ == "__main__":
    unittest.main()
