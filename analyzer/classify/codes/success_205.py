"""205 to 226: parts, lists and differences (RFC 9110, 3229, 4918, 5842)."""

from analyzer.classify.codes.code import Code, Evidence, Level, Where
from analyzer.classify.vocabulary import Fault, Outcome

SUCCESS_205 = (
    Code(
        number=205,
        name="Reset Content",
        spec="RFC 9110 §15.3.6",
        outcome=Outcome.OTHER_SUCCESS,
        fault=Fault.NONE,
        evidence=(
            Evidence(
                Level.MUST_NOT,
                Where.RESPONSE,
                (),
                "The response has no content.",
            ),
        ),
        says="Done; now clear the form so that the next entry can be typed. There is no body.",
        whose="The client's move: it resets the view the request was sent from.",
        look_for=(
            "An empty response to a submitted form. Browsers treat it much like 204, so what "
            "follows is often simply the next submission from the same page."
        ),
        check=(
            "See that the body is really empty, and that the page's own script does the clearing, "
            "because browsers do not. A 204 would usually say the same with fewer surprises."
        ),
    ),
    Code(
        number=206,
        name="Partial Content",
        spec="RFC 9110 §15.3.7",
        outcome=Outcome.PARTIAL,
        fault=Fault.NONE,
        cacheable=True,
        evidence=(
            Evidence(
                Level.MUST,
                Where.REQUEST,
                ("range",),
                "The client had asked for a part with `Range`.",
            ),
            Evidence(
                Level.MUST,
                Where.RESPONSE,
                ("content-range",),
                (
                    "`Content-Range` says which part this is; only several parts at once, sent as "
                    "`multipart/byteranges`, carry it inside the body instead."
                ),
                always=False,
            ),
            Evidence(
                Level.MUST,
                Where.RESPONSE,
                ("date", "cache-control", "etag", "expires", "content-location", "vary"),
                (
                    "Whichever of `Date`, `Cache-Control`, `ETag`, `Expires`, `Content-Location` and "
                    "`Vary` the whole file would have carried is repeated on the part."
                ),
                always=False,
            ),
        ),
        says=(
            "Here is the part of the file you asked for, not the whole. Players that seek and "
            "downloads that resume work this way."
        ),
        whose="Nobody has to do anything; the client fetches further parts as it needs them.",
        look_for=(
            "A `Range` in the request and a `Content-Range` in the response that says which bytes "
            "of how many. Logged sizes are sizes of parts: several entries of one client on one "
            "URL belong together."
        ),
        check=(
            "Never compare these sizes with the file's full size. A client that fetches one file "
            "in hundreds of small parts may be a download manager, a player with too small a "
            "buffer, or someone trying to load the server. A 206 to a request without `Range` is "
            "an error."
        ),
    ),
    Code(
        number=207,
        name="Multi-Status",
        spec="RFC 4918 §11.1",
        outcome=Outcome.OTHER_SUCCESS,
        fault=Fault.NONE,
        evidence=(
            Evidence(
                Level.MUST,
                Where.RESPONSE,
                ("content-type",),
                "The body is XML, so `Content-Type` is `application/xml` or `text/xml`.",
            ),
        ),
        says=(
            "The request touched several things, and the XML body lists one status for each. The "
            "207 itself does not say whether any of them worked."
        ),
        whose="It depends on the statuses in the body; the line in the log cannot say.",
        look_for=(
            "A WebDAV method such as PROPFIND, PROPPATCH or COPY, and a body of type XML. The "
            "member statuses are visible only where bodies were recorded."
        ),
        check=(
            "Open a body and count the statuses in it: failures of single files hide under this "
            "success. Folder listings of great depth show up as large, slow 207s."
        ),
    ),
    Code(
        number=208,
        name="Already Reported",
        spec="RFC 5842 §7.1",
        outcome=Outcome.OTHER_SUCCESS,
        fault=Fault.NONE,
        says=(
            "This member was already listed above, under another of its names, so it is not listed "
            "again. It belongs inside the body of a 207."
        ),
        whose=(
            "Nobody's fault: the same folder is reachable by two paths, and the server avoids "
            "telling it twice."
        ),
        look_for=(
            "It stands inside a 207 body in answer to a WebDAV PROPFIND. As the status of a whole "
            "response, where a log would show it, it is out of place."
        ),
        check=(
            "If it appears as a status of its own, look at the application that sets it: somebody "
            "probably took 'already reported' for 'duplicate submission', which is 409."
        ),
    ),
    Code(
        number=226,
        name="IM Used",
        spec="RFC 3229 §10.4.1",
        outcome=Outcome.OTHER_SUCCESS,
        fault=Fault.NONE,
        evidence=(
            Evidence(
                Level.MUST,
                Where.REQUEST,
                ("a-im",),
                "The client had listed the kinds of differences it understands in `A-IM`.",
            ),
            Evidence(
                Level.MUST,
                Where.RESPONSE,
                ("etag",),
                "`ETag` marks the version that results.",
            ),
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                ("im",),
                "`IM` names what was applied to make the body.",
            ),
        ),
        says=(
            "Instead of the whole file you get the difference from the version you have. Applying "
            "it gives the current one."
        ),
        whose="The client's move: it combines the difference with its stored copy.",
        look_for=(
            "`A-IM` in the request, `IM` and `ETag` in the response, and a size well below the "
            "usual one for that URL. Feed readers were the main users."
        ),
        check=(
            "It is rare enough to confirm that it is meant. Check that caches on the way do not "
            "hand the difference to clients that never asked for one."
        ),
    ),
)
