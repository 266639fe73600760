"""The model against the golden answers of the shipped checkpoint, which another implementation worked out, and the way
of weights into files and back."""

import dataclasses
import json
import random
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from training.batches import collate, prompt_ids
from training.evaluate import as_input, load_checkpoint
from training.generators import scene_tile
from training.generators.example import ObjectMap
from training.model.checkpoint_names import from_file, read_safetensors, to_file, write_safetensors
from training.model.config import SCENES, STARTER
from training.model.object_head import ObjectHead
from training.loss import answer_loss, with_forged_codes
from training.mask_codec import load_codec
from training.model.paligemma import PaliGemma
from training.splits import Split
from training.tasks import MASK_CODEC
from training.vocabulary import EOS, FIRST_SEGMENT, FIRST_TABLE_SIZE, SEGMENT_CODES, TABLE_SIZE, letter_id
from training.weights import begin_with

ROOT = Path(__file__).parents[2]
STARTER_FOLDER = ROOT / "resources/starter"
GOLDEN = ROOT / "tests/golden/starter"
LONGEST_GOLDEN = 40
EMBEDDING = "language_model.model.embed_tokens.weight"


class Model(unittest.TestCase):
    def test_greedy_answers_are_the_golden_ones(self):
        model = load_checkpoint(STARTER_FOLDER)
        for sample in json.loads((GOLDEN / "answers.json").read_text())["samples"]:
            picture = np.asarray(Image.open(GOLDEN / sample["image"]).convert("RGB")).copy()
            prompt = torch.tensor([prompt_ids("ocr")])
            self.assertEqual(prompt[0].tolist(), sample["prompt_ids"])
            found = model.answer(as_input(picture[None]), prompt, EOS, LONGEST_GOLDEN)[0].tolist()
            self.assertEqual(found, sample["greedy_ids"])

    def test_what_is_trained_is_what_answers(self):
        """The logits of a whole sequence at once choose the tokens that decoding one by one chose."""
        model = load_checkpoint(STARTER_FOLDER)
        picture = as_input(np.asarray(Image.open(GOLDEN / "golden1.png").convert("RGB")).copy()[None])
        prompt = torch.tensor([prompt_ids("ocr")])
        answer = model.answer(picture, prompt, EOS, LONGEST_GOLDEN)
        with torch.no_grad():
            logits, _ = model(picture, torch.cat([prompt, answer], 1), prompt.shape[1])
        self.assertEqual(logits.argmax(-1).tolist(), answer.tolist())

    def test_questions_of_one_batch_do_not_disturb_each_other(self):
        """Prompts of different lengths about two pictures, at once and one by one."""
        torch.manual_seed(0)
        model = PaliGemma(SCENES)
        examples = [scene_tile.draw_detection(random.Random(index), Split.TRAINING, 4) for index in range(2)]
        batch = collate("detect", examples)
        self.assertGreater(len(set(batch.prompt_lengths.tolist())), 1)
        pictures, ids = as_input(batch.pictures), torch.from_numpy(batch.ids)
        with torch.no_grad():
            together, _ = model(pictures, ids, batch.prompt_lengths, torch.from_numpy(batch.picture_of))
            for row, (picture, length) in enumerate(zip(batch.picture_of, batch.prompt_lengths)):
                alone, _ = model(pictures[picture:picture + 1], ids[row:row + 1], length)
                count = alone.shape[1]
                self.assertTrue(torch.allclose(together[row, -count:], alone[0], atol=1e-3))
                self.assertEqual(batch.targets[row, -count:].tolist(), batch.ids[row, length:].tolist())
                self.assertFalse(batch.targets[row, :-count].any())

    def test_the_object_head_learns_from_patches_that_show_something(self):
        torch.manual_seed(0)
        codec = load_codec(MASK_CODEC)
        head, example = ObjectHead(128), scene_tile.draw_segmentation(random.Random(3), Split.TRAINING, 3, codec)
        kin = torch.from_numpy(codec.kin())
        objects = collate("segment", [example]).objects
        losses = head.losses(torch.randn(1, 256, 128), ObjectMap(*(torch.from_numpy(getattr(objects, field.name))
                                                                    for field in dataclasses.fields(ObjectMap))), kin)
        self.assertEqual(set(losses), {"kind", "colour", "box", "codes"})
        nothing = ObjectMap(*(torch.zeros_like(torch.from_numpy(getattr(objects, field.name)))
                              for field in dataclasses.fields(ObjectMap)))
        self.assertEqual(set(head.losses(torch.randn(1, 256, 128), nothing, kin)), {"kind"})

    def test_only_segment_codes_are_forged_and_some_stay(self):
        torch.manual_seed(0)
        codes = torch.arange(FIRST_SEGMENT, FIRST_SEGMENT + 16)
        ids = torch.cat([torch.arange(1, 30), codes, torch.tensor([0, 0])]).repeat(200, 1)
        forged = with_forged_codes(ids)
        changed = forged != ids
        self.assertFalse(changed[:, :29].any() or changed[:, 45:].any())
        self.assertTrue(((forged[:, 29:45] >= FIRST_SEGMENT) & (forged[:, 29:45] < FIRST_SEGMENT + SEGMENT_CODES)).all())
        self.assertTrue(0.2 < changed[:, 29:45].float().mean() < 0.5)

    def test_a_code_near_the_true_one_is_nearly_right(self):
        kin = torch.from_numpy(load_codec(MASK_CODEC).kin())
        targets = torch.tensor([[FIRST_SEGMENT + 5]])
        near, far = kin[5].argsort(descending=True)[1], kin[5].argmin()
        losses = []
        for code in (5, near, far):
            logits = torch.zeros(1, 1, FIRST_SEGMENT + SEGMENT_CODES)
            logits[0, 0, FIRST_SEGMENT + code] = 5
            losses.append(answer_loss(logits, targets, True, kin)[0].item())
        self.assertTrue(losses[0] <= losses[1] < losses[2])

    def test_weights_come_back_from_a_file_bit_for_bit(self):
        file = STARTER_FOLDER / "model.safetensors"
        model = load_checkpoint(STARTER_FOLDER)
        with tempfile.TemporaryDirectory() as folder:
            written = Path(folder) / "model.safetensors"
            write_safetensors(to_file(dict(model.named_parameters()), model.size), written)
            self.assertEqual(written.read_bytes(), file.read_bytes())

    def test_growing_keeps_what_was_there(self):
        torch.manual_seed(0)
        tensors = read_safetensors(STARTER_FOLDER / "model.safetensors")
        before = tensors[EMBEDDING][:FIRST_TABLE_SIZE]
        model = PaliGemma(STARTER)
        with tempfile.TemporaryDirectory() as name:
            write_safetensors({**tensors, EMBEDDING: before}, Path(name) / "model.safetensors")
            begin_with(model, Path(name))
        self.assertEqual(tuple(model.embedding.shape), (TABLE_SIZE, STARTER.width))
        self.assertTrue(torch.equal(model.embedding[:FIRST_TABLE_SIZE], before.float()))
        like = torch.nn.functional.cosine_similarity(model.embedding[letter_id("é")], before[letter_id("e")].float(), 0)
        self.assertGreater(like.item(), 0.8)

    def test_a_deeper_model_says_what_the_shallow_one_said(self):
        torch.manual_seed(0)
        shallow = dataclasses.replace(STARTER, layers=2, vision_layers=2)
        small = PaliGemma(shallow)
        deeper = PaliGemma(dataclasses.replace(STARTER, layers=3, vision_layers=5))
        with tempfile.TemporaryDirectory() as name:
            write_safetensors(to_file(dict(small.named_parameters()), shallow), Path(name) / "model.safetensors")
            begin_with(small, Path(name))
            begin_with(deeper, Path(name))
        pictures, ids = torch.rand(1, 224, 224, 3) * 2 - 1, torch.randint(5, 100, (1, 12))
        for expected, found in zip(small(pictures, ids, 4), deeper(pictures, ids, 4)):
            self.assertTrue(torch.allclose(expected, found, atol=1e-3))

    def test_a_file_without_a_tensor_is_refused(self):
        tensors = read_safetensors(STARTER_FOLDER / "model.safetensors")
        del tensors["language_model.model.norm.weight"]
        with self.assertRaises(KeyError):
            from_file(tensors, STARTER)


if __name__ == "__main__":
    unittest.main()
