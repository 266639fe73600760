"""Scores read again from their **kern by a reader of its own, and played: what is printed sounds as it is spelled."""

import random
import re
import unittest
from fractions import Fraction
from unittest import mock

import numpy as np

from training import tasks
from training.generators import melody as music
from training.generators import score_tile
from training.splits import Split
from training.vocabulary import UNKNOWN, Markup, decode, encode

COUNT = 200
NOTE = re.compile(r"(\d+)(\.*)(?:r|([a-g]+|[A-G]+)(#|-)?)([LJk]*)")


def melodies():
    for index in range(COUNT):
        yield music.compose(random.Random(index), 1 + index % 3)


def read(kern):
    """(key signature, beats, bars of (quarters, letter and octave or None, alteration, beam marks))."""
    lines = kern.split("\n")
    assert lines[0] == "**kern" and lines[-2:] == ["==", "*-"]
    key, beats, bars = "", 0, [[]]
    for line in lines[1:-2]:
        if line.startswith("*k["):
            key = line[3:-1]
        elif line.startswith("*M"):
            beats = int(line[2])
        elif line == "=":
            bars.append([])
        elif not line.startswith("*"):
            number, dots, name, sign, beam = NOTE.fullmatch(line).groups()
            quarters = Fraction(4, int(number)) * (Fraction(3, 2) if dots else 1)
            pitch = None
            if name:
                assert len(set(name)) == 1
                pitch = (name[0].lower(), 3 + len(name) if name.islower() else 4 - len(name))
            bars[-1].append((quarters, pitch, {"#": 1, "-": -1, None: 0}[sign], beam))
    return key, beats, bars


class ScoreTile(unittest.TestCase):
    def test_bars_are_full(self):
        for melody in melodies():
            _, beats, bars = read(music.kern_of([melody]))
            self.assertEqual(len(bars), len(melody.bars))
            for bar in bars:
                self.assertEqual(sum(quarters for quarters, *_ in bar), beats)

    def test_what_is_printed_sounds_as_it_is_spelled(self):
        """Plays the printed notes by the rules of reading: key, accidentals until the end of the bar."""
        for melody in melodies():
            key, _, bars = read(music.kern_of([melody]))
            in_key = {key[i]: 1 if key[i + 1] == "#" else -1 for i in range(0, len(key), 2)}
            for spelled, printed in zip(bars, melody.bars):
                heard = {}
                for (_, pitch, alteration, _), note in zip(spelled, printed):
                    if note.step is None:
                        self.assertIsNone(pitch)
                        continue
                    octave, letter = divmod(note.step, 7)
                    self.assertEqual(pitch, ("cdefgab"[letter], octave + 4))
                    if note.shown is not None:
                        heard[note.step] = note.shown
                    self.assertEqual(alteration, heard.get(note.step, in_key.get(pitch[0], 0)))

    def test_beams_open_and_close(self):
        for melody in melodies():
            for bar in read(music.kern_of([melody]))[2]:
                depth = 0
                for quarters, pitch, _, beam in bar:
                    depth += beam.count("L")
                    self.assertTrue(depth == 0 or (quarters < 1 and pitch))
                    depth -= beam.count("J")
                    self.assertGreaterEqual(depth, 0)
                self.assertEqual(depth, 0)

    def test_there_are_rests_accidentals_and_both_clefs(self):
        found = list(melodies())
        notes = [note for melody in found for bar in melody.bars for note in bar]
        self.assertTrue({None, -1, 0, 1} <= {note.shown for note in notes})
        self.assertTrue(any(note.step is None for note in notes))
        self.assertEqual({melody.clef.kern for melody in found}, {"*clefG2", "*clefF4"})

    def test_five_lines_a_staff_and_nothing_at_the_edge(self):
        with mock.patch.object(score_tile, "scanned", lambda _, coverage, scale: 255 - np.asarray(coverage)):
            for split in Split:
                for index in range(30):
                    example = score_tile.draw(random.Random(index), split, tasks.shelves()[split], 3)
                    dark = example.picture[:, :, 0] < 230
                    self.assertFalse(dark[0].any() or dark[-1].any() or dark[:, 0].any() or dark[:, -1].any())
                    columns = dark.any(0).nonzero()[0]
                    rows = dark[:, columns[0]:columns[-1] + 1].mean(1) > 0.9
                    edges = np.diff(np.concatenate([[0], rows.astype(int), [0]]))
                    middles = (np.flatnonzero(edges == 1) + np.flatnonzero(edges == -1)) / 2
                    staves = example.answer.split("\n")[0].count("**kern")
                    self.assertEqual(len(middles), 5 * staves)
                    for staff in np.split(middles, staves):
                        self.assertLessEqual(np.ptp(np.diff(staff)), 1)

    def test_the_spines_of_a_grand_staff_keep_time(self):
        """Each spine alone is a melody whose bars are full, and every line's notes begin at one moment."""
        for index in range(COUNT):
            staves = music.compose_pair(random.Random(index), 1 + index % 3)
            rows = [line.split("\t") for line in music.kern_of(staves).split("\n")]
            self.assertEqual({len(row) for row in rows}, {2})
            at = [Fraction(0), Fraction(0)]
            for row in rows[4:-1]:
                now = min(at)
                for spine, token in enumerate(row):
                    if NOTE.fullmatch(token):
                        self.assertEqual(at[spine], now)
                        number, dots = NOTE.fullmatch(token).groups()[:2]
                        at[spine] += Fraction(4, int(number)) * (Fraction(3, 2) if dots else 1)
                    elif token == ".":
                        self.assertGreater(at[spine], now)
                    else:
                        self.assertEqual(at[0], at[1])
            upper = "\n".join(row[1] for row in rows if row[1] != ".")
            self.assertEqual(upper, music.kern_of(staves[:1]))

    def test_answers_are_known_tokens(self):
        for index in range(20):
            example = tasks.example("score", Split.TRAINING, index, index)
            ids = encode(example.answer, Markup.SCORE)
            self.assertNotIn(UNKNOWN, ids)
            self.assertEqual(decode(ids), example.answer)


if __name__ == "__main__":
    unittest.main()
