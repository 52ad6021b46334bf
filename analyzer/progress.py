"""How far the reading has come: a bar on standard error, if that is a terminal and it takes long."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from analyzer.pipeline import Traffic

PATIENCE = 1.0
"""Seconds: what is done sooner needs no bar."""

_EVERY = 0.1


@contextmanager
def shown(traffic: "Traffic", *, wanted: bool) -> Iterator[None]:
    """Show how far `traffic` has come for as long as the context lasts.

    Args:
        traffic: is being read within.
        wanted: not if the user asked for quiet, or sees something else on that terminal.
    """
    if not (wanted and sys.stderr is not None and sys.stderr.isatty()):
        yield
        return
    over = Event()
    thread = Thread(target=_show, args=(traffic, over), name="progress", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _show(traffic: "Traffic", over: Event) -> None:
    """Runs beside the reading and only looks at it."""
    began = perf_counter()
    if over.wait(PATIENCE):
        return
    with _bar() as bar:
        task = bar.add_task("reading", total=None, speed="")
        while not over.wait(_EVERY):
            _update(bar, task, traffic, perf_counter() - began)


def _bar() -> "Progress":
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TextColumn("{task.fields[speed]}", markup=False),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def _update(bar: "Progress", task: "TaskID", traffic: "Traffic", seconds: float) -> None:
    from analyzer.units import speed

    done = traffic.done
    bar.update(task, completed=done, total=total(traffic), speed=speed(done, seconds) or "")


def total(traffic: "Traffic") -> int | None:
    """Bytes of all sources; None where one is a stream, whose end nobody knows."""
    sizes = []
    for source in traffic.sources:
        if source.path is None or not source.path.is_file():
            return None
        sizes.append(os.path.getsize(source.path))
    return max(sum(sizes), traffic.done) if sizes else None
