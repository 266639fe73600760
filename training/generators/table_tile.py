"""Small printed tables and their HTML: `<table><thead><tr><td>..</td></tr></thead><tbody>..</tbody></table>`.

Prompt `table`. Cells may span columns or rows; a span's later slots have no cell. Text is escaped as HTML wants it. The
glyphs of all cells are marked, as in text tiles.

What cannot be seen is not asked for: only a full grid has spans, and a header is shaded or ruled off."""

from __future__ import annotations

import html
import random
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from training.generators.example import SIDE, Box, Example, empty_glyphs, mark_glyph
from training.generators.fonts import Face, FontShelf
from training.generators.paper import scanned
from training.generators.text_source import amount, date, number, word
from training.vocabulary import Markup

PROMPT = "table"
EDGE = 3  # pixels left free around a table
CHARACTERS_ACROSS = 32  # of all columns together, so that tables of many columns are not always too wide


@dataclass
class Cell:
    row: int
    column: int
    rows: int
    columns: int
    text: str


@dataclass
class Table:
    rows: int
    columns: int
    header_rows: int
    cells: list[Cell]  # by row, then column; an empty cell has the text ""


def _cell_text(r: random.Random, kind: str, face: Face, longest: int) -> str:
    if r.random() < 0.08:
        return ""
    for _ in range(20):
        text = {"word": word, "number": number, "amount": amount, "date": date}[kind](r)
        if len(text) <= longest and face.prints(text):
            return text
    return ""


def lay_out(r: random.Random, face: Face, most_rows: int, most_columns: int, spans: bool) -> Table:
    """A table of at least two rows and columns. Spans do not cross from the header into the body."""
    rows, columns = r.randint(2, most_rows), r.randint(2, most_columns)
    header = r.choices((0, 1, 2 if rows > 3 else 1), (25, 65, 10))[0]
    kinds = ["word", *(r.choice(("word", "number", "number", "amount", "date")) for _ in range(columns - 1))]
    longest = CHARACTERS_ACROSS // columns
    taken = [[False] * columns for _ in range(rows)]
    cells = []
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            wide = tall = 1
            if spans and r.random() < (0.2 if row < header else 0.05):
                while column + wide < columns and not taken[row][column + wide] and r.random() < 0.6:
                    wide += 1
            elif spans and r.random() < 0.08:
                last = header if row < header else rows
                tall = min(r.randint(2, 3), last - row)
            for below in range(row, row + tall):
                taken[below][column:column + wide] = [True] * wide
            kind = "word" if row < header else kinds[column]
            cells.append(Cell(row, column, tall, wide, _cell_text(r, kind, face, longest * wide)))
    return Table(rows, columns, header, cells)


def html_of(table: Table) -> str:
    """In the program's canonical form: header rows in thead, the others in tbody, every cell a td."""
    parts = ["<table>"]
    for name, first, last in (("thead", 0, table.header_rows), ("tbody", table.header_rows, table.rows)):
        if first == last:
            continue
        parts.append(f"<{name}>")
        for row in range(first, last):
            parts.append("<tr>")
            for cell in (cell for cell in table.cells if cell.row == row):
                columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
                rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
                parts.append(f"<td{columns}{rows}>{html.escape(cell.text, quote=False)}</td>")
            parts.append("</tr>")
        parts.append(f"</{name}>")
    return "".join(parts) + "</table>"


def _sides(r: random.Random, table: Table, face: Face, size: int, scale: float,
           unit: float) -> tuple[list[float], list[float]] | None:
    """Page coordinates of the column and row edges, or None where the table does not fit a picture of SIDE * scale pixels.
    `unit`: of the white between cells, in pixels."""
    font, room = face.at(size), (SIDE - 2 * EDGE) * scale
    widths = [14 * unit] * table.columns
    for cell in sorted(table.cells, key=lambda cell: cell.columns):
        covered = slice(cell.column, cell.column + cell.columns)
        lacking = font.getlength(cell.text) + 8 * unit - sum(widths[covered])
        if lacking > 0:
            widths[covered] = [width + lacking / cell.columns for width in widths[covered]]
    height = size * r.uniform(1.25, 2.2)
    height = min(height, room / table.rows)
    if sum(widths) > room or height < size * 1.2:
        return None
    spare = (room - sum(widths)) / table.columns * r.random()
    widths = [width + spare for width in widths]
    x = EDGE * scale + r.random() * (room - sum(widths))
    y = EDGE * scale + r.random() * (room - height * table.rows)
    across, down = [x], [y]
    for width in widths:
        across.append(across[-1] + width)
    for _ in range(table.rows):
        down.append(down[-1] + height)
    return across, down


def _rule(r: random.Random, canvas: ImageDraw.ImageDraw, table: Table, across: list[float], down: list[float],
          style: str, line: int) -> None:
    """Lines of a style; below the header a heavier one, since worn print loses a shade."""
    if table.header_rows:
        y = down[table.header_rows]
        if r.random() < 0.4:
            canvas.rectangle([across[0], down[0], across[-1], y], fill=r.randint(25, 60))
        canvas.line([across[0], y, across[-1], y], fill=255, width=2 * line + 1)
    if style == "grid":
        for cell in table.cells:
            canvas.rectangle([across[cell.column], down[cell.row], across[cell.column + cell.columns],
                              down[cell.row + cell.rows]], outline=255, width=line)
    elif style == "rows":
        for cell in table.cells:
            y = down[cell.row + cell.rows]
            canvas.line([across[cell.column], y, across[cell.column + cell.columns], y], fill=255, width=line)
    elif style == "book":
        for row in {0, table.header_rows, table.rows}:
            canvas.line([across[0], down[row], across[-1], down[row]], fill=255, width=line)
    if style in ("frame", "rows"):
        canvas.rectangle([across[0], down[0], across[-1], down[-1]], outline=255, width=line)


@dataclass
class _Drawn:
    table: Table
    coverage: Image.Image  # of a square page
    glyphs: list[tuple[str, Box]]  # page pixels


def _drawn(r: random.Random, face: Face, size: int, scale: float, unit: float, table: Table,
           style: str) -> _Drawn | None:
    """A table on a page of SIDE * scale pixels, or None where it does not fit. `unit`: see _sides."""
    sides = _sides(r, table, face, size, scale, unit)
    if not sides:
        return None
    across, down = sides
    side = round(SIDE * scale)
    page = Image.new("L", (side, side))
    canvas, font, glyphs = ImageDraw.Draw(page), face.at(size), []
    _rule(r, canvas, table, across, down, style, max(1, round(r.uniform(0.6, 1.5) * unit)))
    alignment, padding = r.choice(("left", "middle", "right")), 4 * unit
    for cell in table.cells:
        left, right = across[cell.column], across[cell.column + cell.columns]
        middle, width = (down[cell.row] + down[cell.row + cell.rows]) / 2, font.getlength(cell.text)
        x = {"left": left + padding, "middle": (left + right - width) / 2, "right": right - padding - width}[alignment]
        canvas.text((x, middle), cell.text, font=font, fill=255, anchor="lm")
        for end, character in enumerate(cell.text, 1):
            if character != " ":
                glyphs.append((character, Box(middle - size / 2, x + font.getlength(cell.text[:end - 1]),
                                              middle + size / 2, x + font.getlength(cell.text[:end]))))
    return _Drawn(table, page, glyphs)


def _style(r: random.Random) -> str:
    return r.choice(("grid", "grid", "rows", "book", "frame", "none"))


def draw(r: random.Random, shelf: FontShelf, most_rows: int, most_columns: int) -> Example:
    """A picture of one table of at most so many rows and columns."""
    drawn = None
    while drawn is None:
        face, scale = shelf.choose(r), r.choice((1.0, r.uniform(1, 1.8)))
        size, style = round(r.uniform(11, 17) * scale), _style(r)
        table = lay_out(r, face, most_rows, most_columns, style == "grid" and r.random() < 0.6)
        drawn = _drawn(r, face, size, scale, scale, table, style)
    glyphs = empty_glyphs()
    for character, place in drawn.glyphs:
        mark_glyph(glyphs, character,
                   Box(*(value / scale for value in (place.top, place.left, place.bottom, place.right))))
    grey = Image.fromarray(scanned(r, drawn.coverage, scale))
    tile = np.asarray(grey if grey.width == SIDE else grey.resize((SIDE, SIDE), Image.BICUBIC))
    return Example(np.repeat(tile[:, :, None], 3, 2), PROMPT, html_of(drawn.table), Markup.TABLE, glyphs)


PRINTED_DPI, PRINTED_INCHES, PRINTED_POINTS = 200, 7.0, (9.0, 11.0)


def _printed(r: random.Random, face: Face, size: int, table: Table, style: str, is_scan: bool) -> np.ndarray | None:
    scale = PRINTED_INCHES * PRINTED_DPI / SIDE
    drawn = _drawn(r, face, size, scale, size / 14, table, style)
    if drawn is None:
        return None
    return scanned(r, drawn.coverage, size / 17) if is_scan else 255 - np.asarray(drawn.coverage)


def _printed_size(r: random.Random) -> int:
    return round(r.uniform(*PRINTED_POINTS) * PRINTED_DPI / 72)


def printed(r: random.Random, shelf: FontShelf, most_rows: int, most_columns: int,
            is_scan: bool) -> tuple[np.ndarray, str]:
    """(grey picture, HTML) of a table as it stands on a page, for measuring alone."""
    while True:
        size, face, style = _printed_size(r), shelf.choose(r), _style(r)
        table = lay_out(r, face, most_rows, most_columns, style == "grid" and r.random() < 0.6)
        picture = _printed(r, face, size, table, style, is_scan)
        if picture is not None:
            return picture, html_of(table)


def _accounts(r: random.Random, face: Face, most_rows: int, most_columns: int) -> Table:
    """A header, rows that a word names, amounts, and a last row of totals."""
    rows, columns = r.randint(3, most_rows), r.randint(2, most_columns)
    longest = CHARACTERS_ACROSS // columns
    names: list[str] = []
    while len(names) < rows + columns - 2:
        name = _cell_text(r, "word", face, longest)
        if name and name.casefold() not in (other.casefold() for other in names):
            names.append(name)
    total = r.choice(("Total", "Total", "total", "TOTAL", "Total:", "Sum"))
    named = [names.pop(), *names[:rows - 2], total]
    texts = [[named[0], *names[rows - 2:]]]
    texts += [[name, *(amount(r) for _ in range(columns - 1))] for name in named[1:]]
    return Table(rows, columns, 1, [Cell(row, column, 1, 1, text) for row, line in enumerate(texts)
                                    for column, text in enumerate(line)])


def printed_accounts(r: random.Random, shelf: FontShelf, most_rows: int, most_columns: int,
                     is_scan: bool) -> tuple[np.ndarray, str, str]:
    """(grey picture, question, answer): a total, or what stands in a row and column, for measuring alone."""
    while True:
        size, face, style = _printed_size(r), shelf.choose(r), _style(r)
        table = _accounts(r, face, most_rows, most_columns)
        if not all(len(cell.text) <= CHARACTERS_ACROSS // table.columns and face.prints(cell.text) for cell in table.cells):
            continue
        picture = _printed(r, face, size, table, style, is_scan)
        if picture is None:
            continue
        text = {(cell.row, cell.column): cell.text for cell in table.cells}
        row = table.rows - 1 if r.random() < 0.7 else r.randint(1, table.rows - 1)
        column = r.randint(1, table.columns - 1)
        wanted = "total" if row == table.rows - 1 else text[row, 0]
        if table.columns == 2:
            question = r.choice((f"what is the {wanted}?", f"how much is the {wanted}?"))
        else:
            question = r.choice((f"what is the {wanted} of {text[0, column]}?", f"what is the {wanted} in {text[0, column]}?"))
        return picture, question, text[row, column]
