"""What is sent again though it does not change; and not what changes, nor what crawlers fetch."""

from pathlib import Path

from made_logs import Log, line

import analyzer
from analyzer.findings.findings import find

FIREFOX = '"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"'
GOOGLEBOT = '"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"'
ORDINARY = [line(f"/page/{number}", client=number % 9, bytes_=100) for number in range(600)]


def fetched(n: int, *, agent: str = FIREFOX, sizes: tuple[int, ...] = (2000,)) -> list[str]:
    return [
        line("/logo.png", client=7, second=at, bytes_=sizes[at % len(sizes)]).replace('"curl/8"', agent)
        for at in range(n)
    ]  # fmt: skip


def test_what_a_client_has_and_is_sent_again(log: Log, tmp_path: Path) -> None:
    (found,) = find(log(*ORDINARY, *fetched(51)))
    assert (found.id, found.severity, found.basis, found.entries) == (
        "sent-again",
        "note",
        "inferred",
        50,
    )
    # 600 pages of 100 bytes, and 51 pictures of 2,000, of which the first was needed.
    assert "50 times clients were sent in full what they had" in found.text
    assert (
        "100 kB, 61.7 % of all that was sent. Most of all /logo.png: 50 times, 100 kB."
        in found.text
    )
    listed = analyzer.scan(tmp_path / "access.log", where=found.where).collect()
    assert listed["line"].to_list() == list(range(602, 652))
    assert find(log(*ORDINARY, *fetched(50))) == ()


def test_what_changes_is_to_be_sent_again(log: Log) -> None:
    assert find(log(*ORDINARY, *fetched(100, sizes=(2000,) * 9 + (2001,)))) == ()


def test_crawlers_and_tools_keep_no_copies(log: Log) -> None:
    assert find(log(*ORDINARY, *fetched(100, agent=GOOGLEBOT))) == ()
    assert find(log(*ORDINARY, *fetched(100, agent='"curl/8"'))) == ()


def test_what_is_next_to_nothing_of_all_that_was_sent_is_not_worth_a_word(log: Log) -> None:
    assert find(log(*ORDINARY, *fetched(51), line("/film", bytes_=20_000_000))) == ()
