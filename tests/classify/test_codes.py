"""The registry against numbers and names typed here from the specifications, not from the code."""

import os
import subprocess
import sys

import pytest

from analyzer.classify.codes import (
    BY_NUMBER,
    CODES,
    NO_STATUS,
    Code,
    Level,
    Where,
    class_of,
    lookup,
)
from analyzer.classify.vocabulary import Class, Fault, Outcome

REGISTERED = {
    100: "Continue",
    101: "Switching Protocols",
    102: "Processing",
    103: "Early Hints",
    104: "Upload Resumption Supported",
    200: "OK",
    201: "Created",
    202: "Accepted",
    203: "Non-Authoritative Information",
    204: "No Content",
    205: "Reset Content",
    206: "Partial Content",
    207: "Multi-Status",
    208: "Already Reported",
    226: "IM Used",
    300: "Multiple Choices",
    301: "Moved Permanently",
    302: "Found",
    303: "See Other",
    304: "Not Modified",
    305: "Use Proxy",
    306: "(Unused)",
    307: "Temporary Redirect",
    308: "Permanent Redirect",
    400: "Bad Request",
    401: "Unauthorized",
    402: "Payment Required",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    407: "Proxy Authentication Required",
    408: "Request Timeout",
    409: "Conflict",
    410: "Gone",
    411: "Length Required",
    412: "Precondition Failed",
    413: "Content Too Large",
    414: "URI Too Long",
    415: "Unsupported Media Type",
    416: "Range Not Satisfiable",
    417: "Expectation Failed",
    418: "(Unused)",
    421: "Misdirected Request",
    422: "Unprocessable Content",
    423: "Locked",
    424: "Failed Dependency",
    425: "Too Early",
    426: "Upgrade Required",
    428: "Precondition Required",
    429: "Too Many Requests",
    431: "Request Header Fields Too Large",
    451: "Unavailable For Legal Reasons",
    500: "Internal Server Error",
    501: "Not Implemented",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
    505: "HTTP Version Not Supported",
    506: "Variant Also Negotiates",
    507: "Insufficient Storage",
    508: "Loop Detected",
    510: "Not Extended",
    511: "Network Authentication Required",
}

NGINX = [444, 494, 495, 496, 497, 498, 499]
CLOUDFLARE = [520, 521, 522, 523, 524, 525, 526, 527, 530]
AWS = [460, 463, 464, 561]
SHOPIFY = [430, 540, 783]
MICROSOFT = [440, 449, 450]
OTHERS = [218, 419, 420, 509, 529, 598, 599]

# RFC 9110 section 15.1 names the first twelve; RFC 7725 section 3 adds 451 in the same words.
CACHEABLE = {200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501, 451}

# (code, side) and the headers of which one has to be there, whatever the circumstances.
ALWAYS = {
    (101, "request"): {"upgrade"},
    (101, "response"): {"upgrade"},
    (206, "request"): {"range"},
    (207, "response"): {"content-type"},
    (226, "request"): {"a-im"},
    (226, "response"): {"etag"},
    (304, "request"): {"if-none-match", "if-modified-since"},
    (401, "response"): {"www-authenticate"},
    (405, "response"): {"allow"},
    (406, "request"): {"accept", "accept-charset", "accept-encoding", "accept-language"},
    (407, "response"): {"proxy-authenticate"},
    (416, "request"): {"range"},
    (417, "request"): {"expect"},
    (426, "response"): {"upgrade"},
}

# (code, side): headers of which none may be there.
NEVER = {
    (100, "response"): {"content-length", "transfer-encoding"},
    (101, "response"): {"content-length", "transfer-encoding"},
    (103, "response"): {"content-length", "transfer-encoding"},
    (204, "response"): {"content-length", "transfer-encoding"},
    (411, "request"): {"content-length"},
}

OUTCOMES = {
    Outcome.CONTINUE: [100],
    Outcome.SWITCHED_PROTOCOLS: [101],
    Outcome.INTERIM: [102, 103, 104],
    Outcome.OK: [200],
    Outcome.CREATED: [201],
    Outcome.ACCEPTED: [202],
    Outcome.NO_CONTENT: [204],
    Outcome.PARTIAL: [206],
    Outcome.OTHER_SUCCESS: [203, 205, 207, 208, 218, 226],
    Outcome.REDIRECT: [301, 302, 303, 307, 308],
    Outcome.REVALIDATED: [304],
    Outcome.OTHER_REDIRECTION: [300, 305, 306],
    Outcome.BAD_REQUEST: [400, 463, 497],
    Outcome.CHALLENGED: [401, 407, 440, 496],
    Outcome.CREDENTIALS_REFUSED: [495],
    Outcome.FORBIDDEN: [403, 430, 450],
    Outcome.NOT_FOUND: [404],
    Outcome.GONE: [410],
    Outcome.METHOD_REFUSED: [405],
    Outcome.REQUEST_TIMEOUT: [408],
    Outcome.PRECONDITION_FAILED: [412],
    Outcome.TOO_LARGE: [413, 431, 494],
    Outcome.URI_TOO_LONG: [414],
    Outcome.RATE_LIMITED: [420, 429],
    Outcome.CLIENT_CLOSED: [460, 499],
    Outcome.SERVER_ERROR: [500],
    Outcome.NOT_IMPLEMENTED: [501],
    Outcome.BAD_GATEWAY: [502],
    Outcome.UNAVAILABLE: [503, 509, 529, 540],
    Outcome.GATEWAY_TIMEOUT: [504, 598, 599],
    Outcome.ORIGIN_FAILED: CLOUDFLARE,
    Outcome.OTHER_SERVER_ERROR: [505, 506, 507, 508, 510, 511, 561],
    Outcome.DROPPED: [444],
    Outcome.INVALID_STATUS: [783],
}
REST_OF_4XX = [402, 406, 409, 411, 415, 416, 417, 418, 419, 421, 422, 423, 424, 425, 426, 428]
REST_OF_4XX += [449, 451, 464, 498]

# Where the fault is not simply that of the class (1xx-3xx none, 4xx client, 5xx server).
FAULT = {
    Fault.NONE: [425, 444, 450, 451],
    Fault.CLIENT: [783],
    Fault.SERVER: [218, 305, 306, 421],
    Fault.INTERMEDIARY: [407, 463, 464, 502, 504, 511, 561, 598, 599, *CLOUDFLARE],
    Fault.UNKNOWN: [424, 460, 499],
}

PROSE = ("says", "whose", "look_for", "check")
EVERY = (*CODES, *NO_STATUS, *(lookup(n) for n in (199, 299, 399, 477, 577, 999)))


def named(code: Code) -> str:
    return str(code.number)


def test_there_are_sixty_four_registered_codes_under_their_registered_names():
    assert len(REGISTERED) == 64
    assert {c.number: c.name for c in CODES if c.registered} == REGISTERED


def test_unregistered_codes_are_the_confirmed_ones():
    confirmed = {*NGINX, *CLOUDFLARE, *AWS, *SHOPIFY, *MICROSOFT, *OTHERS}
    assert len(confirmed) == 33
    assert {c.number for c in CODES if not c.registered} == confirmed


@pytest.mark.parametrize(
    ("numbers", "product"),
    [
        (NGINX, "nginx"),
        (CLOUDFLARE, "Cloudflare"),
        (AWS, "AWS Application Load Balancer"),
        (SHOPIFY, "Shopify"),
        ([440, 449], "IIS"),
        ([450], "Microsoft Windows"),
        ([218], "Apache"),
        ([419], "Laravel"),
        ([420], "Spring"),
        ([420], "Twitter"),
        ([498, 499], "Esri ArcGIS"),
        ([509], "cPanel"),
        ([529], "Qualys"),
        ([530], "Pantheon"),
        ([599], "Tornado"),
    ],
)
def test_an_unregistered_code_names_the_products_that_use_it(numbers, product):
    assert [n for n in numbers if product not in BY_NUMBER[n].spec] == []


def test_every_origin_of_a_number_with_several_is_explained():
    for number, word in [
        (103, "Checkpoint"),
        (420, "Spring"),
        (430, "too many URLs"),
        (498, "ArcGIS"),
        (499, "ArcGIS"),
        (530, "Pantheon"),
    ]:
        assert word in BY_NUMBER[number].also, number


def test_numbers_are_unique_and_lookup_finds_each():
    numbers = [c.number for c in (*CODES, *NO_STATUS)]
    assert len(numbers) == len(set(numbers))
    assert all(lookup(c.number) is c for c in (*CODES, *NO_STATUS))
    assert list(BY_NUMBER.values()) == list(CODES)


@pytest.mark.parametrize(
    ("klass", "first", "last"),
    [
        (Class.INFORMATIONAL, 100, 199),
        (Class.SUCCESS, 200, 299),
        (Class.REDIRECTION, 300, 399),
        (Class.CLIENT_ERROR, 400, 499),
        (Class.SERVER_ERROR, 500, 599),
    ],
)
def test_the_first_digit_is_the_class(klass, first, last):
    assert {class_of(first), class_of(last)} == {klass}
    assert all((c.klass is klass) == (first <= c.number <= last) for c in CODES)


@pytest.mark.parametrize("number", [-999, -1, 0, 99, 600, 783, 998, 999, 1000])
def test_outside_the_range_there_is_no_class(number):
    assert class_of(number) is Class.NONE


def test_cacheable_by_default_are_twelve_codes_of_rfc_9110_and_451():
    assert {c.number for c in CODES if c.cacheable} == CACHEABLE


def headers(level: Level) -> dict[tuple[int, str], set[str]]:
    return {
        (c.number, e.where.value): set(e.headers)
        for c in CODES
        if c.registered
        for e in c.evidence
        if e.level is level and e.headers and e.always and e.where is not Where.FOLLOWUP
    }


def test_what_must_always_be_there():
    assert headers(Level.MUST) == ALWAYS


def test_what_must_never_be_there():
    assert headers(Level.MUST_NOT) == NEVER


@pytest.mark.parametrize(
    ("numbers", "level", "header"),
    [
        ([206], Level.MUST, "content-range"),
        ([301, 302, 303, 307, 308], Level.SHOULD, "location"),
        ([413], Level.SHOULD, "retry-after"),
        ([416], Level.SHOULD, "content-range"),
        ([429, 503], Level.MAY, "retry-after"),
        ([451], Level.SHOULD, "link"),
    ],
)
def test_what_else_the_response_carries(numbers, level, header):
    for number in numbers:
        found = [e for e in BY_NUMBER[number].evidence if header in e.headers]
        assert [(e.level, e.where) for e in found] == [(level, Where.RESPONSE)], number


def test_an_interim_response_is_followed_by_a_final_one():
    followed = {c.number for c in CODES for e in c.evidence if e.where is Where.FOLLOWUP}
    assert {100, 102, 103, 104} <= followed


def test_every_code_has_the_expected_outcome():
    expected = {n: o for o, numbers in OUTCOMES.items() for n in numbers}
    expected |= dict.fromkeys(REST_OF_4XX, Outcome.OTHER_CLIENT_ERROR)
    assert {c.number: c.outcome for c in CODES} == expected


def test_every_code_has_the_expected_fault():
    by_digit = {1: Fault.NONE, 2: Fault.NONE, 3: Fault.NONE, 4: Fault.CLIENT, 5: Fault.SERVER}
    special = {n: f for f, numbers in FAULT.items() for n in numbers}
    expected = {n: special.get(n) or by_digit[n // 100] for n in BY_NUMBER}
    assert {c.number: c.fault for c in CODES} == expected


@pytest.mark.parametrize("code", EVERY, ids=named)
def test_every_text_is_whole_sentences(code):
    texts = [getattr(code, field) for field in PROSE] + [e.text for e in code.evidence]
    texts += [code.also] if code.also else []
    assert all(t.endswith(".") and t == t.strip() and "  " not in t and len(t) > 20 for t in texts)
    assert all(t[0].isupper() or t[0] == "`" for t in texts)
    assert all(t.count("`") % 2 == 0 for t in texts)
    assert code.name
    assert code.spec


@pytest.mark.parametrize("field", PROSE)
def test_no_text_is_used_twice(field):
    texts = [getattr(code, field) for code in EVERY]
    assert len(set(texts)) == len(texts)


def test_header_names_are_lower_case():
    assert [h for c in CODES for e in c.evidence for h in e.headers if h != h.lower()] == []


@pytest.mark.parametrize(
    ("number", "klass", "outcome", "fault", "read_as"),
    [
        (199, Class.INFORMATIONAL, Outcome.INTERIM, Fault.NONE, "100"),
        (299, Class.SUCCESS, Outcome.OTHER_SUCCESS, Fault.NONE, "200"),
        (399, Class.REDIRECTION, Outcome.OTHER_REDIRECTION, Fault.NONE, "300"),
        (477, Class.CLIENT_ERROR, Outcome.OTHER_CLIENT_ERROR, Fault.CLIENT, "400"),
        (577, Class.SERVER_ERROR, Outcome.OTHER_SERVER_ERROR, Fault.SERVER, "500"),
    ],
)
def test_an_unknown_number_means_what_its_class_means(number, klass, outcome, fault, read_as):
    code = lookup(number)
    assert (code.number, code.klass, code.outcome, code.fault) == (number, klass, outcome, fault)
    assert read_as in code.name
    assert "RFC 9110 §15" in code.spec
    assert not code.registered
    assert not code.cacheable


@pytest.mark.parametrize("number", [-7, 99, 600, 999, 1000])
def test_a_number_outside_the_range_is_an_invalid_status(number):
    code = lookup(number)
    assert (code.number, code.outcome, code.fault) == (
        number,
        Outcome.INVALID_STATUS,
        Fault.UNKNOWN,
    )


def test_499_is_a_client_that_went_away():
    code = lookup(499)
    assert code.title == "499 Client Closed Request"
    assert (code.klass, code.outcome) == (Class.CLIENT_ERROR, Outcome.CLIENT_CLOSED)
    assert code.fault is not Fault.SERVER


def test_no_status_knows_how_each_exporter_writes_it():
    assert [c.number for c in NO_STATUS] == [0, -1, -2, -999]
    assert all(c.klass is Class.NONE and c.outcome is Outcome.NO_RESPONSE for c in NO_STATUS)
    for number, exporter in [
        (0, "nginx"),
        (-1, "Playwright"),
        (-2, "WebPageTest"),
        (-999, "BrowserMob"),
    ]:
        assert exporter in lookup(number).spec


def test_the_registry_does_not_import_polars():
    """Other modules of the package may; the registry's own do not ask for it."""
    done = subprocess.run(
        [sys.executable, "-c", ONLY_ONCE],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout.strip() == "[]"


ONLY_ONCE = """
import sys
import analyzer.classify
before = set(sys.modules)
import analyzer.classify.codes
print(sorted(m for m in set(sys.modules) - before if m.split(".")[0] in {"polars", "numpy"}))
"""


@pytest.mark.parametrize("code", EVERY, ids=named)
def test_what_must_come_with_it_names_its_headers(code):
    """A reader sees the text alone: 'these headers' would be of no use."""
    for evidence in code.evidence:
        named = [name for name in evidence.headers if f"`{name}" in evidence.text.lower()]
        assert named or not evidence.headers, evidence.text
        if evidence.level is Level.MUST and not evidence.always and len(evidence.headers) > 4:
            assert len(named) == len(evidence.headers), evidence.text
