"""The manual pages: without a fault that their readers find, and with every command, option of all commands and exit
code that the program has.

usage: man_pages.py PROGRAM SOURCE_FOLDER
"""

import pathlib
import re
import shutil
import subprocess
import sys
import unittest

PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
PAGES = sorted((SOURCE / "resources/man").glob("*.1"))


def said(*command):
    ended = subprocess.run(command, capture_output=True, text=True)
    return ended.stdout if command[0] == PROGRAM else ended.stdout + ended.stderr


class ManPages(unittest.TestCase):
    def test_faults(self):
        self.assertEqual([page.name for page in PAGES], ["palimpsest-desktop.1", "palimpsest.1"])
        linters = [(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z"], True),
                   (["mandoc", "-Tlint", "-W", "style"], False)]
        for words, only_errors in linters:
            if not shutil.which(words[0]):
                continue
            for page in PAGES:
                ended = subprocess.run([*words, page], capture_output=True, text=True)
                self.assertEqual(ended.stderr if only_errors else ended.stdout + ended.stderr, "", words)

    def test_nothing_is_left_out(self):
        page = (SOURCE / "resources/man/palimpsest.1").read_text().replace("\\-", "-")
        usage = said(PROGRAM, "--help")
        for word in re.findall(r"^  ([a-z]+) ", usage, re.M) + re.findall(r"--[a-z-]+", usage):
            self.assertIn(word, page)
        for code in re.findall(r"\b(\d+) [a-z]", usage[usage.index("Exit codes:"):]):
            self.assertRegex(page, rf"(?m)^{code};")
        for word in re.findall(r"^  ([a-z]+) ", said(PROGRAM, "models", "--help"), re.M):
            self.assertIn(word, page)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
