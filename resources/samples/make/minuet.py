#!/usr/bin/python3
"""Makes minuet.png, the first eight bars of Christian Petzold's minuet in G as LilyPond engraves them, and minuet.krn,
the same as Humdrum **kern.

Needs: lilypond python3-pil. The same versions give the same bytes.
"""

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

OUT = Path(__file__).resolve().parent.parent
RESOLUTION = 180  # dots per inch: 12.5 pixels between two staff lines
# Bars as **kern, upper and lower staff.
BARS = [
    ("4dd 8gL 8a 8b 8ccJ", "2G;2B;2d 4A"),
    ("4dd 4g 4g", "2.B"),
    ("4ee 8ccL 8dd 8ee 8ff#J", "2.c"),
    ("4gg 4g 4g", "2.B"),
    ("4cc 8ddL 8cc 8b 8aJ", "2.A"),
    ("4b 8ccL 8b 8a 8gJ", "2.G"),
    ("4f# 8gL 8a 8b 8gJ", "4d 4B 4G"),
    ("2.a", "4d 8DL 8c 8B 8AJ"),
]


def parts(token):
    """"8ff#J": "8", "ff", "#", "J"; of a chord the first note's."""
    token = token.split(";")[0]
    length = token[:len(token) - len(token.lstrip("0123456789."))]
    name = token[len(length):].rstrip("#LJ")
    return length, name, "#" if "#" in token else "", token[-1] if token[-1] in "LJ" else ""


def onsets(bar):
    """The tokens of a bar by where they begin, in eighths."""
    at, found = 0, {}
    for token in bar.split():
        found[at] = token.replace(";", " ")
        length = parts(token)[0]
        at += 8 // int(length.rstrip(".")) * (3 if "." in length else 2) // 2
    return found


def kern():
    rows = ["**kern\t**kern", "*clefF4\t*clefG2", "*k[f#]\t*k[f#]", "*M3/4\t*M3/4"]
    for number, (upper, lower) in enumerate(BARS):
        high, low = onsets(upper), onsets(lower)
        rows += [f"{low.get(at, '.')}\t{high.get(at, '.')}" for at in sorted({*high, *low})]
        rows.append("=\t=" if number + 1 < len(BARS) else "==\t==")
    return "\n".join([*rows, "*-\t*-"]) + "\n"


def lilypond_pitch(note):
    _, name, sharp, _ = parts(note)
    octave = len(name) if name[0].islower() else 1 - len(name)
    return name[0].lower() + ("is" if sharp else "") + ("'" * octave if octave > 0 else "," * -octave)


def lilypond(bar):
    words = []
    for token in bar.split():
        length, _, _, beam = parts(token)
        notes = [lilypond_pitch(note) for note in token.split(";")]
        head = f"<{' '.join(notes)}>" if len(notes) > 1 else notes[0]
        words.append(head + length + {"L": "[", "J": "]", "": ""}[beam])
    return " ".join(words)


def source():
    staves = ""
    for place, clef in enumerate(("treble", "bass")):
        music = " | ".join(lilypond(bar[place]) for bar in BARS)
        staves += rf'\new Staff {{ \clef {clef} \key g \major \time 3/4 \autoBeamOff {music} \bar "|." }} '
    return rf"""\version "2.24.0"
\header {{ tagline = ##f }}
\paper {{ indent = 0 system-count = 1 paper-width = 250\mm line-width = 230\mm }}
\score {{ \new PianoStaff << {staves} >> }}
"""


def main():
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "minuet.ly").write_text(source())
        subprocess.run(["lilypond", "-s", "--png", f"-dresolution={RESOLUTION}", "-danti-alias-factor=4", "-dcrop",
                        "-dno-print-pages", "minuet.ly"], cwd=folder, check=True)
        picture = Image.open(Path(folder) / "minuet.cropped.png").convert("L")
    page = Image.new("L", (picture.width + 80, picture.height + 80), 255)
    page.paste(picture, (40, 40))
    page.quantize(16).save(OUT / "minuet.png", dpi=(RESOLUTION, RESOLUTION), optimize=True)
    (OUT / "minuet.krn").write_text(kern(), encoding="utf-8")


if __name__ == "__main__":
    main()
