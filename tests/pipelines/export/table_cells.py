"""Tables of our own JSON as grids of cells, texts and styled letters: what files are held against."""

import re
import sys


def same(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: found {found!r}, expected {expected!r}")


def visible(text):
    """What files hold of a text."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


def letters(cell, always=frozenset()):
    """What files hold of a cell, letter by letter with the tags of its style."""
    styled = [(letter, always) for letter in cell["text"]]
    for run in cell.get("styles", []):
        for at in range(run["first"], run["last"]):
            styled[at] = (styled[at][0], always | set(run["tags"]))
    return [(letter, tags) for letter, tags in styled if visible(letter)]


def tables_of(pages):
    return [table for page in pages for table in page.get("result", {}).get("content", {}).get("tables", [])]


def places(table):
    """[row][column] -> the cell there, or None"""
    grid = [[None] * table["columns"] for _ in range(table["rows"])]
    for cell in table["cells"]:
        for row in range(cell["row"], cell["row"] + cell["row_span"]):
            for column in range(cell["column"], cell["column"] + cell["column_span"]):
                same("two cells in one place", grid[row][column], None)
                grid[row][column] = cell
    return grid


def starts(cell, row, column):
    return cell is not None and (cell["row"], cell["column"]) == (row, column)


def styled_fields(table):
    """Rows of styled letters, each where its cell begins."""
    return [[letters(cell) if starts(cell, row, column) else [] for column, cell in enumerate(cells)]
            for row, cells in enumerate(places(table))]


def fields(table, change=lambda text: text):
    """Rows of texts, each where its cell begins."""
    return [[change(visible(cell["text"])) if starts(cell, row, column) else "" for column, cell in enumerate(cells)]
            for row, cells in enumerate(places(table))]


def header_rows(table):
    """How many rows hold headers only."""
    rows = 0
    for cells in places(table):
        if any(cell is None or not cell["header"] for cell in cells):
            break
        rows += 1
    return rows
