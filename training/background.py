"""Running unattended at the lowest priority, with an allocator that does not return pages after every tensor and
arithmetic that does not wait for a second thread."""

from __future__ import annotations

import glob
import os
import sys
from pathlib import Path

ALLOCATOR = "/usr/lib/*/libtcmalloc_minimal.so.4"


def with_fast_arithmetic() -> None:
    """Starts this program again, once, with tcmalloc in front and with one thread for OpenBLAS, which reads that when it is
    loaded and not later. With glibc's allocator element-wise work of torch is bound by page faults (measured: 43 ms
    against 2.7 ms); threads of OpenBLAS wait for each other by turning round, and where another program has one of the
    processors a step took a minute instead of a quarter of a second."""
    if "OPENBLAS_NUM_THREADS" in os.environ:
        return
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    if found := glob.glob(ALLOCATOR):
        environment.setdefault("LD_PRELOAD", found[0])
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
