"""Codes of the AWS Application Load Balancer."""

from analyzer.classify.codes.code import Code, Evidence, Level, Where
from analyzer.classify.vocabulary import Fault, Outcome

AWS = (
    Code(
        number=460,
        name="Client Closed Connection",
        spec="AWS Application Load Balancer",
        registered=False,
        outcome=Outcome.CLIENT_CLOSED,
        fault=Fault.UNKNOWN,
        says=(
            "The client hung up before the load balancer could answer, and before the load "
            "balancer's own idle limit."
        ),
        whose=(
            "The client ended it; whether out of impatience or because the target was slow shows "
            "only in the times."
        ),
        look_for=(
            "The load balancer's status differs from the target's, which is often a dash. Compare "
            "the target's processing time with the time limit of known clients."
        ),
        check=(
            "If the clients are your own programs, let them wait longer than the slowest healthy "
            "answer. If people hang up, look at what the target was doing that long."
        ),
    ),
    Code(
        number=463,
        name="Too Many Forwarded Addresses",
        spec="AWS Application Load Balancer",
        registered=False,
        outcome=Outcome.BAD_REQUEST,
        fault=Fault.INTERMEDIARY,
        evidence=(
            Evidence(
                Level.MUST,
                Where.REQUEST,
                ("x-forwarded-for",),
                "The request carried more than thirty addresses in `X-Forwarded-For`.",
            ),
        ),
        says=(
            "The `X-Forwarded-For` header lists more than thirty addresses, and the load balancer "
            "does not accept that."
        ),
        whose=(
            "Proxies that pass the request round in a circle, as a rule; otherwise a client that "
            "made the list up."
        ),
        look_for=(
            "The same few addresses repeated in the list point to proxies in a circle; random ones "
            "to a forged header."
        ),
        check=(
            "Draw the path of such a request through your own proxies and break the circle. Let "
            "the outermost proxy overwrite the header rather than extend it."
        ),
    ),
    Code(
        number=464,
        name="Incompatible Protocol",
        spec="AWS Application Load Balancer",
        registered=False,
        outcome=Outcome.OTHER_CLIENT_ERROR,
        fault=Fault.INTERMEDIARY,
        says=(
            "The request's protocol version does not fit the one set for this target group, for "
            "example HTTP/1.1 sent to a group for gRPC."
        ),
        whose=(
            "The load balancer's rules as a rule: they route a request to a group that cannot take "
            "it."
        ),
        look_for="The protocol in the request, next to the target group in the same entry.",
        check=(
            "Compare the listener's rules with each target group's protocol version. Scanners that "
            "speak plain HTTP/1.1 to a gRPC host get it too, and need nothing."
        ),
    ),
    Code(
        number=561,
        name="Unauthorized by Identity Provider",
        spec="AWS Application Load Balancer",
        registered=False,
        outcome=Outcome.OTHER_SERVER_ERROR,
        fault=Fault.INTERMEDIARY,
        says=(
            "The load balancer was to log the user in, and the identity provider answered with an "
            "error."
        ),
        whose="The identity provider, or the settings with which the load balancer speaks to it.",
        look_for=(
            "The path of the login callback, and the load balancer's own error reason at the end "
            "of the entry."
        ),
        check=(
            "Check the client secret, which may have expired, and the provider's addresses in the "
            "listener's rule. Then read the provider's log for the same second."
        ),
    ),
)
