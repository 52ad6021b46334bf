from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.formats.ncsa import COMBINED
from analyzer.formats.secrets import mask_header, mask_query, mask_text, mask_url, masked

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1g"


def _query(text: str | None) -> object:
    return pl.DataFrame({"q": [text]}, {"q": pl.String}).select(mask_query(pl.col("q"))).item()


def _header(name: str, value: str | None) -> object:
    frame = pl.DataFrame({"n": [name], "v": [value]}, {"n": pl.String, "v": pl.String})
    return frame.select(mask_header(pl.col("n"), pl.col("v"))).item()


@pytest.mark.parametrize(
    "name",
    [
        "token",
        "access_token",
        "accessToken",
        "ACCESS%5FTOKEN",
        "id_token",
        "password",
        "user[password]",
        "user%5Bpassword%5D",
        "passwd",
        "pwd",
        "pass",
        "secret",
        "client_secret",
        "api_key",
        "apikey",
        "apiKey",
        "api-key",
        "key",
        "session",
        "sessionid",
        "PHPSESSID",
        "JSESSIONID",
        "sid",
        "auth",
        "oauth_verifier",
        "jwt",
        "X-Amz-Signature",
        "X-Amz-Credential",
        "X-Amz-Security-Token",
        "sig",
        "SAMLResponse",
        "csrf",
        "email",
        "ticket",
        "otp",
    ],
)
def test_a_parameter_that_is_secret_by_name_is_masked_wherever_it_stands(name: str) -> None:
    for query in (f"{name}=hunter2", f"a=1&{name}=hunter2", f"a=1;{name}=hunter2&b=2"):
        assert _query(query) == query.replace("hunter2", "***")
    for query in (f"{name}=hun=ter2", f"{name}=hunt;er2", f"next=%2Fx%3F{name}%3Dhunter2"):
        masked = str(_query(query))
        assert "hun" not in masked
        assert "er2" not in masked


@pytest.mark.parametrize(
    "query",
    [
        "a=1&b=2",
        "author=knuth",
        "inside=1",
        "president=1",
        "keyword=red",
        "monkey=1",
        "compass=n",
        "passenger=2",
        "spinner=1",
        "design=flat",
        "code=404",
        "code=not_found&state=closed",
        "state=NY&country_code=DE1&state=10",
        "title=how-to-configure-nginx-as-a-reverse-proxy-for-many-servers",
        "q=%E4%BD%A0%E5%A5%BD%E4%B8%96%E7%95%8C%E4%BD%A0%E5%A5%BD",
        "utm_campaign=summer_sale_2024_newsletter_b",
        "id=6f1c0b2e-8d5a-4a9e-9b59-1d2f3e4a5b6c",
        "v=3.14.15",
        "flag",
        "",
    ],
)
def test_a_harmless_query_stays_as_it_is(query: str) -> None:
    assert _query(query) == query


@pytest.mark.parametrize(
    ("query", "masked"),
    [
        (f"x={JWT}", "x=***"),
        (JWT, "***"),
        (f"a=1&x=Bearer%20{JWT}", "a=1&x=Bearer%20***"),
        ("x=AbCdEfGh1234567890AbCdEfGh", "x=***"),
        ("x=pre.AbCdEfGh1234567890AbCdEfGh", "x=***"),
        ("x=y=AbCdEfGh1234567890AbCdEfGh", "x=***"),
        ("AbCdEfGh1234567890AbCdEfGh", "***"),
        ("code=4/0AX4XfWjAbCdEfGh1234567890AbCdEfGh&scope=a", "code=***&scope=a"),
        ("code=SplxlOBe&state=af0ifjsldkj&a=1", "code=***&state=***&a=1"),
        ("state=%7B%22a%22%7D&code=123456", "state=***&code=***"),
        ("user_code=WDJB-MJ7T&code=aBcDeF", "user_code=***&code=***"),
        ("next=%2Fcallback%3Fcode%3Dab12", "next=%2Fcallback%3Fcode%3D***"),
        ("token%3Dhunter2%26page=2", "token%3D***"),
        ("code_verifier=dBjft-JeZ4", "code_verifier=***"),
        ("who=jane.doe%40example.com&a=1", "who=***&a=1"),
        ("who=jane@example.com", "who=***"),
        ('json={"password":"hunter2"}', 'json={"password":***'),
        ("json=%7B%22password%22%3A%22hunter2%22%7D&a=1", "json=%7B%22password%22%3A***&a=1"),
        (None, None),
    ],
)
def test_a_value_that_is_secret_by_shape_is_masked(query: str | None, masked: str | None) -> None:
    assert _query(query) == masked


@pytest.mark.parametrize(
    ("url", "masked"),
    [
        ("https://jane:hunter2@example.com/a", "https://***@example.com/a"),
        ("https://example.com/cb#access_token=hunter2&state=1", "https://example.com/cb#access_token=***&state=1"),
        ("/a;jsessionid=hunter2?b=1", "/a;jsessionid=***"),
        ("https://example.com/AbCdEfGh1234567890AbCdEfGh.js", "https://example.com/AbCdEfGh1234567890AbCdEfGh.js"),
        ("/users/jane@example.com/edit", "/users/***/edit"),
        ("/a?x=AbCdEfGh1234567890AbCdEfGh", "/a?x=***"),
        ("https://example.com/?a=1", "https://example.com/?a=1"),
    ],
)  # fmt: skip
def test_a_url_is_masked_in_all_its_parts(url: str, masked: str) -> None:
    assert pl.select(mask_url(pl.lit(url))).item() == masked


def test_masking_twice_changes_nothing() -> None:
    text = f"https://a:b@c/?token=x&y={JWT}&z=AbCdEfGh1234567890AbCdEfGh j@x.com Basic aHVudGVyMg=="
    once = pl.select(mask_url(pl.lit(text))).item()
    assert pl.select(mask_url(pl.lit(once))).item() == once
    assert "hunter" not in once


def test_text_of_errors_is_masked_too() -> None:
    text = "failed: https://example.com/?token=hunter2 with Authorization: Bearer hunter2hunter2"
    assert "hunter2" not in pl.select(mask_text(pl.lit(text))).item()


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("authorization", "Basic aHVudGVyMg==", "Basic"),
        ("authorization", "bearer hunter2", "bearer"),
        ("authorization", "AWS4-HMAC-SHA256 Credential=hunter2", "AWS4-HMAC-SHA256"),
        ("authorization", "hunter2", "***"),
        ("authorization", "hunter2 hunter2", "***"),
        ("authorization", "", "***"),
        ("authorization", None, "***"),
        ("proxy-authorization", "Negotiate hunter2", "Negotiate"),
        ("cookie", "a=hunter2; b = hunter2=; __Host-c=hunter2", "a; b; __Host-c"),
        ("cookie", "hunter2", "***"),
        ("cookie", "", "***"),
        ("set-cookie", "sid=hunter2; Path=/", "sid"),
        (
            "set-cookie",
            "sid=hunter2;Path=/;httponly ; SECURE; SameSite = none",
            "sid; Secure; HttpOnly; SameSite=None",
        ),
        ("set-cookie", "sid=secure; Domain=samesite=lax.example; SameSite=hunter2", "sid"),
        ("set-cookie", "hunter2; Secure", "***; Secure"),
        ("set-cookie", "hunter2; Path=/", "***"),
        ("www-authenticate", 'Basic realm="staff only"', 'Basic realm="staff only"'),
        ("www-authenticate", "Negotiate aHVudGVyMg==", "Negotiate ***"),
        ("www-authenticate", "Negotiate", "Negotiate"),
        ("x-api-key", "hunter2", "***"),
        ("api-key", "hunter2", "***"),
        ("x-auth-token", "hunter2", "***"),
        ("x-csrf-token", "hunter2", "***"),
        ("x-amz-security-token", "hunter2", "***"),
        ("x-goog-api-key", "hunter2", "***"),
        ("ocp-apim-subscription-key", "hunter2", "***"),
        ("private-token", "hunter2", "***"),
        ("x-session-id", "hunter2", "***"),
        ("x-client-secret", "hunter2", "***"),
        ("x-user-email", "hunter2", "***"),
        ("authentication-info", "hunter2", "***"),
        ("x-hub-signature", "hunter2", "***"),
        ("dpop", "hunter2", "***"),
        ("cookie2", "hunter2", "***"),
        ("ssl-client-cert", "hunter2", "***"),
        ("referer", "https://example.com/?token=hunter2", "https://example.com/?token=***"),
        (":path", "/a?token=hunter2", "/a?token=***"),
        ("x-forwarded-with", f"Bearer {JWT}", "Bearer ***"),
        ("access-control-allow-credentials", "true", "true"),
        ("access-control-allow-headers", "authorization, x-api-key", "authorization, x-api-key"),
        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ=="),
        ("content-type", "text/html; charset=utf-8", "text/html; charset=utf-8"),
        ("cache-control", "private, max-age=0", "private, max-age=0"),
        ("etag", '"5f9c-AbCdEfGh1234567890AbCdEfGh"', '"5f9c-AbCdEfGh1234567890AbCdEfGh"'),
        ("accept", None, None),
        (":authority", "alice:hunter2@example.com", "***@example.com"),
        ("sec-websocket-protocol", "token, hunter2", "token, ***"),
        ("sec-websocket-protocol", "graphql-ws", "graphql-ws"),
    ],
)
def test_a_header_keeps_what_is_no_secret(name: str, value: str | None, kept: str | None) -> None:
    assert _header(name, value) == kept


@pytest.mark.parametrize("name", ["%74oken", "tok%65n", "%70%61%73%73"])
def test_a_name_escaped_without_need_is_as_telling(name: str) -> None:
    assert _query(f"{name}=hunter2&page=2") == f"{name}=***&page=2"


def test_an_agent_may_hold_a_token() -> None:
    line = (
        '192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 5 "-" "curl token=hunter2"'
    )

    assert COMBINED.parse(line.encode())["agent"].to_list() == ["curl token=***"]


def test_a_log_line_hides_the_same_secrets_as_a_har() -> None:
    line = (
        '192.0.2.1 - alice [10/Oct/2000:13:55:36 -0700] "GET /reset?token=hunter2&page=2 HTTP/1.1" '
        '200 5 "https://example.com/login?password=hunter2" "curl/8.0" "sid=hunter2"'
    )
    junk = "\nGET /reset?token=hunter2 was here"
    rows = COMBINED.parse((line + junk).encode())

    assert rows["query"][0] == "token=***&page=2"
    assert rows["referrer"][0] == "https://example.com/login?password=***"
    assert "hunter2" not in str(rows.to_dicts())


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ("/reset/3f9a81bc7d", "/reset/***"),
        ("/account/CONFIRM/17/9d8c7b6a5f/now", "/account/CONFIRM/17/***/now"),
        ("/bot1234567:AAHdqTcvCH1vGWJxfSeofSAs0K5PALD/getMe", "/bot***/getMe"),
        ("/services/T00000000/B00000000/abcdefghijklmnop", "/services/T00000000/B00000000/***"),
        ("/tokens/list-2", "/tokens/list-2"),
    ],
)
def test_a_log_hides_the_links_of_mails_and_hooks(path: str, left: str) -> None:
    line = f'192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] "GET {path} HTTP/1.1" 200 5 "http://a{path}" "-"'
    row = COMBINED.parse(line.encode())

    assert (row["path"][0], row["referrer"][0]) == (left, f"http://a{left}")


@pytest.mark.parametrize("mask", [mask_url, mask_query])
@given(
    texts=st.lists(
        st.from_regex(
            r"(/[a-z]{0,4}[?&;#/ ]?(token|pass|x|sig|page)?[=:@ ]?(eyJabcdef\.x|hunter2|a@b\.de|[A-Za-z0-9]{25})?){1,3}",
            fullmatch=True,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_one_text_is_masked_as_many_are(
    mask: Callable[[pl.Expr], pl.Expr], texts: list[str]
) -> None:
    column = pl.Series("text", texts)

    many = column.to_frame().select(mask(pl.col("text"))).to_series()

    assert masked(column, mask).to_list() == many.to_list()
