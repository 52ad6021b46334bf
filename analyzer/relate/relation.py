"""What ties an entry to another one, its `prior`."""

from enum import StrEnum

import polars as pl


class Relation(StrEnum):
    """How an entry goes on with what `prior` began."""

    REDIRECTED = "redirected"
    """It is where a redirect led. `basis` says how that is known; all others are inferred from
    the client, its agent and the URL; those of preflights are exact."""
    POST_REDIRECT_GET = "post_redirect_get"
    """The same, from a POST to a page that can be reloaded: as it should be."""
    CONFIRMED = "confirmed"
    """A 304 for the full response before."""
    REFETCHED = "refetched"
    """A full response again, while the one before could still be used without asking."""
    SENT_AGAIN = "sent_again"
    """A full response once more to a client that had it, of the same size, and of the same ETag where known."""
    UPDATED = "updated"
    """A full response to a client that had one for the same URL; it has changed since."""
    LINKED = "linked"
    """What is not there, and the page of this log that led to it."""
    CHALLENGE_ANSWERED = "challenge_answered"
    """A success after a 401 or 407 for the same URL."""
    REFUSED_AGAIN = "refused_again"
    """A 401 after a 401 for the same URL."""
    RETRIED = "retried"
    """The same request after a 408, 425, 429 or 503, and not before its Retry-After where it is known."""
    RETRIED_EARLY = "retried_early"
    """The same, before the time that Retry-After had named."""
    RESUMED = "resumed"
    """A further part of the same, after a 206."""
    CONTINUED = "continued"
    """The final response after a 100; it is the one that counts."""
    PREFLIGHT = "preflight"
    """It asks leave for the request that is its prior (in HARs, which may begin that one first)."""
    PREFLIGHTED = "preflighted"
    """The request itself: its prior is the preflight that let it through."""
    PREFLIGHT_REFUSED = "preflight_refused"
    """The same, where the preflight did not."""


RELATION = pl.Enum([relation.value for relation in Relation])
