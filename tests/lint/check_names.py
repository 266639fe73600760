"""The rules of naming and of housekeeping that can be checked by reading lines.

usage: check_names.py ROOT
"""

import re
import sys

import source_tree

SNAKE_CASE = re.compile(r"^[a-z0-9]+(_[a-z0-9]+)*$")
VAGUE_WORDS = {"manager", "helper", "helpers", "util", "utils", "utility", "data", "process", "misc"}
VAGUE_TYPE = re.compile(r"^\s*(?:class|struct)\s+(\w*(?:Manager|Helper|Util|Utils|Misc))\b", re.MULTILINE)
CONSTANT = re.compile(r"^(?:inline |static )*constexpr [\w:<>, ]+ (\w+)(?:\[\w*\])?\s*[={]", re.MULTILINE)
MACRO = re.compile(r"^#define\s+(\w+)", re.MULTILINE)
OUR_MACRO = re.compile(r"^(PAL_|HWY_|VK_|_GNU_SOURCE$|_FILE_OFFSET_BITS$)")
NAMESPACE = re.compile(r"^namespace (\w+)[\w:]*\s*\{", re.MULTILINE)
NAMESPACES = {"palimpsest", "hwy"}
SCOPE = re.compile(r"^namespace ([\w:]+)\s*\{", re.MULTILINE)
TYPE_DEFINED = re.compile(r"^(?:class|struct) (\w+)(?: final)?(?: : [^;{]*)?\s*\{", re.MULTILINE)
THROW = re.compile(r"^\s*throw\b", re.MULTILINE)
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
MACHINE_PATH = re.compile(r"(?<![\w.}$])/(?:work|root|home/\w+|tmp/brief)/")
COMPILED_ROOMS = ("app", "ui", "pipelines", "engine", "shaders")
LINES_TO_QUESTION = 400
LINES_TOO_MANY = 500
OWN_FOLDER = "tests/lint/"


def file_name_findings(file, relative):
    stem = relative.name.split(".")[0]
    if not SNAKE_CASE.match(stem) and stem != "__init__":
        yield f"{file}: file names are snake_case"
    vague = VAGUE_WORDS & set(stem.split("_"))
    if vague:
        yield f"{file}: '{sorted(vague)[0]}' says nothing; name what the file does"


def length_findings(file, content, notices):
    lines = content.count("\n")
    if lines > LINES_TOO_MANY:
        yield f"{file}: {lines} lines; what second thing moved in?"
    elif lines > LINES_TO_QUESTION:
        notices.append(f"notice: {file}: {lines} lines, over {LINES_TO_QUESTION}")


def at(file, content, match, message):
    line = content.count("\n", 0, match.start()) + 1
    return f"{file}:{line}: {message}"


def cpp_findings(file, content):
    # Guards, where GLSL reads the header, too.
    if file.endswith(".h") and not file.startswith("shaders/") and not content.startswith("#pragma once\n"):
        yield f"{file}: a header opens with #pragma once"
    for match in VAGUE_TYPE.finditer(content):
        yield at(file, content, match, f"'{match.group(1)}' says nothing; name what the type does")
    for match in CONSTANT.finditer(content):
        if not re.match(r"k[A-Z0-9]", match.group(1)):
            yield at(file, content, match, f"constant '{match.group(1)}' wants the form kName")
    outermost = NAMESPACE.search(content)
    if outermost and outermost.group(1) not in NAMESPACES:
        yield at(file, content, outermost, f"namespace '{outermost.group(1)}' stands outside palimpsest")
    if file.split("/")[0] in COMPILED_ROOMS:
        for match in MACRO.finditer(content):
            if not OUR_MACRO.match(match.group(1)) and not file.endswith(".push.h"):
                yield at(file, content, match, f"macro '{match.group(1)}' wants the form PAL_NAME")
        for match in THROW.finditer(content):
            yield at(file, content, match, "we throw nothing; return a Result")


def text_findings(file, content):
    for match in UNFINISHED.finditer(content):
        yield at(file, content, match, f"'{match.group(1)}': finish it or leave it out")
    for match in MACHINE_PATH.finditer(content):
        yield at(file, content, match, f"'{match.group(0)}' is a path of one machine")


def types_of(content):
    """Each type that a header defines, with its namespace: of two types of one name, one program keeps one's functions."""
    scope = SCOPE.search(content)
    for match in TYPE_DEFINED.finditer(content):
        yield match, f"{scope.group(1) if scope else ''}::{match.group(1)}"


def check(root):
    """(findings, number of files, notices)"""
    findings = []
    notices = []
    checked = 0
    home_of = {}
    for relative in source_tree.files(root):
        file = relative.as_posix()
        if file.startswith(OWN_FOLDER):
            continue  # the lints spell out what they forbid
        is_source = relative.suffix in source_tree.SOURCE_SUFFIXES
        is_prose = relative.suffix in (".md", ".txt", ".cmake", ".json", "") and not file.startswith("resources/")
        if not (is_source or is_prose):
            continue
        content = source_tree.text(root, relative)
        if content is None:
            continue
        checked += 1
        findings += text_findings(file, content)
        if is_source:
            findings += file_name_findings(file, relative)
            findings += length_findings(file, content, notices)
        if relative.suffix in source_tree.CPP_SUFFIXES:
            findings += cpp_findings(file, content)
        if relative.suffix == ".h" and file.split("/")[0] in COMPILED_ROOMS:
            for match, name in types_of(content):
                if home_of.setdefault(name, file) != file:
                    findings.append(at(file, content, match, f"'{name}' is defined in {home_of[name]}, too"))
    return findings, checked, notices


if __name__ == "__main__":
    found, count, remarks = check(sys.argv[1])
    for remark in remarks:
        print(remark)
    source_tree.finish(found, count, "files")
