"""Where the packages' fonts, word lists and structures lie: in the system, or below a folder that was filled by
carry.py and is named by TRAINING_ROOT, for a machine on which no package can be installed."""

from __future__ import annotations

import os
from pathlib import Path


def installed(path: str) -> Path:
    """`path` begins with a slash."""
    return Path(os.environ.get("TRAINING_ROOT", "/")) / path.removeprefix("/")
