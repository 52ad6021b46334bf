"""426 to 451: what is required, too many, forbidden by law (RFC 9110, 6585, 7725)."""

from analyzer.classify.codes.code import Code, Evidence, Level, Where
from analyzer.classify.vocabulary import Fault, Outcome

CLIENT_ERROR_426 = (
    Code(
        number=426,
        name="Upgrade Required",
        spec="RFC 9110 §15.5.22",
        outcome=Outcome.OTHER_CLIENT_ERROR,
        fault=Fault.CLIENT,
        evidence=(
            Evidence(
                Level.MUST,
                Where.RESPONSE,
                ("upgrade",),
                "`Upgrade` names the protocol that is required.",
            ),
        ),
        says="Not over this protocol: switch to the one named in `Upgrade` and try again.",
        whose="The client's move: it has to speak the newer protocol.",
        look_for=(
            "`Upgrade` in the response, and an old protocol version in the request. A WebSocket "
            "address opened as an ordinary page also answers so."
        ),
        check=(
            "See which clients still use the old protocol. If WebSockets fail here, a proxy on the "
            "way probably drops the `Upgrade` header of the request."
        ),
    ),
    Code(
        number=428,
        name="Precondition Required",
        spec="RFC 6585 §3",
        outcome=Outcome.OTHER_CLIENT_ERROR,
        fault=Fault.CLIENT,
        evidence=(
            Evidence(
                Level.MUST_NOT,
                Where.REQUEST,
                ("if-match", "if-unmodified-since"),
                "The request came without a condition: neither `If-Match` nor `If-Unmodified-Since`.",
                always=False,
            ),
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                (),
                "The body explains how to send the request again.",
                always=False,
            ),
            Evidence(
                Level.SHOULD,
                Where.FOLLOWUP,
                ("if-match",),
                "The client repeats the change with a condition, as a rule `If-Match`.",
                always=False,
            ),
        ),
        says=(
            "State the version you are changing, with `If-Match`, so that you do not overwrite "
            "somebody else's work."
        ),
        whose=(
            "The client's move: it reads the resource, takes its version mark and sends the change "
            "with it."
        ),
        look_for="A writing method without a condition, then the same one with `If-Match`.",
        check=(
            "Update the client that writes blindly. Check that the server gives out an `ETag` with "
            "each read, because otherwise nobody can comply. Caches must not store this answer."
        ),
    ),
    Code(
        number=429,
        name="Too Many Requests",
        spec="RFC 6585 §4",
        outcome=Outcome.RATE_LIMITED,
        fault=Fault.CLIENT,
        evidence=(
            Evidence(
                Level.MAY,
                Where.RESPONSE,
                ("retry-after",),
                "`Retry-After` says how long to wait.",
                always=False,
            ),
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                (),
                "The body explains which limit was reached.",
                always=False,
            ),
        ),
        says="You are asking too often; wait. `Retry-After` may say how long.",
        whose=(
            "The client has to slow down; where ordinary visitors are hit, the limit is too tight."
        ),
        look_for=(
            "The same client's rate just before, counted by address or by account. Requests that "
            "go on at the same pace after a 429 show a client that does not listen."
        ),
        check=(
            "Compare who is limited with who should be: many people behind one company address "
            "look like one busy client. Send `Retry-After` so that well-behaved programs can obey. "
            "Limits on a login page that never strike deserve a test."
        ),
    ),
    Code(
        number=431,
        name="Request Header Fields Too Large",
        spec="RFC 6585 §5",
        outcome=Outcome.TOO_LARGE,
        fault=Fault.CLIENT,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                (),
                "If a single header is at fault, the body names it.",
                always=False,
            ),
        ),
        says="The headers of your request are too large, all together or one of them.",
        whose="The client sent them, but mostly they are cookies that your own site had set.",
        look_for=(
            "Every request of one visitor failing while everybody else is fine: that visitor's "
            "cookies have grown. Behind nginx the same trouble is logged as 400 or 494."
        ),
        check=(
            "List the site's cookies and their sizes, above all session data kept in cookies and "
            "tracking added by scripts. Deleting the cookies helps the visitor at once; setting "
            "fewer helps for good."
        ),
    ),
    Code(
        number=451,
        name="Unavailable For Legal Reasons",
        spec="RFC 7725 §3",
        outcome=Outcome.OTHER_CLIENT_ERROR,
        fault=Fault.NONE,
        cacheable=True,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                ("link",),
                '`Link` with `rel="blocked-by"` names whoever implements the block.',
            ),
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                (),
                "The body explains the demand: who made it, under what law, for what.",
                always=False,
            ),
        ),
        says=(
            "I may not show you this because of a legal demand. Whether the content exists is left "
            "open."
        ),
        whose="Neither side made an error: a court, an authority or a law stands behind it.",
        look_for=(
            '`Link` with `rel="blocked-by"` names who carries out the block. It strikes by '
            "country, so one URL answers 200 to some clients and 451 to others. The code may be "
            "cached by default, by its own specification."
        ),
        check=(
            "Compare the countries of the refused and the served clients with the demand. See that "
            "a shared cache does not hand the refusal to countries it was not meant for."
        ),
    ),
)
