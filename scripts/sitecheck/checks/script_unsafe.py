"""A script of the site adds comfort and nothing else: it stores nothing, asks nobody, and leaves safety texts alone.

Why:  a script can take a disclaimer off a page after every check has passed, or remember who read what.
Bad:  localStorage.setItem("read", location.pathname)
Good: window.print()
"""

import re

from ..registry import check
from ..source import Findings, Site

COMMENT = re.compile(r"/\*.*?\*/|(?<![:\w\"'`])//[^\n]*", re.DOTALL)
FORBIDDEN = {
    r"\b(?:localStorage|sessionStorage|indexedDB|document\.cookie|cookieStore|caches)\b": "it stores what a reader did",
    r"\b(?:eval|new Function|document\.write|insertAdjacentHTML|importScripts)\b|\.(?:inner|outer)HTML\s*\+?=": "it runs text as program or markup",
    r"\b(?:sendBeacon|XMLHttpRequest|WebSocket|EventSource|RTCPeerConnection|serviceWorker)\b": "it can tell others who reads",
    r"""["'`](?:https?:)?//(?!www\.w3\.org/)[\w.-]+""": "it asks another host",
    r"\bnew Image\b|[\"'`]https?:[\"'`]": "it can ask another host",
    r"\bmethod\s*:|[\"'`](?:POST|PUT|PATCH)[\"'`]|\.submit\(\)": "it sends what was typed",
    r"\blocation(?:\.(?:search|href|hash))?\s*=(?!=)|\blocation\.(?:assign|replace)\b|\bhistory\.(?:push|replace)State\b": "it puts something into the address, where hosts and others see it",
    r"""["'`](?:aside|article\s*>\s*[*:][^"'`]*|article \*|main\s*>[^"'`]*|body)["'`]|disclaimer|data-sign|\.card\b|\bsection\.card""": "it names a safety text, which no script may touch",
}


@check(Site)
def script_unsafe(site: Site) -> Findings:
    for source in site.templates:
        if source.path.endswith(".js"):
            text = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), source.text)
            for pattern, fact in FORBIDDEN.items():
                for found in re.finditer(pattern, text):
                    line = text.count("\n", 0, found.start()) + 1
                    yield source.finding(line, f"{found[0]} stands in a script: {fact}", "do without it")
