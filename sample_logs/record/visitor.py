"""Clients with an address and a name of their own, who ask, follow redirects and read pages."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from sample_logs.record import wire
from sample_logs.record.hosts import WWW, Address
from sample_logs.record.journal import Journal, Sent, now
from sample_logs.record.site import ASSETS

MOST_HOPS = 6  # after which a visitor gives up, as browsers do after twenty
REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to send. Where `raw` is given these bytes are sent as they are."""

    method: str | None = "GET"
    target: str | None = "/"
    host: str | None = WWW
    version: str | None = "HTTP/1.1"
    referer: str | None = None
    credentials: tuple[str, str] | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    raw: bytes | None = None
    malformed: str | None = None
    silent: int | None = None  # the status that the server logs though the client gets none
    leave_after: float | None = None
    follows: int | None = None  # the line of the redirect that led here


@dataclass(frozen=True, slots=True)
class Visitor:
    """One client of a server."""

    server: Address
    journal: Journal
    address: str
    agent: str | None
    forwarded_for: str | None = None

    def send(self, request: Request, *, want: int | None = None) -> Sent:
        """Send one request; `want` is the status without which the scene makes no sense."""
        at, head = now(), self._head(request)
        if request.leave_after is None:
            answer = wire.exchange(self.server, self.address, head, request.body)
        else:
            answer = wire.abandon(self.server, self.address, head, after=request.leave_after)
        sent = self._record(request, answer, head, at)
        if want not in {None, sent.status}:
            raise RuntimeError(f"{sent.request!r} got {sent.status} and not {want}")
        return self.journal.add(sent)

    def get(self, target: str, *, referer: str | None = None, want: int = 200) -> Sent:
        """Ask for one page of the shop."""
        return self.send(Request(target=target, referer=referer), want=want)

    def open(self, target: str, *, referer: str | None = None) -> str:
        """Load a page with all that it links, as a browser with an empty cache; returns its URL."""
        self.get(target, referer=referer)
        page = f"http://{WWW}{target}"
        for asset in (*ASSETS, "/favicon.ico"):
            self.get(asset, referer=page)
        return page

    def revalidate(self, target: str, *, referer: str | None = None, by_date: bool = False) -> Sent:
        """Ask whether the copy that this visitor has of a file is still good."""
        copy = next(
            sent
            for sent in reversed(self.journal.sent)
            if (sent.client, sent.target, sent.status) == (self.address, target, 200)
        )
        name, value = (
            ("If-Modified-Since", copy.last_modified) if by_date else ("If-None-Match", copy.etag)
        )
        fields = {name: value or "", "Cache-Control": "max-age=0"}
        return self.send(Request(target=target, referer=referer, fields=fields), want=304)

    def follow(self, request: Request, *, want: int | None = None) -> list[Sent]:
        """Follow redirects as browsers do: the referrer stays, 301 to 303 turn a POST to GET."""
        walk = [self.send(request)]
        while walk[-1].status in REDIRECTS and len(walk) < MOST_HOPS:
            request = self._next(request, walk[-1])
            walk.append(self.send(request))
        if want not in {None, walk[-1].status}:
            raise RuntimeError(f"{walk[0].request!r} led to {walk[-1].status} and not {want}")
        return walk

    def _next(self, request: Request, hop: Sent) -> Request:
        url = urlsplit(urljoin(f"http://{hop.host}{hop.target}", hop.location or ""))
        target = url.path + (f"?{url.query}" if url.query else "")
        request = replace(request, host=url.hostname, target=target, follows=hop.line)
        if request.method == "POST" and hop.status <= 303:
            return replace(request, method="GET", body=b"", fields={})
        return request

    def _head(self, request: Request) -> bytes:
        if request.raw is not None:
            return request.raw
        fields = {"Host": request.host, "User-Agent": self.agent, "Referer": request.referer}
        fields |= {"X-Forwarded-For": self.forwarded_for, "Connection": "close"}
        if request.credentials:
            fields["Authorization"] = _basic(*request.credentials)
        if request.body:
            fields["Content-Length"] = str(len(request.body))
        fields |= request.fields
        lines = [f"{request.method} {request.target} {request.version}"]
        lines += [f"{name}: {value}" for name, value in fields.items() if value is not None]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def _record(self, request: Request, answer: wire.Answer, head: bytes, at: str) -> Sent:
        whole = request.raw is None  # raw bytes carry no field that is worth recording
        status = answer.status if answer.status is not None else request.silent
        if status is None:
            raise RuntimeError(f"no answer to {head[:80]!r}")
        return Sent(
            line=len(self.journal.sent) + 1,
            scenario=self.journal.scenario,
            client=self.address,
            user=request.credentials[0] if request.credentials else None,
            method=request.method,
            host=request.host,
            target=request.target,
            version=request.version,
            request=head.split(b"\n", 1)[0].rstrip(b"\r").decode("latin-1"),
            malformed=request.malformed,
            referer=request.referer if whole else None,
            agent=self.agent if whole else None,
            forwarded_for=self.forwarded_for if whole else None,
            interim=answer.interim,
            status=status,
            answered=answer.status is not None,
            follows=request.follows,
            location=answer.fields.get("location"),
            etag=answer.fields.get("etag"),
            last_modified=answer.fields.get("last-modified"),
            body_bytes=answer.body_bytes,
            response_bytes=answer.response_bytes,
            sent_at=at,
            seconds=round(answer.seconds, 3),
        )


def _basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
