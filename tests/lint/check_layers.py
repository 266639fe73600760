"""Reads every #include and fails on an arrow pointing the wrong way.

    app -> ui -> pipelines -> engine -> engine/cpu, engine/vulkan -> shaders

usage: check_layers.py ROOT
"""

import pathlib
import re
import sys

import source_tree

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
QT = re.compile(r"^(Q[A-Z]|Qt|poppler-qt6|poppler/)")
QT_WIDGETS = re.compile(r"^(QtWidgets|QWidget|QMainWindow|QApplication|QDialog|QGraphics|QMessageBox)")
DOCUMENT_FORMATS = re.compile(r"^(poppler|qpdf/|leptonica/|tiff|png\.h|jpeglib|hpdf|xlsxwriter|pugixml)")
# XML and workbooks are written where JSON is.
WRITTEN_FORMATS = re.compile(r"^(pugixml|xlsxwriter)")
WRITERS = "pipelines/export/"
# Molecules have one door.
CHEMISTRY = re.compile(r"^(GraphMol|RDGeneral|RDGeometry|DataStructs|inchi_api)")
CHEMISTRY_FOLDER = "pipelines/chemistry/"
CHEMISTRY_INSIDE = "pipelines/chemistry/rdkit_molecule.h"
VULKAN = re.compile(r"^vulkan/")
ROOMS = ("app", "ui", "pipelines", "engine", "shaders", "tests")
FACTORY = "engine/backend/backend_factory.cpp"
# What the window may know of the engine: the error codes it turns into sentences, and a header with no code behind it.
ENGINE_FOR_UI = {"engine/base/result.h", "engine/base/median.h"}


def room_of(path):
    """engine/cpu and engine/vulkan are rooms of their own."""
    parts = path.split("/")
    if parts[0] == "engine" and len(parts) > 1 and parts[1] in ("cpu", "vulkan"):
        return "engine/" + parts[1]
    return parts[0] if parts[0] in ROOMS else ""


def complaint(file, quoted, target):
    """Why `file` may not include `target`, or None. Both are paths from the root; `quoted` tells "x" from <x>."""
    room = room_of(file)
    inside = room_of(target) if quoted else ""

    if room == "tests":
        return None
    if inside == "tests":
        return "only tests include tests"
    if inside in ("engine/cpu", "engine/vulkan") and room != inside and file != FACTORY:
        return f"only {FACTORY} may name a backend"
    if inside == "shaders" and room not in ("shaders", "engine/vulkan"):
        return "only engine/vulkan reads shaders"
    if VULKAN.match(target) and room not in ("engine/vulkan", "shaders"):
        return "Vulkan stays in engine/vulkan"

    if (CHEMISTRY.match(target) or target == CHEMISTRY_INSIDE) and not file.startswith(CHEMISTRY_FOLDER):
        return "RDKit and InChI stay in pipelines/chemistry"

    if room.startswith("engine"):
        if inside and not inside.startswith("engine") and inside != "shaders":
            return "the engine knows no other room"
        if QT.match(target):
            return "the engine knows no Qt"
        if DOCUMENT_FORMATS.match(target):
            return "the engine knows no document format"
    elif room == "pipelines":
        if inside in ("app", "ui"):
            return "pipelines do not know who calls them"
        if QT_WIDGETS.match(target):
            return "no widgets in pipelines"
        if WRITTEN_FORMATS.match(target) and file.startswith(WRITERS):
            return None
        if not file.startswith("pipelines/document/") and (QT.match(target) or DOCUMENT_FORMATS.match(target)):
            return "Qt and document libraries only in pipelines/document"
    elif room == "ui":
        if inside == "app":
            return "ui does not know who calls it"
        if inside.startswith("engine") and target not in ENGINE_FOR_UI:
            return "the window never links the engine"
    elif room == "app":
        if QT_WIDGETS.match(target) and not file.endswith("desktop_main.cpp"):
            return "the command line needs no widgets"
    elif room == "shaders" and inside not in ("", "shaders"):
        return "shaders read only shaders"
    return None


def unresolved(root, quoted, target):
    """Ours are included by full path from the root."""
    if not quoted or target.endswith(".moc"):
        return None
    return None if (pathlib.Path(root) / target).is_file() else 'no such file from the root (libraries are included with <>)'


def check(root):
    findings = []
    checked = 0
    for relative in source_tree.files(root):
        file = relative.as_posix()
        if relative.suffix not in source_tree.CPP_SUFFIXES or not room_of(file):
            continue
        checked += 1
        content = source_tree.text(root, relative) or ""
        for match in INCLUDE.finditer(content):
            quoted, target = match.group(1) == '"', match.group(2)
            reason = complaint(file, quoted, target) or unresolved(root, quoted, target)
            if reason:
                line = content.count("\n", 0, match.start()) + 1
                findings.append(f"{file}:{line}: includes {target}: {reason}")
    return findings, checked


if __name__ == "__main__":
    source_tree.finish(*check(sys.argv[1]), "files")
