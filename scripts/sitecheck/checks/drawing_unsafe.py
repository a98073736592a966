"""A drawing holds shapes and words that are listed, and refers to nothing outside itself.

Why:  an SVG file is a program that a browser runs when somebody opens it: it can hold scripts under any prefix, ask other
      hosts through its styles, and hide text in entities that only some readers resolve.
Bad:  <image href="https://cdn.example.com/logo.png"/>
Good: <use href="#drop"/>
"""

from collections.abc import Iterator
from contextlib import suppress
from xml.parsers import expat

import tinycss2

from ..registry import check
from ..source import Findings, Site, Source

SVG, XLINK, XML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"
ELEMENTS = frozenset(
    "svg g defs symbol use title desc style path rect circle ellipse line polyline polygon text tspan"
    " linearGradient radialGradient stop clipPath mask pattern marker".split()
)
ATTRIBUTES = frozenset(
    "id class style lang role aria-label aria-labelledby aria-describedby aria-hidden version viewBox preserveAspectRatio width height"
    " x y x1 x2 y1 y2 cx cy r rx ry fx fy dx dy d points pathLength rotate textLength lengthAdjust href transform offset orient"
    " markerWidth markerHeight markerUnits refX refY gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits"
    " patternTransform clipPathUnits maskUnits maskContentUnits".split()
)
PAINT = frozenset(
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray"
    " stroke-dashoffset stop-color stop-opacity opacity color clip-path clip-rule mask marker-start marker-mid marker-end paint-order"
    " vector-effect shape-rendering text-rendering font-family font-size font-style font-weight font-variant font-stretch letter-spacing"
    " word-spacing text-anchor text-decoration dominant-baseline alignment-baseline baseline-shift writing-mode direction display"
    " visibility overflow".split()
)
QUALIFIED = {f"{XML} lang", f"{XML} space", f"{XLINK} href"}
FUNCTIONS = frozenset(
    "rgb rgba hsl hsla var calc translate translatex translatey rotate scale scalex scaley skewx skewy matrix".split()
)
FREE = frozenset(
    {"id", "class", "d", "points", "lang", "aria-label", "aria-labelledby", "aria-describedby"}
)  # whose value is no style
Fault = tuple[int, str, str]


@check(Site)
def drawing_unsafe(site: Site) -> Findings:
    for source in [*site.copied, *site.templates, *site.drawings]:
        if source.path.lower().endswith(".svg"):
            for line, fact, fix in dict.fromkeys(_faults(source)):
                yield source.finding(line, fact, fix)


def _faults(source: Source) -> list[Fault]:
    """What the XML parser meets that is not listed. Of a drawing that can't be read to its end, picture-broken speaks as well."""
    found: list[Fault] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    styles: list[tuple[int, list[str]]] = []

    def say(fact: str, fix: str) -> None:
        found.append((parser.CurrentLineNumber, fact, fix))

    def begin(name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if space != SVG or local not in ELEMENTS:
            where = "" if space == SVG else f" of {space or 'no namespace'}"
            say(
                f"<{local}>{where} is not among the elements of a drawing",
                "save it as plain SVG, or draw it without it",
            )
            return
        if local == "style":
            styles.append((parser.CurrentLineNumber, []))
        for full, value in attributes.items():
            for fact, fix in _attribute(full, value):
                say(fact, fix)

    def words(text: str) -> None:
        if styles:
            styles[-1][1].append(text)

    def end(name: str) -> None:
        if name == f"{SVG} style" and styles:
            line, pieces = styles.pop()
            nodes = tinycss2.parse_stylesheet("".join(pieces), skip_comments=True, skip_whitespace=True)
            found.extend((line, *fault) for fault in _style(nodes))

    parser.StartElementHandler, parser.CharacterDataHandler, parser.EndElementHandler = begin, words, end
    parser.StartDoctypeDeclHandler = lambda *_: say("a drawing declares a document type", "delete <!DOCTYPE …>")
    parser.EntityDeclHandler = lambda *_: say("a drawing declares an entity", "write the text itself")
    parser.ProcessingInstructionHandler = lambda target, _: say(f"<?{target}?> stands in a drawing", "delete it")
    parser.XmlDeclHandler = lambda _, encoding, __: (
        say(f"a drawing says that it is written in {encoding}", "save it as UTF-8")
        if (encoding or "utf-8").lower() != "utf-8"
        else None
    )
    with suppress(expat.ExpatError):
        parser.Parse(source.text.encode(), True)
    return found


def _attribute(full: str, value: str) -> Iterator[tuple[str, str]]:
    name = full.rpartition(" ")[2]
    if full not in QUALIFIED and full not in ATTRIBUTES | PAINT:
        yield f'{name}="{value[:60]}" is not among the attributes of a drawing', f"delete {name}"
    elif name == "href" and not value.startswith("#"):
        yield f"a drawing refers to {value[:60]}, which is outside it", "draw it there, and write # and its id"
    elif name == "style":
        yield from _style(tinycss2.parse_blocks_contents(value, skip_comments=True, skip_whitespace=True))
    elif name not in FREE and ("(" in value or "\\" in value):
        yield from _style(tinycss2.parse_component_value_list(value))


def _style(nodes: list[tinycss2.ast.Node]) -> Iterator[tuple[str, str]]:
    """What in a style reaches outside the drawing, or could."""
    fix = "write it plainly, with url(#id) where it must refer to something"
    for node in nodes:
        if fault := _outside(node):
            yield f"the style of a drawing {fault}", fix
        for part in ("prelude", "content", "value", "arguments"):
            inner = getattr(node, part, None)
            if isinstance(inner, list):
                yield from _style(inner)


def _outside(node: tinycss2.ast.Node) -> str:
    if node.type == "error":
        return f"holds {node.message}"
    if node.type == "at-rule" and node.lower_at_keyword != "media":
        return f"holds @{node.at_keyword}"
    if node.type == "url" and not node.value.startswith("#"):
        return f"refers to {node.value[:60]}"
    if node.type == "function" and node.lower_name == "url":
        inside = tinycss2.serialize(node.arguments).strip()
        return "" if inside.startswith(('"#', "'#")) and len(node.arguments) == 1 else f"refers to {inside[:60]}"
    return f"holds {node.name}()" if node.type == "function" and node.lower_name not in FUNCTIONS else ""
