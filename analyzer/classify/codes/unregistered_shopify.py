"""Codes of Shopify's shops and interfaces."""

from analyzer.classify.codes.code import Code
from analyzer.classify.vocabulary import Fault, Outcome

SHOPIFY = (
    Code(
        number=430,
        name="Security Rejection",
        spec="Shopify",
        registered=False,
        outcome=Outcome.FORBIDDEN,
        fault=Fault.CLIENT,
        says="Shopify takes this request for an attack and refuses it.",
        whose=(
            "The client's behaviour looks malicious to the shop's protection, whether it is or not."
        ),
        look_for=(
            "One client, many requests, often a crawler or a stock checker; others see the same "
            "pages without trouble."
        ),
        check=(
            "If it is your own program, slow it down and use the official interface with its "
            "documented limits. If it is a visitor, check what else that address has been asking "
            "for."
        ),
        also=(
            "Older accounts of the same code call it a limit on too many URLs in too short a time."
        ),
    ),
    Code(
        number=540,
        name="Temporarily Disabled",
        spec="Shopify",
        registered=False,
        outcome=Outcome.UNAVAILABLE,
        fault=Fault.SERVER,
        says="This endpoint has been switched off for the time being.",
        whose="Shopify's decision; the client cannot change it by repeating the request.",
        look_for=(
            "One endpoint of the interface failing for everybody, while the rest of the shop "
            "answers."
        ),
        check=(
            "Look at Shopify's own status page and announcements, and let the program wait for "
            "hours rather than seconds before it tries again."
        ),
    ),
    Code(
        number=783,
        name="Unexpected Token",
        spec="Shopify",
        registered=False,
        outcome=Outcome.INVALID_STATUS,
        fault=Fault.CLIENT,
        says=(
            "The JSON in the request has a syntax error. The number lies outside the range HTTP "
            "allows, so programs may stumble over the status itself."
        ),
        whose=(
            "The client's fault for the broken JSON; Shopify's for a number that is no valid "
            "status."
        ),
        look_for=(
            "A method with a body. The status is above 599, so it is counted as no valid status, "
            "whatever Shopify means by it."
        ),
        check=(
            "Run the body through a JSON parser before it is sent; a trailing comma or an "
            "unescaped quote is the usual find. See that your HTTP library survives the odd "
            "number."
        ),
    ),
)
