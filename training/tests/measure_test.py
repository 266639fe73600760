"""What measures, with a stand-in for the program: a script that answers as it does."""

import stat
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np

from training import measure
from training.held_out_sets import Drawn, ReadingSet
from training.measured_table import Table
from training.readers import Palimpsest, ReadingFailed

# Reads every page as its file's name, and scores by the number of files that are alike.
STAND_IN = f"""#!{sys.executable}
import json, pathlib, sys
arguments = sys.argv[1:]
if "worker" in arguments:
    for line in sys.stdin:
        request = json.loads(line)
        name = pathlib.Path(request["params"]["path"]).stem
        print(json.dumps({{"jsonrpc": "2.0", "method": "progress", "params": {{}}}}))
        if name == "broken":
            print(json.dumps({{"jsonrpc": "2.0", "id": request["id"], "error": {{"message": "no such page"}}}}))
        else:
            print(json.dumps({{"jsonrpc": "2.0", "id": request["id"],
                               "result": {{"result": {{"content": {{"lines": [{{"text": name}}]}}}}}}}}))
elif arguments[0] == "eval":
    folders = (pathlib.Path(arguments[arguments.index(side) + 1]) for side in ("--truth", "--pred"))
    truth, found = (sorted(folder.iterdir()) for folder in folders)
    right = sum(a.read_text().strip() == b.read_text().strip() for a, b in zip(truth, found))
    score = {{"value": 1 - right / len(truth), "interval": [0, 1], "n": len(truth)}}
    print(json.dumps({{"metrics": [{{"metric": metric, **score}} for metric in ("CER", "WER")], "unscored": []}}))
else:
    sys.exit("the folder holds no checkpoint")
"""


class NoTesseract:
    def version(self):
        return None


class Measure(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        program = Path(folder.name) / "program"
        program.write_text(STAND_IN)
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        self.palimpsest = Palimpsest(program, Path(folder.name))

    def test_pages_come_in_the_order_they_were_given(self):
        results = self.palimpsest.read([Path("b.png"), Path("a.png")])
        self.assertEqual([result["content"]["lines"][0]["text"] for result in results], ["b", "a"])

    def test_what_the_program_says_is_passed_on(self):
        with self.assertRaisesRegex(ReadingFailed, "no such page"):
            self.palimpsest.read([Path("broken.png")])
        with self.assertRaisesRegex(ReadingFailed, "holds no checkpoint"):
            self.palimpsest.manifest()

    def test_a_set_is_read_and_scored_against_its_own_truth(self):
        white = np.full((8, 8), 255, np.uint8)
        texts = ["00000", "else", "00002", "else"]
        row = ReadingSet("set", "", "", lambda _: (Drawn(white, text) for text in texts), 4)
        found = measure.measure_set(row, 4, self.palimpsest, NoTesseract())
        self.assertEqual(found, ("set", "4", "18", "50.0 (0.0-100.0)", "50.0 (0.0-100.0)", "not installed",
                                 "not installed"))
        self.assertEqual(measure.measure_set(row, 1, self.palimpsest, NoTesseract())[3], "0.0 (0.0-100.0)")

    def test_an_unknown_set_is_named(self):
        with self.assertRaisesRegex(ReadingFailed, "no set 'none'"):
            measure.chosen("letter,none")

    def test_the_figures_of_a_card_are_replaced_and_nothing_else(self):
        card = f"# Card\n\n{measure.BEGIN}\nold\n{measure.END}\n\nThe end.\n"
        self.assertEqual(measure.with_figures(card, "new"), card.replace("old", "new"))
        with self.assertRaisesRegex(ReadingFailed, "no place for figures"):
            measure.with_figures("# Card\n", "new")

    def test_tables_as_text_and_as_markdown(self):
        table = Table("Heading", ("set", "n"), [("letter", "2")])
        self.assertEqual(table.text(), "Heading\nset     n\nletter  2")
        self.assertEqual(table.markdown(), "Heading.\n\n| set | n |\n| --- | --- |\n| letter | 2 |")


if __name__ == "__main__":
    unittest.main()
