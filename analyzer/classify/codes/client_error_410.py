"""410 to 413: gone, unmeasured, guarded, too large (RFC 9110 section 15.5)."""

from analyzer.classify.codes.code import Code, Evidence, Level, Where
from analyzer.classify.vocabulary import Fault, Outcome

CLIENT_ERROR_410 = (
    Code(
        number=410,
        name="Gone",
        spec="RFC 9110 §15.5.11",
        outcome=Outcome.GONE,
        fault=Fault.CLIENT,
        cacheable=True,
        says=(
            "This was here once and has been removed for good, on purpose. Please delete your "
            "links to it."
        ),
        whose=(
            "Whoever still links to it: the client by a bookmark, or your own page by an old link."
        ),
        look_for=(
            "The referring page, as for 404. Search engines drop such URLs sooner than those that "
            "answer 404, so their requests should fade out over weeks."
        ),
        check=(
            "If your own pages still link there, remove the links. If visitors keep arriving from "
            "elsewhere, consider a redirect to the successor instead. Make sure that nobody was "
            "told 'gone' by mistake: caches remember it."
        ),
    ),
    Code(
        number=411,
        name="Length Required",
        spec="RFC 9110 §15.5.12",
        outcome=Outcome.OTHER_CLIENT_ERROR,
        fault=Fault.CLIENT,
        evidence=(
            Evidence(
                Level.MUST_NOT,
                Where.REQUEST,
                ("content-length",),
                "The request lacked `Content-Length`; if it had one, this answer is wrong.",
            ),
        ),
        says="Tell me with `Content-Length` how long your body is; I do not accept it otherwise.",
        whose="The client's move: it repeats the request with the length stated.",
        look_for=(
            "A method with a body and no `Content-Length` in the request; hand-written scripts and "
            "streaming uploads are the usual senders."
        ),
        check=(
            "Let the client send the length, or teach the server or the proxy before it to take "
            "bodies in chunks, which HTTP/1.1 expects of it anyway."
        ),
    ),
    Code(
        number=412,
        name="Precondition Failed",
        spec="RFC 9110 §15.5.13",
        outcome=Outcome.PRECONDITION_FAILED,
        fault=Fault.CLIENT,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.REQUEST,
                ("if-match", "if-unmodified-since", "if-none-match", "if", "overwrite"),
                "The request carried a condition, such as `If-Match` or `If-Unmodified-Since`; `If` and `Overwrite` are WebDAV's.",
            ),
        ),
        says=(
            "You said 'only if', and the condition does not hold, so nothing was done. Usually the "
            "resource has changed since you read it."
        ),
        whose=(
            "Nobody did wrong: the guard worked, and the client has to fetch the current version "
            "before it tries again."
        ),
        look_for=(
            "A condition in the request: `If-Match`, `If-Unmodified-Since`, or `If-None-Match` on "
            "a method that writes. For a plain GET that last condition would give 304 instead."
        ),
        check=(
            "See that the client re-reads and retries rather than overwriting without a condition. "
            "If every write fails, a proxy that compresses may be altering `ETag` values on the "
            "way."
        ),
    ),
    Code(
        number=413,
        name="Content Too Large",
        spec="RFC 9110 §15.5.14",
        outcome=Outcome.TOO_LARGE,
        fault=Fault.CLIENT,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.REQUEST,
                ("content-length", "transfer-encoding"),
                "The request announced a body, with `Content-Length` or `Transfer-Encoding`.",
                always=False,
            ),
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                ("retry-after",),
                "If the refusal is only for now, `Retry-After` says when to come back.",
                always=False,
            ),
        ),
        says=(
            "The body you are sending is larger than I take. I may close the connection so that "
            "you stop sending it."
        ),
        whose="The client's side by the number, though the limit is the server's to choose.",
        look_for=(
            "The method, and the request's size where the log holds it; the response alone says "
            "nothing about how much was sent. The same client sending longer and longer bodies "
            "until it is refused, and just below, is probing for an overflow."
        ),
        check=(
            "For a legitimate upload, find which limit spoke: nginx's `client_max_body_size`, "
            "Apache's `LimitRequestBody`, the proxy in front or the application, and raise the "
            "right one. Say the limit on the upload form. For growing bodies from one client, see "
            "what the last accepted one did."
        ),
        also=(
            "The log may call it 'Request Entity Too Large' or 'Payload Too Large', its names "
            "before RFC 9110."
        ),
    ),
)
