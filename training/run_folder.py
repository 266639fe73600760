"""A run's folder: its state, its curve, and the files by which a person speaks to it.

state.pt     everything a resumed run needs, written whole or not at all
curve.tsv    examples, seconds, what was measured and its value, one a line; only ever appended to
run.log      what the run says when it runs in the background
pause        while a file of this name lies there the run waits; remove it and the run goes on
stop         the run saves its state, removes this file and ends"""

from __future__ import annotations

from pathlib import Path


class RunFolder:
    def __init__(self, path: Path):
        self.path = path
        path.mkdir(parents=True, exist_ok=True)

    def load(self) -> dict | None:
        import torch  # here, so that workers fork without it

        file = self.path / "state.pt"
        return torch.load(file, map_location="cpu") if file.is_file() else None

    def save(self, state: dict) -> None:
        import torch

        unfinished = self.path / "state.unfinished"
        torch.save(state, unfinished)
        unfinished.replace(self.path / "state.pt")

    def progress(self) -> int:
        """Batches done so far, known without torch."""
        file = self.path / "batches.txt"
        return int(file.read_text()) if file.is_file() else 0

    def note_progress(self, batches: int) -> None:
        unfinished = self.path / "batches.unfinished"
        unfinished.write_text(f"{batches}\n")
        unfinished.replace(self.path / "batches.txt")

    def record(self, examples: int, seconds: float, figures: dict[str, float]) -> None:
        with (self.path / "curve.tsv").open("a", encoding="utf-8") as curve:
            for name, value in figures.items():
                curve.write(f"{examples}\t{seconds:.0f}\t{name}\t{value:.5g}\n")

    def asked_to_stop(self) -> bool:
        return (self.path / "stop").exists()

    def forget_stop(self) -> None:
        (self.path / "stop").unlink(missing_ok=True)

    def asked_to_pause(self) -> bool:
        return (self.path / "pause").exists()
