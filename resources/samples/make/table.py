#!/usr/bin/python3
"""Makes table.png, a ruled table with a header and a cell over two columns, and table.html, what it says.

Needs: python3-pil fonts-dejavu-core. The same versions give the same bytes.
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

OUT = Path(__file__).resolve().parent.parent
REGULAR = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
BOLD = "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"
MARGIN, ROW_HEIGHT, PADDING = 24, 44, 14
COLUMNS = [190, 120, 120, 130]

# A cell is a text and how many columns it spans.
HEADER = [("Station", 1), ("Rain in mm", 2), ("Days", 1)]
ROWS = [
    [("", 1), ("April", 1), ("May", 1), ("dry", 1)],
    [("Westport", 1), ("48.5", 1), ("61.0", 1), ("17", 1)],
    [("Northfield", 1), ("39.2", 1), ("55.8", 1), ("21", 1)],
    [("Old Mill", 1), ("70.4", 1), ("12.6", 1), ("19", 1)],
    [("Lake Anna", 1), ("64.1", 1), ("80.3", 1), ("14", 1)],
]


def html():
    def row(cells):
        return "<tr>" + "".join(
            f'<td colspan="{span}">{text}</td>' if span > 1 else f"<td>{text}</td>" for text, span in cells) + "</tr>"

    return f"<table><thead>{row(HEADER)}</thead><tbody>{''.join(map(row, ROWS))}</tbody></table>\n"


def main():
    width = 2 * MARGIN + sum(COLUMNS)
    height = 2 * MARGIN + ROW_HEIGHT * (1 + len(ROWS))
    picture = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(picture)
    for number, cells in enumerate([HEADER] + ROWS):
        top, left, column = MARGIN + number * ROW_HEIGHT, MARGIN, 0
        face = ImageFont.truetype(BOLD if number == 0 else REGULAR, 20, layout_engine=ImageFont.Layout.BASIC)
        for text, span in cells:
            right = left + sum(COLUMNS[column:column + span])
            draw.rectangle((left, top, right, top + ROW_HEIGHT), fill=225 if number == 0 else None, outline=0)
            middle = top + ROW_HEIGHT / 2
            if span > 1:
                draw.text(((left + right) / 2, middle), text, font=face, fill=0, anchor="mm")
            elif text[:1].isdigit():
                draw.text((right - PADDING, middle), text, font=face, fill=0, anchor="rm")
            else:
                draw.text((left + PADDING, middle), text, font=face, fill=0, anchor="lm")
            left, column = right, column + span
    picture.save(OUT / "table.png", dpi=(120, 120), optimize=True)
    (OUT / "table.html").write_text(html(), encoding="utf-8")


if __name__ == "__main__":
    main()
