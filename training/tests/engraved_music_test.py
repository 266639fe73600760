"""Engraved pieces: what their **kern says fills the bars, and the three ways of writing them say the same notes."""

import random
import re
import unittest
import xml.etree.ElementTree as xml
from fractions import Fraction

from training.generators import engraved_music as music
from training.generators.melody import length

COUNT = 200


def pieces():
    for index in range(COUNT):
        yield music.piece(random.Random(index), index % 2 == 1)


class EngravedMusic(unittest.TestCase):
    def test_bars_are_full(self):
        for staves in pieces():
            for staff in staves:
                beats, unit, _ = staff.meter
                for bar in staff.bars:
                    self.assertEqual(sum(length(event.duration) for event in bar), Fraction(4 * beats, unit))

    def test_kern_has_a_field_for_every_staff(self):
        for staves in pieces():
            rows = music.kern(staves).splitlines()
            self.assertEqual({row.count("\t") for row in rows}, {len(staves) - 1})

    def test_beams_that_begin_end(self):
        for staves in pieces():
            for staff in staves:
                for bar in staff.bars:
                    marks = "".join(event.beam for event in bar)
                    self.assertEqual(marks.count("L"), marks.count("J"))

    def test_musicxml_and_lilypond_have_the_notes_of_kern(self):
        for staves in pieces():
            notes = sum(len(event.notes) for staff in staves for bar in staff.bars for event in bar)
            self.assertEqual(len(xml.fromstring(music.musicxml(staves)).findall(".//pitch")), notes)
            pitches = re.findall(r"(?<=[ <])[a-g](?:is|es)?[',]*(?=[0-9 >])", music.lilypond(staves))
            keys = len(re.findall(r"\\key [a-g](?:es|is)?(?= )", music.lilypond(staves)))
            self.assertEqual(len(pitches) - keys, notes)


if __name__ == "__main__":
    unittest.main()
