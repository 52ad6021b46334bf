"""Codes of single products, frameworks and older conventions."""

from analyzer.classify.codes.code import Code
from analyzer.classify.vocabulary import Fault, Outcome

PRODUCTS = (
    Code(
        number=218,
        name="This Is Fine",
        spec="Apache httpd with mod_proxy (a workaround)",
        registered=False,
        outcome=Outcome.OTHER_SUCCESS,
        fault=Fault.SERVER,
        says=(
            "The application sent an error, but dressed it up as a success so that the proxy "
            "before it does not replace its error page."
        ),
        whose="The application behind the proxy: the true status is hidden in the body.",
        look_for=(
            "`ProxyErrorOverride` in the Apache in front, and bodies that read like errors under a "
            "success status."
        ),
        check=(
            "Find the real status in the body or in the application's log before trusting any "
            "success rate. Newer Apache versions let `ProxyErrorOverride` name single codes, which "
            "makes the trick needless."
        ),
    ),
    Code(
        number=419,
        name="Page Expired",
        spec="Laravel",
        registered=False,
        outcome=Outcome.OTHER_CLIENT_ERROR,
        fault=Fault.CLIENT,
        says=(
            "The form's secret token, which proves that it came from this site, is missing or has "
            "expired."
        ),
        whose="The client's side mostly: a form left open too long, or sent from somewhere else.",
        look_for=(
            "A POST long after the page was fetched, or one without any page fetched before. The "
            "latter, in numbers, is a robot or an attempted forgery."
        ),
        check=(
            "If real users meet it, lengthen the session or renew the token by script, and check "
            "that cached pages do not hand one visitor's token to another. If only robots do, it "
            "works as intended."
        ),
    ),
    Code(
        number=420,
        name="Enhance Your Calm",
        spec="Twitter (old API); Spring (as Method Failure)",
        registered=False,
        outcome=Outcome.RATE_LIMITED,
        fault=Fault.CLIENT,
        says="From the old Twitter API: you are asking too often, calm down.",
        whose="The client has to slow down.",
        look_for=(
            "Calls to an old version of Twitter's interface, at a high rate. From an application "
            "of your own, the other origin is likelier."
        ),
        check=(
            "Respect the limits of the interface, and move to a version that is still alive: newer "
            "ones answer 429."
        ),
        also=(
            "Spring's list of codes has 420 as 'Method Failure', a WebDAV idea that never became a "
            "standard; there it reports that a method failed on one of the resources it touched."
        ),
    ),
    Code(
        number=509,
        name="Bandwidth Limit Exceeded",
        spec="cPanel with Apache; LiteSpeed",
        registered=False,
        outcome=Outcome.UNAVAILABLE,
        fault=Fault.SERVER,
        says=(
            "This site has used up the traffic its hosting contract allows, so nothing more is "
            "served."
        ),
        whose="The server's side: a quota of the account, not a defect.",
        look_for=(
            "Every URL of one site from one moment on, until the period ends or the contract is "
            "changed. Add up the bytes before that moment to see who used them."
        ),
        check=(
            "Find the heaviest files and the clients that fetched them; hot-linked pictures and "
            "eager crawlers often lead. Then put those files behind a cache, or raise the quota."
        ),
    ),
    Code(
        number=529,
        name="Site Is Overloaded",
        spec="Qualys SSL Labs; Anthropic API",
        registered=False,
        outcome=Outcome.UNAVAILABLE,
        fault=Fault.SERVER,
        says="The service as a whole has more work than it can take just now.",
        whose=(
            "The service's side: it is not your own rate that is too high, as it would be with 429."
        ),
        look_for=(
            "It comes to all clients at once, in waves, in the recordings of programs that call "
            "these services."
        ),
        check=(
            "Wait and repeat with growing pauses, and do not send more to make up for lost time. "
            "The provider's status page tells whether the wave is known."
        ),
    ),
    Code(
        number=598,
        name="Network Read Timeout",
        spec="some HTTP proxies",
        registered=False,
        outcome=Outcome.GATEWAY_TIMEOUT,
        fault=Fault.INTERMEDIARY,
        says=(
            "The proxy had a connection to the server behind it, but nothing arrived on it in time."
        ),
        whose="The proxy speaks about the server behind it, which was too slow to answer.",
        look_for=(
            "Durations that cluster at the proxy's limit for reading, as with 504, which says the "
            "same in proper HTTP."
        ),
        check=(
            "Find out which proxy writes the code, then look at what the server behind it was busy "
            "with during those requests."
        ),
    ),
    Code(
        number=599,
        name="Network Connect Timeout",
        spec="some HTTP proxies; client libraries such as Tornado",
        registered=False,
        outcome=Outcome.GATEWAY_TIMEOUT,
        fault=Fault.INTERMEDIARY,
        says="No connection to the server could be made in time; no server ever saw the request.",
        whose="The proxy or library speaks about a machine it could not reach.",
        look_for=(
            "In the log of a program that makes requests, it stands for any failure of the "
            "network, not only for a slow one. In a proxy's log it means the server behind it."
        ),
        check=(
            "Test the name, the address, the port and the firewall from the machine that reports "
            "it, because only its path is in question."
        ),
    ),
)
