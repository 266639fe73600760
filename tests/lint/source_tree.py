"""What the lints share: the files of the repository, the findings, and the way a lint ends."""

import pathlib
import sys

SOURCE_SUFFIXES = {".cpp", ".h", ".comp", ".glsl", ".py"}
CPP_SUFFIXES = {".cpp", ".h"}
SKIPPED = 77  # what ctest reads as skipped


def files(root):
    """Every file of the repository as a path relative to root: build folders and dot folders other than .ci left out."""
    found = []
    for path in sorted(pathlib.Path(root).rglob("*")):
        relative = path.relative_to(root)
        if any(part.startswith(("build", ".")) and part != ".ci" for part in relative.parts[:-1]):
            continue
        if "__pycache__" not in relative.parts and relative.name != ".git" and path.is_file():
            found.append(relative)
    return found


def text(root, relative):
    """The file's text, or None where it is no text."""
    try:
        return (pathlib.Path(root) / relative).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def finish(findings, checked, what):
    """Prints the findings and ends the program: 0 without any, 1 with."""
    for finding in findings:
        print(finding)
    print(f"{checked} {what} checked, {len(findings)} findings")
    if checked == 0:
        print("nothing to check: is the root right?")
    sys.exit(1 if findings or checked == 0 else 0)
