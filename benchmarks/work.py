"""The files that benchmarks read: made once, kept, and made anew when their generator changes."""

import gzip
import hashlib
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from subprocess import run

from hars import HARS, HUGE
from hostile import HOSTILE

HERE = Path(__file__).parent
GENERATOR = ("generate.py", "line_formats.py", "population.py", "rendering.py", "traffic.py")


@dataclass(frozen=True, slots=True)
class Log:
    """A log to read: where it is, its bytes unpacked, and what it holds."""

    path: Path
    size: int
    entries: int | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A directory of work files, and how many lines a `million` has in this run."""

    directory: Path
    million: int

    def log(self, lines: int, form: str = "combined") -> Log:
        """An ordinary log of so many lines."""
        truth = self._made(f"{form}-{lines}", GENERATOR, lambda note: _generate(note, lines, form))
        path = truth.with_suffix(".log")
        return Log(path, path.stat().st_size, json.loads(truth.read_text())["entries"])

    def zipped(self, log: Log) -> Log:
        """The same log by gzip, at its default level."""
        path = log.path.with_suffix(".log.gz")
        if not path.exists():
            _whole(path, lambda out: _gzip(log.path, out))
        return Log(path, log.size, log.entries)

    def parted(self, log: Log, lines: int) -> Log:
        """A folder of files that have so many of its lines each."""
        folder = log.path.with_name(f"{log.path.stem}-by-{lines}")
        if not folder.exists():
            _whole(folder, lambda out: _part(log.path, out, lines))
        return Log(folder, log.size, log.entries)

    def hostile(self, name: str) -> Log:
        """One of HOSTILE, made from an ordinary log of a million lines."""
        make, stem, ending = HOSTILE[name]

        def write(note: Path) -> None:
            size = make(self.log(self.million).path, note.with_suffix(ending))
            note.write_text(json.dumps({"size": size}))

        note = self._made(f"{stem}-{self.million}", (*GENERATOR, "hostile.py"), write)
        return Log(note.with_suffix(ending), json.loads(note.read_text())["size"])

    def har(self, name: str) -> Log:
        """One of HARS."""

        def write(note: Path) -> None:
            note.write_text(json.dumps({"size": (HARS | HUGE)[name](note.with_suffix(".har"))}))

        note = self._made(name.replace(" ", "-"), ("hars.py",), write)
        return Log(note.with_suffix(".har"), json.loads(note.read_text())["size"])

    def saved(self, log: Log) -> Path:
        """The summary of a log, saved anew: another version's cannot be loaded."""
        path = self.out(log.path.stem, ".summary")
        script = "import analyzer, sys; analyzer.save(analyzer.summarise(sys.argv[1]), sys.argv[2])"
        run([sys.executable, "-c", script, str(log.path), str(path)], check=True)
        return path

    def out(self, name: str, ending: str = ".json") -> Path:
        """Where a case writes; nothing is left there from before."""
        path = self.directory / "out" / f"{name.replace(' ', '-')}{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        return path

    def _made(self, stem: str, sources: tuple[str, ...], make: Callable[[Path], None]) -> Path:
        """The note beside a log, written last; logs of an older generator go."""
        note = self.directory / f"{stem}-{_digest(sources)}.json"
        if not note.exists():
            self.directory.mkdir(parents=True, exist_ok=True)
            for stale in self.directory.glob(f"{stem}-*"):
                shutil.rmtree(stale) if stale.is_dir() else stale.unlink()
            print(f"making {note.stem}", file=sys.stderr)
            make(note)
        return note


def _digest(sources: tuple[str, ...]) -> str:
    return hashlib.sha256(b"".join((HERE / name).read_bytes() for name in sources)).hexdigest()[:8]


def _whole(path: Path, make: Callable[[Path], None]) -> None:
    """Make a file under another name first, so that a run cut short leaves no half of it."""
    part = path.with_name(f"part-{path.name}")
    make(part)
    part.rename(path)


def _part(plain: Path, folder: Path, lines: int) -> None:
    folder.mkdir()
    with plain.open("rb") as source:
        for number, part in enumerate(iter(lambda: [*islice(source, lines)], [])):
            (folder / f"access.{number:04}.log").write_bytes(b"".join(part))


def _generate(note: Path, lines: int, form: str) -> None:
    out = note.with_suffix(".log")
    script = str(HERE / "generate.py")
    options = ["--lines", str(lines), "--format", form, "--truth", str(note)]
    run([sys.executable, script, str(out), *options], check=True)


def _gzip(plain: Path, out: Path) -> None:
    with plain.open("rb") as source, gzip.open(out, "wb", compresslevel=6) as sink:
        shutil.copyfileobj(source, sink, 1 << 20)
