"""The held-out pictures that readings are measured on, a row a set. No training picture is drawn by what draws these,
but the tiles, whose seeds and fonts are others (splits.py)."""

from __future__ import annotations

import random
import subprocess
import tempfile
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Callable, Iterable, Iterator

import numpy as np
from PIL import Image

from training import tasks
from training.figures import located_texts
from training.generators import printed_page
from training.readers import Tesseract
from training.splits import Split, seed
from training.vocabulary import ASCII, CHARACTERS

SAMPLE_LETTER = Path(__file__).parent.parent / "resources" / "samples" / "letter"
SAMPLE_DPI = 200


@dataclass
class Drawn:
    picture: np.ndarray  # uint8, grey or RGB
    text: str
    dpi: int | None = None


@dataclass(frozen=True)
class ReadingSet:
    name: str
    what: str
    seed: str  # the seeds are splits.seed(HELD_OUT, this, 0), ... 1, ...
    pictures: Callable[[str], Iterator[Drawn]]
    count: int
    languages: str = "eng"  # as Tesseract is told
    page_mode: int = Tesseract.WHOLE_PAGE


def _pages(name: str, languages: tuple[str, ...], characters: str, resolutions: tuple[int, ...],
           is_scan: bool) -> Iterator[Drawn]:
    for index in count():
        page = printed_page.draw(random.Random(seed(Split.HELD_OUT, name, index)), tasks.shelves()[Split.HELD_OUT],
                                 languages[index % len(languages)], frozenset(characters),
                                 resolutions[index % len(resolutions)], is_scan)
        yield Drawn(page.picture, page.text, page.dpi)


def _tiles(name: str, ascii_only: bool) -> Iterator[Drawn]:
    for index in count():
        example = tasks.example(name, Split.HELD_OUT, index, index)
        text = "\n".join(line for _, line in located_texts(example.answer))
        if not ascii_only or set(text) <= {*ASCII, "\n"}:
            yield Drawn(example.picture, text)


def _letter(_: str) -> Iterator[Drawn]:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", str(SAMPLE_DPI), "-gray", f"{SAMPLE_LETTER}.pdf", f"{folder}/page"],
                       check=True)
        texts = Path(f"{SAMPLE_LETTER}.txt").read_text(encoding="utf-8").split("\f")
        for path, text in zip(sorted(Path(folder).iterdir()), texts):
            yield Drawn(np.asarray(Image.open(path)), text, SAMPLE_DPI)


_ENGLISH = dict(languages=("en",), characters=ASCII)
_ACCENTED = dict(languages=("de", "fr"), characters=CHARACTERS)

SETS = (
    ReadingSet("letter", f"the sample letter, two pages of DejaVu Serif at {SAMPLE_DPI} dpi, drawn by no generator of "
               "training", "", _letter, 2),
    ReadingSet("pages-150", "A4, English, as printed, 150 dpi", "page/en/150",
               partial(_pages, **_ENGLISH, resolutions=(150,), is_scan=False), 12),
    ReadingSet("pages-200", "A4, English, as printed, 200 dpi", "page/en/200",
               partial(_pages, **_ENGLISH, resolutions=(200,), is_scan=False), 12),
    ReadingSet("pages-300", "A4, English, as printed, 300 dpi", "page/en/300",
               partial(_pages, **_ENGLISH, resolutions=(300,), is_scan=False), 12),
    ReadingSet("scans", "A4, English, 150, 200 and 300 dpi, with uneven paper and ink, blur, noise, JPEG", "page/scan",
               partial(_pages, **_ENGLISH, resolutions=(150, 200, 300), is_scan=True), 12),
    ReadingSet("accents", "A4, German and French, as printed, 200 dpi", "page/accents",
               partial(_pages, **_ACCENTED, resolutions=(200,), is_scan=False), 12, "deu+fra"),
    ReadingSet("tiles", "squares of one to six lines, words of three languages, numbers and random strings, with noise",
               "ocr", partial(_tiles, ascii_only=False), 200, "eng+deu+fra", Tesseract.ONE_BLOCK),
    ReadingSet("tiles-ascii", "those of them without a letter beyond ASCII", "ocr", partial(_tiles, ascii_only=True),
               200, "eng", Tesseract.ONE_BLOCK))


def save(pictures: Iterable[Drawn], folder: Path) -> list[tuple[Path, str]]:
    """PNG files in the order of their names, with the resolution where there is one, and the text of each."""
    saved = []
    for number, drawn in enumerate(pictures):
        path = folder / f"{number:05d}.png"
        Image.fromarray(drawn.picture).save(path, **({"dpi": (drawn.dpi, drawn.dpi)} if drawn.dpi else {}))
        saved.append((path, drawn.text))
    return saved


def page_text(result: dict) -> str:
    return "".join(f"{line['text']}\n" for line in result["content"]["lines"])
