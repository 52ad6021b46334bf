"""Captures of other projects: the format that a reader would name, and the entries counted by eye."""

import os
from pathlib import Path

import polars as pl
import pytest

from analyzer.formats.strings import compiled
from analyzer.pipeline import Traffic

ENTRIES = {
    "awstats/testglobal.log": ("combined", 56),
    "awstats/testsmall.log": ("combined", 3),
    "elastic/apache_logs.log": ("combined", 9_999),
    "lnav/logfile_access_log.0": ("combined", 3),
    "lnav/logfile_access_log.1": ("combined", 1),
    "lnav/logfile_access_log_dupe.0": ("combined", 3),
    "lnav/logfile_bad_access_log.0": ("combined", 2),
    "lnav/logfile_caddy_log.0": ("caddy", 4),  # behind Docker Compose's names
    "lnav/logfile_caddy_log.1": ("caddy", 4),
    "lnav/logfile_cloudflare.1": ("cloudflare", 15),
    "lnav/logfile_cloudflare.json": ("cloudflare", 1),
    "lnav/logfile_haproxy.0": ("haproxy", 13),
    "lnav/logfile_regexp_access_log.0": ("vhost_combined", 2),
    "lnav/logfile_shop_access_log.0": ("main", 1_000),
    "lnav/logfile_uwsgi.0": ("uwsgi", 18),
    "lnav/logfile_w3c.0": ("w3c", 1),
    "lnav/logfile_w3c.1": ("w3c", 1),
    "lnav/logfile_w3c.3": ("iis", 3),
    "lnav/logfile_w3c.4": ("w3c", 2),
    "lnav/logfile_w3c.6": ("iis", 1),
    "lnav/logfile_w3c_big.0": ("iis", 210),
    "lnav/playground_access_log.gz": ("combined", 2_492),
    "matomo/alb.log": ("alb", 1),
    "matomo/amazon_cloudfront_rtmp.log": ("cloudfront", 2),
    "matomo/amazon_cloudfront_web.log": ("cloudfront", 1),
    "matomo/caddy_json.log": ("caddy", 3),
    "matomo/common.log": ("common", 1),
    "matomo/common.log.bz2": ("common", 1),
    "matomo/common.log.gz": ("common", 1),
    "matomo/common_complete.log": ("vhost_combined", 1),
    "matomo/common_encoding_big5.log": ("vhost_combined", 1),
    "matomo/common_vhost.log": ("vhost_common", 1),
    "matomo/elb.log": ("elb", 2),
    "matomo/gandi.log": ("gandi", 2),
    "matomo/haproxy.log": ("haproxy", 1),
    "matomo/icecast2.log": ("combined", 1),
    "matomo/iis.log": ("iis", 1),
    "matomo/iis_custom.log": ("iis", 3),
    "matomo/incapsula_w3c.log": ("w3c", 2),
    "matomo/logs_to_tests.log": ("combined", 4),
    "matomo/ncsa_extended.log": ("combined", 1),
    "matomo/netscaler.log": ("w3c", 1),
    "matomo/nginx_json.log": ("json", 2),
    "matomo/ovh.log": ("combined", 1),
    "matomo/s3.log": ("s3", 1),
    "matomo/shoutcast.log": ("w3c", 1),
    "matomo/splitted_date_and_time.log": ("w3c", 1),
    "matomo/static_ignores.log": ("vhost_combined", 4),
    "matomo/traefik_json.log": ("traefik-json", 1),
}
NO_ACCESS_LOG = (
    "awstats/testnginx.log",  # of an order of its own: the error says which --log-format reads it
    "awstats/testtime5.log",  # its time without brackets: the same
    "lnav/logfile_syslog_with_access_log.0",  # one request without a time among messages
    "matomo/custom_regex_custom_date.log",
    "lnav/logfile_bro_http.log.0",
    "lnav/logfile_invalid_tz.0",
    "lnav/logfile_invalid_utf8.0",
    "lnav/logfile_w3c.2",  # FTP
    "lnav/logfile_w3c.5",  # six names for fifteen columns
)


def logs() -> Path:
    beside = Path(__file__).parents[2].parent / "shared" / "corpora"
    folder = Path(os.environ.get("STATSCAN_CORPORA", beside))
    if not folder.is_dir():
        pytest.skip("the corpora of real captures are not here (STATSCAN_CORPORA names them)")
    return folder / "logs"


@pytest.mark.parametrize("name", ENTRIES)
def test_a_capture_is_recognised_and_read(name: str) -> None:
    traffic = Traffic(logs() / name)
    frame = pl.concat(traffic.frames())
    assert traffic.problems == []
    (account,) = traffic.accounts
    assert (account.format, frame["reject"].null_count()) == ENTRIES[name]


@pytest.mark.parametrize("name", NO_ACCESS_LOG)
def test_what_is_no_access_log_is_not_called_one(name: str) -> None:
    traffic = Traffic(logs() / name)
    assert not list(traffic.frames())
    assert traffic.accounts == []
    assert "no access log" in str(traffic.problems[0])
    assert all("\n" not in str(problem) for problem in traffic.problems)


@pytest.mark.parametrize("name", ["awstats/testnginx.log", "awstats/testtime5.log"])
def test_the_error_names_a_string_that_reads_it(name: str) -> None:
    traffic = Traffic(logs() / name)
    assert not list(traffic.frames())
    string = str(traffic.problems[0]).split("'")[1]
    frame = pl.concat(Traffic(logs() / name, format=compiled(string)).frames())
    assert frame["reject"].drop_nulls().to_list() in ([], ["comment"])


def test_every_capture_is_named_here() -> None:
    files = {str(each.relative_to(logs())) for each in logs().glob("*/*")}
    assert files == ENTRIES.keys() | set(NO_ACCESS_LOG)
