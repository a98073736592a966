"""What a reader can press, fill in or jump to has a name, and no attribute for screen readers is misspelt.

Why:  a button that shows an icon alone is "button" to whoever listens; aria-lable and role="navigaton" do nothing, and
      nothing shows it.
Bad:  <nav aria-lable="All pages">
Good: <nav aria-label="All pages">
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from selectolax.lexbor import LexborNode

from ..registry import check
from ..source import BuiltPage, Finding, Site

ROLES = frozenset(
    "alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox complementary"
    " contentinfo definition deletion dialog doc-backlink doc-endnote doc-endnotes doc-noteref document emphasis feed figure form"
    " generic grid gridcell group heading img insertion link list listbox listitem log main mark marquee math menu menubar menuitem"
    " meter navigation none note option paragraph presentation progressbar radio radiogroup region row rowgroup rowheader scrollbar"
    " search searchbox separator slider spinbutton status strong subscript superscript switch tab table tablist tabpanel term textbox"
    " time timer toolbar tooltip tree treegrid treeitem".split()
)
STATES = frozenset(
    f"aria-{name}"
    for name in "activedescendant atomic autocomplete braillelabel brailleroledescription busy checked colcount colindex colindextext"
    " colspan controls current describedby description details disabled dropeffect errormessage expanded flowto grabbed haspopup hidden"
    " invalid keyshortcuts label labelledby level live modal multiline multiselectable orientation owns placeholder posinset pressed"
    " readonly relevant required roledescription rowcount rowindex rowindextext rowspan selected setsize sort valuemax valuemin"
    " valuenow valuetext".split()
)
ARIA = re.compile(r"aria-[\w-]+")
SILENT_INPUTS = frozenset({"hidden", "submit", "reset", "button", "image"})


@check(BuiltPage)
def control_unnamed(built: BuiltPage, site: Site) -> Iterator[Finding]:
    for node, fact, fix in _faults(built):
        if (
            node.mem_id not in built.authorship.ids
        ):  # of what an author typed, element-unlisted and attribute-unlisted speak
            yield built.finding(message=fact, hint=fix, node=node)


def _faults(built: BuiltPage) -> Iterator[tuple[LexborNode, str, str]]:
    for node in built.tree.css("button, summary"):
        if not _named(node) and not node.text(deep=True).strip():
            yield node, f"a <{node.tag}> has no words", 'write what it does, if need be in <span class="aloud">'
    labels = {node.attributes.get("for"): node for node in built.tree.css("label[for]")}
    for node in built.tree.css("input, select, textarea"):
        name = node.attributes.get("id")
        label = labels.get(name) if name else None
        around = node.parent is not None and node.parent.tag == "label"
        if (node.attributes.get("type") or "").lower() in SILENT_INPUTS or _named(node) or around:
            continue
        if label is None:
            yield node, f"the box #{name or ''} has no label", f'write <label for="{name or "its-id"}"> above it'
        elif not label.text(deep=True).strip():
            yield label, f"the label of #{name} has no words", "write what is to be filled in"
    navigations = built.tree.css("nav")
    for node in navigations if len(navigations) > 1 else []:
        if not _named(node):
            yield node, "one of several <nav> has no name", 'write aria-label="…" on it'
    for node in built.tree.css("form[role=search]"):
        if not built.tree.css_first("[role=status], [role=alert], [aria-live]"):
            said = built.tree.css_first("[id$=status]") or node
            fact = "nothing tells who listens what the search has found"
            yield said, fact, 'write role="status" on the line that says it'
    for node in built.tree.css("[role]"):
        for role in (node.attributes.get("role") or "").split():
            if role not in ROLES:
                near = get_close_matches(role, ROLES, n=1)
                yield node, f'role="{role}" does not exist', f'write role="{near[0]}"' if near else "delete it"
    if not STATES.issuperset(ARIA.findall(built.lowered)):
        for node in built.tree.css("body *"):
            for name in node.attributes:
                if name.startswith("aria-") and name not in STATES:
                    near = get_close_matches(name, STATES, n=1)
                    yield (
                        node,
                        f"<{node.tag}> has {name}, which does not exist",
                        f"write {near[0]}" if near else "delete it",
                    )
    for node in built.tree.css("[aria-hidden=true]"):
        if node.css_first("a[href], button, input, select, textarea"):
            yield (
                node,
                f"<{node.tag}> is hidden from screen readers, and holds what the keyboard reaches",
                "delete aria-hidden",
            )


def _named(node: LexborNode) -> bool:
    return bool((node.attributes.get("aria-label") or node.attributes.get("aria-labelledby") or "").strip())
