"""Reads an exported file with readers that are not ours and holds it against the result it was made of.

usage: read_back.py RESULT.json FOLDER

RESULT.json is the same result as JSON. The files in FOLDER are named all.ENDING, or N.ENDING where each page has its own,
counted from 0.
"""

import csv
import html.parser
import io
import json
import math
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

import objects_back
import tables_back


def pages_of(result):
    return [dict(page, document=document["document"]) for document in result["documents"] for page in document["pages"]]


def whole(box, page):
    """Outwards to whole pixels, within the page."""
    width, height = page["result"]["page"]["width"], page["result"]["page"]["height"]
    left, top, right, bottom = box
    return [
        math.floor(min(max(left, 0), width)),
        math.floor(min(max(top, 0), height)),
        math.ceil(min(max(right, 0), width)),
        math.ceil(min(max(bottom, 0), height)),
    ]


def visible(text):
    """What XML can hold of a text."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


def words_of(page):
    """[(text, confidence)] of a page in reading order."""
    words = []
    for line in page["result"]["content"]["lines"]:
        for piece in line["pieces"]:
            words += [(visible(word), piece["confidence"]) for word in piece["text"].split()]
    return words


def lines_of(page):
    return [(visible(line["text"]), whole(line["box"], page)) for line in page["result"]["content"]["lines"]]


def name_of(page):
    return pathlib.PurePosixPath(page["document"]).name


def same(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: found {found!r}, expected {expected!r}")


def inside(what, inner, outer):
    if not (outer[0] <= inner[0] <= inner[2] <= outer[2] and outer[1] <= inner[1] <= inner[3] <= outer[3]):
        sys.exit(f"{what}: {inner} leaves {outer}")


def same_words(found, page):
    """found: [(text, confidence or None)]"""
    expected = words_of(page)
    same("words", [word for word, _ in found], [word for word, _ in expected])
    for (word, confidence), (_, wanted) in zip(found, expected):
        if (confidence is None) != (wanted is None) or (wanted is not None and abs(confidence - wanted) > 0.006):
            sys.exit(f"confidence of {word!r}: found {confidence}, expected {wanted}")


class HocrReader(html.parser.HTMLParser):
    """hOCR as a browser would read it: nothing but tags, classes and titles."""

    INSIDE = {"ocr_page": None, "ocr_carea": "ocr_page", "ocr_par": "ocr_carea", "ocr_line": "ocr_par", "ocrx_word": "ocr_line"}

    def __init__(self):
        super().__init__()
        self.meta = {}
        self.pages = []
        self.ids = set()
        self.open = []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "meta" and "name" in attributes:
            self.meta[attributes["name"]] = attributes["content"]
        kind = attributes.get("class")
        if tag in ("meta", "br"):
            return
        element = {"tag": tag, "kind": kind, "text": ""}
        if kind:
            same(f"parent of {kind}", next((e["kind"] for e in reversed(self.open) if e["kind"]), None), self.INSIDE[kind])
            if attributes["id"] in self.ids:
                sys.exit(f"id {attributes['id']} occurs twice")
            self.ids.add(attributes["id"])
            element["title"] = self.properties(attributes["title"])
            element["bbox"] = [int(side) for side in element["title"]["bbox"].split()]
            parent = next((e for e in reversed(self.open) if e["kind"]), None)
            if parent:
                inside(attributes["id"], element["bbox"], parent["bbox"])
            if kind == "ocr_page":
                self.pages.append({"page": element, "lines": [], "words": []})
            elif kind == "ocr_line":
                self.pages[-1]["lines"].append(element)
            elif kind == "ocrx_word":
                self.pages[-1]["words"].append(element)
        self.open.append(element)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in ("meta", "br"):
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        same("end of element", tag, self.open.pop()["tag"])

    def handle_data(self, text):
        if self.open and self.open[-1]["kind"] == "ocrx_word":
            self.open[-1]["text"] += text

    @staticmethod
    def properties(title):
        parts = re.findall(r'((?:[^;"]|"(?:\\.|[^"\\])*")+)', title)
        return dict(part.strip().split(" ", 1) for part in parts)


def check_hocr(text, pages):
    reader = HocrReader()
    reader.feed(text)
    same("ocr-system", reader.meta["ocr-system"], "palimpsest 9.9.9")
    for capability in reader.meta["ocr-capabilities"].split():
        if capability.startswith("ocr"):
            continue
        sys.exit(f"unknown capability {capability}")
    read = [page for page in pages if "result" in page]
    same("pages", len(reader.pages), len(read))
    same("ocr-number-of-pages", int(reader.meta["ocr-number-of-pages"]), len(read))
    for found, page in zip(reader.pages, read):
        size = page["result"]["page"]
        same("page box", found["page"]["bbox"], [0, 0, size["width"], size["height"]])
        same("ppageno", int(found["page"]["title"]["ppageno"]), page["page"] - 1)
        same("image", re.sub(r"\\(.)", r"\1", found["page"]["title"]["image"][1:-1]), name_of(page))
        same("line boxes", [line["bbox"] for line in found["lines"]], [box for _, box in lines_of(page)])
        same_words(
            [
                (w["text"], int(w["title"]["x_wconf"]) / 100 if "x_wconf" in w["title"] else None)
                for w in found["words"]
            ],
            page,
        )


ALTO = "{http://www.loc.gov/standards/alto/ns-v4#}"
NCNAME = re.compile(r"^[A-Za-z_][\w.-]*$")


def children(node, *allowed):
    """The names of the children, each of which must be allowed, in this order."""
    names = [child.tag.split("}")[1] for child in node]
    if [n for n in names if n not in allowed] or names != sorted(names, key=allowed.index):
        sys.exit(f"{node.tag}: children {names}, allowed in this order {allowed}")
    return list(node)


def alto_box(node):
    left, top = int(node.get("HPOS")), int(node.get("VPOS"))
    return [left, top, left + int(node.get("WIDTH")), top + int(node.get("HEIGHT"))]


def check_alto(text, page):
    root = ElementTree.fromstring(text.encode())
    same("root", root.tag, ALTO + "alto")
    ids = [node.get("ID") for node in root.iter() if node.get("ID")]
    same("ids twice", len(ids), len(set(ids)))
    for name in ids:
        if not NCNAME.match(name):
            sys.exit(f"{name} is no NCName")
    description, layout = children(root, "Description", "Layout")
    unit, source, processing = children(description, "MeasurementUnit", "sourceImageInformation", "Processing")
    same("unit", unit.text, "pixel")
    same("file", source.find(ALTO + "fileName").text, name_of(page))
    children(processing, "processingDateTime", "processingStepDescription", "processingStepSettings", "processingSoftware")
    sheet = children(layout, "Page")[0]
    size = page["result"]["page"]
    same("size", [int(sheet.get("WIDTH")), int(sheet.get("HEIGHT"))], [size["width"], size["height"]])
    same("number", int(sheet.get("PHYSICAL_IMG_NR")), page["page"])
    space = children(sheet, "PrintSpace")[0]
    lines, words = [], []
    for block in children(space, "TextBlock"):
        inside("block", alto_box(block), alto_box(space))
        for line in children(block, "TextLine"):
            inside("line", alto_box(line), alto_box(block))
            lines.append(alto_box(line))
            strings = [node for node in line if node.tag == ALTO + "String"]
            same("strings and spaces", [n.tag for n in line], [ALTO + ("SP" if i % 2 else "String") for i in range(len(line))])
            for string in strings:
                inside("string", alto_box(string), alto_box(line))
                words.append((string.get("CONTENT"), float(string.get("WC")) if string.get("WC") else None))
            for gap in line.iter(ALTO + "SP"):
                if int(gap.get("WIDTH")) < 0:
                    sys.exit("a space of negative width")
    same("line boxes", lines, [box for _, box in lines_of(page)])
    same_words(words, page)


PAGE = "{http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15}"


def points(node):
    corners = [tuple(map(int, point.split(","))) for point in node.find(PAGE + "Coords").get("points").split()]
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    right, bottom = max(x for x, _ in corners), max(y for _, y in corners)
    same("corners", corners, [(left, top), (right, top), (right, bottom), (left, bottom)])
    return [left, top, right + 1, bottom + 1]


def unicode_of(node):
    return node.find(PAGE + "TextEquiv").find(PAGE + "Unicode").text


def check_page_xml(text, page):
    root = ElementTree.fromstring(text.encode())
    same("root", root.tag, PAGE + "PcGts")
    about, sheet = children(root, "Metadata", "Page")
    children(about, "Creator", "Created", "LastChange", "Comments")
    size = page["result"]["page"]
    same("size", [int(sheet.get("imageWidth")), int(sheet.get("imageHeight"))], [size["width"], size["height"]])
    same("image", sheet.get("imageFilename"), name_of(page))
    regions = [node for node in children(sheet, "ReadingOrder", "TextRegion") if node.tag == PAGE + "TextRegion"]
    order = [node.get("regionRef") for node in sheet.iter(PAGE + "RegionRefIndexed")]
    same("reading order", order, [region.get("id") for region in regions])
    lines, words = [], []
    for region in regions:
        inside("region", points(region), [0, 0, size["width"], size["height"]])
        found = [node for node in children(region, "Coords", "TextLine", "TextEquiv") if node.tag == PAGE + "TextLine"]
        same("text of the region", unicode_of(region), "\n".join(unicode_of(line) for line in found))
        for line in found:
            inside("line", points(line), points(region))
            lines.append((unicode_of(line), points(line)))
            for word in [node for node in children(line, "Coords", "Word", "TextEquiv") if node.tag == PAGE + "Word"]:
                children(word, "Coords", "TextEquiv")
                inside("word", points(word), points(line))
                confidence = word.find(PAGE + "TextEquiv").get("conf")
                words.append((unicode_of(word), float(confidence) if confidence else None))
    same("lines", lines, lines_of(page))
    same_words(words, page)


def check_tsv(text, pages):
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    read = [page for page in pages if "result" in page]
    same("pages", [int(row["page_num"]) for row in rows if row["level"] == "1"], [page["page"] for page in read])
    for page in read:
        own = [row for row in rows if int(row["page_num"]) == page["page"]]
        boxes = [
            [left, top, left + int(row["width"]), top + int(row["height"])]
            for row in own
            if row["level"] == "4"
            for left, top in [(int(row["left"]), int(row["top"]))]
        ]
        same("line boxes", boxes, [box for _, box in lines_of(page)])
        found = [(visible(row["text"]), float(row["conf"]) / 100) for row in own if row["level"] == "5"]
        same_words([(word, None if confidence < 0 else confidence) for word, confidence in found], page)


def check_docling(text, pages):
    document = json.loads(text)
    same("schema", document["schema_name"], "DoclingDocument")
    read = [page for page in pages if "result" in page]
    same("pages", [int(number) for number in document["pages"]], [page["page"] for page in read])
    same("order", [child["$ref"] for child in document["body"]["children"]], [item["self_ref"] for item in document["texts"]])
    for page in read:
        items = [item for item in document["texts"] if item["prov"][0]["page_no"] == page["page"]]
        same("text", " ".join(item["text"] for item in items), " ".join(line["text"] for line in page["result"]["content"]["lines"]))
        size = page["result"]["page"]
        for item in items:
            box = item["prov"][0]["bbox"]
            same("origin", box["coord_origin"], "TOPLEFT")
            inside("item", [box["l"], box["t"], box["r"], box["b"]], [0, 0, size["width"], size["height"]])
            same("charspan", item["prov"][0]["charspan"], [0, len(item["text"])])


def rows_expected(pages):
    """(document, page, the text or label of the row)"""
    rows = []
    for page in pages:
        content = page.get("result", {}).get("content", {})
        for item in content.get("lines", []):
            rows.append((page["document"], page["page"], item["text"]))
        for item in content.get("molecules", []):
            rows.append((page["document"], page["page"], item["smiles"]))
        for item in content.get("objects", []) + content.get("segments", []):
            rows.append((page["document"], page["page"], item["label"]))
        for table in content.get("tables", []):
            rows += [(page["document"], page["page"], cell["text"]) for cell in table["cells"]]
        if "text" in content:
            rows.append((page["document"], page["page"], content["text"]))
    return rows


def check_jsonl(text, pages):
    rows = [json.loads(line) for line in text.splitlines()]
    same("rows", [(row["document"], row["page"], row.get("text", row.get("label", row.get("smiles")))) for row in rows], rows_expected(pages))


def check_csv(text, pages):
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    same("rows", [(row["document"], int(row["page"]), row.get("text", row.get("label", row.get("smiles")))) for row in rows], rows_expected(pages))
    if "\r\n" not in text or "\n" in text.replace("\r\n", "").replace("\non a mat", ""):
        sys.exit("rows do not end with CRLF")


ALL_PAGES = {".hocr": check_hocr, ".tsv": check_tsv, ".docling.json": check_docling, ".jsonl": check_jsonl, ".csv": check_csv}
EACH_PAGE = {".alto.xml": check_alto, ".page.xml": check_page_xml}


def check(file, pages):
    tables = any("tables" in page.get("result", {}).get("content", {}) for page in pages)
    if tables and tables_back.check("." + file.name.split(".", 1)[1], file.read_bytes(), pages):
        return
    text = file.read_bytes().decode("utf-8")
    if text.startswith("\ufeff"):
        sys.exit("a byte order mark")
    which, ending = file.name.split(".", 1)
    ending = "." + (ending.rsplit(".", 1)[-1] if ending.endswith(".names") else ending)
    if ending in ALL_PAGES:
        ALL_PAGES[ending](text, pages)
    elif ending in EACH_PAGE:
        EACH_PAGE[ending](text, pages[int(which)])
    else:
        objects_back.check(ending, text, pages, which)


def main():
    pages = pages_of(json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")))
    files = sorted(pathlib.Path(sys.argv[2]).iterdir())
    for file in files:
        try:
            check(file, pages)
        except SystemExit as complaint:
            sys.exit(f"{file.name}: {complaint}")
    print(f"{len(files)} files read back")


if __name__ == "__main__":
    main()
