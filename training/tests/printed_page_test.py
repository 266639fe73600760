"""Printed pages against a reader of another make, and their own promises."""

import random
import tempfile
import unittest
from pathlib import Path

from PIL import Image

from training import tasks
from training.figures import edit_distance
from training.generators import printed_page
from training.readers import Tesseract
from training.splits import Split
from training.vocabulary import ASCII

DPI = 150


def drawn(number, is_scan=False):
    shelf = tasks.shelves()[Split.HELD_OUT]
    return printed_page.draw(random.Random(number), shelf, "en", frozenset(ASCII), DPI, is_scan)


class PrintedPage(unittest.TestCase):
    def test_the_same_seed_is_the_same_page(self):
        first, second = drawn(1, True), drawn(1, True)
        self.assertTrue((first.picture == second.picture).all())
        self.assertEqual(first.text, second.text)

    def test_a_page_is_a4_holds_its_lines_and_only_allowed_characters(self):
        for number in range(3):
            page = drawn(number)
            self.assertEqual(page.picture.shape, (round(11.69 * DPI), round(8.27 * DPI)))
            self.assertTrue(set(page.text) <= {*ASCII, "\n"})
            ink = page.picture < 128
            self.assertFalse(ink[0].any() or ink[-1].any() or ink[:, 0].any() or ink[:, -1].any())
            self.assertGreater(page.text.count("\n"), 10)

    def test_another_reader_reads_what_the_truth_says(self):
        tesseract = Tesseract()
        if tesseract.version() is None:
            self.skipTest("tesseract is not installed")
        page = drawn(2)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "page.png"
            Image.fromarray(page.picture).save(path, dpi=(DPI, DPI))
            found = tesseract.read(path, "eng", Tesseract.WHOLE_PAGE).split()
        expected = page.text.split()
        self.assertLess(edit_distance(expected, found), 0.1 * len(expected))


if __name__ == "__main__":
    unittest.main()
