"""Real captures of fourteen exporters, counted by json and len, and by hand where that is said."""

import json
import re
import zlib
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from analyzer.errors import FormatError
from analyzer.formats.har import HAR
from analyzer.formats.har.redact import Redaction

Captures = dict[str, tuple[list[dict[str, Any]], pl.DataFrame]]


@pytest.fixture(scope="module")
def captures(corpora: Path) -> Captures:
    """Each capture that is whole: its entries as json reads them, and its frame."""
    read = {}
    for path in sorted(corpora.rglob("*har")):
        data = path.read_bytes()
        if path.stem == "brokenfile":
            continue
        text = zlib.decompress(data) if path.suffix == ".zhar" else data
        entries = json.loads(text.decode("utf-8-sig"))["log"]["entries"]
        read[path.relative_to(corpora).as_posix()] = (entries, HAR.parse(data))
    return read


def test_all_are_read_and_no_entry_is_lost(captures: Captures) -> None:
    assert len(captures) == 36
    for name, (entries, frame) in captures.items():
        assert frame.height == len(entries), name
        assert frame["reject"].null_count() == len(entries), name
        assert frame["time"].null_count() == 0, name
        assert frame["host"].null_count() == 0, name


def test_the_broken_one_says_where(corpora: Path) -> None:
    with pytest.raises(FormatError, match="broken at line 5"):
        HAR.parse((corpora / "mitmproxy" / "brokenfile.har").read_bytes())


def test_status_and_method_are_those_recorded(captures: Captures) -> None:
    for name, (entries, frame) in captures.items():
        recorded = [entry["response"]["status"] for entry in entries]
        assert frame["status"].fill_null(0).to_list() == recorded, name
        assert frame["method"].to_list() == [entry["request"]["method"] for entry in entries], name


def test_no_size_is_a_guess(captures: Captures) -> None:
    for name, (entries, frame) in captures.items():
        for entry, row in zip(entries, frame.iter_rows(named=True), strict=True):
            transferred = entry["response"].get("_transferSize")
            if transferred and transferred > 0:
                assert row["transfer_bytes"] == transferred, name
            if row["bytes"] and row["transfer_bytes"]:
                assert row["bytes"] <= row["transfer_bytes"], (name, entry["request"]["url"])


def test_every_header_is_kept_by_name(captures: Captures) -> None:
    for name, (entries, frame) in captures.items():
        for entry, row in zip(entries, frame.iter_rows(named=True), strict=True):
            recorded = [
                header["name"].lower()
                for header in entry["response"]["headers"]
                for _ in header["value"].split("\n")
            ]
            kept = [header["name"] for header in row["response_headers"] or ()]
            assert kept == recorded, name


def test_no_cookie_and_no_credential_gets_in(captures: Captures) -> None:
    """Short cookies may stand in URLs under names that say nothing; long ones must not."""
    secret_names = {"authorization", "cookie", "set-cookie", "x-api-key", "x-auth-token"}
    for name, (entries, frame) in captures.items():
        dump = frame.write_json()
        parts = [entry[side] for entry in entries for side in ("request", "response")]
        cookies = [cookie["value"] for part in parts for cookie in part.get("cookies") or ()]
        secrets = {value for value in cookies if re.search("[A-Za-z0-9]{24}", value)}
        secrets |= {
            header["value"]
            for part in parts
            for header in part["headers"]
            if header["name"].lower() in secret_names and len(header["value"]) > 12
        }
        assert not [secret for secret in secrets if secret in dump], name


def test_figures_that_were_read_by_hand(captures: Captures) -> None:
    safari = captures["mitmproxy/safari.har"][1]
    assert safari["cache"].to_list().count("memory") == 16
    firefox = captures["mitmproxy/firefox.har"][1]
    assert firefox["cache"].eq("browser").sum() == 9  # five from memory, four from disk
    assert firefox.filter(status=304)["bytes"].unique().to_list() == [0]
    chrome = captures["mitmproxy/chrome.har"][1]
    assert chrome["protocol"].to_list() == ["HTTP/2", None, "HTTP/3"]
    assert chrome["error"].to_list() == [None, "net::ERR_INTERNET_DISCONNECTED", None]
    assert chrome["bytes"].to_list() == [0, None, 7108]
    redirects = captures["pagexray-redirect/arcelormittal.com.har"][1]
    assert redirects.filter(pl.col("status").is_in([301, 302, 307]))["location"].null_count() == 0


def test_all_can_be_redacted_and_say_the_same(corpora: Path, captures: Captures) -> None:
    same = ["status", "method", "time", "duration", "timings", "transfer_bytes", "cache", "media"]
    for name, (entries, frame) in captures.items():
        clean = Redaction().document([(corpora / name).read_bytes()])
        after = HAR.parse(json.dumps(clean).encode())
        assert after.select(same).equals(frame.select(same)), name
        for entry, whole in zip(clean["log"]["entries"], entries, strict=True):
            body = whole["response"]["content"].get("text", "")
            assert len(body) < 100 or body != entry["response"]["content"]["text"], name
