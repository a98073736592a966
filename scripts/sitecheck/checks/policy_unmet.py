"""Every page carries a strict Content-Security-Policy, before anything it rules, and satisfies it itself.

Why:  the policy is what keeps a page from telling a stranger who reads it; a hash that does not fit takes the styles
      away, and 'unsafe-inline' or * takes the policy's strength away, and neither shows while writing.
Bad:  script-src 'self' 'unsafe-inline'
Good: script-src 'self'
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ..parse import css
from ..parse.urls import leaves_site, scheme_of
from ..registry import check
from ..source import BuiltPage, Finding, Site

LOOSE = re.compile(r"'unsafe-[a-z-]+'|(?<![\w.])\*|\bhttps?:(?://\S+)?|\bdata:|\bblob:|//\S+|report-uri|report-to")
HASH = re.compile(r"'sha\d{3}-[^']*'")  # whose letters are any, "//" among them
NEEDS = {
    "img[src]": "img-src",
    "link[rel=icon]": "img-src",
    "script[src]": "script-src",
    "form[role=search]": "connect-src",
}
META = "meta[http-equiv='Content-Security-Policy' i]"


@check(BuiltPage)
def policy_unmet(built: BuiltPage, site: Site) -> Iterator[Finding]:
    if built.page is None and built.path != "404.html":
        return
    policies = [node.attributes.get("content") or "" for node in built.tree.css(META)]
    needles = ("Content-Security-Policy", 'name="viewport"', "<title")
    if not policies:
        fix = 'put <meta http-equiv="Content-Security-Policy" content="default-src \'none\'; …"> back above the styles'
        yield _in_head(built, *needles[1:], message="the page has no Content-Security-Policy", hint=fix)
        return
    rules = {words[0].lower(): words[1:] for part in policies[0].split(";") if (words := part.split())}
    for policy in policies:
        if found := LOOSE.search(HASH.sub("", policy)):
            fact = f"the policy allows {found[0]}"
            yield _in_head(
                built, *needles, message=fact, hint=f"delete {found[0]}; the site's own files need only 'self'"
            )
            return
    for name, value in (("default-src", "'none'"), ("base-uri", "'none'"), ("form-action", "'none'")):
        if rules.get(name) != [value]:
            yield _in_head(
                built, *needles, message=f"the policy does not say {name} {value}", hint=f"write {name} {value};"
            )
            return
    for name, sources in rules.items():
        strange = [one for one in sources if one not in {"'self'", "'none'"} and not HASH.fullmatch(one)]
        if strange:
            fact = f"the policy allows {strange[0]} in {name}"
            yield _in_head(
                built, *needles, message=fact, hint=f"delete {strange[0]}; the site's own files need only 'self'"
            )
            return
    for tag, rule in NEEDS.items():
        if "'self'" not in rules.get(rule, []) and any(_own(node) for node in built.tree.css(tag)):
            fact = f"the policy forbids the site's own {tag.partition('[')[0]}: {rule} is not 'self'"
            yield _in_head(built, *needles, message=fact, hint=f"write {rule} 'self';")
            return
    written = built.lowered
    start = written.find("content-security-policy")
    if 0 <= written.find("<style") < start or 0 <= written.find("<script") < start:
        yield _in_head(
            built, *needles, message="the policy stands below what it rules", hint="move it above <style> and <script>"
        )
    styles = [node for node in built.tree.css("style") if node.mem_id not in built.authorship.ids]
    for node in styles:  # of those that an author typed, element-unlisted speaks, and of scripts, script-unlisted
        digest = base64.b64encode(hashlib.sha256(node.text(deep=True).encode()).digest()).decode()
        if f"'sha256-{digest}'" not in rules.get("style-src", []):
            fact = "the policy forbids the <style> of the page: its hash is not in style-src"
            if len(styles) > 1:  # one is the site's own, and this is another
                yield built.finding(message=fact, hint="take it out", node=node)
            else:
                yield _in_head(
                    built, *needles, message=fact, hint="write '{{ style_hash }}' there, or take the tag out"
                )
    for node in built.tree.css("link[rel~=stylesheet i]"):
        if "'self'" not in rules.get("style-src", []) or (node.attributes.get("href") or "").startswith("data:"):
            fact = f"the policy forbids the style sheet {(node.attributes.get('href') or '')[:60]}"
            yield _in_head(
                built,
                'rel="stylesheet"',
                *needles,
                message=fact,
                hint="put its rules into overrides/styles, and take it out",
            )
    if [node.attributes.get("content") for node in built.tree.css("meta[name=referrer]")] != ["no-referrer"]:
        fact = "links tell other sites which page their reader comes from"
        yield _in_head(
            built, 'name="referrer"', *needles, message=fact, hint='write <meta name="referrer" content="no-referrer">'
        )


@check(Site)
def policy_unmet_by_style(site: Site) -> Iterator[Finding]:
    """A picture that is written into a style sheet is no file of the site, and is not shown."""
    for source in site.styles:
        for line, address in css.addresses(source.text):
            if scheme_of(address) == "data":
                fact = "the policy forbids a picture that is written into the styles"
                yield source.finding(line, fact, "take it out, or name a file of the site")


def _own(node: LexborNode) -> bool:
    """Whether an element asks for a file of this site; of one of another host, request-external speaks."""
    return not leaves_site(node.attributes.get("src") or node.attributes.get("href") or "")


def _in_head(built: BuiltPage, *needles: str, message: str, hint: str) -> Finding:
    """At the first of the needles that stands in the template of the head."""
    head = next((one for one in built.site.templates if one.path == "overrides/partials/head.html"), None)
    lines = [line for needle in needles if head and (line := head.line_of(needle))]
    if head and lines:
        return head.finding(lines[0], message, hint)
    return Finding("overrides/partials/head.html", 1, message, hint)
