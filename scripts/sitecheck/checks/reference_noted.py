"""The bibliography gives works as they are, without notes to oneself.

Why:  "(not stated)" goes out as the name of an author.
Bad:  authors: not stated, check again
Good: authors: Example Society of Noses
"""

import re

from ..registry import check
from ..source import Findings, Site

WORKING_NOTE = re.compile(
    r"\bnot (?:shown|seen|stated|given|known|visible|available|checked|found)\b|\bunknown\b|\bn/a\b|\btod[o]\b|\bTBC\b|\bTBD\b|\?\?+"
    r"|\bstored (?:text|copy|page)\b|\bworking note\b|\bto be (?:checked|confirmed|added)\b|\bcheck (?:this|again|the|pages?|year|title)\b|\b(?:could|can)(?: ?not|n't) (?:open|find|read|see)\b|\bto be verified\b|\bverify\b|\babstract only\b|\bonly (?:the )?abstract\b|^[-\u2013.?]+$|\bsee sources\b|\bplaceholder\b",
    re.IGNORECASE,
)


@check(Site)
def reference_noted(site: Site) -> Findings:
    for key, record in site.references.items():
        for name in ("authors", "title", "publisher"):
            if note := WORKING_NOTE.search(str(record.get(name) or "")):
                fact = f'the {name} of {key} holds a working note: "{note[0]}"'
                yield site.data_finding("references.yml", (key, name), fact, f"write the {name} as the work gives it")
