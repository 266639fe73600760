"""Truths as `palimpsest eval` takes them, and what is asked where a prompt has an argument."""

import json
import unittest

import numpy as np

from training import declared_tasks, tasks
from training.generators.example import SIDE, Box, location_text


class NoProgram:
    """Fails where anything is read."""


class DeclaredTasks(unittest.TestCase):
    def test_arguments_are_told_without_the_prompt_around_them(self):
        by_name = {(material.task, material.name): material for material in declared_tasks.MATERIALS}
        self.assertNotIn("detect", next(by_name["detect", "coloured shapes"].examples()).argument)
        self.assertTrue(next(by_name["question", "coloured shapes"].examples()).argument.endswith("?"))
        self.assertIsNone(next(by_name["caption", "coloured shapes"].examples()).argument)

    def test_objects_have_boxes_in_pixels(self):
        answer = f"{location_text(Box(0, 56, 112, SIDE))} red circle"
        (found,) = json.loads(declared_tasks.objects_in(answer))["content"]["objects"]
        self.assertEqual(found["label"], "red circle")
        for side, expected in zip(found["box"], (56, 0, SIDE, 112)):
            self.assertAlmostEqual(side, expected, delta=0.2)

    def test_runs_of_a_mask(self):
        mask = np.array([[False, True, True], [True, False, False]])
        self.assertEqual(declared_tasks.run_lengths(mask), [1, 3, 2])
        self.assertEqual(declared_tasks.run_lengths(~mask), [0, 1, 3, 2])

    def test_regions_found(self):
        truth = declared_tasks.objects_in(f"{location_text(Box(0, 0, 100, 100))} text ; "
                                          f"{location_text(Box(110, 0, 200, 100))} table")
        found = {"content": {"objects": [{"label": "text", "box": [0, 0, 90, 100]}, {"label": "text", "box": [0, 110, 100, 200]}]}}
        self.assertEqual(declared_tasks.regions_found(truth, found), (1, 2, 2))

    def test_every_material_has_pictures_and_truths(self):
        for material in declared_tasks.MATERIALS:
            if material.task == "segment" and not tasks.MASK_CODEC.is_file():
                continue
            asked = next(material.examples())
            self.assertEqual(asked.picture.dtype, np.uint8)
            self.assertTrue(asked.truth)

    def test_what_is_not_declared_is_said_and_not_read(self):
        table = declared_tasks.measure(["ocr", "sketch"], {"table": "no training"}, None, NoProgram())
        self.assertEqual([row[0] for row in table.rows], ["sketch", "table"])
        self.assertIn("not measured: no training", table.rows[1][3])


if __name__ == "__main__":
    unittest.main()
