"""Every picture on a page says how large it is.

Why:  without its size, the text jumps when the picture arrives, and a thumb that was on its way lands on another link.
Bad:  ![A closed window, and a cloth to dry the nose.](../assets/pictures/sore-nose.svg)
Good: ![A closed window, and a cloth to dry the nose.](../assets/pictures/sore-nose.svg){ width=340 height=110 }
"""

from ..parse.urls import resolve
from ..registry import check
from ..source import BuiltPage, Findings, Site

HINT = "write { width=340 height=110 } right after it, with the picture's own numbers"


@check(BuiltPage)
def image_unsized(built: BuiltPage, site: Site) -> Findings:
    for node in built.tree.css("img"):
        attributes = node.attributes
        sizes = [attributes.get(name) or "" for name in ("width", "height")]
        source = attributes.get("src") or ""
        if all(size.isdigit() and int(size) for size in sizes) or resolve(built.url, source).path not in site.outputs:
            continue
        name = source.rpartition("/")[2]
        yield built.finding(name, message=f"the picture {name} does not say how large it is", hint=HINT, node=node)
