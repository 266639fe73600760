"""A run's folder: what is asked of a run through it, and what it keeps."""

import tempfile
import threading
import time
import unittest
from pathlib import Path

from training import train
from training.run_folder import RunFolder


class RunFolderTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = RunFolder(Path(temporary.name) / "run")

    def trainer(self):
        """As far built as waiting needs."""
        trainer = object.__new__(train.Trainer)
        trainer._folder, trainer._signals, trainer._arguments = self.folder, [], train.arguments_of(["run"])
        trainer.saved = 0

        def save():
            trainer.saved += 1

        trainer._save = save
        return trainer

    def test_a_run_saves_and_waits_while_the_pause_file_is_there(self):
        trainer = self.trainer()
        self.assertEqual(trainer._wait_out_pause(), 0)
        self.assertEqual(trainer.saved, 0)
        pause = self.folder.path / "pause"
        pause.touch()
        threading.Timer(0.3, pause.unlink).start()
        self.assertGreater(trainer._wait_out_pause(), 0.3)
        self.assertEqual(trainer.saved, 1)

    def test_a_paused_run_can_be_stopped(self):
        trainer = self.trainer()
        (self.folder.path / "pause").touch()
        (self.folder.path / "stop").touch()
        trainer._wait_out_pause()
        self.assertTrue(trainer._asked_to_end(time.monotonic()))
        self.folder.forget_stop()
        self.assertFalse(trainer._asked_to_end(time.monotonic()))

    def test_a_signal_ends_it(self):
        trainer = self.trainer()
        trainer._signals.append(15)
        self.assertTrue(trainer._asked_to_end(time.monotonic()))

    def test_what_was_kept_comes_back(self):
        self.assertIsNone(self.folder.load())
        self.assertEqual(self.folder.progress(), 0)
        self.folder.save({"batches": 7})
        self.folder.note_progress(7)
        self.assertEqual(self.folder.load(), {"batches": 7})
        self.assertEqual(self.folder.progress(), 7)
        self.folder.record(160, 12.3, {"ocr/cer": 0.25})
        self.assertEqual((self.folder.path / "curve.tsv").read_text(), "160\t12\tocr/cer\t0.25\n")

    def test_rates_rise_stay_and_fall(self):
        self.assertLess(train.rate_share(0, 0), 0.01)
        self.assertEqual(train.rate_share(train.WARM_UP_STEPS, 0.5), 1)
        self.assertAlmostEqual(train.rate_share(train.WARM_UP_STEPS, 0.85), 0.5)
        self.assertEqual(train.rate_share(train.WARM_UP_STEPS, 1), 0)


if __name__ == "__main__":
    unittest.main()
