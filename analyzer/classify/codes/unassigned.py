"""What a number means that nobody has registered: its class decides (RFC 9110 section 15)."""

from analyzer.classify.codes.code import Code
from analyzer.classify.vocabulary import Fault, Outcome

UNASSIGNED = (
    Code(
        number=0,
        name="Invalid Status",
        spec="outside RFC 9110's range of 100 to 599",
        registered=False,
        outcome=Outcome.INVALID_STATUS,
        fault=Fault.UNKNOWN,
        says=(
            "This is no valid status: HTTP's numbers run from 100 to 599. Clients are told to "
            "treat such a response as a server error, but what was meant stays unknown."
        ),
        whose=(
            "Unknown: a program's private number, a defect of the server, or a damaged line can "
            "all look like this."
        ),
        look_for=(
            "Numbers from 600 to 998 are mostly codes that libraries use inside; a negative one "
            "stands for a missing response in some recordings. The entry is kept and counted as no "
            "valid status, never guessed."
        ),
        check=(
            "Look at the raw line or entry first, to see whether the status field is really the "
            "status. If it is, find the program that sends the number and let it use one of HTTP's "
            "own."
        ),
    ),
    Code(
        number=100,
        name="Unassigned, read as 100 Continue",
        spec="RFC 9110 §15",
        registered=False,
        outcome=Outcome.INTERIM,
        fault=Fault.NONE,
        says=(
            "Something informational that no specification names; a final response is still to "
            "come."
        ),
        whose="Nobody's: clients ignore an informational response they do not know.",
        look_for=(
            "Only the first digit is known; the final response to the same request is the one that "
            "counts."
        ),
        check="Ask what sends it, and whether all proxies on the way let it pass.",
    ),
    Code(
        number=200,
        name="Unassigned, read as 200 OK",
        spec="RFC 9110 §15",
        registered=False,
        outcome=Outcome.OTHER_SUCCESS,
        fault=Fault.NONE,
        says=(
            "The request succeeded in some way that this number alone does not explain; clients "
            "treat it like 200."
        ),
        whose="No fault lies with anyone, as far as the first digit tells.",
        look_for=(
            "The class is all that can be trusted; what the number adds is private to the "
            "application that sends it."
        ),
        check=(
            "Look the number up in that application's own documentation. Caches do not keep such "
            "an answer on their own judgement."
        ),
    ),
    Code(
        number=300,
        name="Unassigned, read as 300 Multiple Choices",
        spec="RFC 9110 §15",
        registered=False,
        outcome=Outcome.OTHER_REDIRECTION,
        fault=Fault.NONE,
        says=(
            "The client is to go somewhere else, but how is not said by any specification; clients "
            "treat it like 300."
        ),
        whose="The client or its user would have to choose where to go on.",
        look_for=(
            "The first digit alone. Browsers show the body and follow nothing, even if a "
            "`Location` is there."
        ),
        check="If visitors are meant to be redirected, send one of 301, 302, 303, 307 or 308.",
    ),
    Code(
        number=400,
        name="Unassigned, read as 400 Bad Request",
        spec="RFC 9110 §15",
        registered=False,
        outcome=Outcome.OTHER_CLIENT_ERROR,
        fault=Fault.CLIENT,
        says=(
            "The server finds fault with the request, in a way that only it can explain; clients "
            "treat it like 400."
        ),
        whose="The client's by its first digit, until the sender of the number explains more.",
        look_for=(
            "No known product uses the number, so the server's name, the path and the body are the "
            "only leads."
        ),
        check=(
            "Search the application and the firewall before it for the number: one of them made it "
            "up."
        ),
    ),
    Code(
        number=500,
        name="Unassigned, read as 500 Internal Server Error",
        spec="RFC 9110 §15",
        registered=False,
        outcome=Outcome.OTHER_SERVER_ERROR,
        fault=Fault.SERVER,
        says=(
            "The server, or a proxy before it, failed in a way of its own; clients treat it like "
            "500."
        ),
        whose="The server side by its first digit; whether proxy or application is not known.",
        look_for=(
            "No product known here uses it. The `Server` and `Via` headers, where recorded, tell "
            "who spoke."
        ),
        check="Find the product that answered and look the number up in its documentation.",
    ),
)
