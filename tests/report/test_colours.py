"""Contrast by WCAG 2.2; colour blindness by Machado, Oliveira and Fernandes (2009), severity 1."""

from itertools import combinations

import pytest

from analyzer.classify.vocabulary import Class, Fault
from analyzer.report.colours import PALETTE, SURFACE, Colour, css, variable

SIGHT = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
PAGES = ("light", "dark", "terminal")


def linear(colour: str) -> list[float]:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, sight: str) -> tuple[float, float, float]:
    seen = linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, sum(part * weight for part, weight in zip(seen, row, strict=True))))
        for row in SIGHT[sight]
    )
    tristimulus = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
    )
    x, y, z = (
        part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in tristimulus
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, other: str, sight: str) -> float:
    pairs = zip(lab(one, sight), lab(other, sight), strict=True)
    return sum((left - right) ** 2 for left, right in pairs) ** 0.5


def test_every_class_and_every_fault_has_a_colour() -> None:
    assert set(PALETTE) == {*Class, *Fault, "neutral"}


@pytest.mark.parametrize("name", PALETTE)
def test_graphics_stand_out_from_what_they_stand_on(name: str) -> None:
    colour = PALETTE[name]
    assert contrast(colour.light, SURFACE["paper"].light) >= 3
    assert contrast(colour.dark, SURFACE["paper"].dark) >= 3
    assert contrast(colour.terminal, "#ffffff") >= 3
    assert contrast(colour.terminal, "#000000") >= 3


@pytest.mark.parametrize("name", ["ink", "muted", "link"])
@pytest.mark.parametrize("ground", ["paper", "raised"])
def test_text_can_be_read(name: str, ground: str) -> None:
    assert contrast(SURFACE[name].light, SURFACE[ground].light) >= 4.5
    assert contrast(SURFACE[name].dark, SURFACE[ground].dark) >= 4.5


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("vocabulary", [Class, Fault])
def test_what_stands_side_by_side_is_told_apart_by_everyone(
    vocabulary: type[Class] | type[Fault], sight: str, page: str
) -> None:
    for one, other in combinations(vocabulary, 2):
        far = distance(getattr(PALETTE[one], page), getattr(PALETTE[other], page), sight)
        assert far >= 14, (one, other, far)


def test_one_meaning_is_one_colour() -> None:
    assert PALETTE[Class.CLIENT_ERROR] == PALETTE[Fault.CLIENT]
    assert PALETTE[Class.SERVER_ERROR] == PALETTE[Fault.SERVER]


def test_two_meanings_are_two_colours() -> None:
    different = set(PALETTE.values()) | set(SURFACE.values())
    assert len({colour.light for colour in different}) == len(different)


def test_the_style_sheet_holds_all_of_them() -> None:
    sheet = css()
    for name, colour in (PALETTE | SURFACE).items():
        assert f"--{name.replace('_', '-')}:{colour.light}" in sheet
        assert f"--{name.replace('_', '-')}:{colour.dark}" in sheet


def test_a_picture_follows_the_page_and_stands_alone() -> None:
    assert variable("client_error") == "var(--client-error, #cf7f00)"
    assert Colour("#000000", "#ffffff", "#777777").light == "#000000"
