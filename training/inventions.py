"""What a reader finds on pictures that hold no text: any letter is invented."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from training.generators import textless
from training.held_out_sets import Drawn, page_text, save
from training.measured_table import Table
from training.readers import Palimpsest, Tesseract
from training.splits import Split, seed

SEED = "textless"
COUNT = 200
SHOWN_LETTERS = 40


def kind_of(index: int) -> str:
    """Kinds take turns."""
    return list(textless.KINDS)[index % len(textless.KINDS)]


def picture(index: int) -> Drawn:
    return Drawn(textless.draw(random.Random(seed(Split.HELD_OUT, SEED, index)), kind_of(index)), "")


def _row(kind: str, ours: list[str], theirs: list[str] | None) -> tuple[str, ...]:
    def some(texts: list[str]) -> str:
        return str(sum(bool(text.strip()) for text in texts))

    return kind, str(len(ours)), some(ours), "not installed" if theirs is None else some(theirs)


def measure(count: int, palimpsest: Palimpsest, tesseract: Tesseract) -> Table:
    """How many pictures of each kind any text is read from, and which."""
    with tempfile.TemporaryDirectory() as folder:
        saved = save(map(picture, range(count)), Path(folder))
        paths = [path for path, _ in saved]
        ours = [page_text(result) for result in palimpsest.read(paths)]
        theirs = [tesseract.read(path, "eng", Tesseract.WHOLE_PAGE) for path in paths] if tesseract.version() else None
    rows = []
    for kind in textless.KINDS:
        of_kind = [index for index in range(count) if kind_of(index) == kind]
        rows.append(_row(kind, [ours[index] for index in of_kind], theirs and [theirs[index] for index in of_kind]))
    rows.append(_row("all", ours, theirs))
    remarks = [f"picture {index}, {kind_of(index)}, begins `{text.splitlines()[0][:SHOWN_LETTERS]}`"
               for index, text in enumerate(ours) if text.strip()]
    return Table(f"Pictures without text on which text is read (seed {SEED})",
                 ("kind", "n", "with text", "Tesseract, with text"), rows, remarks)
