"""Secrets in every place of a HAR and of a log: none survives in anything that statscan writes."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner
from planted import PLACES

import analyzer
from analyzer.cli import main

SECRET = "hunter2"
"""Every secret begins so; what follows says where it was."""

QUERY = {
    "by its name": "/a?token={s}",
    "behind another": "/a?b=1&password={s}",
    "escaped": "/a?next=%2Fb%3Fapi_key%3D{s}",
    "authorization code": "/callback?code={s}&state=x{s}",
    "session in the path": "/a;jsessionid={s}",
    "session in the path, PHP's": "/a;PHPSESSID={s}/b",
    "fragment": "/a#access_token={s}",
    "user in a target": "http://jane:{s}@shop.example/a",
    "e-mail": "/a?who={s}@mail.example",
    "no value": "/a?Basic%20{s}AbCdEf",
}
LINES = {
    **{name: ("GET", target, "-", "Browser/1") for name, target in QUERY.items()},
    **{
        f"referrer, {name}": ("GET", "/", f"https://shop.example{target}", "Browser/1")
        for name, target in QUERY.items()
        if target.startswith("/")
    },
    "user in a referrer": ("GET", "/", "https://jane:{s}@shop.example/", "Browser/1"),
    "agent": ("GET", "/", "-", "tool/1 (token={s})"),
    "agent's credentials": ("GET", "/", "-", "tool/1 Bearer {s}"),
    "no request": ("GET", "/a?token={s} and more", "-", "Browser/1"),
}

FORMS: dict[str, Callable[[str, str, str, str], str]] = {
    "combined": lambda method, target, referrer, agent: (
        f'192.0.2.1 - - [22/Nov/2026:10:00:00 +0000] "{method} {target} HTTP/1.1" 200 9 "{referrer}" "{agent}"'
    ),
    "json": lambda method, target, referrer, agent: json.dumps(
        {
            "time_iso8601": "2026-11-22T10:00:00+00:00",
            "remote_addr": "192.0.2.1",
            "request": f"{method} {target} HTTP/1.1",
            "status": 200,
            "http_referer": referrer,
            "http_user_agent": agent,
        }
    ),
    "caddy": lambda method, target, referrer, agent: json.dumps(
        {
            "ts": 1795341600.5,
            "logger": "http.log.access",
            "msg": "handled request",
            "request": {
                "remote_ip": "192.0.2.1",
                "proto": "HTTP/2.0",
                "method": method,
                "host": "shop.example",
                "uri": target,
                "headers": {
                    "User-Agent": [agent],
                    "Referer": [referrer],
                    "Authorization": [f"Bearer {SECRET}-authorization"],
                    "Cookie": [f"a={SECRET}-cookie"],
                    "X-Api-Key": [f"{SECRET}-key"],
                },
            },
            "status": 200,
            "resp_headers": {
                "Set-Cookie": [f"a={SECRET}-set"],
                "Location": [f"/?token={SECRET}-to"],
            },
        }
    ),
}


def entry(**planted: Any) -> dict[str, Any]:
    """An entry that has what is to be found elsewhere, and what is planted."""
    return {
        "startedDateTime": "2026-11-22T10:00:00Z",
        "time": 9,
        "timings": {"send": 0, "wait": 9, "receive": 0},
        **planted,
        "request": {"method": "GET", "url": "https://shop.example/", "headers": []}
        | planted.get("request", {}),
        "response": {"status": 500, "headers": [], "content": {}} | planted.get("response", {}),
    }


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A HAR with a secret in every place, and a log of each form."""
    folder = tmp_path_factory.mktemp("planted")
    entries = [
        entry(**place(f"{SECRET}P{number}x{'abc123' * 2}"))
        for number, place in enumerate(PLACES.values())
    ]
    failed = [
        entry(response={"status": 0, "_error": f"failed: {target.format(s=SECRET + 'E')}"})
        for target in QUERY.values()
    ]
    asked = [
        entry(
            request={
                "url": target.format(s=f"{SECRET}U{number}")
                if target.startswith("http")
                else f"https://shop.example{target.format(s=f'{SECRET}U{number}')}"
            }
        )
        for number, target in enumerate(QUERY.values())
    ]
    pages = [
        {
            "id": f"page_{number}",
            "title": f"https://shop.example{target.format(s=SECRET + 'T')}",
            "startedDateTime": "2026-11-22T10:00:00Z",
            "pageTimings": {"onLoad": 9, "_note": f"{SECRET}-note"},
            "_token": f"{SECRET}-page",
        }
        for number, target in enumerate(QUERY.values())
    ]
    for number, each in enumerate(asked):
        each["pageref"] = f"page_{number}"
    log = {
        "creator": {"name": "x", "version": "1", "comment": f"token={SECRET}-creator"},
        "pages": pages,
        "entries": entries + failed + asked,
        "_vendor": {"secret": f"{SECRET}-vendor"},
    }
    made = {"har": folder / "session.har"}
    made["har"].write_text(json.dumps({"log": log}))
    for form, write in FORMS.items():
        made[form] = folder / f"{form}.log"
        made[form].write_text(
            "".join(
                write(*(part.format(s=f"{SECRET}L{number}") for part in parts)) + "\n"
                for number, parts in enumerate(LINES.values())
            )
        )
    return made


def run(*words: object) -> str:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.output


def found(text: str) -> set[str]:
    """Where the secrets were that are in a text, told by what follows them."""
    return {text[at : at + 24] for at in _everywhere(text)}


def _everywhere(text: str) -> Iterator[int]:
    at = text.find(SECRET)
    while at >= 0:
        yield at
        at = text.find(SECRET, at + 1)


SIDES = ["har", *FORMS]


def written(words: tuple[object, ...], folder: Path, *endings: str) -> Iterator[str]:
    """What one run shows on a terminal, and all that it writes."""
    outs = [folder / f"out.{ending}" for ending in endings]
    shown = run(*words, "--to", "terminal", *(word for out in outs for word in ("-o", out)))
    assert len(shown.splitlines()) > 10
    yield shown
    for out in outs:
        yield (pl.read_parquet(out).write_json() if out.suffix == ".parquet" else out.read_text())


@pytest.mark.parametrize("name", SIDES)
def test_no_output_holds_one(name: str, files: dict[str, Path], tmp_path: Path) -> None:
    for text in written((files[name],), tmp_path, "html", "json", "csv", "ndjson", "parquet"):
        assert text
        assert found(text) == set()


@pytest.mark.parametrize("name", SIDES)
def test_nor_columns_nor_a_saved_summary(name: str, files: dict[str, Path], tmp_path: Path) -> None:
    assert found(run("formats", files[name])) == set()
    summary = analyzer.summarise(files[name])
    analyzer.save(summary, tmp_path / "saved")
    kept = analyzer.load(tmp_path / "saved")
    for table in kept.tables.values():
        plain = table.select(pl.exclude(pl.Binary, pl.Object))
        assert found(plain.write_json()) == set()
    assert SECRET.encode() not in (tmp_path / "saved").read_bytes()


@pytest.mark.parametrize("name", SIDES)
def test_nor_an_explanation_of_a_line(name: str, files: dict[str, Path]) -> None:
    text = files[name].read_text()
    number = len(json.loads(text)["log"]["entries"]) if name == "har" else text.count("\n")
    for line in range(1, number + 1, 5):  # a run each; the columns are in the other outputs
        assert found(run("explain", f"{files[name]}:{line}")) == set()


@pytest.mark.parametrize("name", FORMS)
def test_nor_what_two_of_them_say(name: str, files: dict[str, Path], tmp_path: Path) -> None:
    for words in (("diff", files["combined"], files[name]), ("join", files["har"], files[name])):
        for text in written(words, tmp_path, "html", "json"):
            assert found(text) == set()


def test_nor_what_is_redacted(files: dict[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "clean.har"
    assert found(run("redact", files["har"], "-o", out)) == set()
    assert found(out.read_text()) == set()
