"""300 to 304: another resource, or the client's own copy (RFC 9110 section 15.4)."""

from analyzer.classify.codes.code import Code, Evidence, Level, Where
from analyzer.classify.vocabulary import Fault, Outcome

REDIRECTION_300 = (
    Code(
        number=300,
        name="Multiple Choices",
        spec="RFC 9110 §15.4.1",
        outcome=Outcome.OTHER_REDIRECTION,
        fault=Fault.NONE,
        cacheable=True,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                ("location",),
                "A preferred choice, if there is one, is named in `Location`.",
                always=False,
            ),
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                (),
                "The body lists the choices so that a person or a program can pick.",
                always=False,
            ),
        ),
        says=(
            "There are several versions of this, for instance languages or formats; pick one. If "
            "the server has a favourite, `Location` names it."
        ),
        whose="The client's move: it or its user chooses.",
        look_for=(
            "A list of links in the body. Only with a `Location` does a client go on by itself, "
            "and only then is it a redirect. Apache's spelling correction also answers so when "
            "several names nearly match."
        ),
        check=(
            "Look at which URLs produce it: with spelling correction switched on they are often "
            "mistyped links. Link to one version directly where a choice was never intended."
        ),
    ),
    Code(
        number=301,
        name="Moved Permanently",
        spec="RFC 9110 §15.4.2",
        outcome=Outcome.REDIRECT,
        fault=Fault.NONE,
        cacheable=True,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                ("location",),
                "`Location` gives the new URL; without it nobody can follow.",
            ),
            Evidence(
                Level.MAY,
                Where.FOLLOWUP,
                (),
                "The client goes on to the new URL by itself, and uses it directly from then on.",
                always=False,
            ),
        ),
        says=(
            "This has moved for good: use the URL in `Location` from now on, here and in every "
            "link. Clients and caches may remember the move and never ask again."
        ),
        whose=(
            "The client's move now, by going to the new URL; then the move of whoever keeps the "
            "old link."
        ),
        look_for=(
            "`Location`, and the same client's request for that URL right after. The same 301 is a "
            "single redirect, one hop of a chain, or a turn of a loop; the requests around it tell "
            "which. Where the log does not hold `Location`, statscan infers the hop and says that "
            "it did."
        ),
        check=(
            "Change your own links, sitemap and feeds to the final URL. Shorten chains, which "
            "often come from http to https, then to another host name, then a slash added. Look "
            "for clients that go on asking for the old URL: they ignore the move. Many clients "
            "turn a POST into a GET here; 308 does not."
        ),
    ),
    Code(
        number=302,
        name="Found",
        spec="RFC 9110 §15.4.3",
        outcome=Outcome.REDIRECT,
        fault=Fault.NONE,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                ("location",),
                "`Location` gives the URL to visit this time.",
            ),
            Evidence(
                Level.MAY,
                Where.FOLLOWUP,
                (),
                "A client may follow at once, and asks the original URL again at its next visit.",
                always=False,
            ),
        ),
        says="For this once, go to the URL in `Location`; next time, come back here and ask again.",
        whose="The client's move: it follows now and keeps the old URL for later.",
        look_for=(
            "`Location`, the hop that follows, and the same client coming back later to the "
            "original URL. Typical after a login, for a choice of language, and for pages that "
            "need a session."
        ),
        check=(
            "A 302 that was the only answer of its URL for the whole period is permanent in "
            "effect: 301 or 308 would save every visitor a round trip. If it answers a POST, most "
            "clients go on with GET, which 303 says clearly and 307 forbids. A target taken from "
            "the query is an open door for phishing."
        ),
    ),
    Code(
        number=303,
        name="See Other",
        spec="RFC 9110 §15.4.4",
        outcome=Outcome.REDIRECT,
        fault=Fault.NONE,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                ("location",),
                "`Location` names the page to fetch; the code makes no sense without it.",
            ),
            Evidence(
                Level.MAY,
                Where.FOLLOWUP,
                (),
                "The next request is a GET (or HEAD) for that page, whatever the first method was.",
                always=False,
            ),
        ),
        says=(
            "The answer to what you did is on another page: fetch it with GET. That page is a "
            "result or a receipt, not the thing you sent the request to."
        ),
        whose="The client's move: it fetches the page in `Location` with GET.",
        look_for=(
            "A POST, then a GET by the same client for the URL in `Location`. It is the clean way "
            "to keep a reload from submitting a form twice."
        ),
        check=(
            "See that the second request really arrives and succeeds: a form that 'does nothing' "
            "often loses its session between the two. Answering a plain GET with 303 deserves the "
            "question why."
        ),
    ),
    Code(
        number=304,
        name="Not Modified",
        spec="RFC 9110 §15.4.5",
        outcome=Outcome.REVALIDATED,
        fault=Fault.NONE,
        evidence=(
            Evidence(
                Level.MUST,
                Where.REQUEST,
                ("if-none-match", "if-modified-since"),
                (
                    "The client had asked 'only if it changed', with `If-None-Match` or "
                    "`If-Modified-Since`."
                ),
            ),
            Evidence(
                Level.MUST,
                Where.RESPONSE,
                ("content-location", "date", "etag", "vary", "cache-control", "expires"),
                (
                    "Whichever of `Content-Location`, `Date`, `ETag`, `Vary`, `Cache-Control` and "
                    "`Expires` a 200 would have carried comes with the 304 as well."
                ),
                always=False,
            ),
            Evidence(
                Level.MUST_NOT,
                Where.RESPONSE,
                (),
                "There is no body: the response ends with its headers.",
            ),
        ),
        says=(
            "Nothing has changed since the copy you have, so use that; no body is sent. It is not "
            "a redirect: the client is sent to its own cache."
        ),
        whose="Nobody has to do anything: client and server have just saved a transfer.",
        look_for=(
            "`If-None-Match` or `If-Modified-Since` in the request, and a response with headers "
            "only. Most access logs do not hold request headers, so there the 304 itself is the "
            "evidence that the client had a copy. What it saved is the size of the 200 that the "
            "same URL gave earlier."
        ),
        check=(
            "A 304 to a request without those headers is an error of the server or of a cache in "
            "between. Files that are asked for again and again and always answer 304 could say "
            "with `Cache-Control: max-age` how long they stay fresh, which saves the question too."
        ),
    ),
)
