"""What a failure becomes for the user: an exit code and one line."""

import os
import sys

import click

from analyzer.errors import StatscanError

INTERNAL = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED = 130  # as a shell says of SIGINT
NO_READER = 141  # and of SIGPIPE


def failure(error: BaseException) -> tuple[int, str]:
    """The exit code and the line, which is empty where nothing needs to be said.

    Args:
        error: whatever ended the run.
    """
    match error:
        case StatscanError():
            return error.exit_code, str(error)
        case click.ClickException():
            see = "; see: statscan --help" if isinstance(error, click.UsageError) else ""
            return error.exit_code, _lower(error.format_message()) + see
        case KeyboardInterrupt() | click.Abort():
            return INTERRUPTED, "interrupted"
        case BrokenPipeError():
            _forget_standard_output()
            return NO_READER, ""
        case SystemExit():
            return error.code if isinstance(error.code, int) else 0, ""
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return INTERNAL, f"internal error ({what}); please report it, with STATSCAN_DEBUG=1 set"


def _lower(text: str) -> str:
    line = " ".join(text.split()).removesuffix(".")
    return line[:1].lower() + line[1:]


def _forget_standard_output() -> None:
    """What is still in its buffer must not fail again when the interpreter goes."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
