import json as standard
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import recorded
from msgspec.structs import replace
from recorded import SAMPLES

import analyzer
from analyzer.classify.outcomes import CLASSES, FAULTS, OUTCOMES
from analyzer.report.json import SCHEMA, json
from analyzer.report.model import Column, Kind, Panel, Report, Row
from analyzer.summary import empty

TRAFFIC = {
    path.name: path for path in sorted(SAMPLES.iterdir()) if path.suffix in {".log", ".gz", ".har"}
}


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = standard.loads((files("analyzer.report") / "summary.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def document(report: Report) -> dict[str, Any]:
    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    text = json(report)
    assert text.isascii()
    assert text.endswith("}\n")
    return standard.loads(text, parse_constant=refuse)


def summary(*paths: Path, **options: Any) -> Report:
    return analyzer.build(analyzer.summarise(paths, **options), where=options.get("where"))


# The schema


@pytest.mark.parametrize("name", TRAFFIC)
def test_each_sample_is_as_the_schema_says(name: str, validator) -> None:
    validator.validate(document(recorded.report(TRAFFIC[name])))


def test_all_samples_together_are_as_the_schema_says(validator) -> None:
    every = analyzer.merge([recorded.summary(path) for path in TRAFFIC.values()])
    found = document(analyzer.build(every))
    validator.validate(found)
    assert len(found["sources"]) == len(TRAFFIC)


def test_a_filtered_report_is_as_the_schema_says(validator) -> None:
    found = document(summary(TRAFFIC["nginx-main.log"], where="status = 503"))
    validator.validate(found)
    assert (found["where"], found["selected"]) == ("status = 503", 6)
    assert found["status"] == {"503": 6}
    assert found["lines"]["entries"] == 127


def test_the_report_of_nothing_is_as_the_schema_says(validator) -> None:
    found = document(analyzer.build(empty()))
    validator.validate(found)
    assert found["span"] == {"first": None, "last": None}
    assert found["bytes"] is None
    assert "where" not in found


def test_hostile_logs_are_as_the_schema_says(tmp_path: Path, validator, hostile) -> None:
    log = tmp_path / "hostile.log"
    line = '10.0.0.1 - - [22/Nov/2026:11:03:14 +0000] "GET {0} HTTP/1.1" 200 5 "{0}" "{0}"\n'
    text = "".join(line.format(text) for text in hostile) + "\x00\x1b[2J</script>\n"
    log.write_bytes(text.encode("utf-8", "surrogatepass"))
    validator.validate(document(summary(log)))


def test_the_schema_describes_every_key(validator) -> None:
    def undescribed(schema: Any, path: str) -> list[str]:
        found = []
        for name, below in schema.get("properties", {}).items():
            here = f"{path}/{name}"
            if not {"description", "$ref"} & below.keys() and "rejected" not in path:
                found.append(here)
            found += undescribed(below, here)
        for name in ("items", "additionalProperties"):
            if isinstance(schema.get(name), dict):
                found += undescribed(schema[name], f"{path}/{name}")
        return found

    schema = validator.schema
    assert undescribed(schema, "") == []
    for name, below in schema["$defs"].items():
        assert undescribed(below, name) == []


def test_the_schema_explains_every_word_and_knows_no_other(validator) -> None:
    properties = validator.schema["properties"]
    for key, words in (("class", CLASSES), ("outcome", OUTCOMES), ("fault", FAULTS)):
        described = {
            name: each["description"] for name, each in properties[key]["properties"].items()
        }
        assert described == {word.value: meaning.says for word, meaning in words.items()}
    kind = validator.schema["$defs"]["panel"]["properties"]["columns"]["items"]["properties"][
        "kind"
    ]
    assert kind["enum"] == [each.value for each in Kind]
    assert properties["schema"]["const"] == SCHEMA


def _set(*path: str | int, to: Any) -> Callable[[Any], None]:
    def change(found: Any) -> None:
        for step in path[:-1]:
            found = found[step]
        found[path[-1]] = to

    return change


@pytest.mark.parametrize(
    "wrong",
    [
        lambda found: found.pop("status"),
        lambda found: found["span"].pop("last"),
        lambda found: found["redirects"].pop("loops"),
        lambda found: found["panels"]["status"]["rows"][0].pop("where"),
        lambda found: found.pop("selected"),
        _set("schema", to=2),
        _set("colour", to="red"),
        _set("lines", "entries", to=-1),
        _set("lines", "rejected", to=3),
        _set("lines", "rejected", "because", to=1),
        _set("span", "first", to="22/Nov/2026:11:03:14 +0000"),
        _set("span", "first", to="2026-11-22T11:03:14"),
        _set("bytes", to="many"),
        _set("distinct_error", to=1.5),
        _set("status", "abc", to=1),
        _set("outcome", "fine", to=1),
        _set("sources", 0, "format", to=["combined"]),
        _set("panels", "status", "columns", 0, "kind", to="colour"),
        _set("findings", 0, "severity", to="mild"),
        _set("findings", 0, "evidence", 0, "line", to=0),
    ],
)  # fmt: skip
def test_a_wrong_document_is_refused(wrong, validator, filtered: dict[str, Any]) -> None:
    found = deepcopy(filtered)
    validator.validate(found)
    wrong(found)
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(found)


@pytest.fixture(scope="module")
def filtered() -> dict[str, Any]:
    return document(summary(TRAFFIC["nginx-main.log"], where="status > 200"))


# The values


def test_the_numbers_of_a_log(validator) -> None:
    found = document(summary(TRAFFIC["nginx-main.log"]))
    truth = standard.loads((SAMPLES / "expected.json").read_text("utf-8"))["traffic"]["nginx"]
    lines = found["lines"]
    assert lines["entries"] + sum(lines["rejected"].values()) + lines["ignored"] == lines["total"]
    assert lines["total"] == truth["lines"]
    # nginx logs 009 for what is no HTTP: a number, but no status.
    expected = dict(truth["by_status"])
    expected["none"] = expected.pop("9")
    assert found["status"] == expected
    assert found["methods"] == truth["by_method"]
    assert found["clients"] == len(truth["clients"])
    assert found["bytes"] == truth["files"]["nginx-main.log"]["bytes_logged"]
    assert found["redirects"]["hops"] == truth["redirects"]["hops"]
    for part in ("class", "outcome", "fault"):
        assert sum(found[part].values()) == truth["lines"]


def test_moments_have_the_offset_of_the_log() -> None:
    found = document(summary(TRAFFIC["apache-combined.log"]))
    assert found["span"] == {
        "first": "2026-11-22T16:33:33+05:30",
        "last": "2026-11-22T16:33:49+05:30",
    }
    assert found["panels"]["time"]["rows"][0]["values"][0] == "2026-11-22T16:33:00+05:30"


def test_panels_keep_their_order_and_their_values(report: Report) -> None:
    found = document(report)["panels"]
    assert list(found) == [panel.id for panel in report.panels]
    for panel in report.panels:
        assert found[panel.id]["columns"] == [
            {"title": column.title, "kind": column.kind.value} for column in panel.columns
        ]
        assert all(len(row["values"]) == len(panel.columns) for row in found[panel.id]["rows"])
        assert found[panel.id]["more"] == panel.more
    assert found["paths"]["rows"][0] == {
        "values": ["/", 89_003, None, "access.log:1"], "where": "path = '/'",
    }  # fmt: skip


# Hostile text


def test_nothing_hostile_stands_in_the_text(report: Report, hostile) -> None:
    text = json(report)
    assert "<" not in text
    assert all(character == "\n" or " " <= character <= "~" for character in text)
    for each in hostile:
        mended = each.encode("utf-8", "backslashreplace").decode()
        assert any(
            mended == value
            for row in standard.loads(text)["panels"]["paths"]["rows"]
            for value in row["values"]
        )


def test_half_a_pair_is_spelled_out(quiet: Report) -> None:
    found = document(replace(quiet, where="path = '\ud800'", selected=0))
    assert found["where"] == "path = '\\ud800'"
    assert "\\ud83d\\ude00" in json(replace(quiet, where="\N{GRINNING FACE}", selected=0))


def test_hostile_keys_are_as_safe_as_values(quiet: Report) -> None:
    text = json(replace(quiet, counts={"methods": {"</script>\x7f\ud800": 1}}))
    assert "<" not in text
    assert standard.loads(text)["methods"] == {"</script>\x7f\\ud800": 1}


def test_what_is_no_number_is_unknown(quiet: Report, validator) -> None:
    panel = Panel(
        "odd", "Odd", "Odd values.", (Column("share", Kind.SHARE), Column("at", Kind.MOMENT)),
        (Row((float("nan"), datetime(2026, 1, 1, tzinfo=UTC))), Row((float("inf"), None))),
    )  # fmt: skip
    found = document(replace(quiet, panels=(panel,)))
    assert [row["values"] for row in found["panels"]["odd"]["rows"]] == [
        [None, "2026-01-01T00:00:00+00:00"],
        [None, None],
    ]


def test_the_same_traffic_gives_the_same_text() -> None:
    paths = [TRAFFIC["nginx-main.log"], TRAFFIC["firefox.har"]]
    texts = {json(summary(*given)) for given in (paths, paths, paths[::-1])}
    assert len(texts) == 1
