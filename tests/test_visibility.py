"""What hides a safety text is refused, what does not is left alone; decided from the HTML and the style sheet."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from sitecheck.source import BuiltPage, Site
from sitecheck.visibility import hiding_rules, why_hidden

HIDES = [
    "aside { display: none }",
    "ASIDE{DISPLAY:NONE!important}",
    ".disclaimer { visibility: hidden }",
    "main > aside { opacity: 0 }",
    "main { opacity: .1 }",
    "body * { content-visibility: hidden }",
    "aside.disclaimer { position: absolute; left: -9999px }",
    "aside { text-indent: -100em }",
    "aside { height: 0; overflow: hidden }",
    "aside { max-height: 2em; overflow: hidden }",
    "aside { font-size: 0 }",
    "aside { font-size: 1px }",
    "aside { font: 0/0 serif }",
    "aside { color: transparent }",
    "aside { color: rgb(0 0 0 / 0) }",
    "aside { color: rgba(0, 0, 0, 0.0) }",
    "aside { color: #fff; background: #fff }",
    "aside { clip-path: inset(100%) }",
    "aside { clip: rect(0 0 0 0) }",
    "aside { transform: scale(0) }",
    "aside { transform: translateX(-200vw) }",
    "aside { filter: opacity(0%) }",
    "aside { filter: blur(9px) }",
    "aside { mask-image: linear-gradient(transparent, transparent) }",
    "aside { width: 1px }",
    "aside { z-index: -1 }",
    "aside { line-height: 0 }",
    "aside { -webkit-line-clamp: 1 }",
    "aside { zoom: 0.01 }",
    "[data-disclaimer] { display: none }",
    "aside:not(.shown) { display: none }",
    "aside:hover { display: none }",
    "main:focus-within aside { display: none }",
    "p, aside, li { display: none }",
    "@media print { aside { display: none } }",
    "@media screen and (max-width: 40em) { aside { display: none } }",
    "@supports (display: grid) { aside { display: none } }",
    "@layer base { @media print { aside { display: none } } }",
    "main { & aside { display: none } }",
    "main { aside { display: none } }",
    "aside { @media print { display: none } }",
    "aside { left: 9999px }",
    "aside { transform: rotateY(90deg) }",
    "aside { rotate: 90deg }",
    "aside { animation: fade 1s forwards } @keyframes fade { to { opacity: 0 } }",
    "aside { mix-blend-mode: lighten }",
    "aside { padding-left: 200vw }",
    "aside { font-size: calc(0px) }",
    "aside { font-size: calc(1rem * var(--z)) } :root { --z: 0 }",
    "aside { font-size: min(0px, 1rem) }",
    "aside { display: var(--d) } :root { --d: none }",
    "aside { opacity: var(--missing, 0) }",
    "body { background: var(--paper) } aside { color: var(--paper) } :root { --paper: #fffdf9 }",
    "body { background: #fff } @media print { aside { color: white } }",
    "aside:nonsense(3) { display: none }",
    "aside { display: none } aside { display: block }",
]
SHOWS = [
    "nav { display: none }",
    "@media print { nav, .top { display: none } }",
    "aside::before { display: none }",
    "aside { color: rgb(0, 0, 0) }",
    "aside { color: rgb(0 0 0 / 0.9) }",
    "aside { color: #000; background: #fff }",
    "aside { opacity: 1 }",
    "aside { margin: -1rem 0 }",
    "aside { max-width: 100% }",
    "aside { max-width: 65ch; height: auto }",
    "aside { overflow: hidden }",
    "aside { font: 600 1rem/1.5 serif }",
    "aside { font-size: .9rem }",
    "aside { transform: none; filter: none }",
    "aside { line-height: 1.4 }",
    "aside { content: 'display: none' }",
    "/* aside { display: none } */",
    "aside.note { display: none }",
    "aside { font-size: calc(1rem + 0.5vw); width: min(100%, 22rem); margin: 0 auto; padding: 1rem }",
    "body { background: #fff; color: #000 } aside { color: var(--ink) } :root { --ink: #222 }",
    "header aside { display: none }",
    ".skip { position: absolute; left: -9999px }",
    "@media print { @page { margin: 0 } }",
]
BODY = '<body><nav>n</nav><main><aside class="disclaimer" data-disclaimer="x"><p>Words.</p></aside></main></body>'


def page(body: str, style: str = "") -> BuiltPage:
    site = Site(Path("/nowhere"), datetime.date(2026, 11, 22))
    return BuiltPage("index.html", f"<!doctype html><html><head><style>{style}</style></head>{body}</html>", None, site)


def hidden(built: BuiltPage) -> bool:
    node = built.tree.css_first("[data-disclaimer]")
    assert node is not None
    return why_hidden(node, built) is not None


@pytest.mark.parametrize("style", HIDES)
def test_a_style_that_hides_is_seen(style: str) -> None:
    assert hidden(page(BODY, style))


@pytest.mark.parametrize("style", SHOWS)
def test_a_style_that_does_not_hide_is_left_alone(style: str) -> None:
    assert not hidden(page(BODY, style))


@pytest.mark.parametrize(
    "around",
    [
        "<div hidden>{}</div>",
        '<div aria-hidden="true">{}</div>',
        "<div inert>{}</div>",
        "<div popover>{}</div>",
        "<details><summary>More</summary>{}</details>",
        "<details open>{}</details>",
        "<datalist>{}</datalist>",
        "<dialog>{}</dialog>",
        "<noscript>{}</noscript>",
        '<div style="display:none">{}</div>',
        '<div style="position:fixed;top:-500px">{}</div>',
    ],
)
def test_an_element_that_hides_what_it_holds_is_seen(around: str) -> None:
    aside = '<aside class="disclaimer" data-disclaimer="x">Words.</aside>'
    built = page(f"<body>{around.format(aside)}</body>")
    # what a parser leaves unparsed is not an element at all, which disclaimer-missing says
    assert built.tree.css_first("[data-disclaimer]") is None or hidden(built)


@pytest.mark.parametrize("around", ['<div aria-hidden="false">{}</div>', '<div style="margin:0">{}</div>'])
def test_an_element_that_shows_what_it_holds_is_left_alone(around: str) -> None:
    assert not hidden(page("<body>" + around.format('<aside data-disclaimer="x">Words.</aside>') + "</body>"))


def test_the_line_of_the_declaration_is_kept() -> None:
    [rule] = hiding_rules("nav { margin: 0 }\n@media print {\n  aside {\n    color: red;\n    display: none;\n  }\n}\n")
    assert (rule.selector, rule.media, rule.line) == ("aside", "print", 5)
