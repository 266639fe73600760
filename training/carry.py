"""Gathers what the generators read from installed packages, so that a machine without the packages draws pictures, too,
and what earlier runs found out about it (FOLDER/runs).

usage: python3 -m training.carry FOLDER [--faces N]

There the runs are started with TRAINING_ROOT=FOLDER and TRAINING_RUNS=FOLDER/runs in the environment. Of fonts N faces of
each family are taken, and of those the characters of our table."""

from __future__ import annotations

import argparse
import json
import shutil
from itertools import chain
from pathlib import Path

from fontTools import subset

from training import tasks
from training.generators import score_tile, text_source
from training.installed import below_root
from training.vocabulary import CHARACTERS

KNOWN = ("fonts.json", "fragments.txt")
_MUSIC = [*range(0x1D100, 0x1D200), 0x266D, 0x266E, 0x266F]


def _copy_font(file: Path, target: Path) -> None:
    """Only what is printed with it. A face that cannot be cut down is taken whole."""
    options = subset.Options(name_IDs=["*"], notdef_outline=True, legacy_kern=True, layout_features=[], recalc_bounds=True)
    try:
        with subset.load_font(str(file), options) as font:
            cutter = subset.Subsetter(options)
            cutter.populate(unicodes=[*map(ord, CHARACTERS), *_MUSIC])
            cutter.subset(font)
            subset.save_font(font, str(target), options)
    except Exception as failure:  # whatever a font's tables make of the library
        print(f"{file}: {failure}")
        shutil.copyfile(file, target)


def _copy(file: Path, target: Path) -> None:
    if file.suffix in (".ttf", ".otf"):
        _copy_font(file, target)
    else:
        shutil.copyfile(file, target)


def gather(folder: Path, faces: int) -> int:
    """Puts into `folder` each file at its own path below it, and what is known of them in `runs`; returns the bytes."""
    tasks.shelves()
    tasks.molecule_fragments()
    taken: dict[str, int] = {}
    fonts = {*chain(*score_tile.MUSIC_FONTS.values())}
    for path, found in json.loads((tasks.RUNS / "fonts.json").read_text()).items():
        if found:
            taken[found[0]] = taken.get(found[0], 0) + 1
            if taken[found[0]] <= faces:
                fonts.add(Path("/") / path)
    files = [*fonts, *text_source.WORD_LISTS.values()]
    known = [file for name in KNOWN if (file := tasks.RUNS / name).is_file()]
    size = 0
    for file, target in [*((file, folder / below_root(file)) for file in files),
                         *((file, folder / "runs" / file.name) for file in known)]:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(file, target)
        size += target.stat().st_size
    return size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--faces", type=int, default=6)
    arguments = parser.parse_args()
    print(f"{gather(arguments.folder, arguments.faces) / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
