"""Has LilyPond import an exported score and play it, and holds what it plays against the exported MIDI file, both read by
midicsv.

usage: scores_back.py FOLDER "START LENGTH PITCH;..."

FOLDER holds score.musicxml, score.mxl and score.mid. The second argument names notes that must be there, in quarters.
"""

import collections
import csv
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from fractions import Fraction


def run(*command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace")
    if done.returncode != 0:
        sys.exit(f"{command[0]}: {done.stderr}")
    return done.stdout + done.stderr


def events_of(file):
    """(ticks of a quarter, rows of midicsv)"""
    rows = list(csv.reader(subprocess.run(["midicsv", file], capture_output=True, text=True, check=True).stdout.splitlines(), skipinitialspace=True))
    header = next(row for row in rows if row[2] == "Header")
    if header[3] != "1":
        sys.exit(f"{file}: format {header[3]}")
    return int(header[5]), rows


def notes_of(file):
    """Counter of (start, length, pitch) in quarters."""
    quarter, rows = events_of(file)
    notes, sounding = collections.Counter(), {}
    for track, time, kind, *values in rows:
        if kind not in ("Note_on_c", "Note_off_c"):
            continue
        channel, pitch, velocity = map(int, values)
        key = (track, channel, pitch)
        if kind == "Note_on_c" and velocity > 0:
            sounding.setdefault(key, []).append(int(time))
        else:
            start = sounding[key].pop(0)
            notes[Fraction(start, quarter), Fraction(int(time) - start, quarter), pitch] += 1
    if any(sounding.values()):
        sys.exit(f"{file}: notes that never end")
    return notes


def same_notes(played, ours):
    """musicxml2ly has LilyPond let a note go an eighth of its last part early; its ticks are 1/384 of a quarter."""
    tick = Fraction(1, 384)
    played = sorted((round(start / tick), pitch, length) for start, length, pitch in played.elements())
    ours = sorted((round(start / tick), pitch, length) for start, length, pitch in ours.elements())
    if [note[:2] for note in played] != [note[:2] for note in ours]:
        sys.exit(f"LilyPond plays {played}, we play {ours}")
    for (start, pitch, theirs), (_, _, length) in zip(played, ours):
        if not length * 7 / 8 - tick <= theirs <= length + tick:
            sys.exit(f"note {pitch} at {start}: LilyPond plays {theirs} quarters, we {length}")


def check_compressed(folder):
    with zipfile.ZipFile(folder / "score.mxl") as archive:
        if archive.testzip() is not None:
            sys.exit("score.mxl: broken")
        container = ElementTree.fromstring(archive.read("META-INF/container.xml"))
        name = container.find("rootfiles/rootfile").get("full-path")
        if archive.read(name) != (folder / "score.musicxml").read_bytes():
            sys.exit("score.mxl holds another score")


def main():
    folder = pathlib.Path(sys.argv[1])
    check_compressed(folder)
    root = ElementTree.parse(folder / "score.musicxml").getroot()
    if root.tag != "score-partwise" or root.get("version") != "4.0":
        sys.exit("score.musicxml: no partwise score of version 4.0")
    said = run("musicxml2ly", "--midi", "--output=imported.ly", "score.mxl", folder=folder)  # the same score, as checked
    if "error" in said.lower():
        sys.exit(f"musicxml2ly: {said}")
    said = run("lilypond", "--loglevel=WARNING", "-dno-print-pages", "imported.ly", folder=folder)
    if "failed" in said or "warning" in said:
        sys.exit(f"lilypond: {said}")
    played, ours = notes_of(folder / "imported.midi"), notes_of(folder / "score.mid")
    same_notes(played, ours)
    for note in sys.argv[2].split(";"):
        start, length, pitch = note.split()
        if not ours[Fraction(start), Fraction(length), int(pitch)]:
            sys.exit(f"there is no note {note} among {sorted(ours)}")
    print(f"{sum(ours.values())} notes")


if __name__ == "__main__":
    main()
