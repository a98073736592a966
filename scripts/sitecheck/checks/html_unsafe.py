"""No page carries HTML that can run, restyle, ask or swallow: what an author types is prose.

Why:  a tag that is opened and not closed takes the text after it, disclaimers too, out of sight; an unknown one,
      such as <tel:999>, makes the number disappear; scripts and styles are the site's to give, not a page's.
Bad:  <div style="display:none">
Good: a plain sentence
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..registry import check
from ..source import BuiltPage, Finding, Page, Site
from ..urls import leaves_site, resolve

HARMLESS = frozenset(
    "abbr b bdi bdo blockquote br caption cite dd del dfn div dl dt em figcaption figure h2 h3 h4 hr i ins kbd li mark ol p q"
    " rp rt ruby samp section small span strong sub sup table tbody td tfoot th thead time tr ul var wbr".split()
)
HARMLESS_ATTRIBUTES = frozenset(
    "abbr cite class colspan datetime dir headers id lang markdown reversed rowspan scope start title value".split()
)
ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
CLASSES = frozenset({"not-on-sheet"})  # what a page may say of its own passages; every other look is the site's to give
SIZES = frozenset({"width", "height", "lang", "dir", "title"})
HANDLER = re.compile(r"on(?<=[\s\"'/]..)[a-z]+\s*=")
FRAME = frozenset("html body main article header footer nav aside".split())
BREAKS = re.compile(r"<br\s*/?>\s*<br\b", re.IGNORECASE)
LIST = re.compile(r"\{:?[ \t]*((?:[#.][\w-]+|[\w-]+[ \t]*=)[^}\n]*)\}")
VALUE = re.compile(r"[ \t]*=[ \t]*(?:\"[^\"]*\"|'[^']*'|[^\s}]*)")
MEMBER = re.compile(r"([#.]?)([\w:-]+)(=?)")
UNASKED = {
    "target": "opens a window that the reader has not asked for",
    "tabindex": "takes the keyboard out of the order of the page",
    "autofocus": "takes whoever listens past the beginning of the page",
    "accesskey": "takes a key away from screen readers",
    "ping": "tells a program that its link was pressed",
}
ANCHOR = re.compile(r"[a-z][a-z0-9-]*")
FORBIDDEN_IN_BUILD = "iframe, frame, object, embed, applet, base, portal"


@check(Page)
def html_unsafe(page: Page, site: Site) -> Iterator[Finding]:
    begun = {name for _, closing, name, _, _ in page.tags if not closing}
    for line, closing, name, attributes, _ in page.tags:
        if closing and name in FRAME and name not in begun:
            yield page.finding(line, f"</{name}> closes the frame of the page", "delete it")
        if closing or name.startswith(("http:", "https:", "mailto:")) or "@" in name:
            continue  # the last three are autolinks, not tags
        if name not in HARMLESS:
            bare = name.partition(":")[2]
            fix = f"write the text without < and >: {bare}" if bare else "write it in Markdown, or leave it out"
            yield page.finding(line, f"<{name}> is not a tag that a page may use", fix)
            continue
        for attribute, *values in ATTRIBUTE.findall(attributes):
            own = attribute.lower() == "class" and not set(" ".join(values).split()) <= CLASSES
            if attribute.lower() not in HARMLESS_ATTRIBUTES or own:
                fact = f"<{name}> has the attribute {attribute}, which a page may not use"
                yield page.finding(line, fact, f"delete {attribute}")
    for line, name, opened in page.unclosed:
        if name in HARMLESS and opened:
            yield page.finding(line, f"<{name}> is opened here and not closed", f"write </{name}> at its end")
        elif name in HARMLESS:
            yield page.finding(line, f"</{name}> closes a tag that was not opened", "delete it")
    for number, prose in enumerate(page.prose, start=1):
        if "<br" in prose and BREAKS.search(prose):
            yield page.finding(number, "two <br> make a gap that no screen reader tells", "leave an empty line instead")
    yield from _unclosed_comment(page)
    yield from _attribute_lists(page)


def _attribute_lists(page: Page) -> Iterator[Finding]:
    """Braces may give a place its anchor and a picture its size; what would hide, restyle or disguise it they may not."""
    headings = {heading.line for heading in page.headings}
    for number, line in enumerate(page.prose, start=1):
        for found in LIST.finditer(line) if "{" in line else ():
            for mark, name, sets in MEMBER.findall(VALUE.sub("=", found[1])):
                if number in headings and not mark and not sets:
                    continue  # heading-anchorless speaks of loose words
                fine = (
                    name in CLASSES
                    if mark == "."
                    else name.lower() in SIZES
                    if not mark
                    else number in headings or ANCHOR.fullmatch(name) is not None
                )
                if not fine:
                    fact = f"this attribute list sets {mark}{name}, which a page may not"
                    yield page.finding(number, fact, f"delete {mark}{name}")


def _unclosed_comment(page: Page) -> Iterator[Finding]:
    for number, line in enumerate(page.prose, start=1):
        if "<!--" in line:
            yield page.finding(
                number,
                "this comment is not closed, and takes the text after it out of sight",
                "write --> at its end, or delete it",
            )


@check(BuiltPage)
def html_unsafe_in_build(built: BuiltPage, site: Site) -> Iterator[Finding]:
    typed = built.typed_tags
    for node in built.tree.css(FORBIDDEN_IN_BUILD):
        if node.tag not in typed:
            yield built.finding(
                f"<{node.tag}",
                message=f"<{node.tag}> stands on the page",
                hint="take it out; everything but search works without scripts and frames",
                node=node,
            )
    for node in built.tree.css("script:not([type='application/ld+json'])"):
        source = resolve(built.url, node.attributes.get("src") or "").path
        own = "src" in node.attributes and source.startswith("assets/")  # of one that is not there, link-dead speaks
        if not own and "script" not in typed and not leaves_site(node.attributes.get("src") or ""):
            fact = "a <script> stands on the page that is no file of overrides/assets"
            fix = "take it out; only the site's own script files may run"
            yield built.finding("<script", message=fact, hint=fix, node=node)
    suspects = "*" if HANDLER.search(built.lowered) else "[style]"
    if built.page is None:  # of a page's own links, link-dead says that they run a script
        suspects += ", [href*='script:' i], [src*='script:' i], [action*='script:' i]"
    for node in built.tree.css(suspects):
        for name, value in node.attributes.items():
            handler = name.startswith("on") and name[2:].isalpha()
            if node.tag not in typed and (handler or name == "style"):
                yield built.finding(
                    f'{name}="{value}"',
                    f"{name}=",
                    message=f"<{node.tag}> has {name}={value!r} on it",
                    hint=f"delete {name}; styles belong in overrides/styles",
                    node=node,
                )
            if (value or "").strip().lower().startswith(("javascript:", "vbscript:")) and built.page is None:
                yield built.finding(
                    value or "", message=f"<{node.tag}> runs a script: {value}", hint="link to a page", node=node
                )
    for name, fact in UNASKED.items():
        for node in built.tree.css(f"[{name}]"):
            value = (node.attributes.get(name) or "").strip()
            if name == "tabindex" and (value.startswith("-") or value == "0"):
                continue
            if node.tag not in typed:
                yield built.finding(
                    f'{name}="{value}"',
                    f"{name}={value}",
                    message=f"<{node.tag}> has {name}, which {fact}",
                    hint=f"delete {name}",
                    node=node,
                )
    for node in built.tree.css("video, audio"):
        if node.tag not in typed and (node.css_first("track") is None or "autoplay" in node.attributes):
            fact = f"<{node.tag}> plays without captions, or unasked"
            yield built.finding(
                f"<{node.tag}", message=fact, hint="add a <track> with its words, and no autoplay", node=node
            )
    for node in built.tree.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").lower() == "refresh" and built.url not in site.redirects:
            yield built.finding(
                "refresh",
                message="the page sends its reader elsewhere by itself",
                hint="delete the refresh; a link is enough",
                node=node,
            )


@check(Site)
def html_unsafe_in_pictures(site: Site) -> Iterator[Finding]:
    for source in site.copied:
        if source.path.endswith(".svg"):
            for number, line in enumerate(source.lines, start=1):
                found = re.search(
                    r"<(script|foreignObject|iframe|object|embed)\b|(?:^|\s)(on[a-z]+)\s*=", line, re.IGNORECASE
                )
                if found:
                    yield source.finding(
                        number,
                        f"this picture can run or hold a program: {found[0].strip()}",
                        "draw it again without it",
                    )
