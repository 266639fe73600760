"""Molecules as they stand on a page, drawn by two programs in the sizes of print, for measuring alone.

RDKit draws in its own way or in that of the American Chemical Society's journals; Indigo, where it is installed, in its
own. One in four of the molecules that have centres has them settled, and wedges show it. The truth is what the places of
the atoms say, double bonds lie cis or trans as they are drawn."""

from __future__ import annotations

import io
import random
from enum import Enum

import numpy as np
from PIL import Image, ImageOps
from rdkit import Chem
from rdkit.Chem import rdDepictor
from rdkit.Chem.Draw import rdMolDraw2D
from rdkit.Chem.EnumerateStereoisomers import EnumerateStereoisomers, StereoEnumerationOptions

from training.generators.molecule_tile import put_together
from training.generators.paper import scanned

SMALLEST_BOND, LARGEST_BOND = 28, 66  # pixels: 14 points at 150 dpi to 16 points at 300 dpi
STEREO_SHARE = 0.25
PIXELS_PER_UNIT = 1.3  # how coarse a scan's blur is
MARGIN = 20
ACS_BOND = 14.4  # points, as the society asks for
INDIGO_CANVAS = "2400, 2400"  # a canvas of Indigo's own choice cuts labels off


class Hand(Enum):
    """Who draws."""

    RDKIT = "RDKit"
    ACS = "RDKit, ACS 1996"
    INDIGO = "Indigo"


def _with_stereo(r: random.Random, molecule: Chem.Mol) -> Chem.Mol:
    options = StereoEnumerationOptions(tryEmbedding=False, maxIsomers=4, rand=r.randint(0, 1 << 30))
    return r.choice(list(EnumerateStereoisomers(molecule, options=options)))


def _as_drawn(mol_block: str) -> str | None:
    """None where RDKit cannot tell which of a ring's nitrogens has the hydrogen."""
    read = Chem.MolFromMolBlock(mol_block)
    if read is None:
        return None
    for bond in read.GetBonds():  # what nobody settled is drawn one way or the other all the same
        if bond.GetStereo() == Chem.BondStereo.STEREOANY or bond.GetBondDir() == Chem.BondDir.EITHERDOUBLE:
            bond.SetStereo(Chem.BondStereo.STEREONONE)
            bond.SetBondDir(Chem.BondDir.NONE)
    Chem.DetectBondStereochemistry(read, -1)
    Chem.AssignStereochemistry(read, cleanIt=True, force=True)
    return Chem.MolToSmiles(read)


def _by_rdkit(r: random.Random, molecule: Chem.Mol, acs: bool) -> tuple[Image.Image, str | None]:
    rdDepictor.SetPreferCoordGen(r.random() < 0.3)
    rdDepictor.Compute2DCoords(molecule)
    canvas = rdMolDraw2D.MolDraw2DCairo(-1, -1)
    options = canvas.drawOptions()
    bond = r.uniform(SMALLEST_BOND, LARGEST_BOND)
    if acs:
        rdMolDraw2D.SetACS1996Mode(options, rdMolDraw2D.MeanBondLength(molecule))
        factor = bond / ACS_BOND
        options.scalingFactor *= factor
        options.fixedBondLength *= factor
        options.fixedFontSize = round(options.fixedFontSize * factor)
        options.bondLineWidth *= factor
    else:
        options.scalingFactor = bond / 1.5
        options.fixedFontSize = round(bond * r.uniform(0.36, 0.52))
        options.bondLineWidth = max(1.0, bond * r.uniform(0.04, 0.075))
        options.multipleBondOffset = r.uniform(0.12, 0.2)
    options.useBWAtomPalette()
    options.rotate = r.choice((0, 0, 90, r.uniform(0, 360)))
    canvas.DrawMolecule(molecule)
    canvas.FinishDrawing()
    drawing = Image.open(io.BytesIO(canvas.GetDrawingText())).convert("L")
    return drawing, _as_drawn(Chem.MolToMolBlock(molecule))


def _by_indigo(r: random.Random, molecule: Chem.Mol) -> tuple[Image.Image, str | None]:
    from indigo import Indigo
    from indigo_renderer import IndigoRenderer

    indigo = Indigo()
    renderer = IndigoRenderer(indigo)
    bond = r.uniform(SMALLEST_BOND, LARGEST_BOND)
    for name, value in (("render-output-format", "png"), ("render-background-color", "1, 1, 1"),
                        ("render-coloring", False), ("render-bond-length", round(bond)),
                        ("render-stereo-style", "none"), ("render-image-size", INDIGO_CANVAS),
                        ("render-relative-thickness", r.uniform(0.8, 1.4)), ("render-implicit-hydrogens-visible", True)):
        indigo.setOption(name, value)
    drawn = indigo.loadMolecule(Chem.MolToSmiles(molecule))
    drawn.dearomatize()  # where it cannot, it draws circles
    drawn.layout()
    drawing = Image.open(io.BytesIO(renderer.renderToBuffer(drawn).tobytes())).convert("L")
    return drawing, _as_drawn(drawn.molfile())


def draw(r: random.Random, pieces: list[str], hand: Hand, fewest: int, most: int,
         is_scan: bool) -> tuple[np.ndarray, str]:
    """(grey picture, SMILES) of a molecule of `fewest` to `most` heavy atoms."""
    smiles = None
    while smiles is None:
        molecule = put_together(r, pieces, r.randint(fewest, most))
        if molecule is None or not fewest <= molecule.GetNumHeavyAtoms() <= most:
            continue
        if r.random() < STEREO_SHARE:
            molecule = _with_stereo(r, molecule)
        drawing, smiles = _by_indigo(r, molecule) if hand is Hand.INDIGO else _by_rdkit(r, molecule, hand is Hand.ACS)
    ink = ImageOps.invert(drawing)
    ink = ImageOps.expand(ink.crop(ink.getbbox()), MARGIN)
    return (scanned(r, ink, PIXELS_PER_UNIT) if is_scan else 255 - np.asarray(ink)), smiles
