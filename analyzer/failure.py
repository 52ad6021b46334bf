"""What a failure becomes for the user: an exit code and one line."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

import click

from analyzer.errors import StatscanError

INTERNAL = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED = 130  # as a shell says of SIGINT
NO_READER = 141  # and of SIGPIPE
_ENDED = 128  # and, with its number, of any other signal


def debugging() -> bool:
    """Whether tracebacks and warnings are wanted."""
    return bool(os.environ.get("STATSCAN_DEBUG"))


class Kept(Exception):  # noqa: N818 - no error of its own
    """Around what click would answer in its own words: an interruption, a pipe without a reader."""


class Ended(BaseException):
    """The system, or another program, asks this one to end."""


@contextmanager
def ending() -> Iterator[None]:
    """Within, to be asked to end is an exception, so that nothing half done is left."""
    before = {number: signal.signal(number, _end) for number in _ends()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _ends() -> list[signal.Signals]:
    from threading import current_thread, main_thread

    names = ("SIGTERM", "SIGHUP") if current_thread() is main_thread() else ()
    there = [signal.Signals[name] for name in names if name in signal.Signals.__members__]
    return [number for number in there if signal.getsignal(number) is signal.SIG_DFL]


def _end(number: int, frame: FrameType | None) -> NoReturn:
    del frame
    raise Ended(number)


def interruptible() -> None:
    """See to it that Ctrl-C ends a read that waits.

    polars has SIGINT handled in such a way that system calls go on after it: a run that waits for
    its standard input would not notice. To be called when polars is there.
    """
    if hasattr(signal, "siginterrupt"):
        signal.siginterrupt(signal.SIGINT, True)  # noqa: FBT003 - Python's own signature


def failure(error: BaseException) -> tuple[int, str]:
    """The exit code and the line, which is empty where nothing needs to be said.

    Args:
        error: whatever ended the run.
    """
    match error:
        case Kept():
            return failure(error.args[0])
        case StatscanError():
            return error.exit_code, str(error)
        case click.UsageError():
            command = error.ctx.command_path if error.ctx else "statscan"
            return error.exit_code, f"{_lower(error.format_message())}; see: {command} --help"
        case click.ClickException():
            return error.exit_code, _lower(error.format_message())
        case SystemExit():
            return error.code if isinstance(error.code, int) else 0, ""
    return _stopped(error) or (INTERNAL, _internal(error))


def _stopped(error: BaseException) -> tuple[int, str] | None:
    """For a run that was stopped from outside."""
    match error:
        case KeyboardInterrupt() | click.Abort():
            return INTERRUPTED, "interrupted"
        case Ended():
            return _ENDED + error.args[0], "terminated"
        case BrokenPipeError():
            return NO_READER, ""
    return None


def _internal(error: BaseException) -> str:
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return f"internal error ({what}); please report it, with what STATSCAN_DEBUG=1 shows"


def _lower(text: str) -> str:
    line = " ".join(text.split()).removesuffix(".")
    return line[:1].lower() + line[1:]


def leave(code: int) -> NoReturn:
    """Exit with that code; what standard output could not take is not tried, and told, again.

    Python writes what is left in its buffers when it goes, and would fail in its own words.
    """
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, sys.stdout.fileno())
    sys.exit(code)
