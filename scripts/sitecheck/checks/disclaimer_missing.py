"""Every page carries each disclaimer that its kind asks for: once, and in the words of data/disclaimers.yml.

Why:  readers land on one page from a search engine. A page with unreadable front matter needs them all.
Bad:  a template from which {% include "partials/disclaimers.html" %} was deleted
Good: a template that includes it once
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from ..passages import WORD, of_page
from ..registry import check
from ..safety import expected_disclaimers, shown_disclaimers, template_finding
from ..source import BuiltPage, Finding, Page, Site

ALIKE = 0.7  # of the words, and of the letters in order
NEAR = 0.8  # of the letters of one sentence; two such sentences are a copy
LONG = 4  # words
SENTENCES = re.compile(r"(?<=[.!?])\s+")
PARTIAL = "partials/disclaimers.html"
HINT = 'put {% include "partials/disclaimers.html" %} back below {{ page.content }}, and each text once in that file'


@check(Site)
def disclaimer_missing(site: Site) -> Iterator[Finding]:
    expected: Counter[str] = Counter()
    faults: dict[tuple[str, str], list[Finding]] = {}
    unframed: dict[tuple[str, str], list[str]] = {}  # (fact, template) of pages that have a template of their own
    unmade: dict[str, list[str]] = {}  # what no part of the page holds, so that its template left it out
    for built in site.built:
        for key, text in expected_disclaimers(built).items():
            expected[key] += built.page is not None
            said = [" ".join(node.text(deep=True).split()) for node in shown_disclaimers(built, key)]
            fact = _fault(said, " ".join(text.split()))
            message = f"the disclaimer {key} {fact}"
            if fact and built.page:
                faults.setdefault((fact, key), []).append(_on_page(built, message))
                if f'data-disclaimer="{key}"' not in built.html:
                    unmade.setdefault(key, []).append(built.page.path)
            elif fact:
                unframed.setdefault((fact, site.template_of(built.path)), []).append(key)
    from_template: dict[str, list[str]] = {}
    left_out: dict[tuple[str, ...], list[str]] = {}
    for (fact, key), findings in faults.items():
        if len(findings) == expected[key]:
            from_template.setdefault(fact, []).append(key)
        elif key in unmade:
            left_out.setdefault(tuple(unmade[key]), []).append(key)
        else:
            yield from findings
    if left_out:
        pages = max(left_out, key=len)
        keys = sorted({key for some in left_out.values() for key in some})
        where = pages[0] if len(pages) == 1 else f"{len(pages)} pages, {pages[0]} among them"
        message = f"of the disclaimers, {', '.join(keys)} is left out of {where}"
        yield template_finding(site, PARTIAL, message, HINT, "{% if", "{%- if", "for ")
    for (fact, path), keys in unframed.items() if not left_out else ():
        own = [key for key in dict.fromkeys(keys) if key not in from_template.get(fact, [])]
        template = next((one for one in site.templates if one.path == path), None)
        if own:
            places = [template.line_of(needle) for needle in (PARTIAL, "</article>", "</main>")] if template else []
            line = next((place for place in places if place), 1)
            yield Finding(path, line, f"of the disclaimers, {', '.join(own)} {fact}", HINT)
    reading = [fact for fact in from_template if fact.startswith("reads ")]
    if len(reading) > 1:  # one change to the template altered them all
        from_template["differ from data/disclaimers.yml on this page"] = [
            key for fact in reading for key in from_template.pop(fact)
        ]
    for fact, keys in from_template.items():
        verb = fact.replace("this page", "every page")
        message = f"of the disclaimers, {', '.join(keys)} {verb}"
        yield template_finding(site, PARTIAL, message, HINT, in_frame="missing" in fact and _swallowed(site, keys))


def _swallowed(site: Site, keys: list[str]) -> bool:
    """Whether the disclaimers are in the HTML all the same, inside something that is not shown: a comment, a <template>."""
    frames = [built for built in site.built if built.page]
    held = all(f'data-disclaimer="{key}"' in "".join(built.html for built in frames) for key in keys)
    return held and not any(built.tree.css_first("[data-disclaimer]") for built in frames)


def _fault(said: list[str], wanted: str) -> str:
    if not said:
        return "is missing from this page"
    if len(said) > 1:
        return f"stands {len(said)} times on this page"
    return "" if said[0] == wanted else f'reads "{said[0][:60]}" on this page'


def _on_page(built: BuiltPage, message: str) -> Finding:
    return built.finding(
        "<!--", "<details", "<div", "<section", message=message, hint="close the HTML that swallows it, or delete it"
    )


@check(Page)
def disclaimer_typed(page: Page, site: Site) -> Iterator[Finding]:
    """A copy that somebody typed grows old beside the one that is rendered."""
    texts = {str(item.get("id")): str(item.get("text")) for item in site.disclaimers}
    words = {key: frozenset(re.findall(r"\w+", text.lower())) for key, text in texts.items()}
    sentences = {
        key: [(one, frozenset(WORD.findall(one))) for one in SENTENCES.split(text.lower()) if len(one.split()) >= LONG]
        for key, text in texts.items()
    }
    least = {  # words that a copy of two sentences shares with them
        key: ALIKE * sum(sorted(len(own) for _, own in some)[:2]) if len(some) > 1 else len(words[key])
        for key, some in sentences.items()
    }
    for passage in of_page(page):
        for key, held in words.items():
            common = len(held & passage.words)
            if common < least[key] and common <= ALIKE * len(held):
                continue
            alike = [one for one, own in sentences[key] if len(own & passage.words) > ALIKE * len(own)]
            if common <= ALIKE * len(held) and len(alike) < 2:
                continue
            said = " ".join(passage.text.lower().split())
            whole = common > ALIKE * len(held) and common > ALIKE * len(passage.words)
            whole = whole and SequenceMatcher(None, texts[key].lower(), said).ratio() > ALIKE
            own = SENTENCES.split(said)
            near = sum(any(_alike(one, other) for other in own) for one in alike)
            if whole or near > 1:
                fact = f"this is a copy of the disclaimer {key}, which the page carries anyway"
                yield passage.finding(0, fact, "delete it; its words are changed in data/disclaimers.yml")


def _alike(one: str, other: str) -> bool:
    """Whether two sentences are nearly the same; their words tell sooner than their letters."""
    words, others = set(WORD.findall(one)), set(WORD.findall(other))
    common = len(words & others)
    return common > ALIKE * max(len(words), len(others)) and SequenceMatcher(None, one, other).ratio() > NEAR
