"""What a checkpoint can be said to do, measured with the program itself beside Tesseract on the same pictures.

usage: python3 -m training.measure FOLDER --program build/dev/bin/palimpsest [--sets letter,pages-200] [--count N]

FOLDER is a checkpoint in the shipped form. Run from the root of the repository. With --markdown the tables are printed
as the model card has them."""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Iterable

from PIL import Image

from training.held_out_sets import SETS, Drawn, ReadingSet
from training.readers import Palimpsest, ReadingFailed, Tesseract


@dataclass
class Table:
    heading: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]

    def text(self) -> str:
        rows = [self.columns, *self.rows]
        widths = [max(len(row[column]) for row in rows) for column in range(len(self.columns))]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
        return "\n".join([self.heading, *lines])

    def markdown(self) -> str:
        rows = [self.columns, ("---",) * len(self.columns), *self.rows]
        return "\n".join([self.heading, "", *("| " + " | ".join(row) + " |" for row in rows)])


def save(pictures: Iterable[Drawn], folder: Path) -> list[tuple[Path, Drawn]]:
    """As PNG files in the order of their names, with the resolution where there is one."""
    saved = []
    for number, drawn in enumerate(pictures):
        path = folder / f"{number:05d}.png"
        Image.fromarray(drawn.picture).save(path, **({"dpi": (drawn.dpi, drawn.dpi)} if drawn.dpi else {}))
        saved.append((path, drawn))
    return saved


def page_text(result: dict) -> str:
    return "".join(f"{line['text']}\n" for line in result["content"]["lines"])


def _percent(metric: dict) -> str:
    interval = metric["interval"]
    bounds = f" ({100 * interval[0]:.1f}-{100 * interval[1]:.1f})" if interval else ""
    return f"{100 * metric['value']:.1f}{bounds}"


def _rates(palimpsest: Palimpsest, truth: Path, found: Path) -> tuple[str, str]:
    scores = palimpsest.scores("ocr", truth, found)
    return _percent(scores["CER"]), _percent(scores["WER"])


def measure_set(row: ReadingSet, count: int, palimpsest: Palimpsest, tesseract: Tesseract) -> tuple[str, ...]:
    """Name, n, characters, CER and WER of the program, CER and WER of Tesseract."""
    with tempfile.TemporaryDirectory() as name:
        pictures, truth, ours, theirs = (Path(name) / part for part in ("pictures", "truth", "ours", "theirs"))
        for folder in (pictures, truth, ours, theirs):
            folder.mkdir()
        saved = save(islice(row.pictures(row.seed), count), pictures)
        for path, drawn in saved:
            (truth / f"{path.stem}.txt").write_text(drawn.text, encoding="utf-8")
            if tesseract.version():
                text = tesseract.read(path, row.languages, row.page_mode)
                (theirs / f"{path.stem}.txt").write_text(text, encoding="utf-8")
        for (path, _), result in zip(saved, palimpsest.read([path for path, _ in saved])):
            (ours / f"{path.stem}.txt").write_text(page_text(result), encoding="utf-8")
        beside = _rates(palimpsest, truth, theirs) if tesseract.version() else ("not installed",) * 2
        characters = sum(len(drawn.text) for _, drawn in saved)
        return (row.name, str(len(saved)), str(characters), *_rates(palimpsest, truth, ours), *beside)


def readings(sets: list[ReadingSet], count: int | None, palimpsest: Palimpsest, tesseract: Tesseract) -> Table:
    rows = []
    for row in sets:
        rows.append(measure_set(row, count or row.count, palimpsest, tesseract))
        print(f"{row.name} is measured", file=sys.stderr)
    columns = ("set", "n", "characters", "CER %", "WER %", "Tesseract CER %", "Tesseract WER %")
    return Table("Error rates in percent, with 95 % intervals (bootstrap over pictures)", columns, rows)


def undeclared(not_offered: dict[str, str]) -> Table:
    rows = [(task, "not measured: the checkpoint does not declare it", reason) for task, reason in not_offered.items()]
    return Table("Other tasks", ("task", "", "the checkpoint's reason"), rows)


def chosen_sets(names: str | None) -> list[ReadingSet]:
    wanted = names.split(",") if names else [row.name for row in SETS]
    unknown = set(wanted) - {row.name for row in SETS}
    if unknown:
        raise ReadingFailed(f"there is no set '{unknown.pop()}'; there are {', '.join(row.name for row in SETS)}")
    return [row for row in SETS if row.name in wanted]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--sets", help=f"of {', '.join(row.name for row in SETS)}, joined by commas; all when left out")
    parser.add_argument("--count", type=int, help="pictures of each set, in place of the set's own number")
    parser.add_argument("--markdown", action="store_true", help="tables as the model card has them")
    arguments = parser.parse_args()
    palimpsest, tesseract = Palimpsest(arguments.program, arguments.folder), Tesseract()
    try:
        sets = chosen_sets(arguments.sets)
        declared, not_offered = palimpsest.manifest()
        weights = hashlib.sha256((arguments.folder / "model.safetensors").read_bytes()).hexdigest()
        print(f"Weights {weights[:16]}, Tesseract {tesseract.version() or 'not installed'}\n")
        tables = [readings(sets, arguments.count, palimpsest, tesseract)] if "ocr" in declared else []
        for table in [*tables, undeclared(not_offered)]:
            print(table.markdown() if arguments.markdown else table.text(), end="\n\n")
    except (ReadingFailed, OSError) as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
