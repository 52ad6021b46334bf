"""A stretch of network between a browser and a server: all that is sent arrives a little later."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sample_logs.record.hosts import Address


@contextmanager
def far(near: Address, server: Address, seconds: float) -> Iterator[None]:
    """Listen at `near`, and hand on to the server and back, each way so many seconds late."""
    with socket.create_server(near, backlog=64) as listener:
        threading.Thread(target=_accept, args=(listener, server, seconds), daemon=True).start()
        try:
            yield
        finally:
            listener.shutdown(socket.SHUT_RDWR)  # wakes who waits in accept


def _accept(listener: socket.socket, server: Address, seconds: float) -> None:
    with suppress(OSError):  # the listener is closed: that is the end
        while True:
            ends = listener.accept()[0], socket.create_connection(server)
            for here, there in (ends, ends[::-1]):
                threading.Thread(target=_carry, args=(here, there, seconds), daemon=True).start()


def _carry(here: socket.socket, there: socket.socket, seconds: float) -> None:
    """Until one of the two goes away; then the other is told."""
    with suppress(OSError):
        while piece := here.recv(65536):
            time.sleep(seconds)
            there.sendall(piece)
    for end in (here, there):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
