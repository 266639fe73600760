"""Tables read again by Python's own HTML parser, against the layout they were drawn from."""

import random
import unittest
from html.parser import HTMLParser
from unittest import mock

import numpy as np

from training import tasks
from training.generators import table_tile
from training.splits import Split
from training.vocabulary import CHARACTERS, UNKNOWN, Markup, decode, encode

COUNT = 200


class Grid(HTMLParser):
    """The slots of an HTML table, by the placing rule of the HTML standard: [row][column] = (number of cell, text)."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.slots, self.texts, self.header_rows = {}, [], 0
        self._row, self._open, self._in_header = -1, False, False
        self.feed(source)

    def handle_starttag(self, tag, attributes):
        if tag in ("thead", "tbody"):
            self._in_header = tag == "thead"
        if tag == "tr":
            self._row += 1
            self.header_rows += self._in_header
        if tag == "td":
            spans = dict(attributes)
            column = 0
            while (self._row, column) in self.slots:
                column += 1
            for row in range(self._row, self._row + int(spans.get("rowspan", 1))):
                for covered in range(column, column + int(spans.get("colspan", 1))):
                    assert (row, covered) not in self.slots
                    self.slots[row, covered] = len(self.texts)
            self.texts.append("")
            self._open = True

    def handle_endtag(self, tag):
        self._open = self._open and tag != "td"

    def handle_data(self, text):
        assert self._open, f"text outside a cell: {text}"
        self.texts[-1] += text


def layouts():
    face_of = tasks.shelves()[Split.TRAINING]
    for index in range(COUNT):
        r = random.Random(index)
        yield table_tile.lay_out(r, face_of.choose(r), 6, 5, index % 2 == 0)


class TableTile(unittest.TestCase):
    def test_the_html_says_what_was_laid_out(self):
        for table in layouts():
            grid = Grid(table_tile.html_of(table))
            self.assertEqual(grid.texts, [cell.text for cell in table.cells])
            self.assertEqual(grid.header_rows, table.header_rows)
            self.assertEqual(set(grid.slots), {(y, x) for y in range(table.rows) for x in range(table.columns)})
            for number, cell in enumerate(table.cells):
                for row in range(cell.row, cell.row + cell.rows):
                    for column in range(cell.column, cell.column + cell.columns):
                        self.assertEqual(grid.slots[row, column], number)

    def test_marks_of_html_in_a_text_are_escaped(self):
        cells = [table_tile.Cell(0, 0, 1, 1, "a<b & c"), table_tile.Cell(0, 1, 1, 1, "")]
        source = table_tile.html_of(table_tile.Table(1, 2, 0, cells))
        self.assertEqual(Grid(source).texts, ["a<b & c", ""])

    def test_there_are_spans_and_headers_and_empty_cells(self):
        tables = list(layouts())
        cells = [cell for table in tables for cell in table.cells]
        self.assertTrue(any(cell.rows > 1 for cell in cells) and any(cell.columns > 1 for cell in cells))
        self.assertTrue({0, 1, 2} <= {table.header_rows for table in tables})
        self.assertTrue(any(not cell.text for cell in cells))

    def test_pictures_hold_all_that_is_asked_for(self):
        """Drawn black on white, nothing touches the edge, and the map of glyphs shows the characters of the cells."""
        with mock.patch.object(table_tile, "scanned", lambda _, coverage, scale: 255 - np.asarray(coverage)):
            for index in range(40):
                example = table_tile.draw(random.Random(index), tasks.shelves()[Split.TRAINING], 4, 4)
                dark = example.picture[:, :, 0] < 128
                self.assertFalse(dark[0].any() or dark[-1].any() or dark[:, 0].any() or dark[:, -1].any())
                printed = set("".join(Grid(example.answer).texts)) - {" "}
                shown = {CHARACTERS[code - 1] for code in np.unique(example.glyphs) if code}
                self.assertTrue(shown <= printed)
                self.assertGreaterEqual(len(shown), 0.6 * len(printed))

    def test_questions_about_accounts_have_one_answer(self):
        shelf, drawn = tasks.shelves()[Split.HELD_OUT], []
        with mock.patch.object(table_tile, "_printed", lambda r, face, size, table, *_: drawn.append(table) or ""):
            for index in range(60):
                _, question, answer = table_tile.printed_accounts(random.Random(index), shelf, 6, 4, False)
                grid = {(cell.row, cell.column): cell.text for cell in drawn[-1].cells}
                rows, columns = drawn[-1].rows, drawn[-1].columns
                names = [grid[row, 0] for row in range(1, rows - 1)] + ["total"]
                asked = [row for row, name in enumerate(names, 1) if f" the {name}" in question]
                headings = [column for column in range(1, columns) if question.endswith(f" {grid[0, column]}?")]
                self.assertEqual(len({name.casefold() for name in names}), rows - 1)
                self.assertIn(answer, [grid[row, column] for row in asked for column in headings or [1]])

    def test_answers_are_known_tokens(self):
        for index in range(40):
            example = tasks.example("table", Split.TRAINING, index, index)
            ids = encode(example.answer, Markup.TABLE)
            self.assertNotIn(UNKNOWN, ids)
            self.assertEqual(decode(ids), example.answer)


if __name__ == "__main__":
    unittest.main()
