"""What a checkpoint can be said to do, measured with the program itself beside Tesseract on the same pictures.

usage: python3 -m training.measure FOLDER --program build/dev/bin/palimpsest [--sets letter,pages-200] [--count N]

FOLDER is a checkpoint in the shipped form. Run from the root of the repository. With --card FILE the figures of that
model card are replaced by those that were measured."""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from itertools import islice
from pathlib import Path
from typing import Iterator

from training import confidence, declared_tasks, inventions
from training.held_out_sets import SETS, ReadingSet, page_text, save
from training.measured_table import Table, percent
from training.readers import Palimpsest, ReadingFailed, Tesseract

TEXTLESS, CONFIDENCE, TASKS = "textless", "confidence", "tasks"  # sets of their own kind, beside those of held_out_sets.py
BEGIN, END = "<!-- figures of training.measure -->", "<!-- end of figures -->"


def _rates(palimpsest: Palimpsest, truth: Path, found: Path) -> tuple[str, str]:
    scores, unscored = palimpsest.scores("ocr", truth, found)
    if unscored:
        raise ReadingFailed(f"{unscored} readings could not be scored")
    return percent(scores["CER"]), percent(scores["WER"])


def measure_set(row: ReadingSet, count: int, palimpsest: Palimpsest, tesseract: Tesseract) -> tuple[str, ...]:
    """Name, n, characters, CER and WER of the program, CER and WER of Tesseract."""
    with tempfile.TemporaryDirectory() as name:
        pictures, truth, ours, theirs = (Path(name) / part for part in ("pictures", "truth", "ours", "theirs"))
        for folder in (pictures, truth, ours, theirs):
            folder.mkdir()
        saved = save(islice(row.pictures(row.seed), count), pictures)
        for path, text in saved:
            (truth / f"{path.stem}.txt").write_text(text, encoding="utf-8")
            if tesseract.version():
                beside = tesseract.read(path, row.languages, row.page_mode)
                (theirs / f"{path.stem}.txt").write_text(beside, encoding="utf-8")
        for (path, _), result in zip(saved, palimpsest.read([path for path, _ in saved])):
            (ours / f"{path.stem}.txt").write_text(page_text(result), encoding="utf-8")
        others = _rates(palimpsest, truth, theirs) if tesseract.version() else ("not installed",) * 2
        characters = sum(len(text) for _, text in saved)
        return (row.name, str(len(saved)), str(characters), *_rates(palimpsest, truth, ours), *others)


def readings(sets: list[ReadingSet], count: int | None, palimpsest: Palimpsest, tesseract: Tesseract) -> Table:
    rows = []
    for row in sets:
        rows.append(measure_set(row, count or row.count, palimpsest, tesseract))
        print(f"{row.name} is measured", file=sys.stderr)
    columns = ("set", "n", "characters", "CER %", "WER %", "Tesseract CER %", "Tesseract WER %")
    remarks = [f"{row.name}: {row.what}" + (f"; seed {row.seed}" if row.seed else "") for row in sets]
    return Table("Error rates in percent, with 95 % intervals (bootstrap over pictures)", columns, rows, remarks)


def chosen(names: str | None) -> list[str]:
    """The sets of that are named, all where none is; ReadingFailed for a name that is none."""
    known = [*(row.name for row in SETS), TEXTLESS, CONFIDENCE, TASKS]
    wanted = names.split(",") if names else known
    for name in wanted:
        if name not in known:
            raise ReadingFailed(f"there is no set '{name}'; there are {', '.join(known)}")
    return wanted


def tables(arguments: argparse.Namespace, palimpsest: Palimpsest, tesseract: Tesseract) -> Iterator[Table]:
    """Each as soon as it is measured; what a checkpoint does not declare is not measured."""
    wanted, count = chosen(arguments.sets), arguments.count
    declared, not_offered = palimpsest.manifest()
    reading_sets = [row for row in SETS if row.name in wanted]
    if "ocr" in declared and reading_sets:
        yield readings(reading_sets, count, palimpsest, tesseract)
    if "ocr" in declared and TEXTLESS in wanted:
        yield inventions.measure(count or inventions.COUNT, palimpsest, tesseract)
    if "ocr" in declared and CONFIDENCE in wanted:
        yield from confidence.measure(count or confidence.COUNT, palimpsest)
    if TASKS in wanted:
        yield declared_tasks.measure(declared, not_offered, count, palimpsest)


def with_figures(card: str, figures: str) -> str:
    """The card with `figures` between its two marks; ReadingFailed where it has none."""
    before, begin, rest = card.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ReadingFailed(f"the card has no place for figures, between '{BEGIN}' and '{END}'")
    return f"{before}{BEGIN}\n{figures}\n{END}{after}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--sets", help=f"of {', '.join(chosen(None))}, joined by commas; all when left out")
    parser.add_argument("--count", type=int, help="pictures of each set, in place of the set's own number")
    parser.add_argument("--card", type=Path, help="model card whose figures are replaced; nothing is printed then")
    arguments = parser.parse_args()
    palimpsest, tesseract = Palimpsest(arguments.program, arguments.folder), Tesseract()
    try:
        weights = hashlib.sha256((arguments.folder / "model.safetensors").read_bytes()).hexdigest()
        heading = f"Weights `{weights[:16]}`, Tesseract {tesseract.version() or 'not installed'}"
        if arguments.card:
            with_figures(arguments.card.read_text(encoding="utf-8"), "")  # a card without a place is found out at once
            found = [table.markdown() for table in tables(arguments, palimpsest, tesseract)]
            card = with_figures(arguments.card.read_text(encoding="utf-8"), "\n\n".join([heading + ".", *found]))
            arguments.card.write_text(card, encoding="utf-8")
            return 0
        print(heading, end="\n\n", flush=True)
        for table in tables(arguments, palimpsest, tesseract):
            print(table.text(), end="\n\n", flush=True)
    except (ReadingFailed, OSError) as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
