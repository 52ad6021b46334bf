"""The vocabulary in words for people: a short title and one plain sentence for each label."""

from typing import NamedTuple

from analyzer.classify.vocabulary import Class, Fault, Outcome


class Meaning(NamedTuple):
    """What a label means.

    Args:
        title: a few words, as they stand in a table: "redirect chain".
        says: one sentence in plain words.
    """

    title: str
    says: str


CLASSES: dict[Class, Meaning] = {
    Class.INFORMATIONAL: Meaning(
        "informational", "The server says: go on. A final response follows, and that one counts."
    ),
    Class.SUCCESS: Meaning(
        "success", "The server did what was asked, or has taken it in hand to be done."
    ),
    Class.REDIRECTION: Meaning(
        "redirection",
        "The client is sent to another resource or, with 304, to the copy it already has.",
    ),
    Class.CLIENT_ERROR: Meaning(
        "client error", "The server finds an error of some kind in the request itself."
    ),
    Class.SERVER_ERROR: Meaning(
        "server error", "The request may have been fine; the server failed to fulfil it."
    ),
    Class.NONE: Meaning(
        "no valid status",
        "Nothing between 100 and 599 stands in the status field; such entries are kept and "
        "counted, and nobody guesses what was meant.",
    ),
}

FAULTS: dict[Fault, Meaning] = {
    Fault.NONE: Meaning("nobody", "No error by itself: nobody has to change anything for it."),
    Fault.CLIENT: Meaning(
        "client", "Whoever sent the request has to send another one, or another kind."
    ),
    Fault.SERVER: Meaning("server", "Whoever runs the site has to change something."),
    Fault.INTERMEDIARY: Meaning(
        "intermediary", "A proxy or gateway speaks, about itself or about the server behind it."
    ),
    Fault.UNKNOWN: Meaning("unknown", "The entry does not tell who would have to act."),
}

OUTCOMES: dict[Outcome, Meaning] = {
    Outcome.CONTINUE: Meaning(
        "go on and send", "The server has seen the headers and asks for the body."
    ),
    Outcome.SWITCHED_PROTOCOLS: Meaning(
        "protocol switched",
        "The connection now speaks something else, most often WebSocket.",
    ),
    Outcome.INTERIM: Meaning(
        "interim answer", "A word on the way, such as an early hint; the final response follows."
    ),
    Outcome.OK: Meaning("ok", "The request succeeded, and the server itself sent the result."),
    Outcome.CREATED: Meaning("created", "The request made a new resource."),
    Outcome.ACCEPTED: Meaning(
        "accepted for later", "The request was taken in; the work itself is still to be done."
    ),
    Outcome.NO_CONTENT: Meaning(
        "done, no content", "The request succeeded, and on purpose there is nothing to send back."
    ),
    Outcome.PARTIAL: Meaning(
        "partial content",
        "The client asked for a part of something and got it, as players and downloads do.",
    ),
    Outcome.OTHER_SUCCESS: Meaning(
        "other success", "The request succeeded, in a way that has no label of its own."
    ),
    Outcome.BROWSER_CACHE: Meaning(
        "from browser cache",
        "The browser used its own copy without asking; nothing went over the network.",
    ),
    Outcome.SERVICE_WORKER: Meaning(
        "from service worker", "A program of the page, inside the browser, gave the answer."
    ),
    Outcome.SHARED_CACHE: Meaning(
        "from shared cache",
        "A proxy or content delivery network answered from its store, for many visitors at once.",
    ),
    Outcome.REDIRECT: Meaning(
        "redirect", "The client was sent to another URL, and no further redirect followed there."
    ),
    Outcome.REDIRECT_CHAIN: Meaning(
        "redirect chain",
        "One hop of several: a redirect led to a redirect, and each costs the visitor a wait.",
    ),
    Outcome.REDIRECT_LOOP: Meaning(
        "redirect loop",
        "The redirects came back to a URL already visited: a detour for a cookie at best, and at "
        "worst nobody ever arrives.",
    ),
    Outcome.REVALIDATED: Meaning(
        "cache hit via 304",
        "The client asked whether its copy is still good; it is, and no body had to be sent.",
    ),
    Outcome.OTHER_REDIRECTION: Meaning(
        "other redirection",
        "A status that begins with 3 and sends the client nowhere by itself.",
    ),
    Outcome.BAD_REQUEST: Meaning(
        "bad request", "What arrived is not valid HTTP, or not what the application can read."
    ),
    Outcome.CHALLENGED: Meaning(
        "asked to log in",
        "Credentials are needed and were not sent; asking for them is how logging in begins.",
    ),
    Outcome.CREDENTIALS_REFUSED: Meaning(
        "credentials refused", "Credentials were sent, and the server did not accept them."
    ),
    Outcome.FORBIDDEN: Meaning(
        "forbidden", "The server understood and will not give this to the one who asks."
    ),
    Outcome.NOT_FOUND: Meaning("not found", "There is nothing at this URL."),
    Outcome.BROKEN_LINK: Meaning(
        "broken link",
        "There is nothing at this URL, and a page of the same site links to it.",
    ),
    Outcome.GONE: Meaning("gone", "There was something at this URL; it was taken away for good."),
    Outcome.METHOD_REFUSED: Meaning(
        "method refused", "The URL exists, but not for this method (GET, POST, PUT ...)."
    ),
    Outcome.REQUEST_TIMEOUT: Meaning(
        "request too slow", "The client took too long to send its request."
    ),
    Outcome.PRECONDITION_FAILED: Meaning(
        "precondition failed",
        "The client named a condition, usually that nobody else changed it, and it did not hold.",
    ),
    Outcome.TOO_LARGE: Meaning(
        "too large", "The request's body or headers are larger than the server takes."
    ),
    Outcome.URI_TOO_LONG: Meaning("URL too long", "The URL is longer than the server takes."),
    Outcome.RATE_LIMITED: Meaning(
        "rate limited", "The client asked too often in too short a time and is told to slow down."
    ),
    Outcome.CLIENT_CLOSED: Meaning(
        "client hung up", "The client closed the connection before the answer was ready."
    ),
    Outcome.OTHER_CLIENT_ERROR: Meaning(
        "other client error",
        "The server refuses the request for a reason that has no label of its own.",
    ),
    Outcome.SERVER_ERROR: Meaning(
        "internal error", "The application met an error that it did not handle."
    ),
    Outcome.NOT_IMPLEMENTED: Meaning(
        "not implemented", "The server knows no way to do what the method asks, at any URL."
    ),
    Outcome.BAD_GATEWAY: Meaning(
        "bad gateway", "A proxy got no answer it could use from the server behind it."
    ),
    Outcome.UNAVAILABLE: Meaning(
        "unavailable",
        "The web server runs, but the application behind it cannot take requests just now.",
    ),
    Outcome.GATEWAY_TIMEOUT: Meaning(
        "gateway timeout", "A proxy waited for the server behind it, and no answer came in time."
    ),
    Outcome.ORIGIN_FAILED: Meaning(
        "origin failed",
        "A content delivery network could not get an answer from the site's server.",
    ),
    Outcome.OTHER_SERVER_ERROR: Meaning(
        "other server error", "The server failed for a reason that has no label of its own."
    ),
    Outcome.DROPPED: Meaning(
        "dropped", "The server closed the connection on purpose and sent nothing."
    ),
    Outcome.NO_RESPONSE: Meaning(
        "no response", "The exchange ended, or was cut off, before any response came."
    ),
    Outcome.INVALID_STATUS: Meaning(
        "invalid status", "What stands in the status field is no status that HTTP knows."
    ),
}
"""Every outcome, in the vocabulary's order."""
