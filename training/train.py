"""Trains the starter checkpoint, resumes where it was, and can be left alone.

usage: python3 -m training.train RUN [--start FOLDER] [--background] ...

RUN is a name below training/runs. Run from the repository root."""

from __future__ import annotations

import argparse
import dataclasses
import math
import multiprocessing
import signal
import time
from collections import defaultdict
from pathlib import Path

from training import background, batches, tasks
from training.generators.example import ObjectMap
from training.mask_codec import load_codec
from training.model.config import SIZES
from training.peers import Peers
from training.run_folder import RunFolder

WARM_UP_STEPS = 200
DECAY_SHARE = 0.3  # of the run, at its end, in which the rates go down to nothing
HEAD_WEIGHT = 0.3  # of the losses of the heads that exist in training alone
HEAD_ALONE_STEPS = 300  # a new head learns first without moving the tower
SAVE_SECONDS = 240
EVALUATED_PICTURES = 128
REPORT_STEPS = 50
PAUSE_POLL_SECONDS = 2.0


def arguments_of(command: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run")
    parser.add_argument("--start", type=Path, help="a checkpoint folder whose weights a new run begins with")
    parser.add_argument("--size", choices=SIZES, default="starter", help="of a new run's model")
    parser.add_argument("--tower-first", type=int, default=0, metavar="N",
                        help="a new run's first N pictures teach the tower what stands on its patches and nothing else")
    parser.add_argument("--background", action="store_true", help="go on alone, at the lowest priority")
    parser.add_argument("--total", type=int, default=1_500_000, help="examples; the last third at falling rates")
    parser.add_argument("--seconds", type=float, default=math.inf, help="save and end after so long")
    parser.add_argument("--finish", action="store_true", help="let the rates go down over the last third of --seconds")
    parser.add_argument("--processes", type=int, default=2, help="that train, one thread each")
    parser.add_argument("--batch", type=int, default=16, help="pictures a process and step")
    parser.add_argument("--workers", type=int, default=1, help="processes that draw pictures, for each that trains")
    parser.add_argument("--rates", default="0.01,0.001", help="full rates of Muon and of AdamW")
    parser.add_argument("--evaluate-every", type=int, default=16000, metavar="N", help="examples between two evaluations")
    parser.add_argument("--replay", action="store_true", help="show pictures again while the next ones are not drawn yet")
    parser.add_argument("--mix", default="ocr:1", help="tasks and their weights: ocr:0.7,table:0.3")
    return parser.parse_args(command)


def mix_of(text: str) -> dict[str, float]:
    mix = {name: float(weight) for name, _, weight in (part.partition(":") for part in text.split(","))}
    unknown = set(mix) - set(tasks.TASKS)
    if unknown:
        raise SystemExit(f"no such task: {', '.join(sorted(unknown))}")
    return mix


def rate_share(step: int, done: float) -> float:
    """Share of the full rates: up in WARM_UP_STEPS steps of this process, level, down to 0 over the last of the run.
    `done`: share of the run, 1 at its end."""
    return min(1.0, (step + 1) / WARM_UP_STEPS) * min(1.0, max(0.0, 1 - done) / DECAY_SHARE)


class Trainer:
    """One process's part of a run."""

    def __init__(self, arguments: argparse.Namespace, folder: RunFolder, stream: batches.BatchStream, peers: Peers):
        import torch

        from training import loss
        from training.model.paligemma import PaliGemma
        from training.model.precision import working_type
        from training.optimiser import Optimiser
        from training.weights import begin_with, hand_over

        torch.set_num_threads(1)
        torch.manual_seed(0)
        self._torch, self._loss = torch, loss
        self._arguments, self._folder, self._peers = arguments, folder, peers
        self._signals: list[int] = []
        self._hand_over = hand_over
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        self._type = working_type(self._device)
        state = folder.load()
        self._size = state.get("size", "starter") if state else arguments.size
        self._model = PaliGemma(SIZES[self._size])
        if not state and arguments.start:
            begin_with(self._model, arguments.start)
        self._model = self._model.to(self._device, self._type)
        if self._device == "cuda":  # block by block: their shapes are few, a whole answer's are many
            for block in [*self._model.vision.blocks, *self._model.blocks]:
                block.compile()
        muon_rate, adam_rate = map(float, arguments.rates.split(","))
        self._optimiser = Optimiser(self._model, muon_rate, adam_rate)
        self._kin = torch.from_numpy(load_codec(tasks.MASK_CODEC).kin()).to(self._device)
        self._stream = batches.PreparedStream(stream, self._on_device, arguments.replay)
        self._batches = state["batches"] if state else 0
        self._examples = state["examples"] if state else 0
        self._seconds = state["seconds"] if state else 0.0
        self._evaluated = self._examples // arguments.evaluate_every
        self._tower_left = state["tower_left"] if state else arguments.tower_first  # pictures
        if state:
            self._optimiser.restore(state["optimiser"])

    def _save(self) -> None:
        self._folder.save({"batches": self._batches, "examples": self._examples, "seconds": self._seconds,
                           "tower_left": self._tower_left, "size": self._size, "optimiser": self._optimiser.state()})
        self._folder.note_progress(self._batches)

    def _on_device(self, batch: batches.Batch) -> batches.Batch:
        """Its arrays as tensors of the device."""
        def moved(value):
            if isinstance(value, ObjectMap):
                return ObjectMap(*(moved(getattr(value, field.name)) for field in dataclasses.fields(value)))
            return None if value is None else self._torch.from_numpy(value).to(self._device)

        names = ("pictures", "picture_of", "ids", "prompt_lengths", "targets", "glyphs", "objects")
        return dataclasses.replace(batch, **{name: moved(getattr(batch, name)) for name in names})

    def _head_losses(self, batch: batches.Batch, seen) -> dict:
        losses = {}
        if batch.glyphs is not None:
            losses["glyph"] = self._loss.glyph_loss(self._model.read_glyphs(seen), batch.glyphs)
        if batch.objects is not None:
            losses.update(self._model.object_head.losses(seen, batch.objects, self._kin))
        return losses

    def _loss_of(self, batch: batches.Batch):
        """(loss to go down, figures as tensors)."""
        pictures = batch.pictures.float().div_(127.5).sub_(1).to(self._type)
        figures, total = {}, 0.0
        if self._tower_left > 0:
            seen = self._model.vision(pictures)
        else:
            ids = self._loss.with_forged_codes(batch.ids) if batch.located else batch.ids
            logits, seen = self._model(pictures, ids, batch.prompt_lengths, batch.picture_of)
            total, figures[f"{batch.task}/text_loss"] = self._loss.answer_loss(logits, batch.targets, batch.located,
                                                                               self._kin)
            if batch.located:
                figures[f"{batch.task}/loss"] = total.detach()
        head_alone = self._batches < HEAD_ALONE_STEPS and self._arguments.start
        for name, loss in self._head_losses(batch, seen.detach() if head_alone else seen).items():
            figures[f"{batch.task}/{name}_loss"] = loss.detach()
            total = total + HEAD_WEIGHT * loss
        return total, figures

    def _done(self, begun: float) -> float:
        """Share of the run."""
        done = self._examples / self._arguments.total
        return max(done, (time.monotonic() - begun) / self._arguments.seconds) if self._arguments.finish else done

    def _step(self, batch: batches.Batch, share: float) -> dict[str, float]:
        total, figures = self._loss_of(batch)
        total.backward()
        figures["gradient"] = self._optimiser.step(share, self._peers.average)
        figures["rate"] = share
        if self._tower_left > 0:
            self._tower_left -= self._peers.count * len(batch.pictures)
            if self._tower_left <= 0:
                self._torch.manual_seed(0)  # the same for all processes
                self._optimiser.change(self._hand_over)
        return figures

    def _evaluate(self, mix: dict[str, float]) -> None:
        from training.evaluate import figures, load_average

        model = load_average(self._optimiser.average(), SIZES[self._size]).to(self._device, self._type)
        for task in mix:
            found = figures(model, task, EVALUATED_PICTURES)
            self._folder.record(self._examples, self._seconds, found)
            print(self._examples, " ".join(f"{name} {value:.4f}" for name, value in found.items()), flush=True)

    def _asked_to_end(self, begun: float) -> bool:
        over = time.monotonic() - begun > self._arguments.seconds
        return over or bool(self._signals) or self._folder.asked_to_stop()

    def _wait_out_pause(self) -> float:
        """Seconds for which the run stood still."""
        if not self._folder.asked_to_pause():
            return 0.0
        begun = time.monotonic()
        self._save()
        print("paused", flush=True)
        while self._folder.asked_to_pause() and not self._asked_to_end(math.inf):
            time.sleep(PAUSE_POLL_SECONDS)
        return time.monotonic() - begun

    def _report(self, recent: dict[str, list[float]], speed: float) -> None:
        figures = {name: float(sum(values)) / len(values) for name, values in recent.items()}
        figures["examples_a_second"] = speed
        figures["batches_drawn"] = self._stream.drawn
        self._folder.record(self._examples, self._seconds, figures)
        print(time.strftime("%H:%M:%S"), self._examples,
              " ".join(f"{name} {value:.3f}" for name, value in figures.items()), flush=True)

    def run(self, mix: dict[str, float]) -> None:
        if self._peers.leads:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda which, _: self._signals.append(which))
        begun = saved = last = time.monotonic()
        recent: dict[str, list[float]] = defaultdict(list)
        step, reported = 0, (self._examples, self._seconds)
        while self._examples < self._arguments.total:
            if self._peers.leads:
                last += self._wait_out_pause()
            if self._peers.leader_says(self._asked_to_end(begun)):
                break
            batch = self._stream.take()
            for name, value in self._step(batch, rate_share(step, self._done(begun))).items():
                recent[name].append(value)
            step += 1
            self._batches += self._peers.count
            self._examples += self._peers.count * len(batch.ids)
            if not self._peers.leads:
                continue
            now = time.monotonic()
            self._seconds, last = self._seconds + now - last, now
            if step % REPORT_STEPS == 0:
                self._report(recent, (self._examples - reported[0]) / (self._seconds - reported[1]))
                recent.clear()
                reported = (self._examples, self._seconds)
            if now - saved > SAVE_SECONDS:
                self._save()
                saved = time.monotonic()
            if self._examples // self._arguments.evaluate_every > self._evaluated:
                self._evaluated = self._examples // self._arguments.evaluate_every
                self._save()
                self._evaluate(mix)
                saved = last = time.monotonic()
        if self._peers.leads:
            self._save()
            self._folder.forget_stop()
            print(f"saved after {self._examples} examples", flush=True)


def train(arguments: argparse.Namespace, folder: RunFolder, streams: list[batches.BatchStream], rank: int) -> None:
    """One process's training, number `rank`."""
    if rank > 0:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    peers = Peers(rank, len(streams), folder.path / "meeting_point")
    Trainer(arguments, folder, streams[rank], peers).run(mix_of(arguments.mix))


def main() -> None:
    background.with_fast_arithmetic()
    arguments = arguments_of()
    mix = mix_of(arguments.mix)
    folder = RunFolder(tasks.RUNS / arguments.run)
    if arguments.background:
        background.detach(folder.path / "run.log")
        background.step_back()
    done, count = folder.progress(), arguments.processes
    streams = [batches.BatchStream(mix, arguments.batch, done + rank, count, arguments.workers)
               for rank in range(count)]
    (folder.path / "meeting_point").unlink(missing_ok=True)
    for rank in range(1, count):
        multiprocessing.get_context("fork").Process(
            target=train, args=(arguments, folder, streams, rank), daemon=True).start()
    train(arguments, folder, streams, 0)


if __name__ == "__main__":
    main()
