#!/usr/bin/python3
"""Makes prices.pdf, a page with a ruled table of a header and fourteen rows, and prices.html, what it says.

The table is longer than a small model reads at once. Needs: python3-reportlab fonts-dejavu-core. The same versions give
the same bytes.
"""

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

OUT = Path(__file__).resolve().parent.parent
FONTS = {
    "Serif": "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "SerifBold": "/usr/share/fonts/truetype/dejavu/DejaVuSerif-Bold.ttf",
}
PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
TOP, SIZE, ROW_HEIGHT, PADDING = 90.0, 13.0, 26.0, 8.0
COLUMNS = [120.0, 70.0, 70.0, 90.0]

HEADER = ["Paper", "Size", "Boxes", "Price"]
ROWS = [
    ["Mill white", "A4", "64", "48.50"],
    ["Mill white", "A3", "12", "91.00"],
    ["Ivory", "A4", "30", "52.75"],
    ["Ivory", "A5", "8", "29.90"],
    ["Map sheet", "A2", "5", "140.00"],
    ["Old rag", "A4", "16", "88.20"],
    ["Old rag", "A3", "4", "163.10"],
    ["Letter", "A4", "120", "31.00"],
    ["Letter", "A5", "45", "17.25"],
    ["Carton", "A2", "9", "76.40"],
    ["Carton", "A1", "3", "118.60"],
    ["Tissue", "A1", "20", "22.15"],
    ["Blue wrap", "A2", "14", "19.80"],
    ["Label", "A6", "250", "6.05"],
]


def html():
    def row(cells):
        return "<tr>" + "".join(f"<td>{text}</td>" for text in cells) + "</tr>"

    return f"<table><thead>{row(HEADER)}</thead><tbody>{''.join(map(row, ROWS))}</tbody></table>\n"


def main():
    for name, path in FONTS.items():
        pdfmetrics.registerFont(TTFont(name, path))
    paper = canvas.Canvas(str(OUT / "prices.pdf"), pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1,
                          initialFontName="Serif")
    paper.setTitle("Prices of paper")
    paper.setAuthor("Palimpsest")
    paper.setLineWidth(0.8)
    start = (PAGE_WIDTH - sum(COLUMNS)) / 2
    for number, cells in enumerate([HEADER] + ROWS):
        bottom, left = PAGE_HEIGHT - TOP - (number + 1) * ROW_HEIGHT, start
        paper.setFont("SerifBold" if number == 0 else "Serif", SIZE)
        for column, (text, width) in enumerate(zip(cells, COLUMNS)):
            paper.setFillGray(0.9 if number == 0 else 1.0)
            paper.rect(left, bottom, width, ROW_HEIGHT, fill=1)
            paper.setFillGray(0.0)
            baseline = bottom + (ROW_HEIGHT - SIZE * 0.72) / 2
            if column < 2 or number == 0:
                paper.drawString(left + PADDING, baseline, text)
            else:
                paper.drawRightString(left + width - PADDING, baseline, text)
            left += width
    paper.showPage()
    paper.save()
    (OUT / "prices.html").write_text(html(), encoding="utf-8")


if __name__ == "__main__":
    main()
