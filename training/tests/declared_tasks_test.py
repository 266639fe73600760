"""Truths as `palimpsest eval` takes them, and what is asked where a prompt has an argument."""

import json
import unittest

from training import declared_tasks, tasks
from training.generators.example import SIDE, Box, location_text
from training.splits import Split


class NoProgram:
    """Fails where anything is read."""


class DeclaredTasks(unittest.TestCase):
    def test_the_argument_of_a_prompt(self):
        self.assertEqual(declared_tasks.argument_of("detect {argument}", "detect red circle"), "red circle")
        self.assertEqual(declared_tasks.argument_of("answer en {argument}", "answer en is it red?"), "is it red?")
        self.assertIsNone(declared_tasks.argument_of("table", "table"))

    def test_objects_have_boxes_in_pixels(self):
        answer = f"{location_text(Box(0, 56, 112, SIDE))} red circle"
        _, as_truth = declared_tasks.TRUTHS["detect"]
        (found,) = json.loads(as_truth(answer))["content"]["objects"]
        self.assertEqual(found["label"], "red circle")
        for side, expected in zip(found["box"], (56, 0, SIDE, 112)):
            self.assertAlmostEqual(side, expected, delta=0.2)

    def test_every_task_with_a_truth_is_drawn(self):
        for task in declared_tasks.TRUTHS:
            _, as_truth = declared_tasks.TRUTHS[task]
            self.assertTrue(as_truth(tasks.example(task, Split.HELD_OUT, 0, 0).answer))

    def test_what_is_not_declared_is_said_and_not_read(self):
        table = declared_tasks.measure({"ocr": "ocr", "layout": "layout"}, {"table": "no training"}, None, NoProgram())
        self.assertEqual([row[0] for row in table.rows], ["layout", "table"])
        self.assertIn("not measured: no training", table.rows[1][2])


if __name__ == "__main__":
    unittest.main()
