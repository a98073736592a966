"""A page holds elements that are listed, and no others: what an author types is prose, and the rest is made by templates.

Why:  a script changes what was checked, a frame brings in another page, and an unknown tag such as <tel:999> makes the
      number disappear. Nobody can list all that is bad; what is good is a short list.
Bad:  <details>Call for help</details>
Good: ## Call for help { #call-for-help }
"""

from collections import Counter

from ..registry import check
from ..safety.listed import BY_AUTHORS, BY_TEMPLATES, ONLY_TYPED, TYPED, line_of
from ..source import BuiltPage, Finding, Findings, Page, Site

INSTEAD = {
    "a": "write [words](address)",
    "img picture source": "write ![what it shows](way to the picture)",
    "h1 h2 h3 h4 h5 h6": "write # signs and the words",
    "pre code xmp plaintext listing": "put it between backticks",
    "svg math canvas": "save it as a file in docs/assets/, and write ![what it shows](way to the file)",
    "iframe frame object embed portal video audio track": "write a link to it: [words](address)",
    "details summary section article aside main nav header footer address hgroup": "write a heading with ##, and the text below it",
    "u big small font center strike s tt": "write the words plainly, or **strong**",
    "del ins": "leave only the words that hold",
    "ruby rb rt rp rtc bdi bdo wbr": "write the words plainly",
    "caption col colgroup": "write the words above the table",
    "form input button select textarea label option fieldset output": "take it out; forms come from an insert line",
    "script style template noscript dialog slot": "take it out; programs and looks are the site's to give",
    "base meta link title head body html frameset": "take it out; the frame of a page is the site's to give",
}
HINTS = {name: hint for names, hint in INSTEAD.items() for name in names.split()}


@check(Page)
def element_unlisted(page: Page, site: Site) -> Findings:
    for tag in page.tags:
        if not tag.closing and tag.name not in TYPED:
            yield page.finding(tag.line, _fact(tag.name), _hint(tag.name))
    for line, sign in page.undisplayed:
        fact = f"{sign} begins what browsers take for a comment, and the words after it are not shown"
        yield page.finding(line, fact, "write the words without it; < alone is &lt;")


@check(BuiltPage)
def element_unlisted_in_build(built: BuiltPage, site: Site) -> Findings:
    """What was built decides. An element that was typed is named by the rule above; all others are found here."""
    page = built.page
    if page is None or built.authorship.fault:
        return
    named = {tag.name for tag in page.tags if not tag.closing} - TYPED.keys()
    named |= {"!", "?"} if page.undisplayed else set()
    for node in built.authorship.typed:
        name = "!" if node.is_comment_node else node.tag or "?"
        if name in BY_AUTHORS or name in named or f"<!--{node.comment_content}-->" in built.html:
            continue  # comment-published speaks of comments
        named.add(name)
        shown = f"<{name}" if name in "!?" else f"<{name}>"
        fact = f"{shown} is not among the tags that a page may use"
        yield _at(page, line_of(node, page.body), fact, _hint(name))


@check(BuiltPage)
def element_unseen(built: BuiltPage, site: Site) -> Findings:
    """What can only be typed is on the page no more often than it can be seen in the file."""
    if built.page is None or built.authorship.fault:
        return
    typed = Counter(tag.name for tag in built.page.tags if not tag.closing)
    for name, count in Counter(node.tag or "" for node in built.authorship.typed).items():
        if name in ONLY_TYPED and count > typed[name]:
            fact = f"{count} <{name}> are on the page, and {typed[name]} can be seen in this file"
            yield built.page.finding(1, fact, "look for a fence of code that is none, or for tags that overlap")


@check(BuiltPage)
def element_unlisted_in_templates(built: BuiltPage, site: Site) -> Findings:
    for node in () if built.authorship.fault else built.authorship.made:
        if node.tag not in BY_TEMPLATES and not node.is_comment_node:
            fact = f"<{node.tag}> is not among the elements that templates may make"
            yield built.finding(message=fact, hint="take it out, or write it in another way", node=node)


def _at(page: Page, line: int | None, fact: str, hint: str) -> Finding:
    return page.finding(line or 1, fact, hint if line else f"{hint}; its line is not known")


def _fact(name: str) -> str:
    return f"<{name}> is not among the tags that a page may use"


def _hint(name: str) -> str:
    bare = name.partition(":")[2]
    return (
        f"write the text without < and >: {bare}" if bare else HINTS.get(name, "write it in Markdown, or leave it out")
    )
