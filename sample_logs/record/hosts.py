"""Names: where the samples are kept, the loopback server, the invented shop's hosts."""

from pathlib import Path
from typing import TypeAlias

Address: TypeAlias = tuple[str, int]

SAMPLES = Path(__file__).parents[1]
SERVER = "127.0.0.1"
APEX = "shop.example"
WWW = "www.shop.example"
API = "api.shop.example"
