from xml.etree import ElementTree as Xml

from analyzer.report.svg import inline

WRITTEN = """<?xml version="1.0" encoding="utf-8" standalone="no"?>
<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="360pt" viewBox="0 0 360 216">
 <defs><style type="text/css">*{stroke-linejoin: round}</style></defs>
 <g id="axes_1">
  <path d="M 108 206.181818 L 1.04 -0.0004 " style="fill: #146b62; opacity: 0.5"/>
  <text style="font-size: 11px; font-family: 'DejaVu Sans', serif; text-anchor: end" x="108"
   transform="rotate(-0 108 198.96974)">style="color: red" id="x" 1.2345 &lt;g&gt;</text>
 </g>
</svg>"""


def picture() -> str:
    return inline(WRITTEN, name="chart-a", title="A <b>", description='"says" & more')


def read() -> Xml.Element:
    return Xml.fromstring(picture())  # noqa: S314 - written a few lines above


def test_no_inline_style_and_no_ids_but_our_own() -> None:
    tree = read()
    assert not [element for element in tree.iter() if "style" in element.attrib]
    assert "<style" not in picture()
    assert [e.attrib["id"] for e in tree.iter() if "id" in e.attrib] == [
        "chart-a-title",
        "chart-a-desc",
    ]


def test_style_becomes_attributes_and_colours_follow_the_page() -> None:
    shape = '<path d="M 108 206.2 L 1 -0 " fill="var(--success, #146b62)" opacity="0.5"/>'
    assert shape in picture()
    assert 'font-size="11px" text-anchor="end"' in picture()
    assert "font-family" not in picture()


def test_text_is_left_as_it_is() -> None:
    texts = [element.text for element in read().iter() if element.text]
    assert 'style="color: red" id="x" 1.2345 <g>' in texts


def test_it_says_what_it_is() -> None:
    tree = read()
    assert tree.attrib["role"] == "img"
    assert tree.attrib["viewBox"] == "0 0 360 216"
    assert [child.text for child in tree][:2] == ["A <b>", '"says" & more']
