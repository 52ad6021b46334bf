"""What stands in a status field when no response came: each exporter has its own way."""

from analyzer.classify.codes.code import Code
from analyzer.classify.vocabulary import Fault, Outcome

NO_STATUS = (
    Code(
        number=0,
        name="No Response",
        spec=(
            "browser HARs, mitmproxy, Splash; 000 in nginx, Squid, CloudFront and AWS load "
            "balancers"
        ),
        registered=False,
        outcome=Outcome.NO_RESPONSE,
        fault=Fault.UNKNOWN,
        says=(
            "There is no status, because no complete answer was seen. HARs write 0 or leave the "
            "field empty; logs of servers and proxies write 000."
        ),
        whose=(
            "Unknown from the number: the browser, an extension, the network or the server may "
            "have ended it."
        ),
        look_for=(
            "In a HAR, the recorded error text beside it: blocked by an extension or by a "
            "cross-site rule, cancelled, a name that did not resolve, a connection that failed, or "
            "simply still on its way when the recording ended. In a log, zero bytes and a "
            "connection that closed before an answer existed."
        ),
        check=(
            "Group them by host and by error text. Requests cancelled because the visitor moved on "
            "are normal, and so are advertisements that a blocker stopped. Failures towards your "
            "own host deserve a look at certificate, name and network."
        ),
    ),
    Code(
        number=-1,
        name="No Response",
        spec="Playwright HARs; HAProxy logs",
        registered=False,
        outcome=Outcome.NO_RESPONSE,
        fault=Fault.UNKNOWN,
        says=(
            "The request never got a response. Playwright starts every entry with -1 and replaces "
            "it when an answer comes; HAProxy writes -1 when a session ends before there is one."
        ),
        whose=(
            "Open: in a test the page may have been closed first, and in HAProxy its termination "
            "flags tell which side hung up."
        ),
        look_for=(
            "In a HAR of a test run, the failure text and whether the test ended at that moment. "
            "In an HAProxy log, the two to four letters of the session's state at the end."
        ),
        check=(
            "In tests, wait for the requests you care about before closing the page. In HAProxy's "
            "log, look the state letters up: the first names who ended the session, the second in "
            "which phase."
        ),
    ),
    Code(
        number=-2,
        name="No Response",
        spec="WebPageTest HARs",
        registered=False,
        outcome=Outcome.NO_RESPONSE,
        fault=Fault.UNKNOWN,
        says="WebPageTest saw the request go out and no response come back.",
        whose=(
            "The network or the far server, as seen from the test machine; the entry itself does "
            "not decide."
        ),
        look_for=(
            "A host that is not yours is the rule: third-party scripts and trackers that did not "
            "answer within the test."
        ),
        check=(
            "See whether the page waited for that host. A third party that hangs should not be "
            "able to delay your page, so load it in a way that does not block."
        ),
    ),
    Code(
        number=-999,
        name="No Response",
        spec="BrowserMob Proxy HARs",
        registered=False,
        outcome=Outcome.NO_RESPONSE,
        fault=Fault.UNKNOWN,
        says=(
            "BrowserMob Proxy could not complete the request and recorded this number in place of "
            "a status."
        ),
        whose=(
            "Undecided: the proxy failed towards the server, or the browser hung up on the proxy."
        ),
        look_for=(
            "The response's error text, if the version recorded one, and whether other requests to "
            "the same host succeeded."
        ),
        check=(
            "Repeat the recording without the proxy: if the request works then, the proxy's "
            "certificate or its handling of that host is at fault."
        ),
    ),
)
