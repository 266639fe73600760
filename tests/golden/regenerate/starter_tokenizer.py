#!/usr/bin/python3
"""Token ids of the starter checkpoint for texts of its kind, from the table that its training used, written out here.

Single characters only, as in training; <loc0123> and <seg012> are one token; what the table lacks is <unk>."""

import json
import random
import re

import golden_manifest

EOS, UNKNOWN, NEWLINE, FIRST_CHARACTER, FIRST_LOCATION, FIRST_SEGMENT, FIRST_MARKUP = 1, 3, 4, 5, 100, 1124, 1252
MARKUP = ["\t", "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "</th>", "<td", "<th", ' colspan="',
          ' rowspan="', '">', "Cl", "Br", "(=O)", "[nH]", "[N+](=O)[O-]", "c1ccccc1", "c1ccc(", "cc1", "**kern",
          "*clefG2", "*clefF4", "*k[", "*M", "==", "*-"]
LETTERS = ("äöüÄÖÜßàâçéèêëîïôùûÿœæÀÂÇÉÈÊËÎÏÔÙÛŸŒÆ" "«»„“”‘’–—…€§°£" "‚‹›•·×±²³µ½¼©®áíóúñÁÍÓÚÑ¿¡åÅøØãÃõÕ")
LATER_MARKUP = ["<thead>", "</thead>", "<tbody>", "</tbody>", "<b>", "</b>", "<i>", "</i>", "<sup>", "</sup>", "<sub>",
                "</sub>", "<br>", ' coords="', "&amp;", "&lt;", "&gt;", "[C@H]", "[C@@H]", "[C@]", "[C@@]", "[O-]",
                "[N+]", "[n+]", "[NH+]", "[S@]", "[S@@]", "C(=O)", "C(F)(F)F", "S(=O)(=O)", "C#N", "*clefC3", "*clefC4",
                "*clefGv2", "*^", "*v", "*staff", "*met(c)", "*met(c|)", "=:|!", "=!|:", "16", "32", "64", "1.", "2.",
                "4.", "8.", "16.", "##", "--", "LL", "JJ"] + [pitch * count for pitch in "cdefgabCDEFGAB" for count in (2, 3)]
APPENDED = MARKUP + list(LETTERS) + LATER_MARKUP
FIRST_LETTER = FIRST_MARKUP + len(MARKUP)
UNITS = re.compile(r"<loc\d{4}>|<seg\d{3}>|.", re.DOTALL)


def encode(text):
    ids = []
    for unit in UNITS.findall(text):
        if unit.startswith("<loc") and len(unit) == 9 and int(unit[4:8]) < 1024:
            ids.append(FIRST_LOCATION + int(unit[4:8]))
        elif unit.startswith("<seg") and len(unit) == 8 and int(unit[4:7]) < 128:
            ids.append(FIRST_SEGMENT + int(unit[4:7]))
        elif unit == "\t":
            ids.append(FIRST_MARKUP)
        elif unit == "\n":
            ids.append(NEWLINE)
        else:
            for character in unit:  # a single one but for <loc9999> and the like
                if " " <= character <= "~":
                    ids.append(FIRST_CHARACTER + ord(character) - 32)
                else:
                    ids.append(FIRST_LETTER + LETTERS.index(character) if character in LETTERS else UNKNOWN)
    return ids


def decode(token):
    if token < NEWLINE:
        return ""
    if token == NEWLINE:
        return "\n"
    if token < FIRST_LOCATION:
        return chr(token - FIRST_CHARACTER + 32)
    if token < FIRST_SEGMENT:
        return "<loc%04d>" % (token - FIRST_LOCATION)
    if token < FIRST_MARKUP:
        return "<seg%03d>" % (token - FIRST_SEGMENT)
    return APPENDED[token - FIRST_MARKUP]


def pieces():
    """(text, type) in the order of the ids: markup is decoded and never encoded."""
    first = [("<pad>", "control"), ("<eos>", "control"), ("<bos>", "control"), ("<unk>", "unknown"), ("\n", "normal")]
    characters = [(chr(code), "normal") for code in range(32, 127)]
    codes = [(decode(token), "user_defined") for token in range(FIRST_LOCATION, FIRST_MARKUP)]
    return first + characters + codes + [(text, "normal" if len(text) == 1 else "unused") for text in APPENDED]


def main():
    generator = random.Random(5)
    texts = ["ocr", "", " ", "\n", "detect red circle", "a\tb", "Cl", "cc1ccc(", "<td", "<table>", "<bos>", "<eos><pad>",
             "<image>", "caf\u00e9", "\u20ac 5", "Gr\u00fc\u00dfe", "\u0416", "<loc0000><loc1023><loc1024><loc12>", "<seg000><seg127><seg128>",
             "".join(chr(c) for c in range(32, 127)),
             "<loc0082><loc0365><loc0164><loc0786> $42050.00 ; <loc0247><loc0201><loc0324><loc1014> as trailer our there"]
    for _ in range(200):
        parts = []
        for _ in range(generator.randint(1, 12)):
            kind = generator.random()
            if kind < 0.2:
                parts.append("<loc%04d>" % generator.randrange(1024))
            elif kind < 0.25:
                parts.append("<seg%03d>" % generator.randrange(128))
            elif kind < 0.35:
                parts.append(generator.choice(MARKUP))
            else:
                parts.append("".join(chr(generator.randrange(32, 127)) for _ in range(generator.randint(1, 9))))
        texts.append("".join(parts))
    contents = {"encode": [{"text": text, "ids": encode(text)} for text in texts],
                "decode": [decode(token) for token in range(FIRST_MARKUP + len(APPENDED))]}
    golden_manifest.write("starter/token_ids.json", json.dumps(contents).encode() + b"\n", __file__, {})
    golden_manifest.write("starter/pieces.json", json.dumps(pieces()).encode() + b"\n", __file__, {})


if __name__ == "__main__":
    main()
