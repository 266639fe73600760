"""Gathers what the generators read from installed packages, so that a machine without the packages draws pictures, too.

usage: python3 -m training.carry FOLDER [--faces N]

There the runs are started with TRAINING_ROOT=FOLDER in the environment. Fonts are most of it: N faces of each family
are taken, and the rest are left."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

from training import tasks
from training.generators import molecule_tile, text_source


def gather(folder: Path, faces: int) -> int:
    """Copies into `folder`, each file at its own path below it; returns the bytes."""
    tasks.shelves()
    taken: dict[str, int] = {}
    files = [*text_source.WORD_LISTS.values(), *molecule_tile.SOURCES]
    for path, family, _ in json.loads((tasks.RUNS / "fonts.json").read_text())["faces"]:
        taken[family] = taken.get(family, 0) + 1
        if taken[family] <= faces:
            files.append(Path(path))
    size = 0
    for file in files:
        target = folder / str(file).removeprefix("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        size += target.stat().st_size
    return size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--faces", type=int, default=2)
    arguments = parser.parse_args()
    print(f"{gather(arguments.folder, arguments.faces) / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
