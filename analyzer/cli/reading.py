"""The options that say what is read, and how: those of every command that reads traffic."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from analyzer.completion import File, FormatName
from analyzer.errors import OptionError
from analyzer.options import Zone, moment, text, zone
from analyzer.run import prepared

if TYPE_CHECKING:
    from analyzer.pipeline import Traffic

SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

Command = Callable[..., Any]

OPTIONS = {
    "format_": click.option(
        "--format",
        "format_",
        type=FormatName(),
        metavar="NAME",
        help="Take every FILE for this format; see: statscan formats.",
    ),
    "log_format": click.option(
        "--log-format",
        metavar="STRING",
        callback=text,
        help="Take every FILE for this log_format of nginx or LogFormat of Apache, as its configuration has it.",
    ),
    "server_config": click.option(
        "--server-config",
        type=File(),
        metavar="PATH",
        help="Find FILE's format among those of this nginx.conf or httpd.conf and what it includes.",
    ),
    "where": click.option(
        "--where",
        metavar="EXPR",
        callback=text,
        help="Only entries for which this holds, in SQL: \"status >= 500 and path like '/api/%'\".",
    ),
    "since": click.option(
        "--since",
        metavar="MOMENT",
        help="Only entries from MOMENT on: 2026-11-22, 2026-11-22T10:15+01:00, 22/Nov/2026:10:15:30 "
        "+0100; today, yesterday; or 90min, 2h, 7d, 1w before now.",
    ),
    "until": click.option("--until", metavar="MOMENT", help="Only entries before MOMENT."),
    "client_from": click.option(
        "--client-from",
        metavar="HEADER",
        help="The client is whom this header names: x-forwarded-for, forwarded, x-real-ip ...; where "
        "the log holds it, and only on the word of proxies that are trusted.",
    ),
    "trusted": click.option(
        "--trusted",
        multiple=True,
        metavar="NETWORK",
        help="Trust proxies in NETWORK (203.0.113.0/24, 2001:db8::/32, unix:). Repeatable. Otherwise "
        "this machine and private networks are trusted.",
    ),
    "geo": click.option(
        "--geo",
        multiple=True,
        type=File(),
        metavar="PATH",
        help="Say which country and network clients are in, as this file in MaxMind's format (.mmdb) "
        "has it. Repeatable.",
    ),
    "anonymize": click.option(
        "--anonymize",
        type=click.Choice(["network", "pseudonym", "remove"]),
        help="Leave out who the clients were, in all that is written: of their addresses the network is "
        "left, or a pseudonym of this run, or nothing.",
    ),
    "tz": click.option(
        "--tz",
        metavar="ZONE",
        help="Time zone of the report, and of a MOMENT without one: Europe/Berlin, +02:00. "
        "Otherwise the log's own for the report, and UTC for a MOMENT.",
    ),
    "routes": click.option(
        "--route",
        "routes",
        multiple=True,
        metavar="PATTERN",
        help="Paths that count as one route: /shop/{category}/{item}. Others are folded by themselves: "
        "/api/dog/1111 is /api/dog/{id}. Repeatable; the first that fits counts.",
    ),
    "quiet": click.option(
        "-q", "--quiet", is_flag=True, help="Print only what --to asks for, and errors."
    ),
    "no_color": click.option(
        "--no-color", is_flag=True, help="No colours; so does the variable NO_COLOR."
    ),
}
"""By the names of a command's parameters."""


def options(*names: str) -> Callable[[Command], Command]:
    """A decorator that gives a command those of OPTIONS that have these names; all, without any."""

    def decorate(command: Command) -> Command:
        for name, option in reversed(OPTIONS.items()):
            command = option(command) if name in names or not names else command
        return command

    return decorate


def span(
    tz: str | None, since: str | None, until: str | None
) -> tuple[Zone | None, datetime | None, datetime | None]:
    """The time zone, and the moments that entries lie between."""
    rules = None if tz is None else zone(tz)
    begin, end = (
        None if given is None else moment(option, given, rules.rules if rules else UTC)
        for option, given in (("--since", since), ("--until", until))
    )
    if begin and end and begin >= end:
        raise OptionError("--since is not before --until: that selects nothing", "swap them")
    return rules, begin, end


def traffic(
    paths: Iterable[str], between: tuple[datetime | None, datetime | None], reading: dict[str, Any]
) -> "Traffic":
    """What the values of OPTIONS ask to be read.

    Args:
        paths: files, directories, globs, `-`.
        between: moments: from, and up to.
        reading: the values, by the names of a command's parameters; those it has not are not asked.
    """
    return prepared(
        paths,
        (reading.get("format_"), reading.get("log_format"), reading.get("server_config")),
        reading.get("where"),
        between,
        (
            reading.get("client_from"),
            reading.get("trusted", ()),
            reading.get("geo", ()),
            reading.get("anonymize"),
        ),
        routes=reading.get("routes", ()),
    )
