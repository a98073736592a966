"""What authors may bring into a page is listed: everything else is refused, however it is written, and what is listed passes."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from publish import gate
from sitecheck import report
from sitecheck.parse.markup import raw_tags
from sitecheck.source import Finding
from support.site_maker import good_site

QUIET = report.Steps(quiet=True)
Found = dict[str, list[Finding]]  # by path

# What is typed on a page, and the check that must refuse it there.
REFUSED = {
    "attributes that touch": ('<script a=""src="../../assets/nose.svg"defer></script>', "element-unlisted"),
    "a closing tag first": ("</script>\n\n<script>alert(1)</script>", "element-unlisted"),
    "a stray closing tag alone": ("It flies.</script>", "tag-unclosed"),
    "the end of the frame": ('</article><script src="../../assets/page.js" defer></script>', "tag-unclosed"),
    "capitals": ("<ScRiPt>alert(1)</sCrIpT>", "element-unlisted"),
    "a handler that touches": ('<abbr title="a"onmouseover="alert(1)">b</abbr>', "attribute-unlisted"),
    "a handler after a slash": ("<span/onclick=alert(1)>a</span>", "attribute-unlisted"),
    "a handler on its own line": ('<b\nonclick\n=\n"alert(1)">a</b>', "attribute-unlisted"),
    "a link that opens a window": ('<a a=""href="https://www.noses.health/"target=_blank>a</a>', "element-unlisted"),
    "a drawing in the text": ("<svg/onload=alert(1)></svg>", "element-unlisted"),
    "a drawing with a prefix": ('<svg xmlns:x="http://www.w3.org/2000/svg"><x:script>alert(1)</x:script></svg>', "element-unlisted"),
    "a formula that leads away": ('<math><mi xlink:href="javascript:alert(1)">a</mi></math>', "element-unlisted"),
    "a frame with a page in it": ('<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>', "element-unlisted"),
    "a button that sends": ("<form><button formaction=//evil.health>a</button></form>", "element-unlisted"),
    "a picture that sends": ("<input type=image src=a formaction=//evil.health>", "element-unlisted"),
    "a set of pictures": ('<img src="../../assets/nose.svg" srcset="//evil.health/a 2x" alt="A nose" width=1 height=1>', "element-unlisted"),
    "an object": ("<object data=../../assets/nose.svg></object>", "element-unlisted"),
    "a film": ("<video src=a.mp4></video>", "element-unlisted"),
    "another base": ('<base href="//evil.health/">', "element-unlisted"),
    "a page that leads on": ('<meta http-equiv=refresh content="0;url=//evil.health">', "element-unlisted"),
    "a style sheet": ("<style>.disclaimer{display:none}</style>", "element-unlisted"),
    "a linked style sheet": ("<link rel=stylesheet href=../../assets/nose.svg>", "element-unlisted"),
    "text for no script": ('<noscript><p title="</noscript><img src=x onerror=alert(1)>">a</p></noscript>', "element-unlisted"),
    "a box that swallows": ("<textarea></textarea><script>alert(1)</script>", "element-unlisted"),
    "a template": ("<template><script>alert(1)</script></template>", "element-unlisted"),
    "an element of nobody": ("<x-card>Call now</x-card>", "element-unlisted"),
    "a folded box": ("<details><summary>a</summary>b</details>", "element-unlisted"),
    "small letters above words": ("<ruby>safe<rp>un</rp><rt>a</rt></ruby>", "element-unlisted"),
    "struck words": ("It is <del>not</del> safe.", "element-unlisted"),
    "words turned round": ("<bdo dir=rtl>efas</bdo>", "element-unlisted"),
    "a direction": ('<span dir="rtl">a</span>', "attribute-unlisted"),
    "words in a title": ('<span title="Stop all tablets.">a</span>', "attribute-unlisted"),
    "the frame of a warning": ('<section class="card card--emergency">a</section>', "element-unlisted"),
    "the class of a warning": ('<div class="card card--emergency">a</div>', "attribute-unlisted"),
    "the look of a disclaimer": ("It is safe.\n{ .disclaimer }", "attribute-unlisted"),
    "the sign of a sign": ('It is safe.\n{: data-sign="x" }', "attribute-unlisted"),
    "the mark of a strip": ('<p data-strip="">It is safe.</p>', "attribute-unlisted"),
    "a list that hides": ("It is safe.\n{ hidden }", "attribute-unlisted"),
    "a list that takes away": ("It is safe.\n{: inert }", "attribute-unlisted"),
    "a list that pops up": ("It is safe.\n{: popover }", "attribute-unlisted"),
    "a list that runs": ("It is safe.\n{: onclick=alert(1) }", "attribute-unlisted"),
    "a list in a line": ("It is *safe*{: style='display:none' }.", "attribute-unlisted"),
    "a list with a role": ("It is safe.\n{: role=alert }", "attribute-unlisted"),
    "a list for listeners": ("It is safe.\n{: aria-hidden=true }", "attribute-unlisted"),
    "a list of code": ("``` { .card onclick=alert(1) }\na\n```", "attribute-unlisted"),
    "a heading that runs": ("### Help { #a-help onclick=alert(1) }", "attribute-unlisted"),
    "Markdown in a box that hides": ('<div markdown="1" hidden>\n**It is safe.**\n</div>', "attribute-unlisted"),
    "an empty line in an attribute": ('<div title="a\n\nb" onclick="alert(1)">c</div>', "attribute-unlisted"),
    "code that is none": ('<p><abbr title="`">a</abbr><script>alert(1)</script><abbr title="`">b</abbr></p>', "element-unlisted"),
    "a box that is left open unseen": ('<p><abbr title="`">a</abbr><div><abbr title="`">b</abbr></p>', "article-torn"),
    "a word of the glossary that is none": ('<button type="button" class="term" popovertarget="term-pollen">safe</button>', "element-unlisted"),
    "an explanation that is none": ('<span class="term__text" id="term-pollen" popover>safe</span>', "attribute-unlisted"),
    "a cell that runs": ("<table><tr><td background=//evil.health onclick=alert(1)>a</td></tr></table>", "attribute-unlisted"),
    "a style beside a side": ('<table><tr><td style="text-align:left;display:none">a</td></tr></table>', "attribute-unlisted"),
    "a link that runs": ("[a](javascript:alert(1))", "link-malformed"),
    "a link that runs, in capitals": ("[a](JaVaScRiPt:alert(1))", "link-malformed"),
    "a link that runs, in entities": ("[a](java&#115;cript:alert(1))", "link-dead"),
    "a link that runs, with a tab": ("[a](<java\tscript:alert(1)>)", "link-malformed"),
    "a link that holds a page": ("[a](data:text/html,alert)", "link-malformed"),
    "a definition that runs": ("[a][run]\n\n[run]: javascript:alert(1)", "link-malformed"),
    "an address that runs": ("<javascript://%0aalert(1)>", "link-malformed"),
    "a picture that is written out": ("![A nose.](data:image/png;base64,AAAA){ width=1 height=1 }", "attribute-unlisted"),
    "a comment that ends early": ("<!--> a <script>alert(1)</script> -->", "comment-unclosed"),
    "a comment that ends oddly": ("<!-- a --!> b <script>alert(1)</script> -->", "comment-unclosed"),
    "a comment that is left open": ("It is safe. <!-- a", "comment-unclosed"),
    "a comment in a word": ("Do not stop<!-- a -->ping.", "word-split"),
    "a tag in a word": ("Do not st<b>op</b>ping.", "word-split"),
    "an instruction": ("<?xml-stylesheet href='//evil.health/a.css'?>", "element-unlisted"),
}  # fmt: skip
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9">{}</svg>'
X = ' xmlns:x="http://www.w3.org/1999/xlink"'
# What lies in docs/assets/, and the check that must refuse it.
REFUSED_FILES = {
    "notes.txt": ("alert(1)", "file-unlisted"),
    "captions.vtt": ("WEBVTT\n\nalert(1)", "file-unlisted"),
    "numbers.csv": ("a,b", "file-unlisted"),
    "more.js": ("alert(1)", "file-unlisted"),
    "more.css": (".disclaimer { display: none }", "file-unlisted"),
    "page.html": ("<script>alert(1)</script>", "file-unlisted"),
    "form.pdf": ("%PDF-1.7 /OpenAction", "file-unlisted"),
    "both.gif": ("GIF89a=1;alert(1)", "file-unlisted"),
    "feed.xml": ("<a/>", "file-unlisted"),
    "page.markdown": ("<script>alert(1)</script>", "file-unlisted"),
    "text.png": ("alert(1)", "picture-broken"),
    "text.jpg": ("alert(1)", "picture-broken"),
    "text.webp": ("RIFF=1;alert(1)", "picture-broken"),
    "text.avif": ("alert(1)", "picture-broken"),
    "script.svg": (SVG.format("<script>alert(1)</script>"), "drawing-unsafe"),
    "prefix.svg": ('<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>alert(1)</s:script></s:svg>', "drawing-unsafe"),
    "html.svg": (SVG.format('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>'), "drawing-unsafe"),
    "foreign.svg": (SVG.format("<foreignObject><p>a</p></foreignObject>"), "drawing-unsafe"),
    "handler.svg": (SVG.format("<path d='M0 0'\n  onload\n =\n'alert(1)'/>"), "drawing-unsafe"),
    "later.svg": (SVG.format("<g><set attributeName='onclick' to='alert(1)'/></g>"), "drawing-unsafe"),
    "link.svg": (SVG.format("<a href='javascript:alert(1)'><text>a</text></a>"), "drawing-unsafe"),
    "elsewhere.svg": (SVG.replace(">{", f"{X}>{{").format("<use x:href='//evil.health/a.svg#b'/>"), "drawing-unsafe"),
    "entity.svg": (f"<!DOCTYPE svg [<!ENTITY a 'b'>]>{SVG.format('<text>&a;</text>')}", "drawing-unsafe"),
    "sheet.svg": (f"<?xml-stylesheet href='a.css'?>{SVG.format('')}", "drawing-unsafe"),
    "import.svg": (SVG.format("<style><![CDATA[@import url(//evil.health/a.css);]]></style>"), "drawing-unsafe"),
    "escape.svg": (SVG.format(r"<style>path { fill: u\72l(//evil.health/a) }</style>"), "drawing-unsafe"),
    "paint.svg": (SVG.format("<path d='M0 0' fill=\"url('//evil.health/a#b')\"/>"), "drawing-unsafe"),
    "set.svg": (SVG.format("<path d='M0 0' style='mask: image-set(\"a\" 1x)'/>"), "drawing-unsafe"),
    "bare.svg": ("<svg width='9' height='9'><path d='M0 0'/></svg>", "drawing-unsafe"),
    "latin.svg": (f"<?xml version='1.0' encoding='ISO-8859-1'?>{SVG.format('')}", "drawing-unsafe"),
}  # fmt: skip
PASSES = {
    "lowered and raised signs": "Water is H<sub>2</sub>O, and the fifth is the 5<sup>th</sup>.",
    "another language": 'A Frenchman says <span lang="fr">à tes souhaits</span>.',
    "a short form": 'Ring your nurse, <abbr title="as soon as possible">ASAP</abbr>.',
    "keys": "Press <kbd>Ctrl</kbd>+<kbd>P</kbd> to print.",
    "a line break": "Sneeze.<br>Rest.<br/>\nSneeze again.",
    "a quotation in another language": '<blockquote lang="de">Gesundheit.</blockquote>',
    "Markdown in a box": '<div lang="es" markdown="1">\n**Salud**, dice la gente.\n</div>',
    "a book, a day, a saying": '<cite>On noses</cite> came out on <time datetime="2020-02-29">29 February 2020</time>; it says <q>bless you</q>.',
    "signs of comparison": "A nose is <3 weeks old, 3<5 and 7>6; a < b, and c > d.",
    "code": "Never write `<script>` or `onclick=\"x\"`.\n\n``` html\n<script src=x>\n<!-- insert: signs always -->\n```",
    "an aligned table": "| Day | Sneezes |\n|:---|---:|\n| 1 | 2 |",
    "a wide table": '<table><thead><tr><th scope="col">Day</th><th scope="col" colspan="2">Sneezes</th></tr></thead><tbody><tr><td>One</td><td>Two</td><td>Three</td></tr></tbody></table>',
    "a passage that stays on screen": "This stays on screen.\n{: .not-on-sheet }",
    "a place to link to": "This is a place.\n{: #a-place }\n\nGo to [the place](#a-place).",
    "a comment on its own": "It flies. <!-- in spring -->\n\n<!-- and in\nsummer -->\n\nIt falls.",
    "a definition list": "Pollen grain\n:   A small part of it.",
    "an address": "Ask <https://www.noses.health/>.",
    "a picture": '![A nose, drawn as one line.](../assets/nose.svg "A nose"){ width=24 height=24 }',
    "a figure": '<figure markdown="1">\n![A nose, drawn as one line.](../assets/nose.svg){ width=24 height=24 }\n<figcaption>A nose</figcaption>\n</figure>',
    "a list in a list": "1. Rest.\n    - Sneeze.\n2. Rest again.",
}  # fmt: skip
PASSING_DRAWING = SVG.replace(">{", f"{X}>{{").format(
    "<title>A drop</title><style>.a { fill: url(#b); stroke: var(--c, rgb(1 2 3)) } @media (prefers-color-scheme: dark) { .a { opacity: .5 } }</style>"
    "<defs><linearGradient id='b'><stop offset='0' stop-color='#fff'/></linearGradient><path id='d' d='M0 0h9v9z'/></defs>"
    "<use href='#d' class='a' transform='rotate(45 4 4)'/><use x:href='#d' clip-path='none' style='fill: url(#b)'/>"
    "<g aria-label='A drop'><text x='1' y='2' xml:lang='en'>1 <tspan>2</tspan></text></g>"
)


def plant(root: Path, typed: dict[str, str]) -> dict[str, str]:
    """Write a page for each of the texts into the good site at `root`; the path of each by its name."""
    model = (root / "docs/causes/pollen.md").read_text("utf-8")
    paths = {}
    for number, (name, text) in enumerate(typed.items()):
        page = re.sub(r"^title: .*", f'title: "Page {number} is about {name[:30]}"', model, flags=re.MULTILINE)
        page = re.sub(r"^description: ", f"description: Page {number}. ", page, flags=re.MULTILINE)
        page = page.replace("short: pollen", f"short: p{number}")
        page = page.replace(
            "It is a fine powder in the air.", f"It is a fine powder.[^example-guideline]\n\n{text}\n\nIt flies."
        )
        paths[name] = f"docs/causes/p{number}.md"
        (root / paths[name]).write_text(page, "utf-8")
    return paths


def judged(root: Path) -> Found:
    found: Found = {}
    for finding in gate.judge(root, QUIET, handouts=False, waiting=True)[1].findings:
        found.setdefault(finding.path, []).append(finding)
    return found


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Found]:
    root = good_site(tmp_path_factory.mktemp("refused"))
    paths = plant(root, {name: text for name, (text, _) in REFUSED.items()})
    for name, (content, _) in REFUSED_FILES.items():
        (root / "docs/assets" / name).write_text(content, "utf-8")
    return paths, judged(root)


@pytest.fixture(scope="module")
def passed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Found]:
    root = good_site(tmp_path_factory.mktemp("passed"))
    (root / "docs/assets/nose.svg").write_text(PASSING_DRAWING, "utf-8")
    return plant(root, PASSES), judged(root)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_listed_is_refused(name: str, refused: tuple[dict[str, str], Found]) -> None:
    paths, found = refused
    here = found.get(paths[name], [])
    assert REFUSED[name][1] in {finding.check for finding in here}, report.as_text(here)


@pytest.mark.parametrize("name", REFUSED_FILES)
def test_a_file_that_is_not_listed_is_refused(name: str, refused: tuple[dict[str, str], Found]) -> None:
    here = refused[1].get(f"docs/assets/{name}", [])
    assert REFUSED_FILES[name][1] in {finding.check for finding in here}, report.as_text(here)


@pytest.mark.parametrize("name", PASSES)
def test_what_is_listed_passes(name: str, passed: tuple[dict[str, str], Found]) -> None:
    paths, found = passed
    assert not found.get(paths[name]), report.as_text(found[paths[name]])


def test_nothing_else_is_found_beside_what_passes(passed: tuple[dict[str, str], Found]) -> None:
    assert not passed[1], report.as_text([finding for findings in passed[1].values() for finding in findings])


def test_a_nul_is_refused(good: Path) -> None:
    page = good / "docs/causes/pollen.md"
    page.write_bytes(page.read_bytes() + b"\n[a](java\0script:alert(1))\n")
    assert "file-unreadable" in {one.check for one in judged(good)["docs/causes/pollen.md"]}


def test_a_seam_that_is_typed_is_no_seam(good: Path) -> None:
    """The words of a seam are made from the file, so those of an earlier version are a comment like any other."""
    page = good / "docs/causes/pollen.md"
    text = page.read_text("utf-8")
    judged(good)
    seam = re.search("<!--([0-9a-f]{12})-->", (good / "build/causes/pollen/index.html").read_text("utf-8"))
    assert seam
    typed = f"<!--{seam[1]}-->\n\n<details>a</details>\n\n<!--/{seam[1]}-->"
    page.write_text(text.replace("It is a fine powder", f"{typed}\n\nIt is a fine powder"), "utf-8")
    assert "element-unlisted" in {one.check for one in judged(good)["docs/causes/pollen.md"]}


def test_a_tag_is_read_as_the_parser_reads_it() -> None:
    """Whatever the parser takes for a tag, with whatever attributes, is one for us too."""
    pieces = [
        "a",
        "=",
        '"',
        "'",
        " ",
        "/",
        ">",
        "<",
        "b",
        "x=1",
        'c="d"',
        "e='f'",
        "\t",
        "\nq",
        "&amp;",
        "-",
        " on=",
        '"g"h',
        "\u00a0",
    ]
    chance = random.Random(7)
    for _ in range(20_000):
        text = f"<kbd{''.join(chance.choice(pieces) for _ in range(chance.randint(0, 9)))}>"
        body = LexborHTMLParser(text).body
        theirs = (
            next((node for node in body.traverse() if node.is_element_node and node.tag != "body"), None)
            if body
            else None
        )
        ours = next(iter(raw_tags(text)), None)
        if theirs is not None:
            assert ours is not None, text
            assert (ours.name, ours.attributes) == (theirs.tag, theirs.attributes), text
