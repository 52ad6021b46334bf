"""What single clients do again and again; thresholds from both sides."""

from pathlib import Path

import polars as pl
import pytest
from made_logs import Log, line

import analyzer
from analyzer.findings.clients import CLIENTS_MOST
from analyzer.findings.finding import Finding
from analyzer.findings.findings import find
from analyzer.formats.secrets import MASK

ORDINARY = [line(f"/page/{number}", client=number % 9) for number in range(600)]

SWEEP = [
    f"/{name}" for name in (".env", ".git/config", "wp-login.php", "phpmyadmin/", "xmlrpc.php")
]


def only(summary: analyzer.Summary) -> Finding:
    (found,) = find(summary)
    return found


@pytest.mark.parametrize(
    ("id_", "lines", "says"),
    [
        (
            "probed-path",
            [line(path, 404, client=66) for path in SWEEP],
            "10.0.0.66 swept through well-known weak spots: 5 requests for 5 addresses;",
        ),
        (
            "probed-method",
            [line("/", 405, client=66, method="TRACE")] * 3,
            "10.0.0.66 tried methods that change or reveal something: 3 requests for at least 1 address;",
        ),
        (
            "traversal-attempt",
            [line("/../../secret", 400, client=66)] * 3,
            "10.0.0.66 tried to climb out of the site's files: 3 requests",
        ),
        (
            "injection-attempt",
            [line("/item?id=1+union+select+2", 400, client=66)] * 3,
            "10.0.0.66 sent pieces of SQL, scripts or commands: 3 requests",
        ),
        (
            "oversized-request",
            [line("/upload", 413, client=66, method="POST")] * 5,
            "10.0.0.66 sent requests that are too long: 5 requests for at least 1 address;",
        ),
    ],
)
def test_a_client_that_looks_for_weak_spots(
    log: Log, tmp_path: Path, id_: str, lines: list[str], says: str
) -> None:
    found = only(log(*ORDINARY, *lines))
    assert (found.id, found.severity, found.basis) == (id_, "note", "exact")
    assert found.text.startswith(says)
    assert found.text.endswith("; none had success.")
    assert (found.entries, found.clients) == (len(lines), 1)
    assert found.evidence[0][1] == len(ORDINARY) + 1
    listed = analyzer.scan(tmp_path / "access.log", where=found.where).collect()
    assert listed["line"].to_list() == [len(ORDINARY) + 1 + at for at in range(len(lines))]
    assert find(log(*ORDINARY, *lines[1:])) == ()


def test_one_path_asked_for_again_and_again_is_no_sweep(log: Log) -> None:
    assert find(log(*ORDINARY, *[line("/wp-login.php", 404, client=66)] * 9)) == ()


def test_nor_are_the_stray_probes_of_many_clients(log: Log) -> None:
    assert find(log(*ORDINARY, *[line("/.env", 404, client=at) for at in range(90)])) == ()


def test_several_clients_and_those_that_had_success(log: Log) -> None:
    tries = [
        line("/item?id=1+union+select+2", status, client=client)
        for client, status in ((66, 200), (66, 400), (66, 400), (66, 400), (67, 400), (67, 400), (67, 400))
    ]  # fmt: skip
    found = only(log(*ORDINARY, *tries))
    assert found.text.startswith("2 clients, most of all 10.0.0.66, sent pieces")
    assert found.text.endswith("; 1 of them had success.")
    assert found.clients == 2


def test_clients_that_are_hidden_are_not_taken_for_one(log: Log, tmp_path: Path) -> None:
    tries = [*guesses(12), *[line(path, 404, client=66) for path in SWEEP * 9]]
    log(*ORDINARY, *tries)
    hidden = pl.concat(analyzer.read(tmp_path / "access.log")).with_columns(client=pl.lit(MASK))
    assert find(analyzer.summarise(hidden)) == ()


# Credentials


def guesses(n: int, *, client: int = 66) -> list[str]:
    return [line("/private", 401, client=client, user=f"user{at}", second=at) for at in range(n)]


def test_a_client_that_guesses(log: Log, tmp_path: Path) -> None:
    found = only(log(*ORDINARY, *guesses(10)))
    assert (found.id, found.severity, found.clients) == ("credential-guessing", "note", 1)
    assert found.text.startswith("10.0.0.66 got 401 10 times, with at least ")
    assert found.text.endswith("; none got in.")
    listed = analyzer.scan(tmp_path / "access.log", where=found.where).collect()
    assert listed.height == found.entries == 10
    assert find(log(*ORDINARY, *guesses(9))) == ()


def test_a_password_mistyped_twice_is_no_guessing(log: Log) -> None:
    typed = [*guesses(2), line("/private", client=66, user="eve", second=3)]
    assert find(log(*ORDINARY, *typed)) == ()


def test_of_many_clients_the_most_active_are_named_and_counted(log: Log, tmp_path: Path) -> None:
    sweeps = [
        line(path, 404, client=100 + client) for client in range(CLIENTS_MOST + 3) for path in SWEEP
    ]
    found = only(log(*ORDINARY, *sweeps))
    assert found.text.startswith("The 50 most active of 53 clients, most of all 10.0.0.100, swept")
    assert (found.entries, found.clients) == (250, 50)
    listed = analyzer.scan(tmp_path / "access.log", where=found.where).collect()
    assert listed.height == found.entries


def test_and_gets_in(log: Log) -> None:
    found = only(log(*ORDINARY, *guesses(12), line("/private", client=66, user="eve", second=13)))
    assert found.severity == "warning"
    assert found.text.endswith("; 1 of them got in in the end.")


def test_a_protocol_that_is_refused_twice_before_each_success_is_none(log: Log) -> None:
    ntlm = [
        line("/share", status, client=66, second=second, user="alice" if status == 200 else "-")
        for second in range(0, 90, 3)
        for status in (401, 401, 200)
    ]
    assert find(log(*ORDINARY, *ntlm)) == ()


def test_users_whom_the_server_knows_and_refuses(log: Log) -> None:
    refused = [line("/admin", 403, user="alice")] * 5
    found = only(log(*ORDINARY, *refused))
    assert (found.id, found.entries) == ("refused-users", 5)
    assert find(log(*ORDINARY, *refused[1:])) == ()


# Addresses, retries, copies


def test_an_address_that_moved_and_is_asked_for_again_and_again(log: Log, tmp_path: Path) -> None:
    kept = [line("/feed", 301, client=at % 10, second=60 * at) for at in range(50)]
    found = only(log(*ORDINARY, *kept))
    assert (found.id, found.entries, found.clients) == ("kept-redirect", 50, 10)
    assert found.text.startswith(
        "/feed has moved for good, and was asked for 50 times all the same by 10 clients that"
    )
    assert analyzer.scan(tmp_path / "access.log", where=found.where).collect().height == 50
    assert find(log(*ORDINARY, *kept[1:])) == ()
    many = [line("/feed", 301, client=at, second=60 * at) for at in range(50)]
    assert find(log(*ORDINARY, *many)) == ()


CADDY = (
    '{{"level":"info","ts":{ts},"logger":"http.log.access","msg":"handled request","request":'
    '{{"remote_ip":"10.0.0.1","proto":"HTTP/1.1","method":"GET","host":"a.example","uri":"/{at}",'
    '"headers":{{}}}},"bytes_read":0,"user_id":"","duration":0.01,"size":0,"status":{status},'
    '"resp_headers":{{"Retry-After":["60"]}}}}\n'
)


def test_retries_before_their_time(log: Log) -> None:
    lines = [
        CADDY.format(ts=1_800_000_000 + 100 * at + wait, at=at, status=status)
        for at in range(6)
        for wait, status in ((0, 429), (5 if at else 60, 200))
    ]
    found = only(log(*lines))
    assert (found.id, found.entries) == ("early-retry", 5)
    assert found.text.startswith("5 of 6 retries after a 429 or 503 came before")


def test_what_revalidation_saved(log: Log) -> None:
    asked = [line("/big", bytes_=1000, client=7), *[line("/big", 304, bytes_=0, client=7)] * 100]
    found = only(log(*ORDINARY, *asked))
    assert found.id == "revalidation"
    assert "100 times a 304 confirmed a copy" in found.text
    assert "100 kB did not have to be sent again, 96.2 % of what would have been" in found.text
    assert find(log(*ORDINARY, *asked[:100])) == ()
