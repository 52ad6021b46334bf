"""Codes that nginx writes into its logs; most of them are never sent to a client."""

from analyzer.classify.codes.code import Code
from analyzer.classify.vocabulary import Fault, Outcome

NGINX = (
    Code(
        number=444,
        name="No Response",
        spec="nginx",
        registered=False,
        outcome=Outcome.DROPPED,
        fault=Fault.NONE,
        says=(
            "Nothing: nginx was told to hang up without a word. The number exists only in the log."
        ),
        whose=(
            "Nobody's fault, but somebody's decision: a `return 444` in the configuration turns "
            "unwanted requests away."
        ),
        look_for=(
            "Zero bytes sent. The requests themselves show what is being turned away: unknown host "
            "names, bare addresses, known attack paths. A browser's recording shows the same "
            "moment as a failed request without a status."
        ),
        check=(
            "Look through the dropped requests now and then for one that should have been served, "
            "such as a host name missing from the configuration or your own monitoring."
        ),
    ),
    Code(
        number=494,
        name="Request Header Too Large",
        spec="nginx",
        registered=False,
        outcome=Outcome.TOO_LARGE,
        fault=Fault.CLIENT,
        says=(
            "A header line, or all of them together, does not fit into the buffers. The client is "
            "told 400."
        ),
        whose="The client sent them, and cookies that the site itself had set are the usual bulk.",
        look_for=(
            "It is logged as 400 unless the configuration says `error_page 494 =494`, so a 494 in "
            "the log is a choice of this server's owner. The error log says 'client sent too long "
            "header line'."
        ),
        check=(
            "Find the header that grows, mostly `Cookie` or a long token. Shrink it, or raise "
            "`large_client_header_buffers` if the size is justified."
        ),
    ),
    Code(
        number=495,
        name="SSL Certificate Error",
        spec="nginx",
        registered=False,
        outcome=Outcome.CREDENTIALS_REFUSED,
        fault=Fault.CLIENT,
        says="The client showed a certificate, and it did not pass. The client is told 400.",
        whose=(
            "The client's certificate is the problem: expired, revoked, or signed by an authority "
            "this server does not trust."
        ),
        look_for=(
            "Logged as 400 unless `error_page` gives it a code of its own. The error log adds the "
            "reason after 'certificate verify error'."
        ),
        check=(
            "Compare the certificate's dates and issuer with `ssl_client_certificate`. If all "
            "clients fail at once, the server's list of authorities or of revoked certificates is "
            "out of date."
        ),
    ),
    Code(
        number=496,
        name="SSL Certificate Required",
        spec="nginx",
        registered=False,
        outcome=Outcome.CHALLENGED,
        fault=Fault.CLIENT,
        says=(
            "This place asks for a client certificate, and none was shown. The client is told 400."
        ),
        whose="The client's move: it has to connect again with its certificate.",
        look_for=(
            "Logged as 400 unless `error_page` maps it; the error log says 'client sent no "
            "required SSL certificate'. Browsers and scanners that wander by get it as a matter of "
            "course."
        ),
        check=(
            "For an expected client, see that it is configured with certificate and key and that "
            "no proxy in between ends the encryption. Others can be left alone."
        ),
    ),
    Code(
        number=497,
        name="HTTP Request Sent to HTTPS Port",
        spec="nginx",
        registered=False,
        outcome=Outcome.BAD_REQUEST,
        fault=Fault.CLIENT,
        says="You speak plain http to a port that expects encryption. The client is told 400.",
        whose="The client's side: its address says http where it should say https.",
        look_for=(
            "Logged as 400 unless `error_page 497` turns it into a redirect, which many sites do; "
            "the error log names 'plain HTTP request to HTTPS port'."
        ),
        check=(
            "Look for links or configurations with http and the encrypted port's number. Health "
            "checks of load balancers are a frequent sender."
        ),
    ),
    Code(
        number=498,
        name="Invalid Host / Invalid Token",
        spec="nginx source (cancelled); Esri ArcGIS",
        registered=False,
        outcome=Outcome.OTHER_CLIENT_ERROR,
        fault=Fault.CLIENT,
        says=(
            "From ArcGIS: the token in the request is expired or not valid. In nginx's source the "
            "number is only a cancelled idea for requests with an invalid host name."
        ),
        whose="The client has to fetch a new token and repeat the request.",
        look_for=(
            "A `token` in the query of a map service's URL. An nginx of its own accord never "
            "writes this number, so behind nginx it came from the application."
        ),
        check=(
            "Compare how long tokens live with how long the client keeps them, and check that both "
            "clocks agree. Tokens in URLs end up in logs: see who can read these."
        ),
        also="ArcGIS pairs it with 499 for a request that has no token at all.",
    ),
    Code(
        number=499,
        name="Client Closed Request",
        spec="nginx; also Traefik and Google Cloud load balancers; Esri ArcGIS",
        registered=False,
        outcome=Outcome.CLIENT_CLOSED,
        fault=Fault.UNKNOWN,
        says=(
            "Nothing was sent: the client hung up before the answer was ready. The number is the "
            "server's own note in the log."
        ),
        whose=(
            "Not a server error by itself: a visitor moved on or a program ran out of patience, "
            "and only the time it had waited tells whether the server was too slow."
        ),
        look_for=(
            "The duration, where logged. Hang-ups after moments are closed tabs and searches typed "
            "onwards; hang-ups that cluster at a round figure are some client's time limit, and "
            "the server was slower than that. A row of them ahead of 502, 503 or 504 is the "
            "beginning of an outage."
        ),
        check=(
            "Sort them by path and duration. Where people wait for seconds first, speed up that "
            "path. Check too that the application stops working on requests whose client is gone, "
            "or that it finishes what must not stop half way."
        ),
        also=(
            "Esri ArcGIS sends 499 as 'Token Required': the request lacks a token. Some antivirus "
            "proxies send it for requests they have blocked."
        ),
    ),
)
