"""Builds the fused kernels for this machine's processor into an ignored folder, when they are not there or older."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

SOURCE = Path(__file__).parent / "fused_kernels.cpp"
BUILT = Path(__file__).parent / "built"
FLAGS = ["-std=c++17", "-O3", "-march=native", "-fno-math-errno", "-fno-trapping-math", "-fopenmp", "-shared", "-fPIC"]


STORAGE_FLAGS = {"bfloat16": [], "float32": ["-DPAL_STORAGE_F32"]}


def library(storage: str) -> Path:
    """Path of the shared library for one of STORAGE_FLAGS. Needs g++; raises CalledProcessError where it does not
    compile."""
    target = BUILT / f"fused_kernels_{storage}.so"
    if not target.is_file() or target.stat().st_mtime < SOURCE.stat().st_mtime:
        BUILT.mkdir(exist_ok=True)
        unfinished = BUILT / f"unfinished_{os.getpid()}.so"
        subprocess.run(["g++", *FLAGS, *STORAGE_FLAGS[storage], str(SOURCE), "-o", str(unfinished)], check=True)
        unfinished.replace(target)
    return target
