"""How far a relation may reach. Both bounds are stated in every report that rests on relations."""

from datetime import timedelta

LINES = 10_000
"""Rows between two related entries: what bounds the memory of the stage."""

FOLLOWED_WITHIN = timedelta(seconds=10)
"""From a redirect to the request that follows it. Clients follow at once; a second of the log's
resolution and a slow answer are allowed for."""

ANSWERED_WITHIN = timedelta(minutes=10)
"""From a challenge, a refusal for now or a part to what the client did about it."""

LINKED_WITHIN = timedelta(hours=1)
"""From a page to what it loads and to where its links lead: people leave pages open."""

HOPS = 20
"""Redirects in one chain; browsers give up there too (Chromium and Firefox at 20)."""
"""From here on a client that still follows begins a new chain."""
