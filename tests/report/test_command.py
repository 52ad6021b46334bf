import shutil
import subprocess

import pytest
from msgspec.structs import replace

from analyzer.cli.command import COMMANDS
from analyzer.report.command import OTHERS, command, quoted
from analyzer.report.model import Report


def test_one_source_and_its_filter(quiet: Report) -> None:
    assert command(quiet, "status = 503") == "statscan access.log --where 'status = 503'"


def test_single_quotes_are_left_readable(quiet: Report) -> None:
    line = command(quiet, "path like '/api%'")
    assert line == """statscan access.log --where "path like '/api%'\""""


def test_the_filter_of_the_report_stays_on(quiet: Report) -> None:
    line = command(replace(quiet, where="status >= 500"), "status = 503")
    assert line.endswith("--where '(status >= 500) and (status = 503)'")


def test_the_options_that_made_the_report_stay_on(quiet: Report) -> None:
    made = replace(quiet, options=("--geo", "my country.mmdb", "--anonymize", "network"))
    assert command(made, "country = 'DE'") == (
        "statscan access.log --geo 'my country.mmdb' --anonymize network --where \"country = 'DE'\""
    )


def test_many_sources_are_not_repeated(quiet: Report) -> None:
    assert command(replace(quiet, sources=quiet.sources * 5), "true").startswith(
        "statscan FILE... "
    )
    assert command(replace(quiet, sources=()), "true").startswith("statscan FILE... ")


def test_the_commands_are_known_by_their_names() -> None:
    assert set(COMMANDS) == OTHERS


def test_a_name_that_looks_like_an_option_is_none(quiet: Report) -> None:
    source = quiet.sources[0]
    odd = replace(quiet, sources=(replace(source, name="-x"), replace(source, name="-")))
    assert command(odd, "true") == "statscan ./-x - --where true"


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_a_shell_reads_what_was_meant(hostile: tuple[str, ...]) -> None:
    texts = [text for text in hostile if "\x00" not in text and "\ud800" not in text]
    texts += ["`id`", "$(id)", "'$HOME'", "'!x' \"y\"", "a'b\\", "", "~", "*", "'a\\'"]
    line = "printf '%s\\0' " + " ".join(map(quoted, texts))
    result = subprocess.run(
        ["bash", "-c", line], capture_output=True, check=True, env={"LC_ALL": "C.UTF-8"}
    )
    assert result.stdout.decode().split("\0")[:-1] == texts


def test_what_is_shown_is_what_is_run(hostile: tuple[str, ...]) -> None:
    assert all(quoted(text).isprintable() for text in hostile)
