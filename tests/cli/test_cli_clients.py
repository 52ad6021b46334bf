import json
from pathlib import Path

import pytest
from running import Run, line

PROXIED = line(client="10.0.0.1").replace('"test"\n', '"test" "203.0.113.9"\n')


@pytest.fixture
def proxied(tmp_path: Path) -> Path:
    path = tmp_path / "access.log"
    path.write_text(PROXIED * 3)
    return path


def clients(document: str) -> list[str]:
    return [row["values"][0] for row in json.loads(document)["panels"]["clients"]["rows"]]


def test_the_client_is_whom_a_trusted_proxy_names(run: Run, proxied: Path) -> None:
    given = (proxied, "--to", "json", "--client-from", "X-Forwarded-For")
    assert clients(run(*given).stdout) == ["203.0.113.9"]
    assert clients(run(*given, "--trusted", "10.0.0.1", "--trusted", "::1").stdout) == [
        "203.0.113.9"
    ]
    assert clients(run(*given, "--trusted", "192.168.0.0/16").stdout) == ["10.0.0.1"]
    assert clients(run(*given[:3]).stdout) == ["10.0.0.1"]


def test_the_report_says_on_whose_word_and_its_commands_repeat_it(run: Run, proxied: Path) -> None:
    page = proxied.with_name("page.html")
    done = run(proxied, "--client-from", "x-forwarded-for", "-o", page)
    assert done.exit_code == 0, done.output
    text = page.read_text()
    assert "3 entries are those that X-Forwarded-For names" in text
    assert f"{proxied} --client-from x-forwarded-for --where" in text


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--trusted", "10.0.0.0/8"), "--trusted without --client-from"),
        (("--client-from", "a b"), "--client-from: 'a b' is no header"),
        (("--client-from", "forwarded", "--trusted", "x"), "--trusted: 'x' is no network"),
        (("--anonymize", "weak"), "'weak' is not one of"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(run: Run, proxied: Path, options, says: str) -> None:
    done = run(proxied, *options)
    assert done.exit_code == 2
    assert says in done.stderr


def test_a_filter_sees_what_is_left_of_a_client_and_is_shown_without_it(run: Run, proxied: Path) -> None:  # fmt: skip
    hidden = (proxied, "--anonymize", "network", "--to", "json", "--where")
    found = json.loads(run(*hidden, "client = '10.0.0.0'").stdout)
    assert found["selected"] == 3
    missed = json.loads(run(*hidden, "client = '10.0.0.1'").stdout)
    assert (missed["selected"], missed["where"]) == (0, "client = '10.0.0.0'")


def test_a_report_does_not_overwrite_the_file_of_places(run: Run, proxied: Path) -> None:
    places = proxied.with_name("places.json")
    places.write_text("kept")
    done = run(proxied, "--geo", places, "-o", places)
    assert done.exit_code == 2
    assert places.read_text() == "kept"
    assert "is one of the files to be read" in done.stderr


def test_headers_of_a_json_log_are_read_too(run: Run, tmp_path: Path) -> None:
    request = {
        "remote_ip": "10.0.0.1",
        "proto": "HTTP/2.0",
        "method": "GET",
        "host": "a.example",
        "uri": "/",
        "headers": {"User-Agent": ["test"], "Cf-Connecting-Ip": ["203.0.113.9"]},
    }
    entry = {"level": "info", "ts": 1763809394.1, "logger": "http.log.access", "msg": "handled request",
             "request": request, "duration": 0.01, "size": 5, "status": 200, "resp_headers": {}}  # fmt: skip
    log = tmp_path / "caddy.log"
    log.write_text(json.dumps(entry) + "\n")
    given = (log, "--to", "json", "--client-from", "cf-connecting-ip")
    assert clients(run(*given).stdout) == ["203.0.113.9"]


def test_a_format_string_keeps_the_header_that_names_the_client(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "own.log"
    log.write_text('10.0.0.1 [22/Nov/2026:11:03:14 +0000] "GET / HTTP/1.1" 200 5 203.0.113.9\n')
    string = '$remote_addr [$time_local] "$request" $status $bytes_sent $http_x_real_ip'
    given = (log, "--to", "json", "--log-format", string, "--client-from", "x-real-ip")
    assert clients(run(*given).stdout) == ["203.0.113.9"]
