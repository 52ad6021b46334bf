"""Unpacking: members one behind the other, and all that a cut or damaged one still gives."""

from collections.abc import Callable, Iterator

from analyzer.source.container import LONGEST_MAGIC, Container, Decoder
from analyzer.source.physical import PIECE
from analyzer.source.trouble import Damage

_FEED = 16 << 10  # what a decoder is given at once; from 4 to 256 KiB it hardly matters


class _Withheld(Damage):
    """A decoder kept to itself some of what it could make of its last portion."""


class _Feed:
    """The packed bytes in small portions, with a note of where the last one began."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.began = 0
        self._portions = self._cut(pieces)

    def _cut(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            for at in range(0, len(piece), _FEED):
                portion = piece[at : at + _FEED]
                yield portion
                self.began += len(portion)

    def __iter__(self) -> Iterator[bytes]:
        return self._portions


def unpack(
    pieces: Iterator[bytes], container: Container, again: Callable[[], Iterator[bytes]] | None
) -> Iterator[bytes]:
    """Yield what a packed stream holds, a little at a time, whatever its size.

    Args:
        pieces: the packed bytes.
        container: what they are packed in.
        again: gives the packed bytes from their beginning once more; None where they are gone.
            A decoder that meets damage keeps back what it made of its last portion, and isal's
            some bytes before a cut: only a second pass, byte by byte at the end, gets that.
            Without one, up to 64 KiB of it are missing.

    Raises:
        Damage: the stream is cut short or damaged, or followed by something else; behind the
            last byte that could be decoded.
    """
    feed, came = _Feed(pieces), 0
    try:
        for piece in _members(iter(feed), container, container.decoders()):
            came += len(piece)
            yield piece
    except _Withheld:
        if again is None:
            raise
        exact = container.exact or container.decoders
        yield from _behind(came, _members(_careful(again(), feed.began), container, exact()))


def _careful(pieces: Iterator[bytes], safe: int) -> Iterator[bytes]:
    """The same bytes: as they come up to the offset `safe`, then one by one."""
    for piece in pieces:
        quick = piece[: max(safe, 0)]
        safe -= len(piece)
        if quick:
            yield from (quick[at : at + _FEED] for at in range(0, len(quick), _FEED))
        yield from (piece[at : at + 1] for at in range(len(quick), len(piece)))


def _behind(skip: int, pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        if len(piece) > skip:
            yield piece[skip:]
        skip = max(skip - len(piece), 0)


def _members(
    feed: Iterator[bytes], container: Container, new_decoder: Callable[[], Decoder]
) -> Iterator[bytes]:
    rest = next(feed, b"")
    while rest:
        decoder = new_decoder()
        yield from _member(decoder, rest, feed, container)
        rest = _following(decoder.unused_data, feed)
        if rest and not container.may_open(rest):
            raise Damage(f"something that is no {container.name} stream follows, left out,")


def _member(
    decoder: Decoder, portion: bytes, feed: Iterator[bytes], container: Container
) -> Iterator[bytes]:
    while True:
        try:
            piece = decoder.decompress(portion, PIECE)
        except Exception as error:  # each library has its own errors, and the bytes are hostile
            raise _Withheld(f"its {container.name} stream is damaged ({error})") from error
        # A decoder that goes beyond what it was asked for must not make the readers do so.
        yield from (piece[at : at + PIECE] for at in range(0, len(piece), PIECE))
        if decoder.eof:
            return
        portion = next(feed, b"") if decoder.needs_input else b""
        if decoder.needs_input and not portion:
            what = f"its {container.name} stream is cut short"
            raise _Withheld(what) if container.exact else Damage(what)


def _following(rest: bytes, feed: Iterator[bytes]) -> bytes:
    """What stands behind a member and its padding of zeros: enough of it to tell what it is."""
    rest = rest.lstrip(b"\0")
    while len(rest) < LONGEST_MAGIC and (more := next(feed, b"")):
        rest = (rest + more).lstrip(b"\0")
    return rest
