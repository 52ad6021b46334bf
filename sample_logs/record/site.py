"""Writes the invented shop: a few small pages, a style sheet, a script and pictures."""

import os
from pathlib import Path

NEW_YEAR = 1_735_689_600  # 2025-01-01 UTC, what ETag and Last-Modified are made of
ASSETS = ("/css/site.css", "/js/site.js", "/img/logo.svg")

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{title}</title>
<link rel="icon" href="{icon}">{files}
<h1>{title}</h1>
{text}
</html>
"""
FILES_OF_A_PAGE = """
<link rel="stylesheet" href="/css/site.css">
<script src="/js/site.js" defer></script>
<img src="/img/logo.svg" alt="Shop" width="48" height="48">"""
FURNISHED = ("index.html", "about/index.html", "products/index.html")  # the others are plain

PAGES = {
    "index.html": ("Kettles and cups", '<p><a href="/products/">All products</a></p>'),
    "about/index.html": ("About us", "<p>We sell kettles.</p>"),
    "products/index.html": (
        "Products",
        '<p><a href="kettle.html">Kettle</a> <a href="teapot.html">Teapot</a></p>',
    ),
    "products/kettle.html": ("Kettle", "<p>Boils water.</p>"),
    "shop/index.html": ("Shop", "<p>Moved within.</p>"),
    "shop/home.html": ("Shop home", "<p>Welcome.</p>"),
    "contact.html": (
        "Contact",
        '<form method="post"><input name="text"><button>Send</button></form>',
    ),
    "thanks.html": ("Thank you", "<p>We have your message.</p>"),
    "search.html": ("Search", "<p>One result.</p>"),
    "account/index.html": ("Your account", "<p>One order.</p>"),
    "staff/index.html": ("Staff", "<p>Rota.</p>"),
    "private/report.html": ("Report", "<p>Not for you.</p>"),
    "busy.html": ("Back soon", "<p>The shop's application is being restarted.</p>"),
}

FILES = {
    "css/site.css": "body { font: 1rem/1.5 sans-serif; margin: 2rem }\nh1 { color: #264653 }\n",
    "js/site.js": 'document.documentElement.dataset.ready = "yes";\n',
    "img/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    '<circle cx="4.5" cy="4.5" r="4" fill="#2a9d8f"/></svg>\n',
    "robots.txt": "User-agent: *\nDisallow: /private/\n",
    "favicon.ico": "",
    "catalogue.txt": "".join(f"{number:04d} kettle\n" for number in range(1, 201)),
}


def write(root: Path, *, icon: str = "/favicon.ico") -> None:
    """Write every page and file, with modification times that are the same in each recording."""
    texts = {path: _page(path, icon) for path in PAGES}
    for path, text in (texts | FILES).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        os.utime(file, (NEW_YEAR, NEW_YEAR))
    for folder in ("uploads", "broken"):
        (root / folder).mkdir()
        (root / folder).chmod(0o777)  # Apache's workers run as another user


def _page(path: str, icon: str) -> str:
    title, text = PAGES[path]
    files = FILES_OF_A_PAGE if path in FURNISHED else ""
    return PAGE.format(title=title, text=text, icon=icon, files=files)
