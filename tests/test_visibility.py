"""What hides a safety text on a built page is seen: tags, attributes, and classes that are for something else. What does not is left alone."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from sitecheck.safety.visibility import why_hidden
from sitecheck.source import BuiltPage, Site, Source

SHEET = """.note, .far .off { display: none }
.thin { opacity: .9 }
.wide { margin: 1rem 0; font-size: 1.2rem }
.aloud { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
"""
TEXT = '<aside class="disclaimer" data-disclaimer="x"><p>Words.</p></aside>'


def page(body: str) -> BuiltPage:
    site = Site(Path("/nowhere"), datetime.date(2026, 11, 22), styles=[Source("overrides/styles/site.css", SHEET)])
    return BuiltPage(
        "index.html", f"<!doctype html><html><head><style>x</style></head><body>{body}</body></html>", None, site
    )


def hidden(built: BuiltPage, safety: bool = True) -> bool:
    """Whether the disclaimer of a page is hidden, or a part of it. What a parser leaves unparsed is no element at all; disclaimer-missing says that."""
    node = built.tree.css_first("[data-disclaimer]")
    return node is None or any(why_hidden(one, built, safety) for one in [node, *node.css("*")])


@pytest.mark.parametrize(
    "around",
    [
        "<div hidden>{}</div>",
        '<div hidden="until-found">{}</div>',
        '<div aria-hidden="true">{}</div>',
        "<div inert>{}</div>",
        "<div popover>{}</div>",
        "<details><summary>More</summary>{}</details>",
        "<details open>{}</details>",
        "<datalist>{}</datalist>",
        "<dialog>{}</dialog>",
        "<dialog open>{}</dialog>",
        "<noscript>{}</noscript>",
        "<template>{}</template>",
        "<textarea>{}</textarea>",
        "<object>{}</object>",
        "<del>{}</del>",
        "<marquee>{}</marquee>",
        '<font size="1" color="white">{}</font>',
        '<bdo dir="rtl">{}</bdo>',
        "<some-thing>{}</some-thing>",
        '<div role="presentation">{}</div>',
        '<div style="margin: 0">{}</div>',
        '<div contenteditable="true">{}</div>',
        '<div class="note">{}</div>',
        '<div class="thin">{}</div>',
        '<div class="far"><div class="off">{}</div></div>',
        '<div class="wide aloud">{}</div>',
    ],
)
def test_an_element_that_may_hide_what_it_holds_is_seen(around: str) -> None:
    assert hidden(page(around.format(TEXT)))


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("<p>", "<p hidden>"),
        TEXT.replace("<p>", '<p class="note">'),
        TEXT.replace("<p>", '<p style="font-size: 1rem">'),
        TEXT.replace("Words.", "<s>Words.</s>"),
        TEXT.replace("Words.", '<span class="aloud">Words.</span>'),
        TEXT.replace('class="disclaimer"', 'class="disclaimer thin"'),
    ],
)
def test_what_hides_a_part_of_a_text_is_seen(text: str) -> None:
    assert hidden(page(text))


@pytest.mark.parametrize(
    "around",
    [
        "<div>{}</div>",
        '<div aria-label="About this page">{}</div>',
        '<div class="wide" id="a" lang="es">{}</div>',
        '<main><article><section data-x="1"><ul><li>{}</li></ul></section></article></main>',
        '<p class="note">Other words.</p><div class="off">{}</div>',
        '<div role="note">{}</div>',
    ],
)
def test_an_element_that_shows_what_it_holds_is_left_alone(around: str) -> None:
    assert not hidden(page(around.format(TEXT)))


def test_what_is_no_safety_text_is_only_looked_at_for_what_hides() -> None:
    assert not hidden(page(f'<div class="thin">{TEXT}</div>'), safety=False)
    assert hidden(page(f'<div class="note">{TEXT}</div>'), safety=False)
