"""1xx: go on; a final response follows (RFC 9110 section 15.2)."""

from analyzer.classify.codes.code import Code, Evidence, Level, Where
from analyzer.classify.vocabulary import Fault, Outcome

INFORMATIONAL = (
    Code(
        number=100,
        name="Continue",
        spec="RFC 9110 §15.2.1",
        outcome=Outcome.CONTINUE,
        fault=Fault.NONE,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.REQUEST,
                ("expect",),
                (
                    "The request asks for this answer with `Expect: 100-continue`; without that a "
                    "client may ignore it."
                ),
            ),
            Evidence(
                Level.MUST,
                Where.FOLLOWUP,
                (),
                "Exactly one final response follows, unless the connection is lost first.",
                always=False,
            ),
            Evidence(
                Level.MUST_NOT,
                Where.RESPONSE,
                ("content-length", "transfer-encoding"),
                (
                    "An informational response has no body, so it carries neither `Content-Length` "
                    "nor `Transfer-Encoding`."
                ),
            ),
        ),
        says=(
            "The headers have arrived and nothing in them is refused so far, so send the body. "
            "This is not the answer yet: a second, final response follows."
        ),
        whose="The client's move: it sends the body, and the server then owes it a final response.",
        look_for=(
            "The request announces a body with `Expect: 100-continue`, and a final response to the "
            "same request follows. Access logs record only that final status; a 100 can be seen in "
            "a recording or where the exchange was cut off after it."
        ),
        check=(
            "Look for a 100 that no final response follows: the client gave up between the headers "
            "and the body, or a proxy swallowed the answer. Compare the time of the 100 with the "
            "upload's size and duration."
        ),
    ),
    Code(
        number=101,
        name="Switching Protocols",
        spec="RFC 9110 §15.2.2",
        outcome=Outcome.SWITCHED_PROTOCOLS,
        fault=Fault.NONE,
        evidence=(
            Evidence(
                Level.MUST,
                Where.RESPONSE,
                ("upgrade",),
                "The response names the protocol it switches to in `Upgrade`.",
            ),
            Evidence(
                Level.MUST,
                Where.REQUEST,
                ("upgrade",),
                (
                    "The client had offered that protocol in its own `Upgrade`; a server may not "
                    "choose another."
                ),
            ),
            Evidence(
                Level.MUST_NOT,
                Where.RESPONSE,
                ("content-length", "transfer-encoding"),
                "No HTTP body follows a 101, so neither `Content-Length` nor `Transfer-Encoding` announces one.",
            ),
        ),
        says=(
            "Agreed: from here on this connection speaks the protocol named in `Upgrade`, and no "
            "longer HTTP. A WebSocket that opens over HTTP/1.1 looks exactly like this."
        ),
        whose=(
            "Nobody's fault and everybody's success: client and server now talk in the new "
            "protocol."
        ),
        look_for=(
            "Both sides name the protocol in `Upgrade`. The entry's size and duration cover the "
            "whole life of the connection, so a 101 that lasted an hour was a long conversation, "
            "not a slow answer."
        ),
        check=(
            "Keep these entries out of response-time figures. If sockets close early, compare "
            "their durations: many of equal length point to an idle limit in a proxy on the way. "
            "Over HTTP/2 and HTTP/3 a WebSocket is a CONNECT answered with 200, so do not look for "
            "a 101 there."
        ),
    ),
    Code(
        number=102,
        name="Processing",
        spec="RFC 2518 §10.1",
        outcome=Outcome.INTERIM,
        fault=Fault.NONE,
        evidence=(
            Evidence(
                Level.MUST,
                Where.FOLLOWUP,
                (),
                "A final response follows once the work is finished.",
                always=False,
            ),
        ),
        says=(
            "The server has the whole request and is still working on it. It says so only to keep "
            "the client from giving up."
        ),
        whose="The server's move: it still owes the final response.",
        look_for=(
            "The entry is interim: the final status of the same request stands in another entry, "
            "or in none if the exchange was lost. WebDAV servers sent it for operations on large "
            "folders."
        ),
        check=(
            "Ask what takes so long that the server felt the need to apologise, and whether it "
            "could answer 202 and report later. The code was dropped from the WebDAV standard in "
            "RFC 4918, so see whether any client still needs it."
        ),
    ),
    Code(
        number=103,
        name="Early Hints",
        spec="RFC 8297 §2",
        outcome=Outcome.INTERIM,
        fault=Fault.NONE,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                ("link",),
                "The hints are usually `Link` headers that name files to load early.",
                always=False,
            ),
            Evidence(
                Level.MUST_NOT,
                Where.RESPONSE,
                ("content-length", "transfer-encoding"),
                (
                    "Hints carry no `Content-Length`, `Transfer-Encoding` or headers meant for one "
                    "connection only."
                ),
            ),
            Evidence(
                Level.MUST,
                Where.FOLLOWUP,
                (),
                "A final response follows, as after every informational response.",
                always=False,
            ),
        ),
        says=(
            "Here are some headers of the answer that is still being prepared, mostly links to "
            "files worth fetching already. The final response comes later."
        ),
        whose=(
            "Nobody's fault: the client may start loading what the hints name while the server "
            "finishes the page."
        ),
        look_for=(
            "`Link` headers in the interim response, and requests for those same files that begin "
            "before the page itself has arrived. Some browser recordings mark the files that were "
            "fetched this way."
        ),
        check=(
            "Compare the hinted files with what the page really used: a hint for a file nobody "
            "needs only costs bandwidth. Make sure old HTTP/1.1 clients and proxies on the way get "
            "along with it."
        ),
        also=(
            "An older proposal for resumable uploads called 103 Checkpoint; a 103 answering a PUT "
            "in an old Google API trace means that part of the upload has arrived."
        ),
    ),
    Code(
        number=104,
        name="Upload Resumption Supported",
        spec="draft-ietf-httpbis-resumable-upload, temporary at IANA",
        outcome=Outcome.INTERIM,
        fault=Fault.NONE,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                ("location",),
                "`Location` names the resource under which the upload can be resumed.",
                always=False,
            ),
            Evidence(
                Level.MUST,
                Where.FOLLOWUP,
                (),
                "One final response ends the upload, if the connection lasts.",
                always=False,
            ),
        ),
        says=(
            "This upload can be resumed: if the connection breaks, continue at the URL given here "
            "rather than start again. The final response comes when the upload ends."
        ),
        whose=(
            "The client's move: it goes on sending, and remembers the address in case it has to "
            "resume."
        ),
        look_for=(
            "A request with a body, a `Location` in the interim response, and after a broken "
            "upload a further request to that location. The registration is temporary, so details "
            "may still change."
        ),
        check=(
            "After a failed upload, see whether the same client went back to the announced "
            "location or sent everything again. Check that proxies on the way pass informational "
            "responses on."
        ),
    ),
)
