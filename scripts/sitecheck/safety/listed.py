"""What may stand on a page: the elements, attributes and values that an author may bring into it, and those that templates may make.

What is listed is good; whatever is not is a finding. Looks, places and behaviour are the site's to give, so an author's list holds text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from selectolax.lexbor import LexborNode

Values = Mapping[str, re.Pattern[str]]
Lists = Mapping[str, Values]

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
DAY = r"\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-[0-2]\d)"  # that there can be
SIDE = re.compile(r"left|right|center")


def _values(**patterns: str) -> dict[str, re.Pattern[str]]:
    """By the name of an attribute, "_" for "-", the pattern that its whole value fits."""
    return {name.strip("_").replace("_", "-"): re.compile(value, re.DOTALL) for name, value in patterns.items()}


def _elements(names: str, *values: Values) -> dict[str, Values]:
    whole = {name: pattern for one in values for name, pattern in one.items()}
    return dict.fromkeys(names.split(), whole)


# ---- what an author brings ----

OWN = _values(id=r"\w[\w:.-]*", class_="not-on-sheet", lang=LANGUAGE.pattern)
CELL = _values(
    headers=r"[\w:. -]+",
    colspan=r"\d{1,2}",
    rowspan=r"\d{1,2}",
    align=SIDE.pattern,
    style=rf"text-align: ?(?:{SIDE.pattern});?",
)
# What may be typed as a tag: text for which Markdown has no sign, and what another language or a wide table needs.
TYPED: Lists = {
    **_elements("b blockquote br cite dd dfn div dl dt em figcaption figure hr i kbd li mark ol", OWN),
    **_elements("p q samp span strong sub sup table tbody tfoot thead tr ul var", OWN),
    **_elements("abbr", OWN, _values(title=".+")),
    **_elements("td", OWN, CELL),
    **_elements("th", OWN, CELL, _values(scope="row|col|rowgroup|colgroup")),
    **_elements("time", OWN, _values(datetime=rf"{DAY}(?:[T ][\d:.Z+-]+)?|\d{{4}}(?:-\d\d)?|[\d:]+|P[\dTWDHMS.]+")),
}
HOLDS_MARKDOWN = _values(markdown="|1|block|span|markdown")  # the build takes it off
# And what Markdown makes of its own signs.
BY_AUTHORS: Lists = {
    **TYPED,
    **_elements("h1 h2 h3 h4 h5 h6 pre", OWN),
    # Where a link leads, link-dead says.
    **_elements("a", OWN, _values(href=".*", title=".*", class_="not-on-sheet|footnote-ref|footnote-backref")),
    **_elements("ol", OWN, _values(role="list")),
    **_elements("code", OWN, _values(class_=r"not-on-sheet|language-[\w#.+-]+")),
    **_elements("div", OWN, _values(class_="not-on-sheet|footnote")),
    # Of a picture of another host, request-external speaks.
    **_elements(
        "img",
        OWN,
        _values(alt=".*", title=".*", width=r"\d{1,4}", height=r"\d{1,4}", src=r"(?:https?:|[^:]*(?:/|$)).*"),
    ),
}
ONLY_TYPED = frozenset("b cite dfn figcaption figure i kbd mark q samp span sub tfoot time var".split())

# ---- what templates make ----

FURNITURE = {
    **_values(id=r"\S+", class_=r"\S+", lang=LANGUAGE.pattern, dir="ltr|rtl", hidden="|hidden", title=".*", role="[a-z -]+"),
    **_values(tabindex="0|-1", popover="|auto", translate="no"),
}  # fmt: skip
NAMED = re.compile(r"(?:aria|data)-[a-z-]+")
FIELD = _values(
    name=".*",
    value=".*",
    autocomplete="[a-z -]+",
    maxlength=r"\d+",
    placeholder=".*",
    required="|required",
    disabled="|disabled",
)
SIZED = _values(width=r"[\d.]+(?:em|%)?", height=r"[\d.]+(?:em|%)?")
PAINT = _values(
    fill=r"none|currentColor|#[\da-fA-F]{3,8}",
    stroke=r"none|currentColor|#[\da-fA-F]{3,8}",
    transform=r"[a-z\d., ()-]+",
)
BY_TEMPLATES: Lists = {
    **_elements(" ".join(BY_AUTHORS), FURNITURE),
    **_elements("address article aside fieldset footer head header legend main nav option output search section small title", FURNITURE),
    **_elements("body html", _values(lang=LANGUAGE.pattern, dir="ltr|rtl", class_=r"\S+")),
    **_elements("meta", _values(charset="(?i:utf-8)", name=r"[\w:.-]+", property=r"[\w:.-]+", content=".*", http_equiv="(?i:content-security-policy|refresh)")),
    **_elements("link", _values(href=".*", rel=".*", type=r"[\w/+.-]+", hreflang=r"[\w-]+", title=".*", sizes=".*", media=".*")),
    **_elements("style"),
    **_elements("script", _values(src=".*", defer="|defer", type=r"application/ld\+json|module")),
    **_elements("a", FURNITURE, _values(href=".*", rel="[a-z ]+", hreflang=r"[\w-]+", download=".*")),
    **_elements("img", FURNITURE, SIZED, _values(src=".*", srcset=".*", sizes=".*", alt=".*", loading="lazy|eager", decoding="async")),
    **_elements("ol", FURNITURE, _values(start=r"-?\d+")),
    **_elements("td th", FURNITURE, CELL, _values(scope="row|col|rowgroup|colgroup")),
    **_elements("time", FURNITURE, _values(datetime=".+")),
    **_elements("form", FURNITURE),
    **_elements("label", FURNITURE, _values(for_=".+")),
    **_elements("input", FURNITURE, FIELD, _values(type="text|search|tel|email|number|date|checkbox|radio", enterkeyhint="[a-z]+", inputmode="[a-z]+", checked="|checked")),
    **_elements("select textarea", FURNITURE, FIELD),
    **_elements("option", FURNITURE, _values(value=".*", selected="|selected")),
    **_elements("button", FURNITURE, _values(type="button|submit|reset", popovertarget=r"\S+", popovertargetaction="[a-z]+", disabled="|disabled")),
    **_elements("svg", FURNITURE, SIZED, PAINT, _values(xmlns=r"http://www\.w3\.org/2000/svg", viewBox=r"[-\d. ]+", focusable="false")),
    **_elements("path", PAINT, _values(d=".*")),
}  # fmt: skip


def unlisted_attributes(node: LexborNode, lists: Lists) -> tuple[tuple[str, str], ...]:
    """(name, value) of each attribute that is not on the list of an element, or has a value that isn't; of a class, each word by itself."""
    attributes, tag = node.attributes, node.tag or ""
    return _unlisted(tag, tuple(attributes.items()), lists is BY_TEMPLATES) if attributes and tag in lists else ()


@lru_cache(maxsize=65536)
def _unlisted(tag: str, attributes: tuple[tuple[str, str | None], ...], made: bool) -> tuple[tuple[str, str], ...]:
    """Asked once for what stands on many pages."""
    return tuple(unlisted(attributes, (BY_TEMPLATES if made else BY_AUTHORS)[tag], NAMED if made else None))


def unlisted(
    attributes: Iterable[tuple[str, str | None]], listed: Values, named: re.Pattern[str] | None = None
) -> Iterator[tuple[str, str]]:
    """Of attributes those that are not on a list of an element, nor fit `named` with their name."""
    for name, given in attributes:
        pattern, value = listed.get(name), given or ""
        if pattern is None and named and named.fullmatch(name):
            continue
        for part in value.split() if name == "class" else [value]:
            if pattern is None or not pattern.fullmatch(part):
                yield name, part


def show(name: str, value: str) -> str:
    """An attribute as a message has it."""
    folded = " ".join(value.split())
    return f'{name}="{folded[:60]}{"…" if len(folded) > 60 else ""}"'


def line_of(node: LexborNode, lines: list[str], name: str = "", value: str = "") -> int | None:
    """The one line of a source from which an element, or this attribute of it, can have come; None where there are none or several."""
    tag = rf"</?{re.escape(node.tag)}(?![\w-])" if node.tag and node.is_element_node else "<[!?](?!--)"
    marks = [rf"[.#=\"'(<:]\s*{re.escape(value)}"] if value else []
    if name:
        marks += [rf"\{{[^}}\n]*(?<![\w-]){re.escape(name)}(?![\w-])[^}}\n]*\}}", rf"(?<![\w-]){re.escape(name)}\s*="]
    for pattern in (*marks, tag):
        if found := [number for number, line in enumerate(lines, start=1) if re.search(pattern, line, re.IGNORECASE)]:
            return found[0] if len(found) == 1 else None
    return None
