"""Reads exported tables with readers that are not ours: Python's HTML, CSV, ZIP and XML readers, and small parsers of
Markdown, LaTeX and OTSL written for this."""

import csv
import html.parser
import io
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

from table_cells import fields, header_rows, letters, places, same, starts, styled_fields, tables_of, visible


class HtmlReader(html.parser.HTMLParser):
    """Cells as (group, tag, row, rowspan, colspan, styled letters) and nothing else; every tag closed in order."""

    STYLES = {"b", "i", "sup", "sub"}
    ALLOWED = {"html", "head", "meta", "title", "body", "table", "thead", "tbody", "tr", "td", "th", "br"} | STYLES

    def __init__(self):
        super().__init__()
        self.tables, self.open = [], []

    def handle_starttag(self, tag, attributes):
        if tag not in self.ALLOWED:
            sys.exit(f"tag {tag}")
        if tag in ("meta", "br"):
            if tag == "br":
                self.add("\n")
            return
        self.open.append(tag)
        if tag == "table":
            same("parent of a table", self.open[-2], "body")
            self.tables.append({"rows": 0, "cells": []})
        elif tag == "tr":
            self.tables[-1]["rows"] += 1
        elif tag in ("td", "th"):
            attributes = dict(attributes)
            if any(value == "1" for value in attributes.values()) or set(attributes) - {"rowspan", "colspan"}:
                sys.exit(f"attributes {attributes}")
            self.tables[-1]["cells"].append(
                [self.open[-3], tag, self.tables[-1]["rows"] - 1, int(attributes.get("rowspan", 1)),
                 int(attributes.get("colspan", 1)), []])
        elif tag in self.STYLES:
            self.cell_tags()

    def handle_endtag(self, tag):
        same("end of", tag, self.open.pop())

    def cell_tags(self):
        """The tags of styles that are open, and nothing but those above a cell."""
        tags = [tag for tag in self.open if tag in self.STYLES]
        same("place of a style", self.open[-1 - len(tags)] in ("td", "th"), True)
        same("a style twice", len(tags), len(set(tags)))
        return frozenset(tags)

    def add(self, text):
        self.tables[-1]["cells"][-1][5] += [(letter, self.cell_tags()) for letter in text]

    def handle_data(self, text):
        if {"td", "th"} & set(self.open):
            self.add(text)
        elif text.strip() and self.open[-1] != "title":
            sys.exit(f"text {text!r} outside cells")


def check_html(content, pages):
    reader = HtmlReader()
    reader.feed(content.decode("utf-8"))
    same("open tags", reader.open, [])
    expected = tables_of(pages)
    same("tables", len(reader.tables), len(expected))
    for found, table in zip(reader.tables, expected):
        same("rows", found["rows"], table["rows"])
        head, wanted = header_rows(table), []
        for row, cells in enumerate(places(table)):
            for column, cell in enumerate(cells):
                group = "thead" if row < head else "tbody"
                if cell is None:
                    wanted.append([group, "td", row, 1, 1, []])
                elif starts(cell, row, column):
                    tag = "th" if cell["header"] and group == "tbody" else "td"
                    wanted.append([group, tag, row, cell["row_span"], cell["column_span"], letters(cell)])
        same("cells", found["cells"], wanted)


def guarded(text):
    """A formula made text; numbers and lone signs are none."""
    formula = len(text) > 1 and text[0] in "=+-@\t\r" and not re.fullmatch(r"[+-]?\d[\d.,% ]*", text)
    return "'" + text if formula else text


def check_csv(content, pages):
    text = content.decode("utf-8")
    if "\n" in re.sub(r'"[^"]*"', "", text).replace("\r\n", ""):
        sys.exit("rows do not end with CRLF")
    wanted = []
    for table in tables_of(pages):
        wanted += ([[]] if wanted else []) + fields(table, guarded)
    found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    same("rows", [[visible(field) for field in row] for row in found], wanted)
    if any(field.startswith("=") for row in found for field in row):
        sys.exit("a formula")


def check_tsv(content, pages):
    wanted = []
    for table in tables_of(pages):
        rows = fields(table, lambda text: re.sub("[\t\r\n]", " ", guarded(text)))
        wanted += ([""] if wanted else []) + ["\t".join(row) for row in rows]
    same("rows", visible(content.decode("utf-8")).split("\n"), wanted + [""])


SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def place_of(name):
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", name).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1


def font_tags(font):
    """Of a font's description."""
    script = font.find(SHEET + "vertAlign")
    raised = set() if script is None else {{"superscript": "sup", "subscript": "sub"}[script.get("val")]}
    return frozenset(raised | {tag for tag in ("b", "i") if font.find(SHEET + tag) is not None})


def readable(text):
    return re.sub(r"_x00([0-9A-F]{2})_", lambda code: chr(int(code[1], 16)), text)


def shared_string(item):
    """A text, or styled letters where it has parts."""
    runs = item.findall(SHEET + "r")
    if not runs:
        return readable("".join(part.text or "" for part in item.iter(SHEET + "t")))
    return [(letter, frozenset() if run.find(SHEET + "rPr") is None else font_tags(run.find(SHEET + "rPr")))
            for run in runs for letter in readable(run.find(SHEET + "t").text)]


def check_xlsx(content, pages):
    archive = zipfile.ZipFile(io.BytesIO(content))
    same("damaged member", archive.testzip(), None)
    for name in archive.namelist():
        ElementTree.fromstring(archive.read(name))
    strings = [shared_string(item) for item in ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))]
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    formats = {int(node.get("numFmtId")): node.get("formatCode") for node in styles.iter(SHEET + "numFmt")}
    formats.update({1: "0", 2: "0.00", 49: "@"})
    fonts = [font_tags(font) for font in styles.find(SHEET + "fonts")]
    looks = [(fonts[int(xf.get("fontId"))], formats.get(int(xf.get("numFmtId")))) for xf in styles.find(SHEET + "cellXfs")]
    names = [sheet.get("name") for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(SHEET + "sheet")]
    same("sheets", names, ["Page 1, table 1", "Page 1, table 2", "Page 4, table 1", "Page 4, table 2"])
    for number, table in enumerate(tables_of(pages), 1):
        sheet = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
        if list(sheet.iter(SHEET + "f")):
            sys.exit("a formula")
        found = {}
        for node in sheet.iter(SHEET + "c"):
            value = node.find(SHEET + "v")
            is_text = node.get("t") == "s"
            if value is not None:
                tags, form = looks[int(node.get("s"))]
                text = strings[int(value.text)] if is_text else value.text
                styled = text if isinstance(text, list) else [(letter, tags) for letter in text]
                found[place_of(node.get("r"))] = (is_text, styled, form)
        wanted, merged = {}, set()
        for cell in table["cells"]:
            text = visible(cell["text"])
            number_like = re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?", text) and len(re.sub(r"\D", "", text)) <= 15
            if text:
                form = "0" + ("." + "0" * len(text.split(".")[1]) if "." in text else "") if number_like else "@"
                styled = letters(cell, frozenset({"b"} if cell["header"] else ()))
                if number_like:
                    styled = [(letter, styled[0][1]) for letter in "%.15g" % float(text)]
                wanted[cell["row"], cell["column"]] = (not number_like, styled, form)
            if cell["row_span"] * cell["column_span"] > 1:
                merged.add((cell["row"], cell["column"], cell["row"] + cell["row_span"] - 1,
                            cell["column"] + cell["column_span"] - 1))
        same("cells", found, wanted)
        corners = [node.get("ref").split(":") for node in sheet.iter(SHEET + "mergeCell")]
        same("merged", {(*place_of(first), *place_of(last)) for first, last in corners}, merged)
        pane = sheet.find(f"{SHEET}sheetViews/{SHEET}sheetView/{SHEET}pane")
        frozen = 0 if pane is None else int(pane.get("ySplit"))
        same("frozen rows", frozen, header_rows(table) if header_rows(table) < table["rows"] else 0)


def markdown_letters(cell):
    """Backslashes before punctuation go, and tags say how what is between them is set."""
    styled, tags = [], []
    for mark in re.finditer(r"\\([!-/:-@\[-`{-~])|<(/?)(b|i|sup|sub)>|(<br>)|(.)", cell):
        plain, closing, tag, line, letter = mark.groups()
        if tag and closing:
            same("end of", tag, tags.pop())
        elif tag:
            tags.append(tag)
        else:
            styled.append(("\n" if line else plain or letter, frozenset(tags)))
    same("open tags", tags, [])
    return [(letter, style) for letter, style in styled if visible(letter)]


def check_markdown(content, pages):
    """A row is split at the bars that no backslash makes plain."""
    parts = content.decode("utf-8").split("\n---\n\n")
    found = [block.splitlines() for part in parts for block in part.split("\n\n") if block.strip()]
    expected = tables_of(pages)
    same("tables", len(found), len(expected))
    for lines, table in zip(found, expected):
        rows = []
        for line in lines:
            if not (line.startswith("|") and line.endswith("|")):
                sys.exit(f"no row: {line!r}")
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            rows.append(cells if set(cells) == {"---"} else [markdown_letters(cell) for cell in cells])
        same("rule", rows.pop(1), ["---"] * table["columns"])
        head, grid = header_rows(table), places(table)
        titles = []
        for column in range(table["columns"]):
            above = []
            for row in range(head):
                cell = grid[row][column]
                if cell not in above:
                    above.append(cell)
            title = []
            for cell in above:
                title += [(letter, frozenset()) for letter in " / "] if title else []
                title += letters(cell)
            titles.append(title)
        same("header", rows[0], titles)
        same("rows", rows[1:], styled_fields(table)[head:])


def latex_argument(text, at):
    """The {...} at `at`, and where it ends."""
    same("argument", text[at], "{")
    depth, first = 0, at
    while True:
        if text[at] == "\\":
            at += 1
        elif text[at] in "{}":
            depth += 1 if text[at] == "{" else -1
        at += 1
        if depth == 0:
            return text[first + 1:at - 1], at


PLAIN = {r"\textbackslash{}": "\\", r"\textasciitilde{}": "~", r"\textasciicircum{}": "^", r"\textless{}": "<",
         r"\textgreater{}": ">", r"\textbar{}": "|", "{''}": '"'}


SET = {r"\textbf": "b", r"\textit": "i", r"\textsuperscript": "sup", r"\textsubscript": "sub"}


def latex_letters(text, tags=frozenset()):
    """Letters with the tags of their style."""
    out, at = [], 0
    while at < len(text):
        known = next((mark for mark in PLAIN if text.startswith(mark, at)), None)
        command = next((command for command in SET if text.startswith(command + "{", at)), None)
        if known:
            out, at = out + [(PLAIN[known], tags)], at + len(known)
        elif command:
            inner, at = latex_argument(text, at + len(command))
            out += latex_letters(inner, tags | {SET[command]})
        elif text.startswith("{}", at):
            at += 2
        elif text[at] == "\\" and text[at + 1] in "&%$#_{}":
            out, at = out + [(text[at + 1], tags)], at + 2
        elif text[at] in "\\{}&%$#_~^":
            sys.exit(f"{text[at]!r} is not plain in {text!r}")
        else:
            out, at = out + [(text[at], tags)], at + 1
    return out


def check_latex(content, pages):
    text = content.decode("utf-8")
    same("begin and end", re.findall(r"\\(begin|end)\{tabular\}", text), ["begin", "end"] * len(tables_of(pages)))
    bodies = re.findall(r"\\begin\{tabular\}\{(l*)\}\n\\toprule\n(.*?)\\bottomrule\n\\end\{tabular\}\n", text, re.DOTALL)
    for (columns, body), table in zip(bodies, tables_of(pages)):
        same("columns", len(columns), table["columns"])
        lines = body.splitlines()
        head = header_rows(table)
        if "\\midrule" in lines:
            same("rule", lines.index("\\midrule"), head)
            lines.remove("\\midrule")
        wanted = [[[(" " if letter == "\n" else letter, tags) for letter, tags in cell] for cell in row]
                  for row in styled_fields(table)]
        grid = places(table)
        same("rows", len(lines), table["rows"])
        for row, line in enumerate(lines):
            same("end of row", line[-3:], " \\\\")
            column = 0
            for cell in re.split(r"(?<!\\) ?(?<!\\)& ?", line[:-3]):
                span = rows = 1
                if cell.startswith(r"\multicolumn"):
                    count, at = latex_argument(cell, len(r"\multicolumn"))
                    _, at = latex_argument(cell, at)
                    cell, at = latex_argument(cell, at)
                    span = int(count)
                if cell.startswith(r"\multirow"):
                    count, at = latex_argument(cell, len(r"\multirow"))
                    _, at = latex_argument(cell, at)
                    cell, at = latex_argument(cell, at)
                    rows = int(count)
                there = grid[row][column]
                same("text", latex_letters(cell), wanted[row][column])
                same("columns spanned", span, there["column_span"] if there else 1)
                same("rows spanned", rows, there["row_span"] if starts(there, row, column) else 1)
                column += span
            same("columns of a row", column, table["columns"])


def check_otsl(content, pages):
    found = [[line.split() for line in block.splitlines()] for block in content.decode("utf-8").split("\n\n")]
    expected = tables_of(pages)
    same("tables", len(found), len(expected))
    for lines, table in zip(found, expected):
        for row, words in enumerate(lines):
            same("end of row", words.pop(), "nl")
            for column, word in enumerate(words):
                left = words[column - 1] if column else None
                above = lines[row - 1][column] if row else None
                # The rules of the format.
                if word == "lcel" and left not in ("fcel", "ecel", "lcel"):
                    sys.exit(f"lcel behind {left}")
                if word == "ucel" and above not in ("fcel", "ecel", "ucel"):
                    sys.exit(f"ucel below {above}")
                if word == "xcel" and (left not in ("xcel", "ucel") or above not in ("xcel", "lcel")):
                    sys.exit(f"xcel behind {left} below {above}")
        full = [[bool(text) for text in row] for row in fields(table)]
        same("cells with text", [[word == "fcel" for word in words] for words in lines], full)
        begins = [[cell is None or starts(cell, row, column) for column, cell in enumerate(cells)]
                  for row, cells in enumerate(places(table))]
        same("cells", [[word in ("fcel", "ecel") for word in words] for words in lines], begins)


def check_docling(content, pages):
    document = json.loads(content)
    expected = tables_of(pages)
    same("order", [child["$ref"] for child in document["body"]["children"]], [item["self_ref"] for item in document["tables"]])
    same("pages", sorted({item["prov"][0]["page_no"] for item in document["tables"]}),
         [page["page"] for page in pages if page.get("result", {}).get("content", {}).get("tables")])
    same("tables", len(document["tables"]), len(expected))
    for item, table in zip(document["tables"], expected):
        grid, head = places(table), header_rows(table)
        same("size", (item["data"]["num_rows"], item["data"]["num_cols"]), (table["rows"], table["columns"]))
        held = 0
        for cell in item["data"]["table_cells"]:
            row, column = cell["start_row_offset_idx"], cell["start_col_offset_idx"]
            there = grid[row][column]
            same("text", cell["text"], there["text"] if there else "")
            same("header", (cell["column_header"], cell["row_header"]),
                 (row < head, there is not None and there["header"] and row >= head))
            for below in range(row, cell["end_row_offset_idx"]):
                for right in range(column, cell["end_col_offset_idx"]):
                    same("cell", grid[below][right], there)
                    same("grid", item["data"]["grid"][below][right], cell)
                    held += 1
        same("places", held, table["rows"] * table["columns"])


CHECKS = {".html": check_html, ".csv": check_csv, ".tsv": check_tsv, ".xlsx": check_xlsx, ".md": check_markdown,
          ".tex": check_latex, ".otsl": check_otsl, ".docling.json": check_docling}


def check(ending, content, pages):
    """False where the ending says the same for results of every kind."""
    if ending not in CHECKS:
        return False
    CHECKS[ending](content, pages)
    return True
