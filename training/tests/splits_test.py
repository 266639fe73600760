"""No held-out picture, font family or seed is in training."""

import hashlib
import unittest

from training import tasks
from training.splits import HELD_OUT_FAMILIES, Split, seed

PICTURES = 128
SEEDS = 20000
TASKS = [task for task in tasks.TASKS if task != "segment" or tasks.MASK_CODEC.is_file()]


class Splits(unittest.TestCase):
    def test_seeds_do_not_meet(self):
        for task in TASKS:
            training = {seed(Split.TRAINING, task, index) for index in range(SEEDS)}
            self.assertTrue(training.isdisjoint(seed(Split.HELD_OUT, task, index) for index in range(SEEDS)))

    def test_families_do_not_meet(self):
        shelves = tasks.shelves()
        training, held_out = (set(shelves[split].families()) for split in (Split.TRAINING, Split.HELD_OUT))
        self.assertTrue(training.isdisjoint(held_out))
        self.assertTrue(held_out <= HELD_OUT_FAMILIES)
        self.assertGreater(len(held_out), 10, "the packages of section [training] are not all installed")

    def test_no_evaluation_picture_is_drawn_for_training(self):
        for task in TASKS:
            hashes = [{hashlib.sha256(tasks.example(task, split, index, index // 16).picture.tobytes()).digest()
                       for index in range(PICTURES)} for split in Split]
            self.assertTrue(hashes[0].isdisjoint(hashes[1]))
            self.assertEqual([len(found) for found in hashes], [PICTURES, PICTURES])


if __name__ == "__main__":
    unittest.main()
