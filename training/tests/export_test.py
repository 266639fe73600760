"""An exported folder against the shipped one. The tokenizer's part needs make_starter_tokenizer in the build folder."""

import json
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import torch

from training import export
from training.evaluate import load_checkpoint
from training.model.config import SIZES
from training.model.paligemma import PaliGemma
from training.vocabulary import sentencepiece_table

ROOT = Path(__file__).parents[2]
PROGRAMS = sorted(ROOT.glob("build/**/make_starter_tokenizer"))
LARGEST_FOLDER = 32 << 20


class Export(unittest.TestCase):
    def test_the_folder_has_the_weights_and_their_sizes(self):
        for kind, size in SIZES.items():
            with self.subTest(kind=kind), tempfile.TemporaryDirectory() as name, \
                    mock.patch.object(export, "write_tokenizer"):
                self.check_folder(size, Path(name))

    def check_folder(self, size, folder):
        torch.manual_seed(0)
        weights = {name: value.detach() for name, value in PaliGemma(size).named_parameters()}
        export.export(weights, size, folder, Path("unused"))
        config = json.loads((folder / "config.json").read_text())
        self.assertEqual(config["image_token_index"], size.tokens)
        self.assertEqual(config["text_config"]["vocab_size"], size.tokens)
        for layers, width, part in ((size.layers, size.width, config), (size.layers, size.width, config["text_config"]),
                                    (size.vision_layers, size.vision_width, config["vision_config"])):
            self.assertEqual((part["num_hidden_layers"], part["hidden_size"]), (layers, width))
        self.assertEqual(set(config), set(json.loads((export.STARTER_FOLDER / "config.json").read_text())))
        loaded = dict(load_checkpoint(folder).named_parameters())
        for name, value in weights.items():
            if "_head." not in name:
                self.assertTrue(torch.equal(loaded[name], value.bfloat16().float()), name)
        self.assertLess(sum(file.stat().st_size for file in folder.iterdir()), LARGEST_FOLDER)

    @unittest.skipUnless(PROGRAMS, "make_starter_tokenizer is not built")
    def test_the_table_makes_the_shipped_tokenizer(self):
        with tempfile.TemporaryDirectory() as name:
            file = Path(name) / "tokenizer.model"
            export.write_tokenizer(PROGRAMS[0], sentencepiece_table(), file)
            self.assertEqual(file.read_bytes(), (export.STARTER_FOLDER / "tokenizer.model").read_bytes())


if __name__ == "__main__":
    unittest.main()
