"""421 to 425: misdirected, invalid, locked, too early (RFC 9110, 4918, 8470)."""

from analyzer.classify.codes.code import Code, Evidence, Level, Where
from analyzer.classify.vocabulary import Fault, Outcome

CLIENT_ERROR_421 = (
    Code(
        number=421,
        name="Misdirected Request",
        spec="RFC 9110 §15.5.20",
        outcome=Outcome.OTHER_CLIENT_ERROR,
        fault=Fault.SERVER,
        evidence=(
            Evidence(
                Level.MAY,
                Where.FOLLOWUP,
                (),
                (
                    "The client may repeat the request on another connection, even one that must "
                    "not run twice."
                ),
                always=False,
            ),
        ),
        says=(
            "This connection is not the right one for that host name; I do not answer for it here. "
            "Ask again on a connection of its own."
        ),
        whose=(
            "The server's set-up as a rule: one certificate covers several names that different "
            "servers answer for, so browsers share a connection they should not."
        ),
        look_for=(
            "HTTP/2 or HTTP/3, and a host that differs from the one the connection was opened for. "
            "The same client's request usually succeeds a moment later on a new connection."
        ),
        check=(
            "Compare the names in the certificate with the hosts that this server really serves. A "
            "wildcard certificate used on two machines is the classic cause. A proxy must not "
            "produce this code itself."
        ),
    ),
    Code(
        number=422,
        name="Unprocessable Content",
        spec="RFC 9110 §15.5.21",
        outcome=Outcome.OTHER_CLIENT_ERROR,
        fault=Fault.CLIENT,
        says=(
            "I can read the body, but what it says does not work: a field is missing, out of range "
            "or contradicts another."
        ),
        whose="The client's data has to change; its format was right.",
        look_for=(
            "A method with a body, and a response body that lists the fields at fault. Many "
            "frameworks use it for every failed validation."
        ),
        check=(
            "Group the refusals by form or endpoint: one field that everybody gets wrong is a "
            "problem of the form, not of the users. One client trying many values in one field is "
            "testing your validation."
        ),
    ),
    Code(
        number=423,
        name="Locked",
        spec="RFC 4918 §11.3",
        outcome=Outcome.OTHER_CLIENT_ERROR,
        fault=Fault.CLIENT,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                (),
                (
                    "The XML body names the condition: a lock token is missing, or another lock "
                    "conflicts."
                ),
                always=False,
            ),
        ),
        says="Somebody holds a lock on this resource, and you did not show that it is you.",
        whose=(
            "The client waits or asks the holder; if a program died while it held the lock, the "
            "server should let it expire."
        ),
        look_for=(
            "A WebDAV LOCK on the same URL before, by another client or by an earlier session of "
            "this one, and no UNLOCK since."
        ),
        check=(
            "Find the holder of the lock and whether it is still alive. Office programs that "
            "crashed leave locks behind: shorten the time after which they lapse."
        ),
    ),
    Code(
        number=424,
        name="Failed Dependency",
        spec="RFC 4918 §11.4",
        outcome=Outcome.OTHER_CLIENT_ERROR,
        fault=Fault.UNKNOWN,
        says="I did not do this because another step that it depends on had failed.",
        whose="Nobody can be named from here: the fault is that of the first failure.",
        look_for=(
            "Inside a 207 body, next to the member that failed first, usually in a WebDAV "
            "PROPPATCH. As a status of its own, some APIs use it when a service they call has "
            "failed."
        ),
        check=(
            "Read upwards to the first error in the same response and treat that one; this one "
            "vanishes with it."
        ),
    ),
    Code(
        number=425,
        name="Too Early",
        spec="RFC 8470 §5.2",
        outcome=Outcome.OTHER_CLIENT_ERROR,
        fault=Fault.NONE,
        evidence=(
            Evidence(
                Level.MAY,
                Where.REQUEST,
                ("early-data",),
                "A proxy that passed the request on early had marked it with `Early-Data: 1`.",
                always=False,
            ),
            Evidence(
                Level.SHOULD,
                Where.FOLLOWUP,
                (),
                "The client repeats the request once the connection is established.",
                always=False,
            ),
            Evidence(
                Level.MUST_NOT,
                Where.FOLLOWUP,
                ("early-data",),
                "The repetition is not sent as early data again, so it carries no `Early-Data`.",
            ),
        ),
        says=(
            "You sent this before the encrypted connection was fully established, where an "
            "eavesdropper could replay it. Send it again in a moment."
        ),
        whose="Nobody's fault: the server is careful, and the client repeats by itself.",
        look_for=(
            "The same request from the same client directly afterwards, which then succeeds. "
            "Behind a proxy the request carried `Early-Data: 1`."
        ),
        check=(
            "Every 425 should be followed by its repetition; clients that never come back do not "
            "know the code. If there are many, early data is switched on for requests that change "
            "something, where it brings little."
        ),
    ),
)
