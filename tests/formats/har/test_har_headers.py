from analyzer.entry import HEADERS
from analyzer.formats.har.headers import READ, header_columns
from analyzer.formats.har.repairs import Repair, Repairs


def test_headers_keep_their_rows_and_their_order() -> None:
    lists = [
        None,
        [{"name": "B", "value": "1"}, {"name": "a", "value": "2"}, {"name": "B", "value": "3"}],
        [],
        [{"name": "Age", "value": None}],
    ]
    frame = header_columns("response", lists, [Repairs() for _ in lists])
    assert frame.schema["response_headers"] == HEADERS
    pairs = [
        kept and [(header["name"], header["value"]) for header in kept]
        for kept in frame["response_headers"].to_list()
    ]
    assert pairs == [None, [("b", "1"), ("a", "2"), ("b", "3")], [], [("age", None)]]


def test_the_first_of_each_header_that_others_read_is_a_column() -> None:
    lists = [
        [{"name": "Location", "value": "/a"}, {"name": "location", "value": "/b"}],
        None,
        [{"name": "AGE", "value": "7"}],
    ]
    frame = header_columns("response", lists, [Repairs() for _ in lists])
    assert set(frame.columns) == {"response_headers"} | {f"response:{n}" for n in READ["response"]}
    assert frame["response:location"].to_list() == ["/a", None, None]
    assert frame["response:age"].to_list() == [None, None, "7"]


def test_no_entry_has_headers() -> None:
    assert header_columns("request", [None, []], [Repairs(), Repairs()])[
        "request_headers"
    ].to_list() == [None, []]


def test_each_entry_has_the_repairs_of_its_own_headers() -> None:
    lists = [
        [{"name": "A", "value": "b"}],
        [["C", "d"]],
        None,
        "?",
        [{"name": "Set-Cookie", "value": "a=1\nb=2"}],
        [{"name": "E", "value": "\ud800"}],
        {},
    ]
    repairs = [Repairs() for _ in lists]
    frame = header_columns("response", lists, repairs)
    listed = frame["response_headers"].to_list()
    names = [kept and [each["name"] for each in kept] for kept in listed]
    assert names == [["a"], ["c"], None, None, ["set-cookie"] * 2, ["e"], []]
    assert repairs == [
        {},
        {Repair.HEADERS: 1},
        {},
        {Repair.HEADERS: 1},
        {Repair.HEADER_JOINED: 1},
        {Repair.SURROGATE: 1},
        {Repair.HEADERS: 1},
    ]


def test_each_header_that_may_hold_a_secret_is_masked_whatever_its_neighbours_are() -> None:
    named = ["Authorization", "COOKIE", "X-Api-Key", "Sec-WebSocket-Protocol", ":authority"]
    values = ["Bearer hunter2", "a=hunter2", "hunter2", "json, hunter2", "hunter2@example.com"]
    rest = [("Referer", "https://example.com/?token=hunter2"), ("Server", "nginx"), ("Via", None)]
    pairs = [*zip(named, values, strict=True), *rest]
    frame = header_columns(
        "request", [[{"name": name, "value": value} for name, value in pairs]] * 3, [Repairs()] * 3
    )
    for row in frame["request_headers"].to_list():
        assert [each["value"] for each in row] == [
            "Bearer", "a", "***", "json, ***", "***@example.com",
            "https://example.com/?token=***", "nginx", None,
        ]  # fmt: skip
