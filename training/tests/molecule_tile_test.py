"""Molecules read again by RDKit, and fragments that stay on their side of the split."""

import random
import unittest

from rdkit import Chem

from training import tasks
from training.generators import molecule_tile
from training.generators.example import SIDE
from training.splits import Split
from training.vocabulary import UNKNOWN, Markup, decode, encode

COUNT = 100


class MoleculeTile(unittest.TestCase):
    def setUp(self):
        self.pieces = tasks.molecule_fragments()

    def molecules(self):
        for index in range(COUNT):
            r = random.Random(index)
            molecule = molecule_tile.put_together(r, self.pieces[Split.TRAINING], 14)
            if molecule is not None:
                yield r, molecule

    def test_the_smiles_is_read_as_the_molecule_that_was_drawn(self):
        for r, molecule in self.molecules():
            for make in (molecule_tile.depict, molecule_tile.cut_out):
                _, places = make(r, molecule)
                self.assertEqual(len(places), molecule.GetNumAtoms())
                read = Chem.MolFromSmiles(molecule_tile.smiles_as_drawn(molecule, places))
                self.assertEqual(Chem.MolToSmiles(read), Chem.MolToSmiles(molecule))

    def test_the_smiles_goes_from_left_to_right(self):
        for r, molecule in self.molecules():
            _, places = molecule_tile.depict(r, molecule)
            read = Chem.MolFromSmiles(molecule_tile.smiles_as_drawn(molecule, places))
            leftmost = min(range(len(places)), key=places.__getitem__)
            self.assertEqual(read.GetAtomWithIdx(0).GetSymbol(), molecule.GetAtomWithIdx(leftmost).GetSymbol())

    def test_atoms_are_where_there_is_ink_or_a_bond_ends(self):
        for r, molecule in self.molecules():
            drawing, places = r.choice((molecule_tile.depict, molecule_tile.cut_out))(r, molecule)
            for x, y in places:
                self.assertTrue(0 <= x < SIDE and 0 <= y < SIDE)
                near = drawing.crop((int(x) - 5, int(y) - 5, int(x) + 6, int(y) + 6))
                self.assertLess(near.getextrema()[0], 128)

    def test_answers_are_known_tokens_and_begin_at_the_left(self):
        for index in range(40):
            example = tasks.example("molecule", Split.TRAINING, index, index)
            ids = encode(example.answer, Markup.MOLECULE)
            self.assertNotIn(UNKNOWN, ids)
            self.assertEqual(decode(ids), example.answer)
            self.assertIsNotNone(Chem.MolFromSmiles(example.answer))
            self.assertTrue(example.glyphs.any())

    def test_fragments_do_not_meet(self):
        training, held_out = self.pieces[Split.TRAINING], self.pieces[Split.HELD_OUT]
        self.assertTrue(set(training).isdisjoint(held_out))
        self.assertTrue(0.05 < len(held_out) / (len(training) + len(held_out)) < 0.15)


if __name__ == "__main__":
    unittest.main()
