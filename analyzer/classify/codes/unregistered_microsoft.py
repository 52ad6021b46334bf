"""Codes of Microsoft's servers and systems."""

from analyzer.classify.codes.code import Code
from analyzer.classify.vocabulary import Fault, Outcome

MICROSOFT = (
    Code(
        number=440,
        name="Login Time-out",
        spec="IIS, Exchange",
        registered=False,
        outcome=Outcome.CHALLENGED,
        fault=Fault.CLIENT,
        says="Your session has expired; log in again.",
        whose="The client's move: the user has to sign in anew.",
        look_for=(
            "A pause before it in the same client's requests, often on Outlook on the web. Open "
            "tabs in the background go on asking and keep collecting them."
        ),
        check=(
            "Nothing, if the pauses are as long as the session is meant to last. If people are "
            "thrown out at work, check the session's length and that all servers of the farm share "
            "their keys."
        ),
    ),
    Code(
        number=449,
        name="Retry With",
        spec="IIS",
        registered=False,
        outcome=Outcome.OTHER_CLIENT_ERROR,
        fault=Fault.CLIENT,
        says=(
            "Something is missing in this request; add the information named in the response and "
            "repeat it."
        ),
        whose="The client's move: it repeats the request with what was asked for.",
        look_for=(
            "The same client's second request to the same URL right after, with a cookie or "
            "parameter more. Mobile mail devices see it when a policy has to be accepted first."
        ),
        check=(
            "If the second request never comes, the client does not know this code. For mail "
            "devices, look at the policy that waits to be accepted."
        ),
    ),
    Code(
        number=450,
        name="Blocked by Windows Parental Controls",
        spec="Microsoft Windows",
        registered=False,
        outcome=Outcome.FORBIDDEN,
        fault=Fault.NONE,
        says="The parental controls on the visitor's own computer have blocked this page.",
        whose="A rule set by whoever looks after that computer; the site has no part in it.",
        look_for=(
            "It is made on the client's side, so it shows up in a recording from that computer and "
            "never in the site's log."
        ),
        check="On that computer, allow the page in the family settings if it should be visible.",
    ),
)
