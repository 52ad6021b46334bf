"""The same requests, seen from both sides: a browser's HAR and the server's access log."""

from analyzer.join.clocks import Clocks
from analyzer.join.fates import Fate
from analyzer.join.join import Joined, join

__all__ = ["Clocks", "Fate", "Joined", "join"]
