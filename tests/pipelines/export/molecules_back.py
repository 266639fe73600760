"""Reads exported molecules with Open Babel, and with RDKit's Python where it is installed, and holds them against the
result they were made of.

usage: molecules_back.py FOLDER
"""

import csv
import io
import json
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

try:
    from rdkit import Chem, RDLogger

    RDLogger.DisableLog("rdApp.*")
except ImportError:
    Chem = None


def same(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: found {found!r}, expected {expected!r}")


def babel(text, source, target):
    """What Open Babel makes of a file, line by line."""
    run = subprocess.run(["obabel", f"-i{source}", f"-o{target}"], input=text, capture_output=True, text=True, check=True)
    return [line.strip() for line in run.stdout.splitlines() if line.strip()]


def key_of(text, source):
    keys = babel(text, source, "inchikey")
    same("molecules", len(keys), 1)
    return keys[0]


def molecules_of(folder):
    """[(name, molecule)] in order."""
    result = json.loads((folder / "result.json").read_text())
    named = []
    for document in result["documents"]:
        document_name = document["document"].replace("\t", " ")
        for page in document["pages"]:
            for number, molecule in enumerate(page.get("result", {}).get("content", {}).get("molecules", []), 1):
                named.append((f"{document_name} page {page['page']} molecule {number}", page["page"], number, molecule))
    return named


def lines_of(file):
    return [line.split("\t") for line in file.read_text().splitlines()]


def check_lists(folder, named):
    same("all.smi", lines_of(folder / "all.smi"), [[m["canonical_smiles"], n] for n, _, _, m in named if m["canonical_smiles"]])
    same("all.read.smi", lines_of(folder / "all.read.smi"), [[m["smiles"], n] for n, _, _, m in named])
    speakable = [(n, m) for n, _, _, m in named if m["canonical_smiles"] and "*" not in m["canonical_smiles"]]
    inchi = lines_of(folder / "all.inchi")
    same("names", [name for _, name in inchi], [name for name, _ in speakable])
    # Two programs, each with an InChI library of its own, say the same of the SMILES.
    for (text, name), (_, molecule) in zip(inchi, speakable):
        same(f"InChI of {name}", [text], babel(molecule["smiles"], "smi", "inchi"))
    rows = list(csv.DictReader(io.StringIO((folder / "all.csv").read_text()), strict=True))
    same("rows", [row["smiles"] for row in rows], [m["smiles"] for _, _, _, m in named])
    for row, (_, _, _, molecule) in zip(rows, named):
        if row["inchi_key"]:
            same("key", row["inchi_key"], key_of(molecule["smiles"], "smi"))
        same("warnings", [word for word in row["warnings"].split() if not word.isdigit()], [w["kind"] for w in molecule["warnings"]])


def check_sdf(text, named):
    records = text.split("$$$$\n")
    same("end of file", records.pop(), "")
    same("records", len(records), len(named))
    for record, (name, page, _, molecule) in zip(records, named):
        fields = dict(re.findall(r"> <(\w+)>\n(.*)\n\n", record))
        same("title", record.split("\n", 1)[0], name[:80])
        same("as read", fields["smiles_as_read"], molecule["smiles"])
        same("page", fields["page"], str(page))
        same("box", [float(side) for side in fields["box"].split()], molecule["box"])
        same("confidence", float(fields["confidence"]), molecule["confidence"])
        if "inchi_key" in fields:
            same(f"InChIKey of {name} from its SDF", key_of(record + "$$$$\n", "sdf"), fields["inchi_key"])
    if Chem:
        supplier = Chem.SDMolSupplier()
        supplier.SetData(text)
        for found, (name, _, _, molecule) in zip(supplier, named):
            same(f"RDKit's reading of {name}", Chem.MolToSmiles(found).replace("[1*]", "*"), (molecule["canonical_smiles"] or "").replace("[1*]", "*"))


def check_each(folder, named):
    count = 0
    for _, page, number, molecule in named:
        stem = f"{page - 1}-{number - 1}"
        files = [folder / (stem + ending) for ending in (".mol", ".v3000.mol", ".mol.svg", ".mol.png")]
        if not molecule["canonical_smiles"]:
            same("files of no molecule", [file.exists() for file in files], [False] * 4)
            continue
        v2000, v3000, svg, png = files
        count += 4
        if "V2000" not in v2000.read_text() or "V3000" not in v3000.read_text():
            sys.exit(f"{stem}: the version is not what the name says")
        if "*" not in molecule["canonical_smiles"]:
            expected = key_of(molecule["smiles"], "smi")
            same(f"{v2000.name}", key_of(v2000.read_text(), "mol"), expected)
            same(f"{v3000.name}", key_of(v3000.read_text(), "mol"), expected)
        same(svg.name, ElementTree.fromstring(svg.read_text()).tag, "{http://www.w3.org/2000/svg}svg")
        same(png.name, png.read_bytes()[:8], b"\x89PNG\r\n\x1a\n")
    return count


def main():
    folder = pathlib.Path(sys.argv[1])
    named = molecules_of(folder)
    check_lists(folder, named)
    check_sdf((folder / "all.sdf").read_text(), named)
    count = 6 + check_each(folder, named)
    print(f"{count} files read back{'' if Chem else ', RDKit is not installed'}")


if __name__ == "__main__":
    main()
