"""400 to 404: malformed, refused, not there (RFC 9110 section 15.5)."""

from analyzer.classify.codes.code import Code, Evidence, Level, Where
from analyzer.classify.vocabulary import Fault, Outcome

CLIENT_ERROR_400 = (
    Code(
        number=400,
        name="Bad Request",
        spec="RFC 9110 §15.5.1",
        outcome=Outcome.BAD_REQUEST,
        fault=Fault.CLIENT,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                (),
                "The body explains what is wrong, as every client error should.",
                always=False,
            ),
        ),
        says=(
            "I cannot make sense of this: the request is not valid HTTP, or something basic in it "
            "is wrong. Repeating it unchanged will fail again."
        ),
        whose="The client's fault: what it sent is malformed, and only the sender can mend it.",
        look_for=(
            "The raw request line, where logged: a space inside the URL, a missing version, an "
            "impossible host, binary bytes. A line that starts with `\\x16\\x03` is an encrypted "
            "hello sent to a plain http port; an empty line is a connection that never asked. "
            "Behind nginx, headers that are too long and problems with client certificates are "
            "logged as 400 too."
        ),
        check=(
            "Read the exact malformation first; it names the sender. Encrypted bytes on a plain "
            "port mean a wrong scheme or a scanner. If real users are hit, look at oversized "
            "cookies. If your own API answers 400 for wrong field values, the body should say "
            "which field."
        ),
    ),
    Code(
        number=401,
        name="Unauthorized",
        spec="RFC 9110 §15.5.2",
        outcome=Outcome.CHALLENGED,
        fault=Fault.CLIENT,
        evidence=(
            Evidence(
                Level.MUST,
                Where.RESPONSE,
                ("www-authenticate",),
                "`WWW-Authenticate` holds at least one challenge: a scheme the client can use.",
            ),
            Evidence(
                Level.MAY,
                Where.REQUEST,
                ("authorization",),
                (
                    "If the request carried `Authorization`, its credentials were refused; if not, "
                    "this is the first challenge."
                ),
                always=False,
            ),
            Evidence(
                Level.MAY,
                Where.FOLLOWUP,
                ("authorization",),
                "The client may repeat the request with new credentials in `Authorization`.",
                always=False,
            ),
        ),
        says=(
            "Authenticate first: you sent no credentials, or these are not valid. "
            "`WWW-Authenticate` lists the ways that are accepted."
        ),
        whose="The client's move: it has to come back with credentials that are good.",
        look_for=(
            "`WWW-Authenticate` with its schemes, and what the same client does next on the same "
            "URL. A later success means the challenge was answered, which is how a normal login "
            "begins; more 401s, above all with changing user names, mean guessing. Credentials in "
            "the request tell a refusal from a first challenge."
        ),
        check=(
            "Make sure `WWW-Authenticate` is there: without it no client knows how to log in. "
            "Count the failures per client and per user name to find brute force, and see whether "
            "a success ends the row. A working integration that suddenly gets 401 usually has an "
            "expired token."
        ),
    ),
    Code(
        number=402,
        name="Payment Required",
        spec="RFC 9110 §15.5.3",
        outcome=Outcome.OTHER_CLIENT_ERROR,
        fault=Fault.CLIENT,
        says=(
            "Pay first. HTTP itself reserves the number and says no more; each service that uses "
            "it gives it its own rules."
        ),
        whose="The client's side: an account, quota or invoice stands in the way, not the request.",
        look_for=(
            "The service decides; the body usually names the plan, the limit or the open bill. "
            "Shopify answers so for a shop that is frozen."
        ),
        check=(
            "See whose account the affected requests use and what it still owes or has used up. If "
            "you send the code yourself, say in the body what to do next."
        ),
    ),
    Code(
        number=403,
        name="Forbidden",
        spec="RFC 9110 §15.5.4",
        outcome=Outcome.FORBIDDEN,
        fault=Fault.CLIENT,
        says=(
            "I understood you, and the answer is no. Unlike with 401, logging in with the same "
            "credentials again will not change it."
        ),
        whose=(
            "The client may not have this; if it should be allowed to, the server's rules are to "
            "be changed."
        ),
        look_for=(
            "Whether the request carried credentials or a user name. Without any, a rule of the "
            "server refuses everyone: file permissions, a folder without an index, an address "
            "filter, a firewall for web applications. One client collecting 403s on many paths is "
            "sweeping."
        ),
        check=(
            "For a user who is known and still refused, check that account's rights. For "
            "everybody, check file permissions, the index file and the filter that last changed. "
            "For a sweep, look at which of its paths were not refused."
        ),
    ),
    Code(
        number=404,
        name="Not Found",
        spec="RFC 9110 §15.5.5",
        outcome=Outcome.NOT_FOUND,
        fault=Fault.CLIENT,
        cacheable=True,
        says=(
            "There is nothing at this URL, or nothing I want to admit to. It does not say whether "
            "that is for now or for ever."
        ),
        whose=(
            "The client asked for what is not there; if your own page sent it, the link is yours "
            "to mend."
        ),
        look_for=(
            "The referring page: one of your own makes it a broken link, and names where to mend "
            "it. Known paths of other people's software, asked for in quick succession without a "
            "referrer, are a scanner. Missing icons and app files are asked for by browsers on "
            "their own."
        ),
        check=(
            "Mend broken links on your own pages first, since they hit real visitors. Redirect "
            "URLs that used to exist, or answer 410 if they are gone for good. Sweeps need no "
            "action unless one of their paths did not answer 404."
        ),
    ),
)
