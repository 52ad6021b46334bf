"""Format strings on real logs: as good as the built-in formats, and more exact where they say more."""

import gzip
import json
import os
from pathlib import Path

import polars as pl
import pytest

import analyzer
from analyzer.entry import conform
from analyzer.formats import FORMATS, asked
from analyzer.formats.lines import LineFormat
from analyzer.formats.ncsa import COMBINED
from analyzer.formats.strings import compiled

SAMPLES = Path(__file__).parents[3] / "sample_logs"
CORPORA = Path(os.environ.get("STATSCAN_CORPORA", Path(__file__).parents[4] / "shared/corpora"))
APACHE = '%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-agent}i"'
NGINX = (
    '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent '
    '"$http_referer" "$http_user_agent"'
)
EXTRA = APACHE + ' %D "%{Location}o"'
LOGS = sorted(SAMPLES.glob("*.log*"))


def content(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.name)
def test_apaches_combined_is_the_built_in_one(path: Path) -> None:
    each = compiled(APACHE)
    assert isinstance(each, LineFormat)
    assert each.template == COMBINED.template
    assert each.parse(content(path)).equals(COMBINED.parse(content(path)))


@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.name)
def test_nginx_combined_differs_only_in_what_it_calls_the_dash(path: Path) -> None:
    built_in, own = (conform(each.parse(content(path))) for each in (COMBINED, compiled(NGINX)))
    both = built_in["reject"].is_null() & own["reject"].is_null()
    assert own["reject"].is_null().sum() == both.sum()
    same = pl.exclude("extra")
    assert own.filter(both).select(same).equals(built_in.filter(both).select(same))


def test_samples_of_the_built_in_format_are_read_as_there() -> None:
    samples = [line for line, _ in (*COMBINED.samples.ordinary, *COMBINED.samples.odd)]
    samples = [line for line in samples if line.split(" ")[1] == "-"]  # as the format says
    data = "\n".join(samples).encode()
    assert conform(compiled(NGINX).parse(data)).equals(conform(COMBINED.parse(data)))


def test_redirects_are_exact_where_the_location_is_logged() -> None:
    expected = json.loads((SAMPLES / "expected.json").read_text())["traffic"]["apache"]
    path = SAMPLES / "apache-combined-extra.log"
    frame = pl.concat(analyzer.read(path, log_format=EXTRA))
    assert frame["reject"].null_count() == frame.height == expected["lines"]
    statuses = frame["status"].cast(pl.String).value_counts()
    assert dict(statuses.iter_rows()) == expected["by_status"]
    assert frame["bytes"].sum() == expected["files"][path.name]["bytes_logged"]
    assert frame["duration"].null_count() == 0
    assert frame["extra"].null_count() == frame.height
    report = analyzer.build(analyzer.summarise(path, log_format=EXTRA))
    redirects = json.loads(analyzer.json(report))["redirects"]
    assert redirects["hops"] == expected["redirects"]["hops"]
    assert redirects["exact"] > 0
    assert redirects["inferred"] == 0


def test_the_format_is_named_and_must_fit() -> None:
    (source,) = analyzer.summarise(SAMPLES / "nginx-main.log", log_format=NGINX).sources
    assert source.format == "custom"
    with pytest.raises(analyzer.FormatError, match="is not in the format custom: it looks like"):
        analyzer.summarise(SAMPLES / "nginx-main.log", log_format="$msec|$status")


def test_one_way_to_name_a_format_is_enough() -> None:
    assert asked() is None
    assert asked("combined") in FORMATS
    with pytest.raises(analyzer.OptionError, match="use one"):
        asked("combined", NGINX)


@pytest.mark.parametrize("name", ["elastic/apache_logs.log", "lnav/logfile_access_log.0"])
def test_logs_of_others(name: str) -> None:
    path = CORPORA / "logs" / name
    if not path.is_file():
        pytest.skip("corpora are not here")
    data = path.read_bytes()
    own, built_in = compiled(APACHE + "").parse(data), COMBINED.parse(data)
    assert own.equals(built_in)
    nginx = compiled(NGINX).parse(data)
    assert nginx["reject"].null_count() == built_in["reject"].null_count()
