"""No attribute for screen readers is misspelt: each role exists, and each name that begins with aria-.

Why:  aria-lable and role="navigaton" do nothing, and nothing shows it.
Bad:  <nav aria-lable="All pages">
Good: <nav aria-label="All pages">
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from selectolax.lexbor import LexborNode

from ..registry import check
from ..source import BuiltPage, Findings, Site

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


@check(BuiltPage)
def aria_misspelt(built: BuiltPage, site: Site) -> Findings:
    known = STATES.issuperset(ARIA.findall(built.lowered))
    for node in built.tree.css("[role]" if known else "body *"):
        for written, near in _unknown(node):
            fix = f"write {near[0]}" if near else "delete it"
            yield built.finding(message=f"{written} does not exist", hint=fix, node=node)


def _unknown(node: LexborNode) -> Iterator[tuple[str, list[str]]]:
    """(what is written, the nearest that exists) of each role and state of an element that does not exist."""
    for role in (node.attributes.get("role") or "").split():
        if role not in ROLES:
            yield f'role="{role}"', get_close_matches(role, ROLES, n=1)
    for name in node.attributes:
        if name.startswith("aria-") and name not in STATES:
            yield name, get_close_matches(name, STATES, n=1)
