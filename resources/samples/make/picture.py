#!/usr/bin/python3
"""Makes picture.jpg, a lighthouse over the sea with a boat, and picture.json, what it shows and where.

The scene is painted with soft light, haze, blur and grain, so that it looks like a photograph to a reader of pictures.
Needs: python3-cairo python3-pil. The same versions give the same bytes.
"""

import io
import json
import math
import random
from pathlib import Path

import cairo
from PIL import Image, ImageChops, ImageFilter

OUT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT, HORIZON = 640, 480, 300

CAPTION = "a red and white lighthouse on a rock above the sea, a sailing boat and a low sun behind it"
OBJECTS = {  # left, top, right, bottom in pixels
    "lighthouse": [126, 92, 190, 322],
    "boat": [418, 232, 500, 330],
    "sun": [300, 202, 356, 258],
}


def gradient(x0, y0, x1, y1, *stops):
    pattern = cairo.LinearGradient(x0, y0, x1, y1)
    for place, colour in stops:
        pattern.add_color_stop_rgb(place, *(part / 255 for part in colour))
    return pattern


def polygon(pen, points, pattern):
    pen.move_to(*points[0])
    for point in points[1:]:
        pen.line_to(*point)
    pen.close_path()
    pen.set_source(pattern)
    pen.fill()


def sky_and_sun(pen):
    pen.set_source(gradient(0, 0, 0, HORIZON, (0, (84, 118, 168)), (0.6, (198, 184, 180)), (1, (246, 206, 160))))
    pen.rectangle(0, 0, WIDTH, HORIZON)
    pen.fill()
    left, top, right, bottom = OBJECTS["sun"]
    x, y, radius = (left + right) / 2, (top + bottom) / 2, (right - left) / 2
    glow = cairo.RadialGradient(x, y, radius, x, y, radius * 5)
    glow.add_color_stop_rgba(0, 1, 0.92, 0.7, 0.75)
    glow.add_color_stop_rgba(1, 1, 0.9, 0.7, 0)
    pen.set_source(glow)
    pen.rectangle(0, 0, WIDTH, HORIZON)
    pen.fill()
    pen.set_source_rgb(1, 0.97, 0.86)
    pen.arc(x, y, radius, 0, 2 * math.pi)
    pen.fill()


def clouds(chance):
    veil = Image.new("L", (WIDTH, HEIGHT), 0)
    for _ in range(260):
        x, y = chance.gauss(330, 240), chance.gauss(80, 34)
        width, height = chance.uniform(20, 90), chance.uniform(3, 12)
        blob = Image.new("L", (int(width), int(height)), chance.randint(20, 70))
        veil.paste(ImageChops.add(veil.crop((int(x), int(y), int(x) + blob.width, int(y) + blob.height)), blob),
                   (int(x), int(y)))
    return veil.filter(ImageFilter.GaussianBlur(9))


def sea(pen, chance):
    pen.set_source(gradient(0, HORIZON, 0, HEIGHT, (0, (150, 146, 150)), (0.3, (82, 104, 128)), (1, (28, 52, 76))))
    pen.rectangle(0, HORIZON, WIDTH, HEIGHT - HORIZON)
    pen.fill()
    sun = (OBJECTS["sun"][0] + OBJECTS["sun"][2]) / 2
    for _ in range(2600):
        y = HORIZON + 1 + (HEIGHT - HORIZON) * chance.random() ** 1.6
        near = (y - HORIZON) / (HEIGHT - HORIZON)
        x = chance.uniform(0, WIDTH)
        lit = math.exp(-(((x - sun) / (26 + 110 * near)) ** 2))
        light = 0.12 + 0.75 * lit * chance.random()
        pen.set_source_rgba(1, 0.9, 0.74, light * 0.55)
        pen.set_line_width(0.5 + 1.8 * near)
        pen.move_to(x, y)
        pen.rel_line_to(chance.uniform(4, 10 + 40 * near), 0)
        pen.stroke()


def rock_and_lighthouse(pen, chance):
    left, top, right, bottom = OBJECTS["lighthouse"]
    middle = (left + right) / 2
    shore = [(0, 366), (0, 330), (60, 316), (110, 318), (150, 314), (206, 322), (262, 344), (300, 372), (180, 392)]
    polygon(pen, shore, gradient(0, 310, 0, 392, (0, (120, 104, 92)), (1, (38, 36, 40))))
    pen.save()
    pen.move_to(*shore[0])
    for point in shore[1:]:
        pen.line_to(*point)
    pen.clip()
    for _ in range(300):
        pen.set_source_rgba(0.06, 0.05, 0.06, chance.uniform(0.05, 0.3))
        pen.arc(chance.uniform(0, 300), chance.uniform(326, 390), chance.uniform(2, 9), 0, 2 * math.pi)
        pen.fill()
    pen.restore()
    bands = 6
    lamp_bottom = top + 46
    for band in range(bands):
        y0 = lamp_bottom + (bottom - lamp_bottom) * band / bands
        y1 = lamp_bottom + (bottom - lamp_bottom) * (band + 1) / bands
        half0, half1 = 19 + 13 * band / bands, 19 + 13 * (band + 1) / bands
        dark, mid, lit = ((120, 24, 26), (188, 42, 40), (226, 96, 78)) if band % 2 == 0 else \
            ((150, 146, 148), (226, 222, 216), (255, 248, 234))
        polygon(pen, [(middle - half0, y0), (middle + half0, y0), (middle + half1, y1), (middle - half1, y1)],
                gradient(middle - 32, 0, middle + 32, 0, (0, dark), (0.55, mid), (0.9, lit), (1, mid)))
    pen.set_source_rgb(0.16, 0.16, 0.18)
    pen.rectangle(middle - 26, lamp_bottom - 6, 52, 6)
    pen.fill()
    pen.set_source(gradient(middle - 14, 0, middle + 14, 0, (0, (90, 96, 96)), (0.6, (255, 240, 190)), (1, (140, 140, 130))))
    pen.rectangle(middle - 14, lamp_bottom - 26, 28, 20)
    pen.fill()
    polygon(pen, [(middle - 18, lamp_bottom - 26), (middle, top), (middle + 18, lamp_bottom - 26)],
            gradient(middle - 18, 0, middle + 18, 0, (0, (90, 20, 22)), (1, (190, 60, 50))))


def boat(pen):
    left, top, right, bottom = OBJECTS["boat"]
    mast = left + 44
    pen.set_source_rgb(0.2, 0.16, 0.14)
    pen.rectangle(mast - 1.2, top, 2.4, bottom - top - 12)
    pen.fill()
    polygon(pen, [(mast - 4, top + 4), (mast - 4, bottom - 22), (left + 4, bottom - 22)],
            gradient(left, 0, mast, 0, (0, (236, 226, 210)), (1, (255, 250, 240))))
    polygon(pen, [(mast + 4, top + 12), (mast + 4, bottom - 22), (right - 4, bottom - 24)],
            gradient(mast, 0, right, 0, (0, (222, 208, 192)), (1, (250, 240, 224))))
    polygon(pen, [(left, bottom - 16), (right, bottom - 16), (right - 14, bottom), (left + 12, bottom)],
            gradient(0, bottom - 16, 0, bottom, (0, (96, 60, 42)), (1, (46, 28, 22))))


def layer(kind):
    surface = cairo.ImageSurface(kind, WIDTH, HEIGHT)
    return surface, cairo.Context(surface)


def pixels(surface, mode):
    png = io.BytesIO()
    surface.write_to_png(png)
    png.seek(0)
    return Image.open(png).convert(mode)


def main():
    chance = random.Random(1846)
    sky, pen = layer(cairo.Format.RGB24)
    sky_and_sun(pen)
    picture = Image.composite(Image.new("RGB", (WIDTH, HEIGHT), (250, 236, 226)), pixels(sky, "RGB"), clouds(chance))
    front, pen = layer(cairo.Format.ARGB32)
    sea(pen, chance)
    rock_and_lighthouse(pen, chance)
    boat(pen)
    picture.paste(pixels(front, "RGBA"), mask=pixels(front, "RGBA").getchannel("A"))
    picture = picture.filter(ImageFilter.GaussianBlur(0.9))
    grain = Image.frombytes("L", picture.size, chance.randbytes(WIDTH * HEIGHT)).point(lambda v: 121 + v * 14 // 255)
    picture = ImageChops.overlay(picture, Image.merge("RGB", (grain, grain, grain)))
    picture.save(OUT / "picture.jpg", quality=88, dpi=(96, 96))
    truth = {"caption": CAPTION, "unit": "px", "origin": "top left",
             "objects": [{"label": label, "box": box} for label, box in OBJECTS.items()]}
    (OUT / "picture.json").write_text(json.dumps(truth, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
