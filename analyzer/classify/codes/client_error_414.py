"""414 to 418: too long, of the wrong kind, out of range (RFC 9110 section 15.5)."""

from analyzer.classify.codes.code import Code, Evidence, Level, Where
from analyzer.classify.vocabulary import Fault, Outcome

CLIENT_ERROR_414 = (
    Code(
        number=414,
        name="URI Too Long",
        spec="RFC 9110 §15.5.15",
        outcome=Outcome.URI_TOO_LONG,
        fault=Fault.CLIENT,
        cacheable=True,
        says="The URL is longer than I am willing to read.",
        whose="The client's side, unless a redirect of your own site made the URL grow.",
        look_for=(
            "The length of the URL, as far as the log kept it. A form sent with GET that should be "
            "POST, a redirect that appends to the query at each turn, or one client trying ever "
            "longer URLs as an overflow probe."
        ),
        check=(
            "Look at the end of the URL: the same parameter repeated many times is a redirect loop "
            "of your own. Long search filters belong in a POST. Only then think of raising the "
            "limit for the request line."
        ),
    ),
    Code(
        number=415,
        name="Unsupported Media Type",
        spec="RFC 9110 §15.5.16",
        outcome=Outcome.OTHER_CLIENT_ERROR,
        fault=Fault.CLIENT,
        evidence=(
            Evidence(
                Level.MAY,
                Where.RESPONSE,
                ("accept",),
                "`Accept` can tell which formats are taken.",
                always=False,
            ),
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                ("accept-encoding",),
                "If compression was the problem, `Accept-Encoding` tells which kinds are taken.",
                always=False,
            ),
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                ("accept-patch",),
                "For PATCH, `Accept-Patch` lists the patch formats (RFC 5789).",
                always=False,
            ),
        ),
        says="I do not take bodies in this format, or compressed in this way.",
        whose="The client's move: it sends the same data in a format that is accepted.",
        look_for=(
            "`Content-Type` and `Content-Encoding` of the request, where recorded. An API that "
            "expects JSON answers so to a plain form, and to JSON without its label."
        ),
        check=(
            "Compare the request's `Content-Type` with what the API documents; a missing one is "
            "the commonest cause. On an upload form, check whether the refused kind is refused on "
            "purpose."
        ),
    ),
    Code(
        number=416,
        name="Range Not Satisfiable",
        spec="RFC 9110 §15.5.17",
        outcome=Outcome.OTHER_CLIENT_ERROR,
        fault=Fault.CLIENT,
        evidence=(
            Evidence(
                Level.MUST,
                Where.REQUEST,
                ("range",),
                "The request asked for a part with `Range`.",
            ),
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                ("content-range",),
                "`Content-Range: bytes */length` tells the present length.",
            ),
        ),
        says="The part you ask for lies outside the file, or the ranges are absurdly many.",
        whose="The client's side: its idea of the file's length is out of date or wrong.",
        look_for=(
            "`Range` in the request and the real length in `Content-Range: bytes */length`. A "
            "finished download that tries to resume asks for a part that begins exactly at the "
            "end."
        ),
        check=(
            "See whether the file became shorter between two requests; a version mark in "
            "`If-Range` would prevent that. Many overlapping ranges in one request are a known way "
            "to exhaust old servers."
        ),
    ),
    Code(
        number=417,
        name="Expectation Failed",
        spec="RFC 9110 §15.5.18",
        outcome=Outcome.OTHER_CLIENT_ERROR,
        fault=Fault.CLIENT,
        evidence=(
            Evidence(
                Level.MUST,
                Where.REQUEST,
                ("expect",),
                "The request stated an expectation in `Expect`.",
            ),
            Evidence(
                Level.MAY,
                Where.FOLLOWUP,
                (),
                "The client may repeat the request without the expectation.",
                always=False,
            ),
        ),
        says=(
            "I cannot meet what you wrote in `Expect`. In practice that is nearly always "
            "`100-continue`."
        ),
        whose=(
            "The client asked for something that this server or a proxy on the way does not do; it "
            "can ask without."
        ),
        look_for=(
            "`Expect` in the request, then usually the same request once more without it, which "
            "succeeds."
        ),
        check=(
            "Find the old proxy or server that does not know `100-continue`. Until it is replaced, "
            "switch the header off in the client, where HTTP libraries have an option for it."
        ),
    ),
    Code(
        number=418,
        name="(Unused)",
        spec="RFC 9110 §15.5.19",
        outcome=Outcome.OTHER_CLIENT_ERROR,
        fault=Fault.CLIENT,
        says=(
            "Officially nothing: the number stays reserved because an April fool's specification "
            "of 1998 made it 'I'm a teapot'. Sites that send it mean 'no', often to programs they "
            "take for robots."
        ),
        whose=(
            "The client's side in practice, since a filter took a dislike to it; nothing in HTTP "
            "asks the server for this code."
        ),
        look_for=(
            "The agent and the rate of the client that gets it: bot filters like to use it. In an "
            "application of your own it is a joke left in a route."
        ),
        check=(
            "If you own the site, find the filter or route and let it answer 403 or 429, which "
            "programs understand. If you are the one refused, slow down and say honestly who you "
            "are."
        ),
    ),
)
