"""500 to 504: it broke, cannot, or waits in vain (RFC 9110 section 15.6)."""

from analyzer.classify.codes.code import Code, Evidence, Level, Where
from analyzer.classify.vocabulary import Fault, Outcome

SERVER_ERROR_500 = (
    Code(
        number=500,
        name="Internal Server Error",
        spec="RFC 9110 §15.6.1",
        outcome=Outcome.SERVER_ERROR,
        fault=Fault.SERVER,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                (),
                (
                    "The body explains the situation to the user, as every server error should, "
                    "without exposing the inside."
                ),
                always=False,
            ),
        ),
        says=(
            "Something unexpected happened inside me, and nobody had written code for that case. "
            "Your request may have been perfectly fine."
        ),
        whose=(
            "The server's fault: an error in the application or its configuration was not handled."
        ),
        look_for=(
            "In a log, what the failing requests have in common: the path, one parameter, one "
            "value. In a recording, the response body: a stack trace, a database message or a "
            "framework's error page says where it broke, and says so to strangers too."
        ),
        check=(
            "Take the first failure's time to the application's error log. Repeat the request with "
            "the same input, then vary it to find what triggers the error. Then make sure that the "
            "error page gives away nothing of the code, the paths or the database."
        ),
    ),
    Code(
        number=501,
        name="Not Implemented",
        spec="RFC 9110 §15.6.2",
        outcome=Outcome.NOT_IMPLEMENTED,
        fault=Fault.SERVER,
        cacheable=True,
        says=(
            "I do not know how to do this at all, for any URL. Usually it means a method I have "
            "never heard of."
        ),
        whose=(
            "The server lacks the function; a scanner with invented methods is still the commonest "
            "sender."
        ),
        look_for=(
            "The method in the request line, and nginx's answer to a transfer coding it does not "
            "know. A method that works elsewhere would have given 405."
        ),
        check=(
            "If a real client needs the method, enable the module that knows it, WebDAV for "
            "instance. If the methods are gibberish, somebody is taking your server's fingerprint, "
            "and nothing needs doing."
        ),
    ),
    Code(
        number=502,
        name="Bad Gateway",
        spec="RFC 9110 §15.6.3",
        outcome=Outcome.BAD_GATEWAY,
        fault=Fault.INTERMEDIARY,
        evidence=(
            Evidence(
                Level.MAY,
                Where.RESPONSE,
                ("proxy-status",),
                "`Proxy-Status` (RFC 9209) can name the hop and the kind of failure.",
                always=False,
            ),
        ),
        says=(
            "I am only the proxy here, and what I got from the server behind me was no usable "
            "answer."
        ),
        whose=(
            "The proxy reports it, the server behind it caused it: that one crashed, refused the "
            "connection or sent nonsense."
        ),
        look_for=(
            "A short duration is typical, since a refused connection fails at once. Where logged, "
            "the upstream address and time show which server behind was asked. Bursts match "
            "restarts and deployments."
        ),
        check=(
            "See whether the application runs and listens where the proxy looks for it. The "
            "proxy's error log names the reason: refused, reset, or response headers too large. A "
            "`Proxy-Status` header, if sent, names the hop that failed."
        ),
    ),
    Code(
        number=503,
        name="Service Unavailable",
        spec="RFC 9110 §15.6.4",
        outcome=Outcome.UNAVAILABLE,
        fault=Fault.SERVER,
        evidence=(
            Evidence(
                Level.MAY,
                Where.RESPONSE,
                ("retry-after",),
                "`Retry-After` says when to try again; leaving it out breaks no rule.",
                always=False,
            ),
        ),
        says=(
            "Not now: I am overloaded, being maintained, or the application behind me does not "
            "answer. The web server itself is running, as this reply shows."
        ),
        whose=(
            "The server's side, and temporary by its own word; a client may have brought it about "
            "with its load."
        ),
        look_for=(
            "A burst in time rather than a steady trickle, with its beginning and its end; "
            "`Retry-After` where headers are recorded; and which client's requests came just "
            "before it began."
        ),
        check=(
            "Look at the last minutes before the burst: a deployment, a heavy client, or a request "
            "of your own that took the application down. Then the number of workers and "
            "connections of the application. Planned maintenance should send `Retry-After`, which "
            "search engines respect."
        ),
    ),
    Code(
        number=504,
        name="Gateway Timeout",
        spec="RFC 9110 §15.6.5",
        outcome=Outcome.GATEWAY_TIMEOUT,
        fault=Fault.INTERMEDIARY,
        evidence=(
            Evidence(
                Level.MAY,
                Where.RESPONSE,
                ("proxy-status",),
                "`Proxy-Status` (RFC 9209) can say which hop timed out.",
                always=False,
            ),
        ),
        says="I am the proxy, and the server behind me did not answer in time.",
        whose=(
            "The proxy gave up; the slow one is the server behind it, or the network between the "
            "two."
        ),
        look_for=(
            "Durations that cluster at one round figure, such as 30 or 60 seconds: that is the "
            "proxy's limit. The work behind may have been finished after all, unseen."
        ),
        check=(
            "Find which paths reach the limit and what they wait for, a database query or another "
            "service. Raising the limit only makes visitors wait longer. For requests that change "
            "something, check whether they took effect in spite of the error before they are "
            "repeated."
        ),
    ),
)
