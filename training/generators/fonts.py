"""The fonts that are installed, by split, and which characters each can print."""

from __future__ import annotations

import json
import random
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from training.installed import below_root, installed
from training.splits import Split, split_of_family
from training.vocabulary import ASCII, LETTERS

FONT_FOLDERS = (installed("/usr/share/fonts"), installed("/usr/share/texmf/fonts/opentype"))
FACES_PER_FAMILY = 6
NO_TEXT_FACES = ("symbol", "emoji", "math", "dingbat", "smallcap", "outline", "initial", "d050000l", "z003", "-sc",
                 "unsmallcaps", "music", "keyboard", "ornament", "icons", "biolinum_k")
SCRIPTS_OF_NOTO = ("NotoSans-", "NotoSerif-", "NotoSansMono-", "NotoMono-", "NotoSansDisplay-", "NotoSerifDisplay-")
PROBE_SIZE = 40


class Face:
    """One font file: its family and the characters of our table that it really draws."""

    def __init__(self, path: str, family: str, characters: str):
        self.path, self.family, self.characters = path, family, frozenset(characters)

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        return _loaded(self.path, size)

    def prints(self, text: str) -> bool:
        return self.characters.issuperset(text)


@lru_cache(maxsize=4000)
def _loaded(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def _probe(path: Path) -> tuple[str, str] | None:
    """(family, characters drawn), or None for a face without the whole of ASCII or with one shape for many letters."""
    try:
        font = ImageFont.truetype(str(path), PROBE_SIZE, layout_engine=ImageFont.Layout.BASIC)
        shapes: dict[tuple, str] = {}
        drawn = " "
        missing = font.getmask("\ue123")
        shapes[missing.size, bytes(missing)] = "\ue123"
        for character in ASCII[1:] + LETTERS:
            mask = font.getmask(character)
            shape = (mask.size, bytes(mask))
            if mask.getbbox() is None:
                continue
            twin = shapes.setdefault(shape, character)
            if twin == character or (twin != "\ue123" and {twin, character} <= set("Il1|‚,·•‘'’´")):
                drawn += character
        return (font.getname()[0], drawn) if set(ASCII) <= set(drawn) else None
    except OSError:
        return None


def _candidates() -> list[Path]:
    found = []
    for folder in FONT_FOLDERS:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            name = path.name.lower()
            if path.suffix.lower() not in (".ttf", ".otf") or any(word in name for word in NO_TEXT_FACES):
                continue
            if "noto" in name and not path.name.startswith(SCRIPTS_OF_NOTO):
                continue
            found.append(path)
    return found


class FontShelf:
    """All faces of one split, drawn by family so that a family of many faces is not seen more often."""

    def __init__(self, faces: list[Face]):
        self._families: dict[str, list[Face]] = {}
        for face in faces:
            self._families.setdefault(face.family, []).append(face)
        self._names = sorted(self._families)

    def __len__(self) -> int:
        return sum(len(faces) for faces in self._families.values())

    def families(self) -> list[str]:
        return list(self._names)

    def choose(self, r: random.Random) -> Face:
        return r.choice(self._families[r.choice(self._names)])


def load_shelves(memory: Path) -> dict[Split, FontShelf]:
    """Both shelves. `memory` is a file that keeps what was found out about each font, by its path below the root that
    installed.py names; what is not known yet is added."""
    paths = {below_root(path): path for path in _candidates()}
    known = json.loads(memory.read_text()) if memory.is_file() else {}
    if not paths.keys() <= known.keys():
        known.update({name: _probe(path) for name, path in paths.items() if name not in known})
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_text(json.dumps(known, indent=1))
    faces: dict[Split, list[Face]] = {split: [] for split in Split}
    count: dict[str, int] = {}
    for name, path in paths.items():
        if not known[name]:
            continue
        family, characters = known[name]
        count[family] = count.get(family, 0) + 1
        if count[family] <= FACES_PER_FAMILY:
            faces[split_of_family(family)].append(Face(str(path), family, characters))
    return {split: FontShelf(found) for split, found in faces.items()}
