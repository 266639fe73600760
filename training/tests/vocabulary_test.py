"""The token table against the golden ids of the shipped tokenizer, and text there and back."""

import json
import unittest
from pathlib import Path

from training import vocabulary
from training.vocabulary import Markup

GOLDEN = json.loads((Path(__file__).parents[2] / "tests/golden/starter/token_ids.json").read_text())


class Vocabulary(unittest.TestCase):
    def test_first_ids_are_those_of_the_shipped_table(self):
        decoded = [vocabulary.piece(token) for token in range(vocabulary.FIRST_TABLE_SIZE)]
        self.assertEqual(decoded, GOLDEN["decode"][:vocabulary.FIRST_TABLE_SIZE])

    def test_plain_text_has_the_shipped_ids(self):
        for sample in GOLDEN["encode"]:
            if sample["text"].isascii():
                self.assertEqual(vocabulary.encode(sample["text"]), sample["ids"])

    def test_every_character_is_one_known_token(self):
        for character in vocabulary.CHARACTERS:
            self.assertEqual(vocabulary.decode(vocabulary.encode(character)), character)
            self.assertEqual(len(vocabulary.encode(character)), 1)
        self.assertEqual(len(set(vocabulary.CHARACTERS)), len(vocabulary.CHARACTERS))

    def test_pieces_are_distinct(self):
        texts = [text for text, _ in vocabulary.sentencepiece_table()]
        self.assertEqual(len(texts), vocabulary.TABLE_SIZE)
        self.assertEqual(len(set(texts)), len(texts))

    def test_whole_pieces_belong_to_their_task(self):
        smiles, html = "c1ccccc1Cl", '<table><tr><td colspan="2">cc1</td></tr></table>'
        self.assertEqual(len(vocabulary.encode(smiles, Markup.MOLECULE)), 2)
        self.assertEqual(len(vocabulary.encode(smiles)), len(smiles))
        self.assertEqual(len(vocabulary.encode(html, Markup.TABLE)), 12)
        kern = "**kern\t**kern\n4cc\t8.DD#"
        for text, markup in ((smiles, Markup.MOLECULE), (html, Markup.TABLE), (kern, Markup.SCORE)):
            self.assertEqual(vocabulary.decode(vocabulary.encode(text, markup)), text)

    def test_scenes_are_asked_in_whole_words(self):
        for prompt, count in (("detect red circle", 5), ("answer en how many triangles are there?", 14)):
            ids = vocabulary.encode(prompt, Markup.SCENE)
            self.assertEqual(len(ids), count)
            self.assertEqual(vocabulary.decode(ids), prompt)
            self.assertEqual(len(vocabulary.encode(prompt)), len(prompt))
        kinds = dict(vocabulary.sentencepiece_table(of_scenes=True))
        self.assertEqual(kinds["circle"], "user_defined")
        self.assertEqual(len(kinds), vocabulary.SCENES_TABLE_SIZE)
        self.assertNotIn("circle", dict(vocabulary.sentencepiece_table()))

    def test_locations_beyond_the_last_are_text(self):
        text = "<loc1023><loc1024><seg128>"
        self.assertEqual(vocabulary.decode(vocabulary.encode(text)), text)
        self.assertEqual(vocabulary.encode("<loc1023>"), [vocabulary.FIRST_SEGMENT - 1])

    def test_what_the_table_lacks_is_unknown(self):
        self.assertEqual(vocabulary.encode("Ω"), [vocabulary.UNKNOWN])


if __name__ == "__main__":
    unittest.main()
