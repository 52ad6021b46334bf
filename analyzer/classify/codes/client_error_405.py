"""405 to 409: the method, the wishes, the time, the state (RFC 9110 section 15.5)."""

from analyzer.classify.codes.code import Code, Evidence, Level, Where
from analyzer.classify.vocabulary import Fault, Outcome

CLIENT_ERROR_405 = (
    Code(
        number=405,
        name="Method Not Allowed",
        spec="RFC 9110 §15.5.6",
        outcome=Outcome.METHOD_REFUSED,
        fault=Fault.CLIENT,
        cacheable=True,
        evidence=(
            Evidence(
                Level.MUST,
                Where.RESPONSE,
                ("allow",),
                (
                    "`Allow` lists the methods this resource supports; an empty list means none "
                    "for now."
                ),
            ),
        ),
        says="This URL exists, but not for this method. `Allow` lists the methods it takes.",
        whose=(
            "The client's fault for using the wrong method, unless the method is in `Allow`, which "
            "would be the server's contradiction."
        ),
        look_for=(
            "The method, `Allow`, and what the same URL answers to other methods. A POST to a "
            "static file and a form that posts to the wrong URL look like this; PUT, DELETE and "
            "TRACE tried on many URLs are a probe."
        ),
        check=(
            "Compare the method with the API's description or the form's target. Check that "
            "`Allow` is present and honest. If somebody probes for writing methods, make sure that "
            "none of them was answered with success elsewhere."
        ),
    ),
    Code(
        number=406,
        name="Not Acceptable",
        spec="RFC 9110 §15.5.7",
        outcome=Outcome.OTHER_CLIENT_ERROR,
        fault=Fault.CLIENT,
        evidence=(
            Evidence(
                Level.MUST,
                Where.REQUEST,
                ("accept", "accept-charset", "accept-encoding", "accept-language"),
                (
                    "The request stated wishes in an `Accept` header; without any, there was "
                    "nothing to disagree about."
                ),
            ),
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                (),
                "The body lists the versions that are available.",
                always=False,
            ),
        ),
        says=(
            "I have this, but in no form that you say you accept. The wishes are the formats, "
            "languages and encodings in your `Accept` headers."
        ),
        whose="The client's wishes and the server's offer do not meet; either side can give way.",
        look_for=(
            "The `Accept` headers of the request, where recorded. Some web firewalls answer 406 "
            "for requests they suspect, and then the path or the agent gives it away."
        ),
        check=(
            "See what the client really needs: often a library sends a narrow `Accept` by default. "
            "Sending a default version is usually kinder than refusing. If a firewall sends it, "
            "find its rule."
        ),
    ),
    Code(
        number=407,
        name="Proxy Authentication Required",
        spec="RFC 9110 §15.5.8",
        outcome=Outcome.CHALLENGED,
        fault=Fault.INTERMEDIARY,
        evidence=(
            Evidence(
                Level.MUST,
                Where.RESPONSE,
                ("proxy-authenticate",),
                "`Proxy-Authenticate` holds at least one challenge that fits this proxy.",
            ),
            Evidence(
                Level.MAY,
                Where.FOLLOWUP,
                ("proxy-authorization",),
                "The client may try again with credentials for the proxy in `Proxy-Authorization`.",
                always=False,
            ),
        ),
        says=(
            "The proxy on your way asks you to authenticate to it first. The website itself has "
            "not seen the request."
        ),
        whose=(
            "The proxy's demand: the client has to send it credentials, and the site has no part "
            "in it."
        ),
        look_for=(
            "`Proxy-Authenticate` from the proxy, then the same request again with "
            "`Proxy-Authorization`. In a website's own log it is out of place, unless the site "
            "works as a proxy."
        ),
        check=(
            "In the browser's or tool's network settings, check the proxy's user and password. In "
            "a web server's log, check that the server is not open as a proxy to the world."
        ),
    ),
    Code(
        number=408,
        name="Request Timeout",
        spec="RFC 9110 §15.5.9",
        outcome=Outcome.REQUEST_TIMEOUT,
        fault=Fault.CLIENT,
        evidence=(
            Evidence(
                Level.MAY,
                Where.FOLLOWUP,
                (),
                "The client may repeat the request on another connection.",
                always=False,
            ),
        ),
        says=(
            "I waited, and your request was still not complete, so I am closing the connection. "
            "You may send it again on a new one."
        ),
        whose="The client's side: it, or its network, was too slow or sent nothing at all.",
        look_for=(
            "No bytes sent, and often an empty request line: browsers open connections ahead of "
            "need and let them lie. With a full request line, the headers or the body stopped "
            "arriving half way."
        ),
        check=(
            "Empty ones are harmless and can be ignored. If uploads are cut off, compare the "
            "client's speed with the server's time limit for bodies. Many slow, incomplete "
            "requests from few addresses are an attempt to hold all connections open."
        ),
    ),
    Code(
        number=409,
        name="Conflict",
        spec="RFC 9110 §15.5.10",
        outcome=Outcome.OTHER_CLIENT_ERROR,
        fault=Fault.CLIENT,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                (),
                "The body gives enough detail to resolve the conflict.",
                always=False,
            ),
        ),
        says=(
            "Your change clashes with the present state of this resource, for example because "
            "somebody else changed it first or the name is taken."
        ),
        whose="The client's move: it has to look at the present state and send a change that fits.",
        look_for=(
            "A PUT, POST, PATCH or DELETE. Two clients changing the same URL within moments are a "
            "real race; one client repeating the same request is a retry of something already "
            "done."
        ),
        check=(
            "The body should say what clashes. For retries, let the application recognise a "
            "repeated request. For races, `ETag` with `If-Match` lets the loser notice before it "
            "writes."
        ),
    ),
)
