#!/usr/bin/python3
"""Makes music.png, the first line of Beethoven's Ode to Joy, and music.krn, the same as Humdrum **kern.

Needs: python3-cairo python3-pil fonts-freefont-ttf (clef and sharps). The same versions give the same bytes.
"""

import io
import math
from pathlib import Path

import cairo
from PIL import Image

OUT = Path(__file__).resolve().parent.parent
SPACE = 13.0  # between two staff lines, in pixels; every other measure follows from it
WIDTH, HEIGHT = 1080, 190
LEFT, TOP = 30.5, 66.5  # half pixels keep thin lines sharp
CLEF_SIZE = 5.6
MIDDLE_LINE = 34  # b4, in steps of the scale above c0
STEPS = {letter: step for step, letter in enumerate("cdefgab")}

KEY = ["f", "c"]
BARS = [
    ["4f#", "4f#", "4g", "4a"],
    ["4a", "4g", "4f#", "4e"],
    ["4d", "4d", "4e", "4f#"],
    ["4.f#", "8e", "2e"],
]


def kern():
    lines = ["**kern", "*clefG2", "*k[" + "".join(name + "#" for name in KEY) + "]", "*M4/4"]
    for number, bar in enumerate(BARS):
        lines += (["="] if number else []) + bar
    return "\n".join(lines + ["==", "*-"]) + "\n"


def height_of(step):
    return TOP + 2 * SPACE - (step - MIDDLE_LINE) * SPACE / 2


def staff_step(letter):
    """Lower case letters begin at middle c, which is the 28th step above c0."""
    return 28 + STEPS[letter]


def breadth(token):
    """The room that a note takes grows more slowly than its length."""
    duration = token.rstrip("abcdefg#")
    return (4 / int(duration.rstrip(".")) * (1.5 if duration.endswith(".") else 1)) ** 0.6


class Engraver:
    def __init__(self, context):
        self.pen = context
        self.pen.set_source_rgb(0, 0, 0)

    def line(self, x0, y0, x1, y1, width):
        self.pen.set_line_width(width)
        self.pen.move_to(x0, y0)
        self.pen.line_to(x1, y1)
        self.pen.stroke()

    def text(self, words, x, y, size, bold=False):
        self.pen.select_font_face("FreeSerif", cairo.FontSlant.NORMAL,
                                  cairo.FontWeight.BOLD if bold else cairo.FontWeight.NORMAL)
        self.pen.set_font_size(size)
        self.pen.move_to(x, y)
        self.pen.show_text(words)

    def staff(self):
        for number in range(5):
            self.line(LEFT, TOP + number * SPACE, WIDTH - LEFT, TOP + number * SPACE, 1)

    def bar_line(self, x, width=1.6):
        self.line(x, TOP, x, TOP + 4 * SPACE, width)

    def head(self, x, y, hollow):
        self.pen.save()
        self.pen.translate(x, y)
        self.pen.rotate(-0.35)
        self.pen.scale(0.68 * SPACE, 0.46 * SPACE)
        self.pen.arc(0, 0, 1, 0, 2 * math.pi)
        self.pen.restore()
        self.pen.fill()
        if hollow:
            self.pen.save()
            self.pen.set_source_rgb(1, 1, 1)
            self.pen.translate(x, y)
            self.pen.rotate(-0.6)
            self.pen.scale(0.55 * SPACE, 0.22 * SPACE)
            self.pen.arc(0, 0, 1, 0, 2 * math.pi)
            self.pen.fill()
            self.pen.restore()

    def note(self, token, x):
        duration = token.rstrip("abcdefg#")
        y = height_of(staff_step(token[len(duration)]))
        self.head(x, y, hollow=duration == "2")
        stem, top = x + 0.58 * SPACE, y - 3.5 * SPACE
        self.line(stem, y - 0.15 * SPACE, stem, top, 1.5)
        if duration == "8":
            self.pen.move_to(stem, top)
            self.pen.curve_to(stem + 0.1 * SPACE, top + 1.1 * SPACE, stem + 1.5 * SPACE, top + 1.2 * SPACE,
                              stem + 0.9 * SPACE, top + 2.6 * SPACE)
            self.pen.curve_to(stem + 1.2 * SPACE, top + 1.5 * SPACE, stem + 0.3 * SPACE, top + 1.2 * SPACE,
                              stem, top + 0.9 * SPACE)
            self.pen.fill()
        if duration.endswith("."):
            on_line = round((y - TOP) / (SPACE / 2)) % 2 == 0
            self.pen.arc(x + 1.25 * SPACE, y - (SPACE / 2 if on_line else 0), 0.17 * SPACE, 0, 2 * math.pi)
            self.pen.fill()


def main():
    surface = cairo.ImageSurface(cairo.Format.RGB24, WIDTH, HEIGHT)
    context = cairo.Context(surface)
    context.set_source_rgb(1, 1, 1)
    context.paint()
    engraver = Engraver(context)
    engraver.staff()
    engraver.bar_line(LEFT)
    engraver.text("\U0001d11e", LEFT + 8, TOP + 3.0 * SPACE, CLEF_SIZE * SPACE)
    for number, step in enumerate((38, 35)):  # the sharps of f5 and c5
        engraver.text("\u266f", LEFT + 3.7 * SPACE + number * SPACE, height_of(step) + 0.85 * SPACE, 2.6 * SPACE)
    for number in range(2):
        engraver.text("4", LEFT + 6.2 * SPACE, TOP + (2 + 2 * number) * SPACE, 2.9 * SPACE, bold=True)

    x = LEFT + 9.8 * SPACE
    room = WIDTH - LEFT - x - len(BARS) * 1.5 * SPACE
    unit = room / sum(breadth(token) for bar in BARS for token in bar)
    for number, bar in enumerate(BARS):
        for token in bar:
            engraver.note(token, x + SPACE)
            x += unit * breadth(token)
        last = number == len(BARS) - 1
        x = x if not last else WIDTH - LEFT - 9
        engraver.bar_line(x)
        x += 1.5 * SPACE
    engraver.bar_line(WIDTH - LEFT - 2.5, 5)

    png = io.BytesIO()
    surface.write_to_png(png)
    png.seek(0)
    Image.open(png).convert("L").save(OUT / "music.png", dpi=(150, 150), optimize=True)
    (OUT / "music.krn").write_text(kern(), encoding="utf-8")


if __name__ == "__main__":
    main()
