"""Every page carries one strict Content-Security-Policy, before anything it rules, and satisfies it itself.

Why:  the policy is what keeps a page from telling a stranger who reads it; a hash that does not fit takes the styles
      away, and 'unsafe-inline' or * takes the policy's strength away, and neither shows while writing.
Bad:  script-src 'self' 'unsafe-inline'
Good: script-src 'self'
"""

import base64
import hashlib
from collections.abc import Iterator

from ..registry import check
from ..source import BuiltPage, Findings, Site

META = "meta[http-equiv='Content-Security-Policy' i]"
WANTED = {
    "default-src": "'none'",
    "style-src": "'{{ style_hash }}'",
    "img-src": "'self'",
    "script-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}


@check(BuiltPage)
def policy_unmet(built: BuiltPage, site: Site) -> Findings:
    if built.page is None and built.path != "404.html":
        return
    policies = built.tree.css(META)
    if len(policies) != 1:
        fact = f"the page has {len(policies) or 'no'} Content-Security-Policy"
        fix = 'put one <meta http-equiv="Content-Security-Policy" content="…"> above the styles'
        yield built.finding(
            message=fact, hint=fix, node=policies[-1] if policies else built.tree.css_first("meta[name=viewport]")
        )
        return
    for fact, fix in _faults(built, policies[0].attributes.get("content") or ""):
        yield built.finding(message=fact, hint=fix, node=policies[0])
    for node in built.tree.css("link[rel~=stylesheet i]"):
        fact = f"the policy forbids the style sheet {(node.attributes.get('href') or '')[:60]}"
        yield built.finding(message=fact, hint="put its rules into overrides/styles, and take it out", node=node)


def _faults(built: BuiltPage, policy: str) -> Iterator[tuple[str, str]]:
    rules = {words[0].lower(): " ".join(words[1:]) for part in policy.split(";") if (words := part.split())}
    for name in {**WANTED, **rules}:
        said = rules.get(name, "")
        if name not in WANTED:
            yield f"the policy says {name}, which the site does not need", f"delete {name}"
        elif said != WANTED[name] and not (name == "style-src" and _fits(said, built)):
            fact = f"the policy says {name} {said or 'nowhere'}, which is not what the page needs"
            yield fact, f"write {name} {WANTED[name]}; and nothing beside it"
    start, places = built.lowered.find("content-security-policy"), map(built.lowered.find, ("<style", "<script"))
    if any(0 <= place < start for place in places):
        yield "the policy stands below what it rules", "move it above <style> and <script>"


def _fits(said: str, built: BuiltPage) -> bool:
    """Whether hashes alone are allowed, and that of each style; of one that an author typed, element-unlisted speaks."""
    styles = [node.text(deep=True) for node in built.tree.css("style") if node.mem_id not in built.authorship.ids]
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" for style in styles}
    return hashes <= set(said.split()) and all(one.startswith("'sha256-") for one in said.split())
