"""Scenes measured on their own pixels, and answers worked out again from the shapes."""

import random
import unittest

import numpy as np
from PIL import Image

from training import tasks
from training.figures import located_texts
from training.generators import scene_tile
from training.generators.example import SIDE
from training.splits import Split
from training.vocabulary import COLOUR_WORDS, KIND_WORDS, UNKNOWN, encode

COUNT = 60


def plain(_, colour):
    return Image.new("RGB", (SIDE, SIDE), colour)


class SceneTile(unittest.TestCase):
    def scenes(self, most=4):
        for index in range(COUNT):
            r = random.Random(index)
            yield r, scene_tile.lay_out(r, scene_tile.PAIRS[Split.TRAINING], most, plain, (SIDE, SIDE))

    def test_a_box_is_that_of_the_pixels_that_differ_from_the_ground(self):
        for _, scene in self.scenes(1):
            pixels = np.asarray(scene.picture).astype(int)
            contrast = np.abs(pixels - pixels[0, 0]).sum(2)
            rows, columns = (contrast > contrast.max() / 2).nonzero()
            box = scene.shapes[0].box
            for found, expected in ((rows.min(), box.top), (rows.max() + 1, box.bottom), (columns.min(), box.left),
                                    (columns.max() + 1, box.right)):
                self.assertLessEqual(abs(found - expected), 1)

    def test_nothing_lies_outside_the_boxes(self):
        for _, scene in self.scenes():
            pixels = np.asarray(scene.picture).astype(int)
            contrast = np.abs(pixels - pixels[0, 0]).sum(2)
            for shape in scene.shapes:
                box = shape.box
                contrast[box.top - 2:box.bottom + 2, box.left - 2:box.right + 2] = 0
            self.assertFalse(contrast.any())

    def test_beside_a_wide_picture_all_is_white(self):
        for index in range(COUNT):
            scene = scene_tile.lay_out(random.Random(index), scene_tile.PAIRS[Split.TRAINING], 3, plain, (SIDE, 130))
            self.assertTrue((np.asarray(scene.picture)[130:] == 255).all())
            self.assertLessEqual(max(shape.box.bottom for shape in scene.shapes), 130)

    def test_words_and_classes_are_in_one_order(self):
        self.assertEqual(tuple(scene_tile.COLOURS), COLOUR_WORDS)
        self.assertEqual(tuple(scene_tile.OUTLINES), KIND_WORDS)

    def test_a_place_is_that_in_the_picture_without_its_padding(self):
        box = scene_tile.Box(90, 10, 110, 30)
        self.assertEqual(scene_tile.place_of(box, (SIDE, SIDE)), "left")
        self.assertEqual(scene_tile.place_of(box, (SIDE, 120)), "bottom left")

    def test_detection_names_every_shape_of_the_label(self):
        for index in range(COUNT):
            example = scene_tile.draw_detection(random.Random(index), Split.TRAINING, 4)
            label = example.prompt[len("detect "):]
            for box, text in located_texts(example.answer):
                self.assertEqual(text, label)
                self.assertTrue(0 <= box.top < box.bottom <= SIDE and 0 <= box.left < box.right <= SIDE)
            self.assertNotIn(UNKNOWN, encode(example.prompt + example.answer))

    def test_questions_are_answered_by_counting(self):
        for r, scene in self.scenes():
            kinds, labels = [shape.kind for shape in scene.shapes], [shape.label for shape in scene.shapes]
            for _ in range(8):
                asked, answer = scene_tile.question(r, scene, Split.TRAINING)
                words = asked.rstrip("?").split()
                if words[:2] == ["how", "many"]:
                    singular = {plural: kind for kind, plural in scene_tile.PLURALS.items()}
                    kind = singular.get(words[2], words[2].removesuffix("s"))
                    self.assertEqual(answer, str(len(kinds) if kind == "shape" else kinds.count(kind)))
                elif words[0] == "where":
                    box = scene.shapes[kinds.index(words[-1])].box
                    for word, middle, far in (("top", box.top + box.bottom, False), ("bottom", box.top + box.bottom, True),
                                              ("left", box.left + box.right, False), ("right", box.left + box.right, True)):
                        beyond = middle * 1.5 >= SIDE * 2 if far else middle * 1.5 < SIDE
                        self.assertEqual(word in answer, beyond)
                elif words[0] == "what":
                    self.assertIn(f"{answer} {words[-1]}", labels)
                else:
                    named = " ".join(words[3:])
                    self.assertEqual(answer == "yes", named in labels or named in kinds)

    def test_patches_are_labelled_with_what_covers_them(self):
        for _, scene in self.scenes():
            found = scene_tile.object_map(scene.shapes, {0: list(range(16))})
            for shape in scene.shapes:
                of_shape = (found.kinds == scene_tile.KINDS[shape.kind]) \
                    & (found.colours == list(scene_tile.COLOURS).index(shape.colour))
                self.assertTrue(of_shape.any())
                rows, columns = of_shape.nonzero()
                middle = np.array([found.boxes[row, column] for row, column in zip(rows, columns)])
                self.assertTrue((np.abs(middle * SIDE - [shape.box.top, shape.box.left, shape.box.bottom, shape.box.right])
                                 .sum(1).min() < 1e-3))
            self.assertEqual((found.kinds == 0).sum(), ((found.boxes == 0).all(2)).sum())
            self.assertTrue((found.codes[found.coded > 0] == range(16)).all())

    def test_pairs_do_not_meet_and_held_out_pictures_ask_for_theirs(self):
        training, held_out = (set(scene_tile.PAIRS[split]) for split in (Split.TRAINING, Split.HELD_OUT))
        self.assertTrue(training.isdisjoint(held_out))
        self.assertGreaterEqual(len(held_out), 5)
        for index in range(COUNT):
            colour, kind = tasks.example("detect", Split.HELD_OUT, index, index).prompt.split()[1:]
            self.assertIn((colour, kind), held_out)


if __name__ == "__main__":
    unittest.main()
