"""What all recordings share: where they are kept, which codes they must show, the shop's hosts."""

from pathlib import Path
from typing import TypeAlias

Address: TypeAlias = tuple[str, int]

SAMPLES = Path(__file__).parents[1]
# The codes that each recording must show; 100 is never a final one and is looked for apart.
CODES = {200, 201, 301, 302, 304, 400, 401, 403, 404, 405, 413, 414, 500, 503}

SERVER = "127.0.0.1"
APEX = "shop.example"
WWW = "www.shop.example"
API = "api.shop.example"
