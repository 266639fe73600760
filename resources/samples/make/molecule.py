#!/usr/bin/python3
"""Makes molecule.png, the structure drawing of aspirin, and molecule.smi, its SMILES.

Needs: python3-rdkit. The same version gives the same bytes.
"""

from pathlib import Path

from rdkit import Chem
from rdkit.Chem import rdDepictor
from rdkit.Chem.Draw import rdMolDraw2D

OUT = Path(__file__).resolve().parent.parent
SMILES = "CC(=O)Oc1ccccc1C(=O)O"


def main():
    molecule = Chem.MolFromSmiles(SMILES)
    rdDepictor.SetPreferCoordGen(False)
    rdDepictor.Compute2DCoords(molecule)
    drawing = rdMolDraw2D.MolDraw2DCairo(448, 320)
    options = drawing.drawOptions()
    options.useBWAtomPalette()
    options.bondLineWidth = 2
    options.padding = 0.08
    rdMolDraw2D.PrepareAndDrawMolecule(drawing, molecule)
    drawing.FinishDrawing()
    (OUT / "molecule.png").write_bytes(without_metadata(drawing.GetDrawingText()))
    (OUT / "molecule.smi").write_text(Chem.MolToSmiles(molecule) + "\n", encoding="utf-8")


def without_metadata(png):
    """RDKit writes the answer into text chunks of the file; the reader of a drawing should not find it there."""
    kept, offset = png[:8], 8
    while offset < len(png):
        size = int.from_bytes(png[offset:offset + 4], "big") + 12
        if png[offset + 4:offset + 8] in (b"IHDR", b"PLTE", b"IDAT", b"IEND"):
            kept += png[offset:offset + size]
        offset += size
    return kept


if __name__ == "__main__":
    main()
