"""The figures on answers whose figures are known."""

import unittest

from training.figures import edit_distance, located_texts, molecule_figures, ocr_figures, overlap, table_figures
from training.generators.example import SIDE, Box, location_text


def line(box, text):
    return f"{location_text(box)} {text}"


class Figures(unittest.TestCase):
    def test_edit_distance(self):
        self.assertEqual(edit_distance("", "abc"), 3)
        self.assertEqual(edit_distance("kitten", "sitting"), 3)
        self.assertEqual(edit_distance("naïve", "naive"), 1)

    def test_overlap(self):
        self.assertAlmostEqual(overlap(Box(0, 0, 2, 2), Box(0, 1, 2, 3)), 1 / 3)
        self.assertEqual(overlap(Box(0, 0, 1, 1), Box(5, 5, 6, 6)), 0)

    def test_a_separator_inside_a_text_parts_nothing(self):
        box = Box(0, 0, SIDE, SIDE)
        found = located_texts(f"{line(box, 'a ; b')} ; {line(box, 'c')}")
        self.assertEqual([text for _, text in found], ["a ; b", "c"])

    def test_figures(self):
        upper, lower = Box(10, 10, 30, 100), Box(50, 10, 70, 100)
        truth = f"{line(upper, 'abcd')} ; {line(lower, 'efghi')}"
        perfect, half = ocr_figures([truth], [truth]), ocr_figures([truth], [line(upper, "abcx")])
        self.assertEqual((perfect["cer"], perfect["lines_exact"]), (0, 1))
        self.assertAlmostEqual(perfect["iou"], 1)
        self.assertAlmostEqual(half["cer"], 7 / 10)  # one wrong letter, a line break and five letters missing
        self.assertEqual(half["lines_exact"], 0)
        self.assertAlmostEqual(half["iou"], 0.5)

    def test_a_molecule_may_be_written_otherwise(self):
        found = molecule_figures(["CCO", "c1ccccc1", "CC"], ["OCC", "C1=CC=CC=C1", "C(("])
        self.assertAlmostEqual(found["exact"], 2 / 3)
        self.assertAlmostEqual(found["valid"], 2 / 3)

    def test_the_structure_of_a_table_is_what_is_left_without_texts(self):
        truth = "<table><tbody><tr><td>a</td><td></td></tr></tbody></table>"
        answers = [truth, truth.replace("a<", "bc<"), truth.replace("<td></td>", "")]
        found = table_figures([truth] * 3, answers)
        self.assertAlmostEqual(found["exact"], 1 / 3)
        self.assertAlmostEqual(found["structure_exact"], 2 / 3)


if __name__ == "__main__":
    unittest.main()
