"""The example of docs/command-line.md for GNU parallel, as it stands there, gives what a run without shards gives.

usage: gnu_parallel.py PROGRAM SOURCE_FOLDER
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import documented_commands

PROGRAM, SOURCE = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
PAGES = 7


class GnuParallel(unittest.TestCase):
    def test_the_documented_lines(self):
        example = documented_commands.block(SOURCE, "Four parts with GNU parallel")
        self.assertIn("parallel -j 4 palimpsest batch", example)
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith("SLURM_") and name != "JOB_COMPLETION_INDEX"}
        environment["PATH"] = f"{PROGRAM.parent}:{environment['PATH']}"
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            environment["HOME"] = name  # where parallel keeps its own files
            lines = []
            for i in range(PAGES):
                shutil.copy(SOURCE / f"tests/golden/starter/golden{1 + i % 2}.png", folder / f"{i}.png")
                lines.append({"path": f"{i}.png"})
            (folder / "pages.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
            subprocess.run(["sh", "-e", "-c", example], cwd=folder, env=environment, check=True)
            subprocess.run([PROGRAM, "batch", "pages.jsonl", "--task", "ocr", "-o", "whole"], cwd=folder,
                           env=environment, check=True)
            sharded = (folder / "results.jsonl").read_text().splitlines()
            whole = (folder / "whole/results.jsonl").read_text().splitlines()
            self.assertEqual(len(list((folder / "out").glob("results-*-of-00004.jsonl"))), 4)
            self.assertGreater(len({path.parent for path in (folder / "out").glob("*/*.json")}), 1)
            self.assertEqual(len(whole), PAGES)
            self.assertEqual(sorted(sharded), sorted(whole))


if __name__ == "__main__":
    if shutil.which("parallel") is None:
        print("GNU parallel is not installed")
        sys.exit(77)
    unittest.main(argv=[sys.argv[0]], verbosity=2)
