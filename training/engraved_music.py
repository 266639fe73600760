"""Draws engraved music with its **kern beside it, to measure how printed music is read.

usage: /usr/bin/python3 -m training.engraved_music FOLDER [--grand] [--with musescore] [--font Gonville] [--scan]
       palimpsest eval --run --task score --data FOLDER

Needs lilypond; musescore3 for --with musescore. Without --seed the pieces are those of the figures in the starter's
model card, which nothing was adjusted to."""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import tempfile
from pathlib import Path
from typing import Iterable

import numpy as np
from PIL import Image, ImageFilter

from training.generators import engraved_music as music
from training.generators.paper import compressed, light, noise

MARGIN = 40  # pixels of white around the music
RESOLUTION = 150  # LilyPond: 10.4 pixels between two staff lines


def _lilypond(pieces: dict[str, list[music.Staff]], folder: Path) -> None:
    for name, staves in pieces.items():
        (folder / f"{name}.ly").write_text(music.lilypond(staves), encoding="utf-8")
    subprocess.run(["lilypond", "-s", "--png", f"-dresolution={RESOLUTION}", "-danti-alias-factor=4", "-dcrop",
                    "-dno-print-pages", *(f"{name}.ly" for name in pieces)], cwd=folder, check=True)
    for name in pieces:
        (folder / f"{name}.cropped.png").rename(folder / f"{name}.png")


def _run_musescore(folder: Path, names: Iterable[str], before: str, behind: str) -> None:
    jobs = [{"in": str(folder / (name + before)), "out": str(folder / (name + behind))} for name in names]
    (folder / "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
    subprocess.run(["mscore3", "-r", str(RESOLUTION), "-T", "20", "-j", str(folder / "jobs.json")], check=True,
                   env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, stderr=subprocess.DEVNULL)


def _musescore(pieces: dict[str, list[music.Staff]], folder: Path, font: str) -> None:
    """Line breaks are MuseScore's own. It takes the font from its own kind of file alone."""
    for name, staves in pieces.items():
        (folder / f"{name}.musicxml").write_text(music.musicxml(staves), encoding="utf-8")
    _run_musescore(folder, pieces, ".musicxml", ".mscx")
    style = (f"<Style><musicalSymbolFont>{font}</musicalSymbolFont><pageWidth>16</pageWidth>"
             "<pagePrintableWidth>15.2</pagePrintableWidth>")
    for name in pieces:
        path = folder / f"{name}.mscx"
        path.write_text(path.read_text(encoding="utf-8").replace("<Style>", style, 1), encoding="utf-8")
    _run_musescore(folder, pieces, ".mscx", ".png")
    for name in pieces:
        (folder / f"{name}-1.png").rename(folder / f"{name}.png")


def _page(path: Path) -> Image.Image:
    """Grey, on white, with margins."""
    picture = Image.open(path).convert("RGBA")
    page = Image.new("L", (picture.width + 2 * MARGIN, picture.height + 2 * MARGIN), 255)
    page.paste(picture.convert("L"), (MARGIN, MARGIN), picture.getchannel("A"))
    return page


def _scan(r: random.Random, page: Image.Image) -> Image.Image:
    """As a scanner sees it: a little crooked, blurred, unevenly lit, noisy, kept as JPEG."""
    page = page.rotate(r.uniform(-0.8, 0.8), Image.BICUBIC, expand=True, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(r.uniform(0.2, 0.8)))
    levels = 20 + np.asarray(page, np.float32) * 0.85
    levels = levels * light(r, *levels.shape) + noise(r, *levels.shape) * r.uniform(1, 9)
    return Image.fromarray(compressed(r, levels.clip(0, 255).astype(np.uint8)))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--grand", action="store_true", help="grand staves in place of single ones")
    arguments.add_argument("--with", dest="engraver", choices=("lilypond", "musescore"), default="lilypond")
    arguments.add_argument("--font", default="Gonville", help="of MuseScore")
    arguments.add_argument("--scan", action="store_true", help="as scanned")
    arguments.add_argument("--count", type=int, default=60)
    arguments.add_argument("--seed", default="held out")
    given = arguments.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    seed = f"{given.seed}/{given.engraver}/{given.grand}"
    pieces = {f"piece{index:03d}": music.piece(random.Random(f"{seed}/{index}"), given.grand)
              for index in range(given.count)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.engraver == "lilypond":
            _lilypond(pieces, folder)
        else:
            _musescore(pieces, folder, given.font)
        for name, staves in pieces.items():
            page = _page(folder / f"{name}.png")
            page = _scan(random.Random(f"{seed}/scan/{name}"), page) if given.scan else page
            page.save(given.folder / f"{name}.png", dpi=(RESOLUTION, RESOLUTION))
            (given.folder / f"{name}.krn").write_text(music.kern(staves), encoding="utf-8")


if __name__ == "__main__":
    main()
