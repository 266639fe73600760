"""Batches as arrays, and the worker that draws them ahead of the trainer. Free of torch, so that a worker is small."""

from __future__ import annotations

import dataclasses
import multiprocessing
import os
import random
import signal
import tempfile
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Full
from typing import Callable

import numpy as np

from training import tasks
from training.generators.example import Example, empty_glyphs
from training.splits import Split
from training.vocabulary import BOS, EOS, FIRST_LOCATION, FIRST_SEGMENT, NEWLINE, PAD, encode

MOST_ANSWER_TOKENS = 260
_SPACE = encode(" ")[0]
_MEMORY_FOLDER = Path("/dev/shm")
_AHEAD = 6  # batches a worker may be ahead
_KEPT = 160  # batches that a replay chooses from
_FEWEST_KEPT = 8  # before any is shown again
LOOK_UP_SECONDS = 5.0  # how often a worker with nothing to do looks whether the trainer is still there


@dataclass
class Batch:
    task: str
    pictures: np.ndarray  # uint8 [batch, side, side, 3]
    ids: np.ndarray  # int64 [batch, length]: bos, prompt, newline, answer, eos, pads
    prompt_length: int  # bos and newline included; the same for all
    glyphs: np.ndarray | None  # uint8 [batch, rows, columns]
    located: bool  # whether an answer has locations
    answers: list[str]


def prompt_ids(prompt: str, length: int = 0) -> list[int]:
    """bos, prompt, newline; filled up with spaces before the newline to `length`."""
    ids = [BOS, *encode(prompt)]
    return ids + [_SPACE] * (length - len(ids) - 1) + [NEWLINE]


def collate(task: str, examples: list[Example]) -> Batch:
    longest_prompt = max(len(prompt_ids(example.prompt)) for example in examples)
    rows = [prompt_ids(example.prompt, longest_prompt)
            + encode(example.answer, example.markup)[:MOST_ANSWER_TOKENS] + [EOS] for example in examples]
    ids = np.full((len(rows), max(map(len, rows))), PAD, np.int64)
    for row, values in zip(ids, rows):
        row[:len(values)] = values
    glyphs = None
    if any(example.glyphs is not None for example in examples):
        glyphs = np.stack([empty_glyphs() if example.glyphs is None else example.glyphs for example in examples])
    located = bool(((ids >= FIRST_LOCATION) & (ids < FIRST_SEGMENT)).any())
    return Batch(task, np.stack([example.picture for example in examples]), ids, longest_prompt, glyphs, located,
                 [example.answer for example in examples])


def draw(task: str, split: Split, number: int, size: int) -> Batch:
    """Batch `number` of a task's endless row of pictures."""
    return collate(task, [tasks.example(task, split, number * size + i, number) for i in range(size)])


def _handed_over(batch: Batch, folder: str) -> Batch:
    """The same with its pictures in a file: a queue takes a large array in thousands of small pieces."""
    descriptor, name = tempfile.mkstemp(dir=folder)
    with os.fdopen(descriptor, "wb") as file:
        batch.pictures.tofile(file)
    return dataclasses.replace(batch, pictures=(name, batch.pictures.shape))


def _received(batch: Batch) -> Batch:
    name, shape = batch.pictures
    pictures = np.fromfile(name, np.uint8).reshape(shape)
    os.unlink(name)
    return dataclasses.replace(batch, pictures=pictures)


def _work(queue, folder: str, mix: dict[str, float], size: int, first: int, stride: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    number, parent = first, os.getppid()
    while True:
        batch = draw(tasks.task_of_batch(mix, number), Split.TRAINING, number, size)
        number += stride
        batch = _handed_over(batch, folder)
        while os.getppid() == parent:
            try:
                queue.put(batch, timeout=LOOK_UP_SECONDS)
                break
            except Full:
                continue
        else:
            queue.cancel_join_thread()
            return


class BatchStream:
    """Training batches number first, first + stride, ... in order, drawn by `workers` processes that end with this one.

    To be made before torch is imported: the workers are forks."""

    def __init__(self, mix: dict[str, float], size: int, first: int, stride: int, workers: int):
        tasks.shelves()
        context = multiprocessing.get_context("fork")
        self._queues = [context.Queue(_AHEAD) for _ in range(workers)]
        self._next = 0
        self._folder = tempfile.TemporaryDirectory(
            dir=_MEMORY_FOLDER if _MEMORY_FOLDER.is_dir() else None, ignore_cleanup_errors=True)
        for offset, queue in enumerate(self._queues):
            work = (queue, self._folder.name, mix, size, first + offset * stride, stride * workers)
            context.Process(target=_work, args=work, daemon=True).start()

    def take(self) -> Batch:
        """The next one, waited for."""
        batch = self._queues[self._next % len(self._queues)].get()
        self._next += 1
        return _received(batch)

    def take_any(self) -> Batch | None:
        """One that is there, whosever turn it is; the order is not that of their numbers then."""
        for _ in self._queues:
            queue = self._queues[self._next % len(self._queues)]
            self._next += 1
            try:
                return _received(queue.get_nowait())
            except Empty:
                continue
        return None


class PreparedStream:
    """A stream's batches, each handed to `prepare` once. With `replay`, earlier ones come again while the next is not
    drawn yet, so that a device that trains faster than the processors draw has something to do."""

    def __init__(self, stream: BatchStream, prepare: Callable[[Batch], Batch], replay: bool):
        self._stream, self._prepare, self._replay = stream, prepare, replay
        self._kept: list[Batch] = []
        self._chance = random.Random(0)
        self.drawn = 0  # batches taken from the stream

    def take(self) -> Batch:
        if not self._replay:
            self.drawn += 1
            return self._prepare(self._stream.take())
        drawn = self._stream.take_any() if len(self._kept) >= _FEWEST_KEPT else self._stream.take()
        if drawn is None:
            return self._chance.choice(self._kept)
        self.drawn += 1
        batch = self._prepare(drawn)
        self._keep(batch)
        return batch

    def _keep(self, batch: Batch) -> None:
        if len(self._kept) < _KEPT:
            self._kept.append(batch)
        else:
            self._kept[self._chance.randrange(_KEPT)] = batch
