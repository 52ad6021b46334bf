"""Refused: challenges answered and guessed at, forbidden pages, missing pages, wrong methods."""

from sample_logs.record.hosts import WWW
from sample_logs.record.scenes.cast import Scene, Stage
from sample_logs.record.visitor import Request

ALICE = ("alice", "not-a-secret")  # the one user of the recorder's own server
GUESSES = ("admin", "root", "test", "alice", "alice smith")
SWEEP = ("/wp-login.php", "/.env", "/.git/config", "/phpmyadmin/", "/xmlrpc.php", "/admin.php")


def challenge_answered(stage: Stage) -> None:
    """401 first, then the same page with credentials."""
    stage.firefox.get("/account/", want=401)
    stage.firefox.send(Request(target="/account/", credentials=ALICE), want=200)


def credentials_guessed(stage: Stage) -> None:
    """Five names, five wrong passwords, five times 401."""
    for user in GUESSES:
        guess = Request(target="/account/", credentials=(user, "guess"))
        stage.scanner.send(guess, want=401)


def forbidden(stage: Stage) -> None:
    """Nobody may read the report; alice is known and still may not see the staff's pages."""
    stage.phone.get("/private/report.html", want=403)
    stage.firefox.send(Request(target="/staff/", credentials=ALICE), want=403)


def broken_link(stage: Stage) -> None:
    """Our own product page links to a page that does not exist."""
    for visitor in (stage.firefox, stage.chrome, stage.phone):
        visitor.get("/products/teapot.html", referer=f"http://{WWW}/products/", want=404)


def gone_elsewhere(stage: Stage) -> None:
    """Another site links to a page that we never had."""
    stage.chrome.get("/offers/2019.html", referer="http://blog.example/offers", want=404)


def sweep(stage: Stage) -> None:
    """A scanner tries well-known paths."""
    for target in SWEEP:
        stage.scanner.get(target, want=404)


def method_probing(stage: Stage) -> None:
    """TRACE, PUT and DELETE where only GET is meant."""
    stage.scanner.send(Request(method="TRACE", target="/"), want=405)
    stage.scanner.send(Request(method="PUT", target="/products/", body=b"x"), want=405)
    stage.scanner.send(Request(method="DELETE", target="/products/kettle.html"), want=405)


SCENES: tuple[Scene, ...] = (
    challenge_answered,
    credentials_guessed,
    forbidden,
    broken_link,
    gone_elsewhere,
    sweep,
    method_probing,
)
