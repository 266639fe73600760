"""The codec in numpy against the same layers in torch, and masks that come back."""

import random
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from training import tasks
from training.generators import scene_tile
from training.mask_codec import load_codec
from training.splits import Split
from training.train_mask_codec import CodeBook, Codec, masks, write
from training.vocabulary import FIRST_SEGMENT, SEGMENT_CODES, encode

LEAST_OVERLAP = 0.93


class MaskCodecTest(unittest.TestCase):
    def test_numpy_codes_and_decodes_as_torch_does(self):
        torch.manual_seed(0)
        codec, book = Codec(), CodeBook()
        true = masks(Split.HELD_OUT, 6)
        with tempfile.TemporaryDirectory() as folder, torch.no_grad():
            file = Path(folder) / "codec.npz"
            book.vectors = codec.encoder(2 * (masks(Split.TRAINING, 8) - 0.5)).permute(0, 2, 3, 1).reshape(-1, 512)
            self.assertEqual(len(book.vectors), SEGMENT_CODES)
            write(codec, book, file)
            read = load_codec(file)
            _, codes = book.nearest(codec.encoder(2 * (true - 0.5)))
            decoded = codec.decoder(book.looked_up(codes))
            for index in range(len(true)):
                self.assertEqual(read.codes(true[index, 0].numpy()), codes.view(-1, 16)[index].tolist())
                found = read.mask(codes.view(-1, 16)[index].tolist())
                self.assertLess(np.abs(found - decoded[index, 0].numpy()).max(), 1e-4)

    def test_shapes_of_scenes_come_back(self):
        codec, overlaps = load_codec(tasks.MASK_CODEC), []
        for index in range(60):
            for shape in scene_tile.lay_out(random.Random(index), scene_tile.PAIRS[Split.HELD_OUT], 3).shapes:
                true = scene_tile.mask_in_box(shape)
                found, inside = codec.mask(codec.codes(true)) > 0, true > 0.5
                overlaps.append((found & inside).sum() / (found | inside).sum())
        self.assertGreater(np.mean(overlaps), LEAST_OVERLAP)

    def test_a_segment_answer_is_boxes_codes_and_label(self):
        for index in range(20):
            example = tasks.example("segment", Split.TRAINING, index, index)
            codes = sum(token >= FIRST_SEGMENT and token < FIRST_SEGMENT + SEGMENT_CODES
                        for token in encode(example.answer))
            self.assertEqual(codes, 16 * example.answer.count("<loc") // 4)

    def test_codes_near_each_other_are_kin_and_draw_nearly_the_same(self):
        codec, r = load_codec(tasks.MASK_CODEC), np.random.default_rng(0)
        kin = codec.kin()
        self.assertTrue(np.allclose(kin.sum(1), 1) and (kin.argmax(1) == np.arange(len(kin))).all())
        codes = codec.codes(masks(Split.HELD_OUT, 1)[0, 0].numpy())
        true = codec.mask(codes) > 0

        def overlap(others):
            found = codec.mask(others) > 0
            return (found & true).sum() / max(1, (found | true).sum())

        near = overlap([int(np.argsort(-kin[code])[1]) for code in codes])
        self.assertGreater(near, 0.9)
        self.assertGreater(near, overlap(r.integers(0, len(kin), len(codes)).tolist()))


if __name__ == "__main__":
    unittest.main()
