"""Style rules that hide, shrink, cover, empty or move a safety text are refused at their line, in whatever way; innocent edits are not.

Each rule is put into the site's own sheet, and the checks of styles are asked; nothing is built.
"""

from __future__ import annotations

import datetime

import pytest

from sitecheck import registry
from sitecheck.loading import load
from sitecheck.parse import css
from sitecheck.source import Finding, Site
from support.site_maker import PROJECT
from support.styles import OF_STYLES, PAPER, SHEET, judged

HIDES = """
.disclaimer p { font-size: .1cqw }
.card--emergency { height: 1svh; overflow: hidden }
.card { -webkit-clip-path: inset(100%) }
.card li { font-size: .5lvb }
.strip { line-height: .1rlh }
.disclaimer { font-size: 1cap }
[data-sign] { font-size: .3ic }
.card { zoom: .01 }
.disclaimer { scale: .01 }
.card { translate: -100vw }
.card--now { rotate: 90deg }
.disclaimer { transform: scale(0) }
.disclaimer { perspective: 1px }
.disclaimer { offset-path: path("M 0 0 L 9999 9999") }
.card { mask: linear-gradient(transparent, transparent) }
.card { mask-image: url("#none") }
.disclaimer { clip: rect(0 0 0 0) }
.strip { clip-path: circle(0) }
.card { filter: opacity(0) }
.card::after { backdrop-filter: blur(20px) }
.disclaimer { mix-blend-mode: screen }
.card { opacity: .01 }
body { opacity: .5 }
.card { color: color-mix(in srgb, black, transparent 100%) }
.disclaimer { color: light-dark(#fffdf9, #14181a) }
.main .disclaimer { color: #fffdf9 }
.disclaimer { color: #0000 }
.disclaimer { color: rgb(0 0 0 / 1%) }
.disclaimer { background: currentcolor }
section.card { background: #22292b }
.card { background: Canvas; color: #000 }
.card { background: url(data:image/png;base64,AAAA) }
.card li { font-size-adjust: .01 }
.disclaimer p { text-indent: -999em }
.card li { letter-spacing: -1em }
.disclaimer { word-spacing: -2em }
.card li { text-wrap: nowrap; overflow: hidden }
.disclaimer { overflow: hidden; white-space: nowrap }
.disclaimer p { -webkit-line-clamp: 1; display: -webkit-box; -webkit-box-orient: vertical; overflow: hidden }
.card ul { line-clamp: 1 }
.disclaimer { max-block-size: 1px; overflow: clip }
article { max-height: 10em; overflow: auto }
main { height: 0; overflow: hidden }
.disclaimer { width: 1px }
.disclaimer { max-width: 2ch }
.card { contain: strict }
.disclaimer { container-type: size }
section { content-visibility: hidden }
.card { visibility: collapse }
.card { display: table-column }
.disclaimer { display: var(--nothing, none) }
.disclaimer { float: left; margin-left: -200vw }
.card { margin-top: -40rem }
.disclaimer { margin-left: calc(-1 * 200vw) }
.card { padding-left: 300vw }
.card { margin-left: calc(2rem + 2rem + 2rem + 2rem + 2rem + 2rem + 2rem + 2rem) }
.disclaimer { max-width: clamp(none, 1px, none) }
.card ul { columns: 60 }
.card { display: grid; grid-template-columns: 0 1fr }
.disclaimer { grid-area: 1 / 1 }
.card ul { display: flex }
span { display: block }
p * { display: block }
.term__text { display: block }
.card li { order: 9 }
.card ul { flex-direction: column-reverse; display: flex }
.disclaimer { writing-mode: vertical-rl }
.disclaimer { direction: rtl; unicode-bidi: bidi-override }
.card { position: absolute; inset: 100vh auto auto 100vw }
.disclaimer { position: relative; z-index: -1 }
.disclaimer { position: running(nowhere) }
.card::before { content: ""; position: absolute; inset: 0; background: #fff }
.card b { padding: 3rem 0; background: #fffdf9 }
.card li { display: inline; padding: 3rem 0; background: #fffdf9 }
.card:not(:focus) b { outline: 6px solid #fffdf9; outline-offset: 6px }
.card b { box-shadow: 0 0 0 40px #fffdf9 }
.card li { border-image: linear-gradient(#fff, #fff) 100 / 900px }
.card li::before { content: "Not true: " }
.card { content: url("assets/icon.svg") }
.card li::first-line { font-size: 1px }
.disclaimer::selection { color: transparent }
.card { font-family: Wingdings }
.disclaimer { font-palette: --clear }
.card li { font: 0/0 a }
.card li { font: 1rem/0 serif }
.card li { line-height: 0 }
.card li { -webkit-text-fill-color: transparent }
.card { -webkit-text-security: disc }
.disclaimer { text-emphasis: filled }
.card { text-decoration: line-through }
.card { text-transform: full-size-kana }
.disclaimer { text-box: trim-both cap alphabetic }
.card { all: unset }
.card { interactivity: inert }
.card { speak: never }
html { font-size: 20% }
html { font-size: 14px }
* { font-size: .8em }
* { margin-left: 4rem }
* { min-width: 16em }
* { font-size: 40pt }
* { font-size: 11pt }
.card, .card ul, .card li { font-size: 2em }
.card li:nth-child(n+3) { display: none }
.card li:hover { font-size: 1px }
body :is(aside, section) { display: none }
:where(.card, .disclaimer) { display: none }
p:not(.shown) { display: none }
main:has(.card) { display: none }
[class^=card] { display: none }
[data-disclaimer] { display: none }
.\\64 isclaimer { display: none }
.disc/**/laimer, aside { display: none }
svg|aside { display: none }
.card { & li { display: none } }
.foot { :not(&) { display: none } }
.foot { .card & , .card { display: none } }
@container (min-width: 1px) { .card { display: none } }
@supports (display: grid) { .disclaimer { display: none } }
@media (min-width: 1px) { .strip { display: none } }
@media print { .card { display: none } }
@media print { aside { font-size: 2pt } }
.card { @media print { display: none } }
@layer late { .card { display: none } }
@scope (.card) { li { display: none } }
@starting-style { .card { opacity: 0 } }
.card { animation: away 1s forwards }
.card li { transition: opacity 9s }
@keyframes away { to { opacity: 0 } }
:root { --tiny: 1px } .disclaimer { font-size: var(--tiny) }
.foot { --level: transparent }
@property --level { syntax: "<color>"; inherits: false; initial-value: transparent }
@font-face { font-family: Emptied; src: local(a); unicode-range: U+0-10FFFF }
@import url("more.css");
.neighbours { position: fixed; inset: 0; background: #fff }
.neighbours { position: absolute; top: 0; left: 0 }
.neighbours { box-shadow: 0 -900px 0 900px #fff; position: relative }
.neighbours { position: relative; top: -3rem; background: var(--tint) }
.neighbours::before { content: ""; position: absolute; inset: 0; background: var(--tint) }
.contents { position: sticky; top: 0; background: var(--paper) }
.neighbours::after { content: "Words upon words"; position: absolute; inset: 0 }
.info { position: absolute; top: 0; width: 19rem }
.info { position: relative; top: -3rem }
.neighbours { height: 1px }
.skip { top: 0; width: 100vw; height: 100vh; overflow: hidden }
.card--emergency .card__label { color: #22292b }
.top { outline: 2000px solid #fffdf9 }
.top { filter: opacity(0) }
.top { filter: drop-shadow(0 40px 0 #fffdf9) }
.card { filter: drop-shadow(0 0 1px #fffdf9) }
.top { margin-bottom: -900px }
.top { transform: scale(40) }
.top { z-index: 99999 }
.card ul { columns: 2 }
.card { float: right; width: 90mm }
@page { margin: 120mm }
@page { @top-center { content: ""; height: 200mm; background: #fff } }
""".strip().split("\n")

HIDES_ON_PAPER = """
.disclaimers { display: none }
.notes { font-size: 3pt }
.chapter { visibility: hidden }
.large { font-size: .5em }
.running { position: absolute }
.running .urgent { color: #fff }
.card { position: running(gone) }
.disclaimer { color: #ddd }
.back { height: 0 }
.card ul { columns: 5 }
.card ul { columns: 9mm }
.alarm { width: 20mm }
.card { float: left }
.card { margin: 0 160mm 0 0 }
aside { -weasy-hyphens: none; continue: discard }
""".strip().split("\n")

INNOCENT = """
.card { border-radius: 1rem }
.disclaimer { margin: 1.5rem 0; padding: 1rem }
.card--emergency { border-width: 6px }
.card ul { padding-left: 1.2rem; list-style: square }
.strip { margin: 1rem 0; padding: .5rem .8rem; border: 2px solid var(--emergency); line-height: 1.4 }
.strip__call { display: flex; flex-wrap: wrap; gap: .3rem; font-weight: 700 }
.strip__call a { min-width: 44px; line-height: 44px; text-align: center }
@media (min-width: 64rem) { .cards { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem } .card--emergency { grid-row: 1 / 3 } }
main { max-width: 42rem }
main, .top { padding-inline: max(1rem, calc((100% - 66rem) / 2)) }
body { font: 1.2rem/1.5 Georgia, serif; hyphens: manual }
h2 { font-size: clamp(1.4rem, 1.25rem + .7vw, 1.7rem) }
p:has(.term) { line-height: 1.7 }
.card a:hover { text-decoration-thickness: .2em }
.card a:focus-visible { outline: 4px solid var(--link); outline-offset: 2px }
.status { color: var(--soft); font-style: italic }
@supports (position-area: bottom) { .term__text:popover-open { position-area: bottom; inset: auto; margin: .4rem } }
.term::before { content: ""; position: absolute; inset: -.4em -.2em }
article > ol > li::before { content: counter(step); position: absolute; left: 0; width: 2rem; background: var(--link); color: var(--paper) }
.switch { position: sticky; top: 0; z-index: 1; max-height: 4rem; overflow: auto; background: var(--paper) }
@media (min-width: 64rem) { .side { position: absolute; top: 0; bottom: 0; right: 0; width: 19rem } .side nav { position: sticky; top: 1.5rem } }
.card ul { display: flex; flex-direction: column; gap: .5rem }
.term__text:popover-open { display: block }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 9.5rem), 1fr)) }
.contents ul { columns: 2 }
.tile img { filter: drop-shadow(0 0 1px #8accd6) }
.note { display: none }
@media print { .note, nav { display: none } .card { break-inside: avoid } }
@media (prefers-contrast: more) { :root { --soft: #333 } }
""".strip().split("\n")


@pytest.fixture(scope="module")
def own() -> Site:
    """This project's sources."""
    return load(PROJECT, datetime.date(2026, 11, 22))


@pytest.fixture(scope="module")
def refused(own: Site) -> dict[str, list[Finding]]:
    """The findings at the line of each rule that hides, all of them in one sheet."""
    found = {}
    for path, lines in ((SHEET, HIDES), (PAPER, HIDES_ON_PAPER)):
        first, findings = judged(own, path, lines)
        for number, line in enumerate(lines, start=first):
            found[line] = [one for one in findings if (one.path, one.line) == (path, number)]
        strays = [one for one in findings if one.path != path or not first <= one.line < first + len(lines)]
        assert strays == []
    return found


def test_the_sheets_of_this_site_are_on_the_list(own: Site) -> None:
    assert registry.run(own, OF_STYLES).findings == []


@pytest.mark.parametrize("line", [*HIDES, *HIDES_ON_PAPER])
def test_a_rule_that_hides_is_refused_at_its_line(line: str, refused: dict[str, list[Finding]]) -> None:
    assert refused[line]


def test_innocent_rules_are_left_alone(own: Site) -> None:
    assert judged(own, SHEET, INNOCENT)[1] == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (".disclaimer p { font-size: 2px }", ["disclaimer-hidden", "font-size may not be 2px", "0.9 to 2rem"]),
        (".card { opacity: 1 }", ["sign-hidden", "opacity may not be set", "delete it"]),
        (".foot { margin: 1rem -9rem }", ["style-unsafe", "margin may not be -9rem", "-0.5 to 8rem"]),
        (".top { transform: none }", ["style-unsafe", "transform may not be set", "delete it"]),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_write(line: str, said: list[str], own: Site) -> None:
    [finding] = judged(own, SHEET, [line])[1]
    assert said[0] == finding.check
    assert said[1] in finding.message
    assert said[2] in finding.hint


def test_a_value_that_comes_by_another_name_is_refused_where_it_is_given(own: Site) -> None:
    lines = [
        ".foot { --size: var(--tiny) }",
        ":root {",
        "  --tiny: 1px;",
        "}",
        ".disclaimer {",
        "  font-size: var(--size);",
        "}",
    ]
    first, findings = judged(own, SHEET, lines)
    assert [(one.line, one.check) for one in findings] == [(first + 2, "disclaimer-hidden"), (first, "variable-unset")][
        :1
    ]


@pytest.mark.parametrize(
    ("written", "wide"),
    [
        (".a.b > p:not(.x):hover::before", [".a.b > p"]),
        ("#a + .b", [".b"]),
        (".a ~ p b", ["p b"]),
        (":root", ["html"]),
        ("A:is(.b, .c) :where(p)", ["a *"]),
        ("[data-x]", ["*"]),
        (".\\64 x", [".dx"]),
        ("svg|a", ["a"]),
    ],
)
def test_a_selector_is_widened_never_narrowed(written: str, wide: list[str]) -> None:
    [rule] = css.sheet(f"{written} {{ margin: 0 }}").rules
    assert [selector.wide for selector in rule.selectors] == wide


@pytest.mark.parametrize(
    ("inner", "wide"),
    [
        ("p", [".a p", "b p"]),
        ("> p", [".a > p", "b > p"]),
        ("&.c", [".a.c", "b.c"]),
        (".d &", [".d .a", ".d b"]),
        ("p&", ["p.a", "*"]),
        (":not(&) p", ["* p", "* p"]),
        ("&:hover", [".a", "b"]),
    ],
)
def test_nested_rules_are_read_as_a_browser_reads_them(inner: str, wide: list[str]) -> None:
    nested = css.sheet(f".a, b {{ color: red; @media print {{ {inner} {{ margin: 0 }} }} }}").rules[-1]
    assert [selector.wide for selector in nested.selectors] == wide
    assert nested.context == ("@media print",)


def test_every_declaration_keeps_its_line() -> None:
    text = "/* a\n */ nav { margin: 0 }\n@media print {\n  aside {\n    color: red;\n    display: none;\n  }\n}\n"
    rules = css.sheet(text).rules
    assert [(one.name, one.line) for rule in rules for one in rule.declarations] == [
        ("margin", 2),
        ("color", 5),
        ("display", 6),
    ]
    assert rules[1].media == "print"


def test_the_styles_of_a_template_keep_their_lines_and_lose_their_jinja() -> None:
    text = "<p>\n{% if a %}<style>\n:root { --x: {{ y }}pt }\n{{ css }}\naside { margin: 0 }\n</style>{% endif %}\n<style>p { top: 0 }</style>"
    rules = css.sheet(css.styles_in(text)).rules
    assert [(rule.text, rule.line) for rule in rules] == [(":root", 3), ("aside", 5), ("p", 7)]
    assert rules[0].declarations[0].value == f"{css.FILLED}pt"


def test_every_address_of_a_sheet_is_found() -> None:
    text = "@import 'a.css';\n.x { background: url(b.png), image-set('c.png' 1x, url(\"d.png\") 2x) }\n@media print { .y { content: url( e.png ) 'f' } }"
    assert css.addresses(text) == ((1, "a.css"), (2, "b.png"), (2, "c.png"), (2, "d.png"), (3, "e.png"))
