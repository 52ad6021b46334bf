from collections.abc import Callable
from typing import Any

import pytest

Row = Callable[..., dict[str, Any]]


def _headers(**values: str) -> list[dict[str, str]]:
    return [{"name": name.replace("_", "-"), "value": value} for name, value in values.items()]


def test_http1_counts_headers_and_body(row: Row) -> None:
    read = row(
        request={"headersSize": 100, "bodySize": 20},
        response={"headersSize": 200, "bodySize": 1000},
    )
    assert (read["bytes"], read["transfer_bytes"], read["request_bytes"]) == (1000, 1200, 120)


@pytest.mark.parametrize("unknown", [-1, -10, None, "?", float("nan"), 1e300])
def test_unknown_is_null_and_no_number(row: Row, unknown: object) -> None:
    read = row(
        request={"headersSize": unknown, "bodySize": unknown},
        response={"headersSize": unknown, "bodySize": unknown, "content": {"size": 49_000}},
    )
    assert (read["bytes"], read["transfer_bytes"], read["request_bytes"]) == (None, None, None)


def test_missing_sizes_are_unknown_and_nought_is_nought(row: Row) -> None:
    read = row(response={"headersSize": 200, "bodySize": 0, "content": {"size": 0}})
    assert (read["bytes"], read["transfer_bytes"]) == (0, 200)


def test_a_request_of_unknown_headers_is_known_by_its_body_only_if_there_is_one(row: Row) -> None:
    assert row(request={"headersSize": -1, "bodySize": 0})["request_bytes"] is None
    assert row(request={"headersSize": -1, "bodySize": 64})["request_bytes"] == 64


def test_chrome_http2_transfer_is_known_and_body_only_with_a_witness(row: Row) -> None:
    chrome = {"headersSize": -1, "bodySize": -1, "_transferSize": 3456}
    content = {"size": 9000, "mimeType": "text/html"}
    read = row(response={**chrome, "content": content})
    assert (read["bytes"], read["transfer_bytes"]) == (None, 3456)
    stated = _headers(Content_Length="3000", Content_Encoding="br")
    read = row(response={**chrome, "content": content, "headers": stated})
    assert (read["bytes"], read["transfer_bytes"]) == (3000, 3456)
    cut = _headers(Content_Length="5000", Content_Encoding="br")
    read = row(response={**chrome, "content": content, "headers": cut})
    assert (read["bytes"], read["transfer_bytes"]) == (None, 3456)


def test_the_body_of_a_redirect_is_stated_but_not_read(row: Row) -> None:
    chrome = {"status": 302, "headersSize": -1, "bodySize": -1, "_transferSize": 400}
    read = row(
        response={**chrome, "content": {"size": 0}, "headers": _headers(Content_Length="370")}
    )
    assert (read["bytes"], read["transfer_bytes"]) == (None, 400)


def test_chrome_har_counts_the_headers_of_http2_as_body(row: Row) -> None:
    read = row(
        response={
            "headersSize": -1,
            "bodySize": 17_533,
            "_transferSize": 17_533,
            "content": {"size": 46_274},
            "headers": _headers(content_length="17168", content_encoding="gzip"),
        }
    )
    assert (read["bytes"], read["transfer_bytes"]) == (17_168, 17_533)


def test_a_decoded_length_is_not_what_was_sent(row: Row) -> None:
    decoded = {"headersSize": 771, "bodySize": 25_025, "content": {"size": 25_025}}
    read = row(response={**decoded, "headers": _headers(content_encoding="gzip")})
    assert (read["bytes"], read["transfer_bytes"]) == (None, None)
    read = row("Charles Proxy", "4.6.3", response={**decoded, "headersSize": 0})
    assert (read["bytes"], read["transfer_bytes"]) == (None, None)


def test_mitmproxy_means_the_encoded_length_by_content_size(row: Row) -> None:
    read = row(
        "mitmproxy",
        "10",
        response={
            "headersSize": 820,
            "bodySize": 332,
            "content": {"size": 332, "compression": 177},
            "headers": _headers(content_encoding="br"),
        },
    )
    assert (read["bytes"], read["transfer_bytes"]) == (332, 1152)


def test_firefox_counts_the_headers_as_body_and_once_did_not(row: Row) -> None:
    response = {"headersSize": 465, "bodySize": 3871, "content": {"size": 9000}}
    read = row("Firefox", "111.0.1", response=response)
    assert (read["bytes"], read["transfer_bytes"]) == (3406, 3871)
    read = row("Firefox", "43.0.4", response=response)
    assert (read["bytes"], read["transfer_bytes"]) == (3871, 4336)


@pytest.mark.parametrize("creator", ["Firefox", "test"])
def test_a_304_has_no_body_whatever_is_recorded(row: Row, creator: str) -> None:
    response = {"status": 304, "headersSize": 386, "bodySize": 5509, "content": {"size": 23_866}}
    read = row(creator, "111.0.1", response=response)
    assert (read["bytes"], read["transfer_bytes"]) == (0, 386)


def test_head_has_no_body_though_a_length_is_stated(row: Row) -> None:
    read = row(
        request={"method": "HEAD"},
        response={"bodySize": -1, "content": {"size": 0}, "headers": _headers(content_length="9")},
    )
    assert read["bytes"] == 0


def test_webpagetest_writes_nought_for_unknown_and_quotes_what_came_in(row: Row) -> None:
    read = row(
        "WebPagetest",
        "2.17",
        _bytesIn="7740",
        response={
            "headersSize": 484,
            "bodySize": 0,
            "content": {"size": 0},
            "headers": _headers(content_length="7254", content_encoding="gzip"),
        },
    )
    assert (read["bytes"], read["transfer_bytes"]) == (7254, 7740)


def test_a_transfer_of_nought_with_a_body_contradicts_itself(row: Row) -> None:
    read = row(response={"headersSize": 200, "bodySize": 1000, "_transferSize": 0})
    assert (read["bytes"], read["transfer_bytes"]) == (1000, 1200)


def test_what_the_browser_had_was_not_sent(row: Row) -> None:
    safari = {"headersSize": -1, "bodySize": -1, "content": {"size": 0}}
    read = row(_fetchType="Memory Cache", response=safari)
    assert (read["bytes"], read["transfer_bytes"]) == (0, 0)


@pytest.mark.parametrize(
    ("creator", "response", "content"),
    [
        ("test", {"content": {"size": 1000}}, 1000),
        ("test", {"content": {"size": -1}}, None),
        ("test", {"content": {}}, None),
        ("test", {"content": {"size": 0}, "bodySize": 0}, 0),
        # Somebody who did not look at the body of a redirect has not got 0 bytes of it.
        ("test", {"status": 302, "content": {"size": 0}, "bodySize": 154}, None),
        # Compressed, and as long as what was sent: it is the encoded length.
        ("test", {"content": {"size": 300}, "headers": _headers(Content_Length="300", Content_Encoding="br")}, None),
        ("test", {"content": {"size": 900}, "headers": _headers(Content_Length="300", Content_Encoding="br")}, 900),
        ("mitmproxy", {"content": {"size": 332}, "headers": _headers(Content_Encoding="br")}, None),
        ("mitmproxy", {"content": {"size": 332}}, 332),
        ("Charles Proxy", {"content": {"size": 900}, "headers": _headers(Content_Encoding="br")}, 900),
    ],
)  # fmt: skip
def test_decoded_content_is_what_the_page_got(
    row: Row, creator: str, response: dict[str, Any], content: int | None
) -> None:
    assert row(creator, "10", response=response)["content_bytes"] == content


def test_what_safari_had_stored_has_no_known_content(row: Row) -> None:
    stored = {"content": {"size": 0}, "bodySize": -1, "_transferSize": 0}
    assert row(_fetchType="Memory Cache", response=stored)["content_bytes"] is None
