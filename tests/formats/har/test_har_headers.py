from analyzer.entry import HEADERS
from analyzer.formats.har.headers import READ, header_columns


def test_headers_keep_their_rows_and_their_order() -> None:
    lists = [
        None,
        [{"name": "B", "value": "1"}, {"name": "a", "value": "2"}, {"name": "B", "value": "3"}],
        [],
        [{"name": "Age", "value": None}],
    ]
    frame = header_columns("response", lists)
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
    frame = header_columns("response", lists)
    assert set(frame.columns) == {"response_headers"} | {f"response:{n}" for n in READ["response"]}
    assert frame["response:location"].to_list() == ["/a", None, None]
    assert frame["response:age"].to_list() == [None, None, "7"]


def test_no_entry_has_headers() -> None:
    assert header_columns("request", [None, []])["request_headers"].to_list() == [None, []]
