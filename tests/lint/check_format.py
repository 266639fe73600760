"""Holds every C++ file against .clang-format. Versions of clang-format disagree about details, so only the one that the
house stands on judges; where it is missing the check is skipped.

usage: check_format.py ROOT
"""

import pathlib
import re
import shutil
import subprocess
import sys

import source_tree

VERSION = "14"


def find_clang_format():
    for name in (f"clang-format-{VERSION}", "clang-format"):
        program = shutil.which(name)
        if program:
            said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
            match = re.search(r"version (\d+)", said)
            if match and match.group(1) == VERSION:
                return program
    return None


def check(root, program):
    files = [str(f) for f in source_tree.files(root) if f.suffix in source_tree.CPP_SUFFIXES]
    if not files:
        return [], 0
    if not (pathlib.Path(root) / ".clang-format").is_file():
        return [".clang-format is missing"], len(files)
    said = subprocess.run([program, "--dry-run", "--Werror", "--style=file", *files], cwd=root, capture_output=True, text=True,
                          check=False)
    findings = [line for line in said.stderr.splitlines() if "error:" in line]
    if said.returncode != 0 and not findings:
        findings = [f"{program} ended with {said.returncode}: {said.stderr.strip()}"]
    return findings, len(files)


if __name__ == "__main__":
    clang_format = find_clang_format()
    if clang_format is None:
        print(f"clang-format {VERSION} is not installed")
        sys.exit(source_tree.SKIPPED)
    source_tree.finish(*check(sys.argv[1], clang_format), "files")
