#!/usr/bin/python3
"""Music engraved by LilyPond, each piece as a picture and as **kern: what the reading of printed music is held against.
Needs lilypond and python3-pil."""

import io
import pathlib
import subprocess
import tempfile

import PIL
from PIL import Image

import golden_manifest

RESOLUTION = 130  # 9 pixels between two staff lines
PAPER = r"""\version "2.24.0"
\header { tagline = ##f }
\paper { indent = 0 ragged-right = ##t line-width = 300\mm paper-width = 320\mm left-margin = 10\mm top-margin = 10\mm }
"""


def kern(*lines):
    return "\n".join(lines) + "\n"


def score(*staves):
    music = " ".join(r"\new Staff { \autoBeamOff %s }" % staff for staff in staves)
    return PAPER + r"\score { %s }" % (music if len(staves) == 1 else r"\new PianoStaff << %s >>" % music)


PIECES = {
    "melody": (score(r"""\clef treble \key d \major \time 3/4
            fis'4 a' r | d''2 cis''4 | b'4. g'8 fis'4 | eis'4 g'2~ | g'2. \bar "|." """),
        kern("**kern", "*clefG2", "*k[f#c#]", "*M3/4", "4f#", "4a", "4r", "=", "2dd", "4cc#", "=", "4.b", "8g", "4f#",
             "=", "4e#", "[2g", "=", "2.g]", "==", "*-")),
    "beams": (score(r"""\clef bass \key bes \major \numericTimeSignature \time 4/4
            bes,8[ c] d16[ es f g] a8.[ bes16] r8 f | d8[ f16 es] d32[ c bes, a, bes, c d es] f4 r | bes,1 \bar ":|." """),
        kern("**kern", "*clefF4", "*k[b-e-]", "*M4/4", "8BB-L", "8CJ", "16DLL", "16E-", "16F", "16GJJ", "8.AL", "16B-Jk",
             "8r", "8F", "=", "8DL", "16FL", "16E-JJ", "32DLLL", "32C", "32BB-", "32AA", "32BB-", "32C", "32D", "32E-JJJ",
             "4F", "4r", "=", "1BB-", "=:|!", "*-")),
    "chords": (score(r"""\clef alto \key c \major \time 2/2
            <c' e'>2 <d' f' a'> | <b c'>4 <a dis'> r2 | <g b e'>1 \bar "||" R1 \bar "|." """),
        kern("**kern", "*clefC3", "*k[]", "*M2/2", "*met(c|)", "2c 2e", "2d 2f 2a", "=", "4B 4c", "4A 4d#", "2r", "=",
             "1G 1B 1e", "=||", "1r", "==", "*-")),
    "grand": (score(r"""\clef treble \key f \major \time 2/4 f''8[ g''] a''4 | <c'' f''>2 \bar "|." """,
                    r"""\clef bass \key f \major \time 2/4 f4 <c e>8[ d] | f,2 \bar "|." """),
        kern("**kern\t**kern", "*clefF4\t*clefG2", "*k[b-]\t*k[b-]", "*M2/4\t*M2/4", "4F\t8ffL", ".\t8ggJ", "8C 8EL\t4aa",
             "8DJ\t.", "=\t=", "2FF\t2cc 2ff", "==\t==", "*-\t*-").replace("8C 8EL", "8CL 8EL")),
}


def engraved(source):
    """Drawn four times as fine and made smaller, as print is scanned."""
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "score.ly").write_text(source)
        subprocess.run(["lilypond", "-s", "--png", f"-dresolution={RESOLUTION}", "-danti-alias-factor=4", "-dcrop",
                        "-dno-print-pages", "score.ly"], cwd=folder, check=True)
        picture = Image.open(pathlib.Path(folder) / "score.cropped.png").convert("L")
    page = Image.new("L", (picture.width + 40, picture.height + 60), 255)
    page.paste(picture, (20, 30))
    png = io.BytesIO()
    page.quantize(16).save(png, "PNG", optimize=True)
    return png.getvalue()


def main():
    (golden_manifest.GOLDEN / "scores").mkdir(exist_ok=True)
    version = subprocess.run(["lilypond", "--version"], capture_output=True, check=True, text=True).stdout.split()[2]
    packages = {"lilypond": version, "Pillow": PIL.__version__}
    for name, (source, truth) in PIECES.items():
        golden_manifest.write(f"scores/{name}.png", engraved(source), __file__, packages)
        golden_manifest.write(f"scores/{name}.krn", truth.encode(), __file__, packages)


main()
