"""Codes that Cloudflare sends when the server behind it (the origin) fails."""

from analyzer.classify.codes.code import Code
from analyzer.classify.vocabulary import Fault, Outcome

CLOUDFLARE = (
    Code(
        number=520,
        name="Web Server Returned an Unknown Error",
        spec="Cloudflare",
        registered=False,
        outcome=Outcome.ORIGIN_FAILED,
        fault=Fault.INTERMEDIARY,
        says=(
            "Cloudflare reached the origin, but what came back was empty, broken, or had headers "
            "that are too large."
        ),
        whose=(
            "The origin, as Cloudflare sees it: it accepted the connection and then gave no valid "
            "answer."
        ),
        look_for=(
            "The origin's own log has no matching entry, or one that was cut short. Crashing "
            "workers and oversized cookies leave this trace."
        ),
        check=(
            "Look at the origin's error log at the same second for crashed or killed workers. Then "
            "compare the size of its response headers with Cloudflare's limit."
        ),
    ),
    Code(
        number=521,
        name="Web Server Is Down",
        spec="Cloudflare",
        registered=False,
        outcome=Outcome.ORIGIN_FAILED,
        fault=Fault.INTERMEDIARY,
        says="The origin refused Cloudflare's connection outright.",
        whose=(
            "The origin's side: its web server is not running, or its firewall turns Cloudflare "
            "away."
        ),
        look_for=(
            "All requests fail at once and fast, and the origin's log is silent for that time."
        ),
        check=(
            "See whether the web server listens on the port that Cloudflare uses. If it does, look "
            "for a firewall or an intrusion blocker that has banned Cloudflare's addresses."
        ),
    ),
    Code(
        number=522,
        name="Connection Timed Out",
        spec="Cloudflare",
        registered=False,
        outcome=Outcome.ORIGIN_FAILED,
        fault=Fault.INTERMEDIARY,
        says="Cloudflare tried to connect to the origin and got no reply in time.",
        whose=(
            "The origin or its network: packets are dropped on the way, or the machine is too busy "
            "to accept connections."
        ),
        look_for=(
            "Slow failures, in contrast to 521, and nothing in the origin's log. If only some "
            "requests fail, the machine is overloaded; if all do, a filter or a wrong address."
        ),
        check=(
            "Check that the address in the DNS settings is still the origin's. Then the firewall's "
            "silent drops of Cloudflare's ranges, and the origin's load and backlog of "
            "connections."
        ),
    ),
    Code(
        number=523,
        name="Origin Is Unreachable",
        spec="Cloudflare",
        registered=False,
        outcome=Outcome.ORIGIN_FAILED,
        fault=Fault.INTERMEDIARY,
        says="Cloudflare finds no route to the origin's address.",
        whose="The origin's network or the DNS entry that points to it.",
        look_for="It begins suddenly for all paths, often after a move to another hosting company.",
        check=(
            "Compare the origin's address in the DNS settings with the real one. If they agree, "
            "ask the hosting company about its routing."
        ),
    ),
    Code(
        number=524,
        name="A Timeout Occurred",
        spec="Cloudflare",
        registered=False,
        outcome=Outcome.ORIGIN_FAILED,
        fault=Fault.INTERMEDIARY,
        says=(
            "The origin accepted the connection, but sent no answer within Cloudflare's time limit."
        ),
        whose="The origin's application: it took longer than Cloudflare is willing to wait.",
        look_for=(
            "Few paths, the same ones each time, with durations at the limit. The origin may log a "
            "success later, which no visitor ever saw."
        ),
        check=(
            "Find the long-running paths: exports, reports, imports. Let them work in the "
            "background and answer 202, or serve them under a host name that does not pass through "
            "Cloudflare."
        ),
    ),
    Code(
        number=525,
        name="SSL Handshake Failed",
        spec="Cloudflare",
        registered=False,
        outcome=Outcome.ORIGIN_FAILED,
        fault=Fault.INTERMEDIARY,
        says="Cloudflare and the origin could not agree on an encrypted connection.",
        whose=(
            "The origin's encryption set-up: no certificate for that name, no common protocol "
            "version or cipher, or encryption switched off."
        ),
        look_for=(
            "It starts with a change of certificate or server software, and strikes every path of "
            "the host."
        ),
        check=(
            "Connect to the origin directly with the host's name and see what it offers. A missing "
            "name in its configuration for encrypted hosts is the usual gap."
        ),
    ),
    Code(
        number=526,
        name="Invalid SSL Certificate",
        spec="Cloudflare",
        registered=False,
        outcome=Outcome.ORIGIN_FAILED,
        fault=Fault.INTERMEDIARY,
        says=(
            "The origin's certificate does not hold: expired, for another name, or signed by "
            "nobody Cloudflare trusts."
        ),
        whose="The origin's certificate, under a Cloudflare setting that insists on a valid one.",
        look_for=(
            "It begins at the very moment the certificate ran out, and stays until it is renewed."
        ),
        check=(
            "Read the certificate's dates and names on the origin itself, since visitors only ever "
            "see Cloudflare's. Then mend the automatic renewal."
        ),
    ),
    Code(
        number=527,
        name="Railgun Error",
        spec="Cloudflare (product retired)",
        registered=False,
        outcome=Outcome.ORIGIN_FAILED,
        fault=Fault.INTERMEDIARY,
        says=(
            "The connection between Cloudflare and its Railgun accelerator in front of the origin "
            "broke."
        ),
        whose="The two ends of an accelerator that no longer exists as a product.",
        look_for="Only in old logs; today nothing should produce it.",
        check=(
            "In a recent log, look for a forgotten Railgun listener or for a server that invents "
            "the code."
        ),
    ),
    Code(
        number=530,
        name="Origin DNS Error",
        spec="Cloudflare; Pantheon",
        registered=False,
        outcome=Outcome.ORIGIN_FAILED,
        fault=Fault.INTERMEDIARY,
        says=(
            "Cloudflare could not make out where the origin is; the page holds a number in the "
            "1000s that says why."
        ),
        whose="The origin's set-up: most often its host name does not resolve.",
        look_for=(
            "The body's own error number, 1016 for a name that does not resolve, for example. "
            "Without the body, all that is known is that no origin was asked."
        ),
        check=(
            "Read that number on the error page and look it up. Then check the DNS record that "
            "names the origin, above all if it points to a service you have cancelled."
        ),
        also="Pantheon sends 530 for a site that it has frozen because nobody used it.",
    ),
)
