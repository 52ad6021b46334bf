"""505 to 511: versions, loops, storage, networks (RFC 9110, 2295, 2774, 4918, 5842, 6585)."""

from analyzer.classify.codes.code import Code, Evidence, Level, Where
from analyzer.classify.vocabulary import Fault, Outcome

SERVER_ERROR_505 = (
    Code(
        number=505,
        name="HTTP Version Not Supported",
        spec="RFC 9110 §15.6.6",
        outcome=Outcome.OTHER_SERVER_ERROR,
        fault=Fault.SERVER,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                (),
                "The body says why the version is not supported and which ones are.",
                always=False,
            ),
        ),
        says="I do not speak the HTTP version in your request line.",
        whose=(
            "The server declines by its own account, yet a request line with an odd version almost "
            "always comes from a faulty client or a scanner."
        ),
        look_for=(
            "The version at the end of the request line: `HTTP/9.9`, or `HTTP/2.0` written out in "
            "plain text, which no real HTTP/2 client does. A space in the URL can also push other "
            "text into that place."
        ),
        check=(
            "Read the raw request line. Real clients never cause this, so blocking is harmless; if "
            "one of your own scripts does, it builds its request line by hand."
        ),
    ),
    Code(
        number=506,
        name="Variant Also Negotiates",
        spec="RFC 2295 §8.1",
        outcome=Outcome.OTHER_SERVER_ERROR,
        fault=Fault.SERVER,
        says=(
            "I was to choose the best version of this page, but the version chosen is itself set "
            "up to choose, so I am going round in circles."
        ),
        whose="The server's fault: its files for content negotiation point at each other.",
        look_for=(
            "One URL that always fails, on a server that offers languages or formats by "
            "negotiation, Apache type maps for instance."
        ),
        check=(
            "Open the type map or negotiation rule of that URL and let each version name a plain "
            "file."
        ),
    ),
    Code(
        number=507,
        name="Insufficient Storage",
        spec="RFC 4918 §11.5",
        outcome=Outcome.OTHER_SERVER_ERROR,
        fault=Fault.SERVER,
        says="I have no room left to store what this request needs.",
        whose="The server's side: its disk or this account's share of it is full.",
        look_for=(
            "Only writing methods fail (PUT, POST, COPY, MKCOL), while reading goes on as ever. "
            "One user hit means a quota; all users hit means the disk."
        ),
        check=(
            "Look at free space and at quotas, and remember that logs and temporary uploads fill "
            "disks too. The client should not repeat the upload by itself."
        ),
    ),
    Code(
        number=508,
        name="Loop Detected",
        spec="RFC 5842 §7.2",
        outcome=Outcome.OTHER_SERVER_ERROR,
        fault=Fault.SERVER,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.REQUEST,
                ("depth",),
                "The client had asked for the whole tree with `Depth: infinity`.",
                always=False,
            ),
        ),
        says=(
            "While walking down this folder tree I came back to where I had been, so I stopped. "
            "The whole operation failed."
        ),
        whose="The server's fault: a folder contains itself, by a binding or a link.",
        look_for=(
            "A WebDAV request with `Depth: infinity`. Some hosting companies use the number "
            "instead for accounts over their resource limit, and CDNs for requests that pass "
            "through them in circles."
        ),
        check=(
            "Find the folder that is bound inside itself and remove the binding. With a hosting "
            "company or CDN, read its own explanation of the code before anything else."
        ),
    ),
    Code(
        number=510,
        name="Not Extended",
        spec="RFC 2774 §7 (obsolete)",
        outcome=Outcome.OTHER_SERVER_ERROR,
        fault=Fault.SERVER,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                (),
                "The body tells what the request has to declare.",
                always=False,
            ),
        ),
        says=(
            "I would need further extensions declared in your request before I answer it. The "
            "specification behind it was an experiment and is now historic."
        ),
        whose="The server's doing: no client in use today could comply.",
        look_for="The number alone; nothing in current HTTP leads to it.",
        check=(
            "Find out which application invented its own use for the number, and give the "
            "condition a code that clients know."
        ),
    ),
    Code(
        number=511,
        name="Network Authentication Required",
        spec="RFC 6585 §6",
        outcome=Outcome.OTHER_SERVER_ERROR,
        fault=Fault.INTERMEDIARY,
        evidence=(
            Evidence(
                Level.SHOULD,
                Where.RESPONSE,
                (),
                "The body holds a link to the page where one can log in.",
                always=False,
            ),
        ),
        says=(
            "You have to log in to this network first, as in a hotel or on a train. This is the "
            "network speaking, not the website you asked for."
        ),
        whose="The network between client and site: the site never saw the request.",
        look_for=(
            "In a recording, different sites suddenly all answering 511 with the same login page. "
            "A website's own log should never hold it."
        ),
        check=(
            "Open the login link and sign in. If your own server sends 511, change it to 401 or "
            "403, because the code is reserved for networks. Programs should not mistake such an "
            "answer for the site's content."
        ),
    ),
)
