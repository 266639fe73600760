"""Lines of docs/command-line.md, for tests that run them as they stand there."""

import pathlib


def block(source, sentence):
    """The indented block behind the paragraph that begins like this."""
    lines = (pathlib.Path(source) / "docs/command-line.md").read_text().splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith(sentence))
    while not lines[at].startswith("    "):
        at += 1
    taken = []
    while lines[at].startswith("    "):
        taken.append(lines[at][4:])
        at += 1
    return "\n".join(taken) + "\n"
