"""Running unattended at the lowest priority, and with an allocator that does not return pages after every tensor."""

from __future__ import annotations

import glob
import os
import sys
from pathlib import Path

ALLOCATOR = "/usr/lib/*/libtcmalloc_minimal.so.4"


def with_fast_allocator() -> None:
    """Starts this program again with tcmalloc in front, once; with glibc's allocator element-wise work of torch is
    bound by page faults (measured: 43 ms against 2.7 ms)."""
    found = glob.glob(ALLOCATOR)
    if found and "LD_PRELOAD" not in os.environ:
        environment = {**os.environ, "LD_PRELOAD": found[0]}
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)


def detach(log: Path) -> None:
    """Goes on in a child of its own session that writes to `log`; the caller's process prints its id and ends."""
    child = os.fork()
    if child:
        print(f"process {child}, log {log}")
        os._exit(0)
    os.setsid()
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)


def step_back() -> None:
    """Only the processor time that nobody else wants. The scheduler's autogroup weighs sessions against each other
    before nice values count, so a session of its own (see detach) is lowered as well."""
    os.nice(19)
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    if os.getsid(0) == os.getpid():
        try:
            Path("/proc/self/autogroup").write_text("19")
        except OSError:
            pass  # a kernel without autogroups
