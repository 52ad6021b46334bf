"""What each finding means, for `statscan explain`: how it is recognised, and when it speaks up."""

from analyzer.findings import (
    before,
    bursts,
    caches,
    clients,
    crawlers,
    endings,
    failures,
    inputs,
    keeping,
    redirects,
    rules,
    unusual,
)
from analyzer.summary.rows import SAMPLE


def _percent(part: float) -> str:
    """`5 %`, as everywhere else."""
    return f"{part * 100:g} %"


MEANINGS: dict[str, str] = {
    "outage": "The server failed far more often than at other times: minutes of which at least "
    f"{_percent(bursts.DEPTH_LEAST)} of the requests got a server error, and so many that chance at the log's own usual "
    f"rate would have it once in {1 / bursts.CERTAIN:,.0f} logs (binomial tail, Chernoff's bound, for as many "
    f"minutes as there are). At least {bursts.FAULTS_LEAST} faults; an alarm if half of the requests failed, for "
    "more than one client. Where the input can be read a second time, the requests of the last "
    f"{before.WINDOW.total_seconds():.0f} s before the first fault are weighed by how rare their method, their address "
    "and their client (and, where known, their size) are in the whole log; those of which chance would have fewer "
    f"than {unusual.CHANCE} are named, and so is a client that sent far more of them than it does otherwise. They came "
    "before; that they are to blame is not said.",
    "server-faults": "Responses by which the server, or a gateway before it, says that it failed, outside of outages: "
    f"an alarm from {_percent(rules.ALARMING)} of all requests on, a warning from {_percent(rules.WORRYING)}, a note from "
    f"{rules.FAULTY_LEAST} responses.",
    "redirect-loop": "A client was led by redirects back to a URL that it had visited in the same chain.",
    "redirect-chain": "Clients walked two or more redirects in a row, at least "
    f"{redirects.CHAINS_LEAST} times the same way. Each hop costs the visitor a wait.",
    "dead-end": f"A redirect led to an error, at least {redirects.CHAINS_LEAST} times.",
    "broken-link": f"A page links to what is not there, and at least {rules.LINKS_LEAST} requests came from it. What "
    "scanners look for everywhere is no link, nor is a page that is named as where it was asked for from.",
    "rejected-lines": f"From {_percent(rules.REJECTED_SHARE)} of all lines on that are no entries, the log is not what it "
    f"was taken for: a warning from {rules.REJECTED_LEAST} lines on.",
    "refused-preflight": "Before some requests to another origin browsers ask for leave, with OPTIONS. It was not "
    "given: another status than 2xx, or no Access-Control-Allow-Origin. Tied by URL, method and time; HARs alone.",
    "failed-requests": "Requests that got no response, or none that could be used, by what a HAR records of the "
    f"reason, but for what was blocked, aborted or offline: a warning from {failures.FAILED_LEAST} of a kind on. "
    "`statscan explain` knows each reason by its name.",
    "conformance": "A response broke a MUST or MUST NOT of HTTP, as far as headers are recorded. What HTTP merely "
    "recommends is in the table HTTP conformance.",
    "credential-guessing": f"One client got at least {clients.GUESSES_LEAST} 401s that no success answered, and at "
    f"least {clients.GUESSES_PER_SUCCESS} for each success. A warning if it got in.",
    **{
        attack.signal.value.replace(
            "_", "-"
        ): f"One client gave the signal at least {attack.least} times"
        + (f", at {attack.targets} or more different addresses." if attack.targets > 1 else ".")
        for attack in clients.ATTACKS
    },
    "stack-trace": "A response's body, as a HAR records it, holds the call stack of an error (Python, Java, .NET, PHP, "
    "Ruby, Node.js, Go): a warning where the status says that there is an error, a note where it does not. Versions "
    "and files are named, secrets in them masked; the body itself is not kept.",
    "database-error": "A response's body, as a HAR records it, holds an error message of MySQL, PostgreSQL, SQL "
    "Server, Oracle or SQLite; severity and what is named as for a stack trace.",
    "default-error-page": "The body of an error is the own page of nginx, Apache httpd, Tomcat, Jetty or IIS with its "
    "version, or that of a framework (Spring Boot, Express).",
    "failing-input": "Unhandled errors (500) have something in common that successes do not: the route that they are "
    f"for, or a parameter on that route. At least {rules.FAULTY_LEAST} of them and {_percent(inputs.COMMON)} of all have it, "
    "at least twice as often as successes do, and Fisher's exact test says that chance would have it once in "
    f"{1 / inputs.CHANCE:,.0f} logs, for all routes and parameters that were looked at. Successes are an even sample "
    f"of {SAMPLE:,}.",
    "refused-users": f"At least {clients.USERS_REFUSED_LEAST} requests with credentials were answered with 403.",
    "kept-redirect": f"An address that has moved for good (301, 308) was asked for at least {redirects.KEPT_LEAST} "
    f"times by clients that ask for it {redirects.KEPT_EACH} times or more each.",
    "downgrade": f"At least {redirects.DOWNGRADES_LEAST} redirects led from https to http, as far as both are known.",
    "steady-redirect": f"An address was asked for at least {redirects.STEADY_LEAST} times, by at least "
    f"{redirects.STEADY_CLIENTS} clients, for {redirects.STEADY_FOR.seconds // 3600} hours or more; every answer was a "
    "302, 303 or 307, and every Location that is logged the same.",
    "unasked-crawler": f"A crawler sent at least {crawlers.UNASKED_LEAST} requests in more than a day, none of them for "
    "robots.txt, for which others asked. A copy should not be used for longer than a day (RFC 9309 §2.4). Whether "
    "crawlers keep what it says no log shows.",
    "impostor": "The agent names a crawler whose operator says what its hosts are called, and the log shows the "
    f"client's name, which is another ({crawlers.IMPOSTOR_LEAST} requests or more); or it tried at least "
    f"{crawlers.IMPOSTOR_LEAST} well-known weak spots. Who is logged by address alone is not judged.",
    "given-up": f"At least {_percent(endings.GIVEN_UP_SHARE)} of all requests, and no fewer than {endings.GIVEN_UP_LEAST}, "
    "ended because the client closed the connection (499, 460 ..., or as Apache's %X, HAProxy and Envoy note it).",
    "unfinished-upload": f"At least {endings.UNFINISHED_LEAST} times a 100 was followed by no final response to the "
    "same client, URL and method.",
    "sent-again": f"At least {caches.WASTED_LEAST} full responses, {_percent(caches.WASTED_SHARE)} of the bytes or more, went "
    "to clients other than crawlers that had been sent the same within the last 10,000 lines, of the same size and, where "
    f"known, ETag; of resources that differ from the copy before in {_percent(caches.CHANGED_SELDOM)} of the cases at most.",
    "early-retry": f"At least {clients.EARLY_LEAST} retries after a 429 or 503 came before the time that Retry-After "
    "had named.",
    "revalidation": f"At least {caches.SAVED_LEAST} times a 304 confirmed a copy that was seen to be sent before, and "
    f"saved {_percent(caches.SAVED_SHARE)} of the bytes or more.",
    "fetched-again": f"At least {keeping.AGAIN_LEAST} full responses came over the network while an earlier one for the "
    "same address was still fresh (RFC 9111 section 4.2), and the request did not ask for it afresh.",
    "no-lifetime": f"At least {keeping.SILENT_LEAST} styles, scripts, pictures or fonts, {_percent(keeping.SILENT_SHARE)} of "
    "the responses that a browser could keep, name neither max-age nor Expires.",
}
"""By the findings' ids."""
