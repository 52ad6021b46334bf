"""The errors a user can meet. Each says what happened, where, and what to do, and has its exit code."""


class StatscanError(Exception):
    """Something that stops one input, or the run; its text is one line for the user.

    Args:
        what: what happened, naming the file or option ("cannot read access.log: permission denied").
        cure: what to do about it, a sentence of its own without its full stop.
    """

    exit_code = 1

    def __init__(self, what: str, cure: str = "") -> None:
        """Take the two halves of the sentence; `cure` may be empty where `what` implies it."""
        super().__init__(f"{what}; {cure}" if cure else what)
        self.what = what
        self.cure = cure


class SourceError(StatscanError):
    """A file, directory or stream that cannot be read, or is cut or damaged.

    Args:
        what: see `StatscanError`.
        cure: see `StatscanError`.
        source: the path as the user gave it, where nothing at all can be read of it.
    """

    def __init__(self, what: str, cure: str = "", source: str = "") -> None:
        """Take the two halves of the sentence, and whom it is about."""
        super().__init__(what, cure)
        self.source = source


class FormatError(StatscanError):
    """Bytes that are no traffic, or not in the format that was asked for."""


class StateError(StatscanError):
    """A saved summary that cannot be loaded or merged."""


class OptionError(StatscanError):
    """An option whose value cannot be used."""

    exit_code = 2
