"""Where the packages' fonts, word lists and structures lie: in the system, or below a folder that was filled by
carry.py and is named by TRAINING_ROOT, for a machine on which no package can be installed."""

from __future__ import annotations

import os
from pathlib import Path


def _root() -> Path:
    return Path(os.environ.get("TRAINING_ROOT", "/"))


def below_root(path: Path) -> str:
    return path.relative_to(_root()).as_posix()


def installed(path: str) -> Path:
    """`path` begins with a slash."""
    return _root() / path.removeprefix("/")
