"""305 to 308: two that nobody should send, two that keep the method (RFC 9110 section 15.4)."""

from analyzer.classify.codes.code import Code, Evidence, Level, Where
from analyzer.classify.vocabulary import Fault, Outcome

REDIRECTION_305 = (
    Code(
        number=305,
        name="Use Proxy",
        spec="RFC 9110 §15.4.6",
        outcome=Outcome.OTHER_REDIRECTION,
        fault=Fault.SERVER,
        says=(
            "Fetch this through the proxy named here. The code is deprecated, because obeying a "
            "stranger's choice of proxy is dangerous."
        ),
        whose="The server's fault for sending a code that clients rightly ignore.",
        look_for=(
            "The status alone; browsers show the response as it is and do not go on to any proxy."
        ),
        check=(
            "Find the application or old proxy that sends it and stop it. Treat a 305 that you did "
            "not configure as an attempt to steer clients through somebody else's machine."
        ),
    ),
    Code(
        number=306,
        name="(Unused)",
        spec="RFC 9110 §15.4.7",
        outcome=Outcome.OTHER_REDIRECTION,
        fault=Fault.SERVER,
        says=(
            "Nothing: an early draft used this number for switching proxies, and it is reserved so "
            "that nobody uses it again."
        ),
        whose="The server's fault: no specification gives it a reason to send this.",
        look_for=(
            "The number itself; clients read an unknown 3xx like 300, so they show the body and "
            "follow nothing."
        ),
        check=(
            "Search the application's own code for the number: it is most likely a slip for 307 or "
            "303, or a private convention that should become a proper code."
        ),
    ),
    Code(
        number=307,
        name="Temporary Redirect",
        spec="RFC 9110 §15.4.8",
        outcome=Outcome.REDIRECT,
        fault=Fault.NONE,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                ("location",),
                "`Location` says where to repeat the request.",
            ),
            Evidence(
                Level.MUST_NOT,
                Where.FOLLOWUP,
                (),
                "A client that follows by itself does not change the method.",
                always=False,
            ),
        ),
        says=(
            "For this once, repeat exactly the same request, method and body included, at the URL "
            "in `Location`."
        ),
        whose="The client's move: it repeats the request unchanged, and keeps the old URL.",
        look_for=(
            "The next request of that client goes to `Location` with the same method. In browser "
            "recordings a 307 may never have touched the network: browsers report their own "
            "rewriting from http to https this way."
        ),
        check=(
            "Where it repeats a POST, see that the target accepts it and that a large body is not "
            "uploaded twice for nothing. For an upgrade to https by the browser itself, remove the "
            "http links that cause it."
        ),
    ),
    Code(
        number=308,
        name="Permanent Redirect",
        spec="RFC 9110 §15.4.9",
        outcome=Outcome.REDIRECT,
        fault=Fault.NONE,
        cacheable=True,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                ("location",),
                "`Location` gives the permanent new URL.",
            ),
            Evidence(
                Level.SHOULD,
                Where.FOLLOWUP,
                (),
                "The client repeats the request there with the same method and body.",
                always=False,
            ),
        ),
        says=(
            "This has moved for good, like 301, but repeat the same method and body at the new "
            "URL. A POST stays a POST."
        ),
        whose=(
            "The client repeats its request at the new URL; the owner of the old link corrects it."
        ),
        look_for=(
            "The hop keeps its method, which tells it from a 301. API endpoints moved to https or "
            "to a URL with or without the final slash are the usual place."
        ),
        check=(
            "Update clients to call the new URL, since each one now sends its body twice. Some "
            "very old clients do not know 308 and stop there; look for those that never make the "
            "second request."
        ),
    ),
)
