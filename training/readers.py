"""The programs that pictures are shown to: Palimpsest's own, through its worker, and beside it Tesseract for print and OSRA
for molecules."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

PARTLY_DONE = 20
ONE_THREAD = {**os.environ, "OMP_THREAD_LIMIT": "1"}


class ReadingFailed(Exception):
    """What the program said, for people."""


class Palimpsest:
    """A build of the program with one checkpoint."""

    def __init__(self, program: Path, folder: Path):
        self._program, self._folder = str(program), str(folder)

    def _output(self, *arguments: str | Path) -> dict:
        """Whole or in part: `eval` names what it could not score, and says so with its exit code."""
        ran = subprocess.run([self._program, *map(str, arguments), "--json"], capture_output=True, text=True)
        if ran.returncode not in (0, PARTLY_DONE):
            raise ReadingFailed(ran.stderr.strip() or f"{self._program} ended with exit code {ran.returncode}")
        return json.loads(ran.stdout)

    def manifest(self) -> tuple[list[str], dict[str, str]]:
        """Tasks that the checkpoint's manifest declares, and others with the reasons it gives."""
        shown = self._output("models", "show", "-m", self._folder)
        return [task["id"] for task in shown["tasks"]], shown["not_offered"]

    def read(self, paths: list[Path], task: str = "ocr", prompts: list[str | None] | None = None) -> list[dict]:
        """The results (docs/result-json.md) of the first pages of these files; the model is loaded once."""
        requests = []
        for number, path in enumerate(paths):
            told = {"prompt": prompts[number]} if prompts and prompts[number] is not None else {}
            requests.append({"jsonrpc": "2.0", "id": number, "method": "page/read",
                             "params": {"path": str(path), "task": task, **told}})
        ran = subprocess.run([self._program, "--quiet", "worker", "-m", self._folder, "--device", "cpu"],
                             input="".join(json.dumps(request) + "\n" for request in requests), capture_output=True,
                             text=True)
        replies = [reply for reply in map(json.loads, ran.stdout.splitlines()) if "id" in reply]
        for reply in replies:
            if "error" in reply:
                raise ReadingFailed(f"{paths[reply['id']]}: {reply['error']['message']}")
        if ran.returncode or len(replies) != len(paths):
            raise ReadingFailed(ran.stderr.strip() or f"{self._program} ended with exit code {ran.returncode}")
        return [reply["result"]["result"] for reply in replies]

    def scores(self, task: str, truth: Path, found: Path) -> tuple[dict[str, dict], int]:
        """`palimpsest eval` of two folders: metric -> value, interval, n; and how much could not be scored."""
        report = self._output("eval", "--task", task, "--truth", truth, "--pred", found)
        return {metric["metric"]: metric for metric in report["metrics"]}, len(report["unscored"])


class Tesseract:
    """Tesseract with its LSTM models; it goes by a page's own segmentation unless told that all is one block."""

    WHOLE_PAGE, ONE_BLOCK = 3, 6

    def __init__(self) -> None:
        self._program = shutil.which("tesseract")

    def version(self) -> str | None:
        """None where it is not installed."""
        if self._program is None:
            return None
        ran = subprocess.run([self._program, "--version"], capture_output=True, text=True)
        return (ran.stdout or ran.stderr).split("\n")[0].removeprefix("tesseract ")

    def read(self, path: Path, languages: str, page_mode: int) -> str:
        ran = subprocess.run([self._program, str(path), "-", "-l", languages, "--psm", str(page_mode)],
                             capture_output=True, text=True, env=ONE_THREAD)
        if ran.returncode:
            raise ReadingFailed(f"tesseract: {ran.stderr.strip()}")
        return ran.stdout


class Osra:
    """OSRA, which reads drawings of molecules."""

    NAME = "OSRA"
    LONGEST = 60  # seconds for a picture

    def __init__(self) -> None:
        self._program = shutil.which("osra")

    def version(self) -> str | None:
        """None where it is not installed."""
        if self._program is None:
            return None
        ran = subprocess.run([self._program, "--version"], capture_output=True, text=True)
        return ran.stdout.split("version:")[-1].split()[0]

    def read(self, path: Path) -> str:
        """The SMILES of the first molecule it finds; empty where it finds none."""
        try:
            ran = subprocess.run([self._program, str(path)], capture_output=True, text=True, env=ONE_THREAD,
                                 timeout=self.LONGEST)
        except subprocess.TimeoutExpired:
            return ""
        return (ran.stdout.split() or [""])[0]
