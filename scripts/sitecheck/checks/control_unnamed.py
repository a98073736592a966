"""What a reader can press, fill in or jump to has a name.

Why:  a button that shows an icon alone is "button" to whoever listens.
Bad:  <button type="button"></button>
Good: <button type="button">Print</button>
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ..registry import check
from ..source import BuiltPage, Findings, Site

SILENT_INPUTS = "[type=hidden i], [type=submit i], [type=reset i], [type=button i], [type=image i]"
FIELDS = f"input:not({SILENT_INPUTS}), select, textarea"


@check(BuiltPage)
def control_unnamed(built: BuiltPage, site: Site) -> Findings:
    for node, fact, fix in (*_wordless(built), *_unlabelled(built), *_menus(built)):
        if node.mem_id not in built.authorship.ids:  # of what an author typed, element-unlisted speaks
            yield built.finding(message=fact, hint=fix, node=node)


def _wordless(built: BuiltPage) -> Iterator[tuple[LexborNode, str, str]]:
    for node in built.tree.css("button, label[for]"):
        if not _named(node) and not node.text(deep=True).strip():
            yield node, f"a <{node.tag}> has no words", 'write them, if need be in <span class="aloud">'


def _unlabelled(built: BuiltPage) -> Iterator[tuple[LexborNode, str, str]]:
    labelled = {node.attributes.get("for") for node in built.tree.css("label[for]")}
    for node in built.tree.css(FIELDS):
        name = node.attributes.get("id") or ""
        around = node.parent is not None and node.parent.tag == "label"
        if not (_named(node) or around or name in labelled):
            yield node, f"the box #{name} has no label", f'write <label for="{name or "its-id"}"> above it'


def _menus(built: BuiltPage) -> Iterator[tuple[LexborNode, str, str]]:
    menus = built.tree.css("nav")
    for node in menus if len(menus) > 1 else ():
        if not _named(node):
            yield node, "one of several <nav> has no name", 'write aria-label="…" on it'


def _named(node: LexborNode) -> bool:
    return bool((node.attributes.get("aria-label") or node.attributes.get("aria-labelledby") or "").strip())
