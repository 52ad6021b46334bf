"""200 to 204: done, made, accepted, nothing to send (RFC 9110 section 15.3)."""

from analyzer.classify.codes.code import Code, Evidence, Level, Where
from analyzer.classify.vocabulary import Fault, Outcome

SUCCESS_200 = (
    Code(
        number=200,
        name="OK",
        spec="RFC 9110 §15.3.1",
        outcome=Outcome.OK,
        fault=Fault.NONE,
        cacheable=True,
        evidence=(
            Evidence(
                Level.MUST,
                Where.RESPONSE,
                ("date",),
                "A server that has a clock dates its response with `Date`.",
                always=False,
            ),
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                ("etag", "last-modified"),
                (
                    "A version mark, `ETag` or `Last-Modified`, lets the client ask later whether "
                    "anything has changed."
                ),
                always=False,
            ),
        ),
        says=(
            "The request succeeded, and the body holds the result. For GET that is the page or "
            "file itself."
        ),
        whose="Nobody has to do anything.",
        look_for=(
            "A body of more than zero bytes in answer to GET. In a recording the entry also shows "
            "where the body came from: the network, a cache on the way (`Age`, a cache status "
            "header) or the browser's own cache, which asked no server at all."
        ),
        check=(
            "Look into a 200 with an empty body on GET, and into error pages sent as 200: a 'not "
            "found' page with status 200 hides broken links from every tool. A `Location` header "
            "means nothing here."
        ),
    ),
    Code(
        number=201,
        name="Created",
        spec="RFC 9110 §15.3.2",
        outcome=Outcome.CREATED,
        fault=Fault.NONE,
        evidence=(
            Evidence(
                Level.MAY,
                Where.RESPONSE,
                ("location",),
                (
                    "`Location` names the new resource when it is not at the requested URL, which "
                    "is the usual case for POST."
                ),
                always=False,
            ),
        ),
        says=(
            "The request made something new, and it exists now. `Location` says where; without it, "
            "the new thing is at the requested URL itself."
        ),
        whose="Nobody has to do anything; the client may go and use what it made.",
        look_for=(
            "The method is PUT or POST. `Location` on a POST names the new resource; this is not a "
            "redirect, although some recordings list it as one."
        ),
        check=(
            "A 201 to a GET is suspicious: a request that should only read has written. For a POST "
            "without `Location`, ask how the client is to find what it created. Where files can be "
            "uploaded, check who created what."
        ),
    ),
    Code(
        number=202,
        name="Accepted",
        spec="RFC 9110 §15.3.3",
        outcome=Outcome.ACCEPTED,
        fault=Fault.NONE,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                (),
                "The body says how things stand and where to watch the progress.",
                always=False,
            ),
        ),
        says=(
            "The request is taken in and will be worked on later. Whether it will succeed is not "
            "known yet, and HTTP has no way to tell the client afterwards."
        ),
        whose=(
            "The server still has to do the work; the client has to ask for the outcome if it "
            "cares."
        ),
        look_for=(
            "A 202 followed by requests of the same client to a status URL, often one that "
            "`Location` or the body named. A long row of such requests shows a client that polls."
        ),
        check=(
            "Follow a few accepted jobs to their end: a queue that fails silently looks perfect in "
            "a log full of 202s. If clients poll too often, tell them with `Retry-After` when to "
            "come back."
        ),
    ),
    Code(
        number=203,
        name="Non-Authoritative Information",
        spec="RFC 9110 §15.3.4",
        outcome=Outcome.OTHER_SUCCESS,
        fault=Fault.NONE,
        cacheable=True,
        evidence=(
            Evidence(
                Level.MAY,
                Where.RESPONSE,
                ("via",),
                "`Via` tells which proxy was on the way.",
                always=False,
            ),
        ),
        says=(
            "The request succeeded with 200, but a proxy on the way has changed the content since "
            "the original server sent it."
        ),
        whose="Nobody's fault: the proxy is being honest about having touched the body.",
        look_for=(
            "A proxy names itself in `Via`, and the size or checksum differs from what the "
            "original server logged for the same request."
        ),
        check=(
            "Find out which proxy rewrites the content and whether you asked for it. Do not use "
            "checksums or version marks from this copy to compare with the original."
        ),
    ),
    Code(
        number=204,
        name="No Content",
        spec="RFC 9110 §15.3.5",
        outcome=Outcome.NO_CONTENT,
        fault=Fault.NONE,
        cacheable=True,
        evidence=(
            Evidence(
                Level.MUST_NOT,
                Where.RESPONSE,
                ("content-length", "transfer-encoding"),
                "A 204 ends with its headers: it carries neither `Content-Length` nor a body.",
            ),
        ),
        says=(
            "Done, and there is nothing to send back. The client stays where it is and keeps "
            "showing what it shows."
        ),
        whose="Nobody has to do anything; the empty answer is intended.",
        look_for=(
            "Zero body bytes and no `Content-Length`. Typical for saves, deletes, tracking calls "
            "and the questions browsers ask before cross-site requests."
        ),
        check=(
            "Body bytes logged with a 204 are a defect of the application or of the log. If people "
            "see an empty page, a page that should have answered 200 answers 204 instead."
        ),
    ),
)
