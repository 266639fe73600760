"""Molecules as printed: the same seed draws the same, in each hand, and of the size that was asked for."""

import random
import unittest

import numpy as np
from rdkit import Chem

from training import tasks
from training.generators import printed_molecule
from training.splits import Split


class PrintedMolecule(unittest.TestCase):
    def test_every_hand_draws(self):
        pieces = tasks.molecule_fragments()[Split.TRAINING]
        for hand in printed_molecule.Hand:
            if hand is printed_molecule.Hand.INDIGO:
                try:
                    import indigo_renderer  # noqa: F401
                except ImportError:
                    continue
            for number in range(4):
                drawn = [printed_molecule.draw(random.Random(number), pieces, hand, 6, 12, is_scan=number % 2 == 1)
                         for _ in range(2)]
                (picture, smiles), (again, _) = drawn
                self.assertTrue(np.array_equal(picture, again))
                self.assertEqual(picture.dtype, np.uint8)
                self.assertGreater(int(picture.max()) - int(picture.min()), 60)
                self.assertTrue(6 <= Chem.MolFromSmiles(smiles).GetNumHeavyAtoms() <= 12)


if __name__ == "__main__":
    unittest.main()
