"""Cuts the wheel of RDKit down to what drawing molecules loads (32 MiB packed -> about 10), for a machine that has
Python and no RDKit.

usage: pythonX.Y -m training.carry_wheel WHEEL FOLDER

Run by a Python of the version that the wheel is for, with numpy and Pillow: it draws some molecules with the wheel and
takes along which files that read. There FOLDER belongs into PYTHONPATH; what other libraries it loads is printed."""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

_DRAWN = 40
_SYSTEM = ("/lib", "/usr/lib")
_PIECES = ("*c1ccccc1O", "*C(=O)NC1CCCC(*)C1", "*S(=O)(=O)c1ccnc(*)c1", "*C(F)(F)CC#N", "*C1CC1Cl")


def _loaded(unpacked: Path) -> tuple[set[Path], set[str]]:
    """(files below `unpacked` that this process has loaded, libraries of the system)."""
    mapped = {line.split()[-1] for line in Path("/proc/self/maps").read_text().splitlines() if "/" in line}
    modules = {module.__file__ for module in sys.modules.values() if getattr(module, "__file__", None)}
    inside = {Path(name) for name in mapped | modules if name.startswith(str(unpacked))}
    return inside, {name for name in mapped if ".so" in name and name.startswith(_SYSTEM)}


def gather(wheel: Path, folder: Path) -> tuple[int, set[str]]:
    """Puts into `folder` what was loaded; returns the bytes and the libraries that it wants beside it."""
    with tempfile.TemporaryDirectory() as name:
        unpacked = Path(name).resolve()
        zipfile.ZipFile(wheel).extractall(unpacked)
        from training.generators import paper  # noqa: F401  numpy and Pillow are there already

        before = _loaded(unpacked)[1]
        sys.path.insert(0, str(unpacked))
        from training.generators import molecule_tile

        for index in range(_DRAWN):
            molecule_tile.draw(random.Random(index), list(_PIECES), 20)
        files, beside = _loaded(unpacked)
        size = 0
        for file in files:
            target = folder / file.relative_to(unpacked)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
            size += target.stat().st_size
        return size, beside - before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    size, beside = gather(arguments.wheel, arguments.folder)
    print(f"{size / 2**20:.1f} MiB; loaded beside it:", *sorted(beside), sep="\n  ")


if __name__ == "__main__":
    main()
