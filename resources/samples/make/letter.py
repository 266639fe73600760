#!/usr/bin/python3
"""Makes letter.pdf, letter.txt and letter.json: a business letter of two A4 pages, with what stands on it.

letter.txt holds the printed lines in reading order, an empty line between paragraphs, a form feed between pages.
letter.json holds for each page its size and, for each line, its text and the box of its ink, in points from the top left.
Needs: python3-reportlab python3-pil fonts-dejavu-core. The same versions give the same bytes.
"""

import functools
import json
from pathlib import Path

from PIL import ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

OUT = Path(__file__).resolve().parent.parent
FONTS = {
    "Serif": "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "SerifBold": "/usr/share/fonts/truetype/dejavu/DejaVuSerif-Bold.ttf",
}
PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
MARGIN = 72.0
SIZE, LEADING, PARAGRAPH_GAP = 12.0, 19.0, 11.0
INK_SCALE = 100  # glyph boxes are measured at this many pixels per point

# One list of blocks per page. "lines" are kept as they are, "text" is wrapped at the margin.
PAGES = [
    [
        {"lines": ["Harbour Street Library"], "font": "SerifBold", "size": 16.0},
        {"lines": ["18 Harbour Street", "Westport 40213"]},
        {"lines": ["14 March 2025"]},
        {"lines": ["Mrs. Helen Carter", "Northfield Paper Mill", "7 Mill Road, Northfield 40877"]},
        {"lines": ["Subject: Paper for the town history"], "font": "SerifBold"},
        {"lines": ["Dear Mrs. Carter,"]},
        {"text": "Thank you for your letter of 3 March and for the samples that came with it. We laid the six sheets on a "
                 "table in the reading room and asked visitors which one they liked best. Most of them chose the "
                 "second sheet, and so did I. It is smooth, it is not too white, and old photographs look warm on it."},
        {"text": "We plan to print 450 copies of the town history this summer. Each copy has 212 pages and 36 pictures. "
                 "Your price list says that one box of this paper costs $48.50 and holds 500 large sheets. By our "
                 "count we need 64 boxes, with a few sheets left over for tests."},
        {"text": "Before we order, please let me know three things. First, can you hold the price until the end of May? "
                 "Second, how many days does it take from the order to the day when the truck stands at our door? "
                 "Third, is there a lower price for more than 60 boxes?"},
    ],
    [
        {"lines": ["Mrs. Helen Carter, 14 March 2025, page 2"]},
        {"text": "There is one more point. The last time we bought paper from another mill, some boxes were wet when "
                 "they came, and we lost almost a week. Our store room is dry, but the street in front of it is "
                 "narrow, and a long truck cannot turn there. A small truck can come any morning before 9:30."},
        {"text": "The printer will start with the maps on Monday, 2 June. He asked me to send you his best wishes. His "
                 "name is Robert Lane, and he says that he learned his trade from your father in 1978. He still has "
                 "the first book they made together, and he keeps it under glass."},
        {"text": "If you would like to see the pages before they are printed, you are welcome to visit us. The library "
                 "is open from Tuesday to Saturday, and there is always hot coffee. I would be glad to show you the "
                 "old town plan from 1846 that we found behind a wall last winter."},
        {"text": "Please send your answer to office@harbourlibrary.org or call me at 555-0142."},
        {"lines": ["With kind regards,"]},
        {"lines": ["Thomas Reed", "Head of the Harbour Street Library"], "gap": 30.0},
        {"lines": ["Enclosed: list of pictures"]},
    ],
]


def wrapped(text, font, size):
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if pdfmetrics.stringWidth(longer, font, size) > PAGE_WIDTH - 2 * MARGIN:
            lines.append(line)
            longer = word
        line = longer
    return lines + [line]


@functools.cache
def glyph_ink(character, font, size):
    """The ink of one character in points, relative to its origin on the baseline: left, top, right, bottom."""
    face = ImageFont.truetype(FONTS[font], round(size * INK_SCALE), layout_engine=ImageFont.Layout.BASIC)
    mask, (x, y) = face.getmask2(character, mode="L", anchor="ls")
    left, top, right, bottom = mask.getbbox()
    return (left + x) / INK_SCALE, (top + y) / INK_SCALE, (right + x) / INK_SCALE, (bottom + y) / INK_SCALE


def ink_box(text, font, size, x, baseline):
    """The box round the ink of a line, in points from the top left; reportlab sets glyphs without kerning."""
    boxes = []
    for count, character in enumerate(text):
        if character == " ":
            continue
        left, top, right, bottom = glyph_ink(character, font, size)
        start = x + pdfmetrics.stringWidth(text[:count], font, size)
        boxes.append((start + left, baseline + top, start + right, baseline + bottom))
    columns = list(zip(*boxes))
    return [round(value, 2) for value in (min(columns[0]), min(columns[1]), max(columns[2]), max(columns[3]))]


def as_json(pages):
    """One printed line per row, so that a change of the letter reads well as a difference."""
    sheets = []
    for page in pages:
        rows = ",\n".join("   " + json.dumps(line) for line in page["lines"])
        sheets.append(f'  {{"width": {page["width"]}, "height": {page["height"]}, "lines": [\n{rows}\n  ]}}')
    return '{\n "unit": "pt", "origin": "top left", "pages": [\n' + ",\n".join(sheets) + "\n ]\n}\n"


def main():
    for name, path in FONTS.items():
        pdfmetrics.registerFont(TTFont(name, path))
    paper = canvas.Canvas(str(OUT / "letter.pdf"), pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1,
                          initialFontName="Serif")
    paper.setTitle("A letter about paper")
    paper.setAuthor("Palimpsest")
    pages, texts = [], []
    for blocks in PAGES:
        top, lines, paragraphs = MARGIN, [], []
        for block in blocks:
            font, size = block.get("font", "Serif"), block.get("size", SIZE)
            top += block.get("gap", 0.0)
            printed = block["lines"] if "lines" in block else wrapped(block["text"], font, size)
            for text in printed:
                baseline = top + size
                paper.setFont(font, size)
                paper.drawString(MARGIN, PAGE_HEIGHT - baseline, text)
                lines.append({"text": text, "box": ink_box(text, font, size, MARGIN, baseline)})
                top += LEADING * size / SIZE
            top += PARAGRAPH_GAP
            paragraphs.append("\n".join(printed))
        assert top - PARAGRAPH_GAP < PAGE_HEIGHT - MARGIN, f"page {len(pages) + 1} is {top} points long"
        paper.showPage()
        pages.append({"width": PAGE_WIDTH, "height": PAGE_HEIGHT, "lines": lines})
        texts.append("\n\n".join(paragraphs) + "\n")
    paper.save()
    (OUT / "letter.txt").write_text("\f".join(texts), encoding="utf-8")
    (OUT / "letter.json").write_text(as_json(pages), encoding="utf-8")


if __name__ == "__main__":
    main()
