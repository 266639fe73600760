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
from training.generators.example import Example, ObjectMap, empty_glyphs
from training.splits import Split
from training.vocabulary import BOS, EOS, FIRST_LOCATION, FIRST_SEGMENT, NEWLINE, PAD, Markup, encode

MOST_ANSWER_TOKENS = 260
_MEMORY_FOLDER = Path("/dev/shm")
_AHEAD = 6  # batches a worker may be ahead
_KEPT = 160  # batches that a replay chooses from
_FEWEST_KEPT = 8  # before any is shown again
LOOK_UP_SECONDS = 5.0  # how often a worker with nothing to do looks whether the trainer is still there


@dataclass
class Batch:
    task: str
    pictures: np.ndarray  # uint8 [pictures, side, side, 3]
    picture_of: np.ndarray  # int64 [questions], which picture a row of ids asks about
    ids: np.ndarray  # int64 [questions, length]: bos, prompt, newline, answer, eos, pads
    prompt_lengths: np.ndarray  # int64 [questions], bos and newline included
    targets: np.ndarray  # int64: ids from the shortest prompt's end on, with pads where a longer prompt still goes on
    glyphs: np.ndarray | None  # uint8 [pictures, rows, columns]
    objects: ObjectMap | None
    located: bool  # whether an answer has locations
    answers: list[str]


def prompt_ids(prompt: str, markup: Markup = Markup.NONE) -> list[int]:
    """bos, prompt, newline. Prompts of scenes have whole words, all others are spelled."""
    return [BOS, *encode(prompt, markup if markup is Markup.SCENE else Markup.NONE), NEWLINE]


def _stacked(maps: list[ObjectMap]) -> ObjectMap:
    return ObjectMap(*(np.stack([getattr(one, field.name) for one in maps])
                       for field in dataclasses.fields(ObjectMap)))


def collate(task: str, examples: list[Example]) -> Batch:
    asked = [(index, prompt_ids(prompt, example.markup), answer, example.markup) for index, example in enumerate(examples)
             for prompt, answer in [(example.prompt, example.answer), *example.more]]
    rows = [prompt + encode(answer, markup)[:MOST_ANSWER_TOKENS] + [EOS] for _, prompt, answer, markup in asked]
    ids = np.full((len(rows), max(map(len, rows))), PAD, np.int64)
    for row, values in zip(ids, rows):
        row[:len(values)] = values
    lengths = np.array([len(prompt) for _, prompt, _, _ in asked])
    shortest = lengths.min()
    targets = np.where(np.arange(shortest, ids.shape[1])[None] >= lengths[:, None], ids[:, shortest:], PAD)
    glyphs = None
    if any(example.glyphs is not None for example in examples):
        glyphs = np.stack([empty_glyphs() if example.glyphs is None else example.glyphs for example in examples])
    located = bool(((ids >= FIRST_LOCATION) & (ids < FIRST_SEGMENT)).any())
    objects = None
    if any(example.objects is not None for example in examples):
        objects = _stacked([ObjectMap.empty() if example.objects is None else example.objects for example in examples])
    return Batch(task, np.stack([example.picture for example in examples]), np.array([index for index, *_ in asked]), ids,
                 lengths, targets, glyphs, objects, located, [answer for _, _, answer, _ in asked])


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
