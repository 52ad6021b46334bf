"""Who a request came from: what proxies say, where that is, and what of it may be shown."""

from analyzer.clients.clients import Clients, asked

__all__ = ["Clients", "asked"]
