"""Drawn molecules and their SMILES, prompt `molecule`.

Molecules are put together at random from BRICS fragments of the structures that the package rdkit-data brings (NCI's
first 5000, the WEHI screening set), so that far more are seen than were there. The SMILES goes from left to
right. The glyph map holds each atom's first letter."""

from __future__ import annotations

import io
import math
import random
import re
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps
from rdkit import Chem, RDLogger
from rdkit.Chem import BRICS, rdDepictor
from rdkit.Chem.Draw import rdMolDraw2D

from training.generators.example import PATCH, SIDE, Box, Example, empty_glyphs, mark_glyph
from training.generators.paper import scanned
from training.installed import installed
from training.splits import Split, split_of_name
from training.vocabulary import Markup

PROMPT = "molecule"
SOURCES = (installed("/usr/share/RDKit/Data/NCI/first_5K.smi"),
           installed("/usr/share/RDKit/Data/Pains/test_data/wehi_mols.csv"))
ELEMENTS = frozenset({"C", "N", "O", "S", "F", "Cl", "Br", "I", "P"})
SMALLEST_SEED, LARGEST_SEED = 4, 25  # heavy atoms
MOST_OPEN_ENDS = 3
CUT_OUT_SHARE = 0.75
_LIKE_SMILES = re.compile(r"[A-Za-z0-9@+\-\[\]()=#/\\%.]{4,120}")
_ENDS = ("*C", "*[H]", "*O", "*F", "*Cl", "*N", "*Br", "*C#N", "*OC", "*C(F)(F)F", "*[N+](=O)[O-]", "*C(=O)O", "*CC",
         "*C(C)C")

RDLogger.DisableLog("rdApp.*")


def _is_seed(molecule: Chem.Mol) -> bool:
    atoms = list(molecule.GetAtoms())
    return (SMALLEST_SEED <= len(atoms) <= LARGEST_SEED
            and all(atom.GetSymbol() in ELEMENTS and not atom.GetIsotope() for atom in atoms))


def harvest() -> list[str]:
    """Fragments with one to three open ends as canonical SMILES, sorted."""
    fragments: set[str] = set()
    for source in SOURCES:
        for text in set(_LIKE_SMILES.findall(source.read_text(encoding="utf-8", errors="ignore"))):
            molecule = Chem.MolFromSmiles(text) if "." not in text else None
            if molecule is None or not _is_seed(molecule):
                continue
            Chem.RemoveStereochemistry(molecule)
            fragments |= {re.sub(r"\[\d+\*\]", "*", piece) for piece in BRICS.BRICSDecompose(molecule)}
    return sorted(piece for piece in fragments if 1 <= piece.count("*") <= MOST_OPEN_ENDS)


@lru_cache(maxsize=None)
def fragments(memory: Path) -> dict[Split, list[str]]:
    """Both splits' fragments. `memory` is a file that keeps the harvest; it is made if it is not there."""
    if not memory.is_file():
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_text("\n".join(harvest()) + "\n")
    pieces = memory.read_text().split()
    return {split: [piece for piece in pieces if split_of_name(piece) is split] for split in Split}


def _open_ends(molecule: Chem.Mol) -> list[int]:
    return [atom.GetIdx() for atom in molecule.GetAtoms() if atom.GetAtomicNum() == 0]


def _joined(r: random.Random, molecule: Chem.Mol, piece: Chem.Mol) -> Chem.Mol | None:
    """One open end of each made a bond; None where two atoms would meet of which neither is a carbon."""
    first = r.choice(_open_ends(molecule))
    second = molecule.GetNumAtoms() + r.choice(_open_ends(piece))
    both = Chem.RWMol(Chem.CombineMols(molecule, piece))
    left, right = (both.GetAtomWithIdx(end).GetNeighbors() for end in (first, second))
    if len(left) != 1 or len(right) != 1:
        return None
    if left[0].GetAtomicNum() != 6 and right[0].GetAtomicNum() not in (1, 6):
        return None
    both.AddBond(left[0].GetIdx(), right[0].GetIdx(), Chem.BondType.SINGLE)
    for end in sorted((first, second), reverse=True):
        both.RemoveAtom(end)
    return both.GetMol()


def put_together(r: random.Random, pieces: list[str], size: int) -> Chem.Mol | None:
    """A molecule of about `size` heavy atoms, or None where the pieces did not fit."""
    molecule = Chem.MolFromSmiles(r.choice(pieces))
    for _ in range(8):
        if not _open_ends(molecule):
            break
        closing = molecule.GetNumHeavyAtoms() >= size or r.random() < 0.25
        molecule = _joined(r, molecule, Chem.MolFromSmiles(r.choice(_ENDS if closing else pieces)))
        if molecule is None:
            return None
    if _open_ends(molecule):
        return None
    try:
        Chem.SanitizeMol(molecule)
        molecule = Chem.RemoveHs(molecule)
    except Chem.MolSanitizeException:
        return None
    # Written and read, so that aromaticity is that of the answer and no other.
    molecule = Chem.MolFromSmiles(Chem.MolToSmiles(molecule))
    return molecule if molecule is not None and 3 <= molecule.GetNumHeavyAtoms() <= size + 8 else None


def depict(r: random.Random, molecule: Chem.Mol, side: int = SIDE) -> tuple[Image.Image, list[tuple[float, float]]]:
    """(grey drawing, place of each atom in it)."""
    rdDepictor.SetPreferCoordGen(r.random() < 0.3)
    rdDepictor.Compute2DCoords(molecule)
    canvas = rdMolDraw2D.MolDraw2DCairo(side, side)
    options = canvas.drawOptions()
    options.useBWAtomPalette()
    options.bondLineWidth = r.choice((1, 2, 2, 3))
    options.rotate = r.choice((0, 0, 90, r.uniform(0, 360)))
    options.padding = r.uniform(0.04, 0.12)
    options.minFontSize = r.choice((10, 12, 14))
    options.fixedBondLength = r.choice((25, 35, 45))
    options.multipleBondOffset = r.uniform(0.12, 0.2)
    canvas.DrawMolecule(molecule)
    places = [canvas.GetDrawCoords(index) for index in range(molecule.GetNumAtoms())]
    canvas.FinishDrawing()
    drawing = Image.open(io.BytesIO(canvas.GetDrawingText())).convert("L")
    return drawing, [(place.x, place.y) for place in places]


def smiles_as_drawn(molecule: Chem.Mol, places: list[tuple[float, float]]) -> str:
    """From the atom furthest to the left, and at every fork the branches further to the left first: the answer follows
    what stands near by in the picture, where a canonical order would depend on all of it."""
    order = sorted(range(len(places)), key=lambda atom: places[atom])
    return Chem.MolToSmiles(Chem.RenumberAtoms(molecule, order), canonical=False)


def cut_out(r: random.Random, molecule: Chem.Mol) -> tuple[Image.Image, list[tuple[float, float]]]:
    """As `depict`, drawn at some size on a page and cut out as the program does it: the ink with a margin, in the middle
    of a square."""
    drawing, places = depict(r, molecule, r.choice((SIDE, r.randint(140, 460))))
    left, top, right, bottom = ImageOps.invert(drawing).getbbox()
    longer = max(right - left, bottom - top)
    square = longer + 2 * math.ceil(longer * r.uniform(0.02, 0.09))
    x, y = (left + right - square) // 2 + r.randint(-2, 2), (top + bottom - square) // 2 + r.randint(-2, 2)
    paper = Image.new("L", (square, square), 255)
    paper.paste(drawing.crop((left, top, right, bottom)), (left - x, top - y))
    scale = SIDE / square
    return paper.resize((SIDE, SIDE), Image.BICUBIC), [((a - x) * scale, (b - y) * scale) for a, b in places]


def draw(r: random.Random, pieces: list[str], largest: int) -> Example:
    """A picture of one molecule of at most about `largest` heavy atoms."""
    molecule = None
    while molecule is None:
        molecule = put_together(r, pieces, r.randint(4, largest))
    drawing, places = (cut_out if r.random() < CUT_OUT_SHARE else depict)(r, molecule)
    tile = scanned(r, ImageOps.invert(drawing), 1.0)
    smiles = smiles_as_drawn(molecule, places)
    glyphs, half = empty_glyphs(), PATCH / 2
    for atom, (x, y) in zip(molecule.GetAtoms(), places):
        mark_glyph(glyphs, atom.GetSymbol()[0], Box(y - half / 2, x - half / 2, y + half / 2, x + half / 2))
    return Example(np.repeat(tile[:, :, None], 3, 2), PROMPT, smiles, Markup.MOLECULE, glyphs)
