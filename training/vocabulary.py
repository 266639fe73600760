"""The token table of the starter checkpoint: every id, what it spells, and text to ids and back.

The first 1281 ids are those of the first starter checkpoint and never move; later pieces are appended, so that weights
of an older table are a prefix of the newer ones. Text is written one character a token. Markup has whole pieces, used
only for the answers of the task it belongs to: an OCR answer that happens to contain "cc1" is spelled out. What is asked and
said about scenes is few words, each a piece: a small decoder then matches a word and a patch, and need not spell first. They
stand behind the table of the checkpoint for scenes, and no other has them."""

from __future__ import annotations

import re
from enum import Enum

PAD, EOS, BOS, UNKNOWN, NEWLINE = 0, 1, 2, 3, 4
FIRST_CHARACTER = 5
ASCII = "".join(chr(code) for code in range(32, 127))
FIRST_LOCATION = FIRST_CHARACTER + len(ASCII)
LOCATION_BINS = 1024
FIRST_SEGMENT = FIRST_LOCATION + LOCATION_BINS
SEGMENT_CODES = 128
FIRST_APPENDED = FIRST_SEGMENT + SEGMENT_CODES
FIRST_TABLE_SIZE = 1281  # of the checkpoint without accents

# German and French first, then what print of western Europe also holds.
LETTERS = ("äöüÄÖÜßàâçéèêëîïôùûÿœæÀÂÇÉÈÊËÎÏÔÙÛŸŒÆ" "«»„“”‘’–—…€§°£" "‚‹›•·×±²³µ½¼©®áíóúñÁÍÓÚÑ¿¡åÅøØãÃõÕ")


class Markup(Enum):
    """Which whole pieces an answer may use besides locations and segment codes."""

    NONE = "none"
    TABLE = "table"
    MOLECULE = "molecule"
    SCORE = "score"
    SCENE = "scene"


_FIRST_MARKUP = (
    [("\t", Markup.SCORE)]
    + [(piece, Markup.TABLE) for piece in (
        "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "</th>", "<td", "<th", ' colspan="',
        ' rowspan="', '">')]
    + [(piece, Markup.MOLECULE) for piece in (
        "Cl", "Br", "(=O)", "[nH]", "[N+](=O)[O-]", "c1ccccc1", "c1ccc(", "cc1")]
    + [(piece, Markup.SCORE) for piece in ("**kern", "*clefG2", "*clefF4", "*k[", "*M", "==", "*-")])

_LATER_MARKUP = (
    [(piece, Markup.TABLE) for piece in (
        "<thead>", "</thead>", "<tbody>", "</tbody>", "<b>", "</b>", "<i>", "</i>", "<sup>", "</sup>", "<sub>",
        "</sub>", "<br>", ' coords="', "&amp;", "&lt;", "&gt;")]
    + [(piece, Markup.MOLECULE) for piece in (
        "[C@H]", "[C@@H]", "[C@]", "[C@@]", "[O-]", "[N+]", "[n+]", "[NH+]", "[S@]", "[S@@]", "C(=O)", "C(F)(F)F",
        "S(=O)(=O)", "C#N")]
    + [(piece, Markup.SCORE) for piece in (
        "*clefC3", "*clefC4", "*clefGv2", "*^", "*v", "*staff", "*met(c)", "*met(c|)", "=:|!", "=!|:", "16", "32",
        "64", "1.", "2.", "4.", "8.", "16.", "##", "--", "LL", "JJ")]
    + [(pitch * count, Markup.SCORE) for pitch in "cdefgabCDEFGAB" for count in (2, 3)])

COLOUR_WORDS = ("red", "green", "blue", "yellow", "orange", "purple", "black", "white", "gray", "pink", "brown", "cyan")
KIND_WORDS = ("circle", "ellipse", "ring", "square", "rectangle", "triangle", "star", "heart", "cross", "arrow", "house",
              "tree", "moon", "fish", "bolt")
_SCENE_WORDS = [(word, Markup.SCENE) for word in (
    *COLOUR_WORDS, *KIND_WORDS, "detect", "segment", "caption", "answer", "shape", "how many", "what colour", "where", "are",
    "is", "there", "the", "and", "yes", "no", "top", "bottom", "left", "right", "center")]

# (text, task) in id order from FIRST_APPENDED on; a letter belongs to every task.
_APPENDED: list[tuple[str, Markup]] = (
    _FIRST_MARKUP + [(letter, Markup.NONE) for letter in LETTERS] + _LATER_MARKUP + _SCENE_WORDS)
SCENES_TABLE_SIZE = FIRST_APPENDED + len(_APPENDED)
TABLE_SIZE = SCENES_TABLE_SIZE - len(_SCENE_WORDS)

_LETTER_IDS = {character: FIRST_CHARACTER + index for index, character in enumerate(ASCII)}
_LETTER_IDS.update({piece: FIRST_APPENDED + index for index, (piece, markup) in enumerate(_APPENDED)
                    if markup is Markup.NONE or piece == "\t"})
_LETTER_IDS["\n"] = NEWLINE
CHARACTERS = ASCII + LETTERS  # all that can be printed in a picture

_CODE = r"<loc\d{4}>|<seg\d{3}>"


def _piece_ids(markup: Markup) -> dict[str, int]:
    return {piece: FIRST_APPENDED + index for index, (piece, owner) in enumerate(_APPENDED)
            if owner is markup and markup is not Markup.NONE}


_PIECES = {markup: _piece_ids(markup) for markup in Markup}
_SPLITTERS = {
    markup: re.compile("|".join([_CODE, *(re.escape(piece) for piece in sorted(pieces, key=len, reverse=True)), "."]),
                       re.DOTALL)
    for markup, pieces in _PIECES.items()}


def encode(text: str, markup: Markup = Markup.NONE) -> list[int]:
    """Ids of `text`, without begin and end; UNKNOWN for a character outside the table. Longest piece first."""
    pieces = _PIECES[markup]
    ids = []
    for unit in _SPLITTERS[markup].findall(text):
        if unit in pieces:
            ids.append(pieces[unit])
        elif len(unit) == 9 and int(unit[4:8]) < LOCATION_BINS:
            ids.append(FIRST_LOCATION + int(unit[4:8]))
        elif len(unit) == 8 and int(unit[4:7]) < SEGMENT_CODES:
            ids.append(FIRST_SEGMENT + int(unit[4:7]))
        else:
            ids += [_LETTER_IDS.get(character, UNKNOWN) for character in unit]
    return ids


def piece(token: int) -> str:
    """What one id spells; nothing for pad, eos, bos and unknown."""
    if token < NEWLINE:
        return ""
    if token == NEWLINE:
        return "\n"
    if token < FIRST_LOCATION:
        return ASCII[token - FIRST_CHARACTER]
    if token < FIRST_SEGMENT:
        return f"<loc{token - FIRST_LOCATION:04d}>"
    if token < FIRST_APPENDED:
        return f"<seg{token - FIRST_SEGMENT:03d}>"
    return _APPENDED[token - FIRST_APPENDED][0]


def decode(ids) -> str:
    """Text up to the first eos."""
    text = []
    for token in ids:
        if token == EOS:
            break
        text.append(piece(int(token)))
    return "".join(text)


def letter_id(character: str) -> int:
    """Id of one printable character."""
    return _LETTER_IDS[character]


def scene_word_id(word: str) -> int:
    """Id of one of the words of scenes."""
    return _PIECES[Markup.SCENE][word]


def sentencepiece_table(of_scenes: bool = False) -> list[tuple[str, str]]:
    """(text, type) in id order, for the program that writes tokenizer.model: markup decodes and is never encoded, but the
    words of scenes are."""
    table = [("<pad>", "control"), ("<eos>", "control"), ("<bos>", "control"), ("<unk>", "unknown"), ("\n", "normal")]
    table += [(character, "normal") for character in ASCII]
    table += [(piece(FIRST_LOCATION + index), "user_defined") for index in range(LOCATION_BINS + SEGMENT_CODES)]
    table += [(text, "normal" if len(text) == 1 else "unused") for text, markup in _APPENDED if markup is not Markup.SCENE]
    table += [(text, "user_defined") for text, _ in _SCENE_WORDS if of_scenes]
    return table
