"""Fails on words of the window that nobody can translate: a literal handed to what people read, and not to tr().

usage: check_sentences.py ROOT
"""

import re
import sys

import source_tree

SHOWN = re.compile(
    r"(?:\b(setText|setWindowTitle|setToolTip|setStatusTip|setWhatsThis|setTitle|setLabelText|setPlaceholderText|setPrefix"
    r"|setSuffix|setInformativeText|setAccessibleName|setAccessibleDescription|setTabText|addItem|addAction|addMenu|addTab"
    r"|addRow|addToolBar|addButton|showMessage)"
    r"|new (QLabel|QPushButton|QToolButton|QCheckBox|QRadioButton|QGroupBox|QAction|QMenu|QDockWidget))"
    r"\(\s*(?:QStringLiteral|QLatin1String|QString::fromLatin1|QString::fromUtf8)\(\s*\"((?:[^\"\\]|\\.)*)\""
)
WORD = re.compile(r"[A-Za-z]{2}")
# Languages are called what those who speak them call them.
OWN_NAMES = {"English", "Deutsch"}


def check(root):
    findings = []
    checked = 0
    for relative in source_tree.files(root):
        file = relative.as_posix()
        if relative.suffix not in source_tree.CPP_SUFFIXES or not file.startswith("ui/"):
            continue
        checked += 1
        content = source_tree.text(root, relative) or ""
        for match in SHOWN.finditer(content):
            words = match.group(3)
            if WORD.search(words) and words not in OWN_NAMES:
                line = content.count("\n", 0, match.start()) + 1
                findings.append(f'{file}:{line}: "{words}" is read by people; give it to tr()')
    return findings, checked


if __name__ == "__main__":
    source_tree.finish(*check(sys.argv[1]), "files")
