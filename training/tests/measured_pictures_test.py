"""The pictures of measure.py that show no page: pictures without text, single lines; and what confidence is made of."""

import math
import random
import unittest

import numpy as np

from training import confidence, inventions, tasks
from training.figures import roc_area
from training.generators import single_line, textless
from training.splits import Split
from training.vocabulary import ASCII, LETTERS, encode


class Textless(unittest.TestCase):
    def test_the_same_seed_is_the_same_picture(self):
        for index in (3, 11):
            self.assertTrue((inventions.picture(index).picture == inventions.picture(index).picture).all())

    def test_every_kind_can_be_drawn_in_every_size(self):
        for kind, draw in textless.KINDS.items():
            for number, (height, width) in enumerate(textless.SIZES[:3]):
                picture = draw(random.Random(number), height, width)
                self.assertEqual(picture.shape[:2], (height, width), kind)
                self.assertTrue(np.isfinite(picture).all(), kind)


class SingleLine(unittest.TestCase):
    def drawn(self, kind, number=0):
        return single_line.draw(random.Random(number), tasks.shelves()[Split.HELD_OUT], kind)

    def test_a_line_is_of_its_kind(self):
        for kind in single_line.IN_SCOPE + single_line.OUT_OF_SCOPE:
            line = self.drawn(kind)
            letters = set(line.text) - {" "}
            if kind in single_line.ALPHABETS:
                self.assertTrue(letters <= set(single_line.ALPHABETS[kind]), kind)
            elif kind == "accents":
                self.assertFalse(letters.isdisjoint(LETTERS))
            else:
                self.assertTrue(letters <= set(ASCII), kind)
            self.assertGreater(int(np.ptp(line.picture)), 60, f"{kind} shows nothing")

    def test_turned_lines_stand_high_and_tiny_ones_are_small(self):
        turned, tiny = self.drawn("turned").picture, self.drawn("tiny").picture
        self.assertGreater(turned.shape[0], turned.shape[1] / 2)
        self.assertLess(tiny.shape[0], 45)


class Confidence(unittest.TestCase):
    def test_the_area_of_known_curves(self):
        self.assertEqual(roc_area([0.9, 0.8, 0.2], [True, True, False]), 1)
        self.assertEqual(roc_area([0.1, 0.8, 0.2, 0.2], [True, True, False, True]), 0.5)
        self.assertTrue(math.isnan(roc_area([0.5], [True])))

    def test_a_lines_tokens_are_found_in_its_answers(self):
        box = "<loc0001><loc0002><loc0003><loc0004>"
        answer = encode(f"{box} a b ; {box} c ; d")
        values = [-float(number) for number in range(len(answer))]
        answers = [{"token_ids": answer, "log_probabilities": values}]

        def of(*texts):
            return confidence.token_logarithms({"pieces": [{"text": text, "answer": 0} for text in texts]}, answers)

        # four locations, a space, a, a space, b, the separator's three, four locations, a space, c...
        self.assertEqual(of("a b"), [-4, -5, -6, -7])
        self.assertEqual(of("ab", "c ; d"), [-4, -5, -6, -7, -15, -16, -17, -18, -19, -20])
        self.assertEqual(of("x"), [])


if __name__ == "__main__":
    unittest.main()
