from analyzer.formats.har.snippet import LONGEST, snippet


def test_the_shape_is_told_and_what_it_says_is_not() -> None:
    entry = {"startedDateTime": "hunter2", "time": 12, "response": {"headers": ["hunter2"]}}
    assert snippet(entry) == (
        '{"startedDateTime": "***", "time": "***", "response": {"headers": "..."}}'
    )


def test_plain_words_stay() -> None:
    assert snippet(None) == "null"
    assert snippet([True, False, 1]) == '[true, false, "***"]'


def test_a_name_that_is_none_is_masked() -> None:
    assert snippet({"hunter 2": 1}) == '{"***": "***"}'


def test_it_is_short_and_one_line() -> None:
    text = snippet({f"name{'x' * n}": "a\nb" for n in range(100)})
    assert len(text) <= LONGEST
    assert "\n" not in text
