"""The emergency numbers of mkdocs.yml are those of an emergency service in data/helplines.yml.

Why:  they stand in each card and at the foot of each page; a slip in one is a call that nobody takes.
Bad:  emergency_number: your local emergency number (such as 112, 912 or 999)
Good: emergency_number: your local emergency number (such as 112, 911 or 999)
"""

from ..registry import check
from ..source import Finding, Findings, Site
from ..text import phones


@check(Site, needs="helplines")
def emergency_unlisted(site: Site) -> Findings:
    services = [str(line.get("number")) for line in site.helplines if line.get("kind") == "emergency"]
    known = {phones.dialled(number) for service in services for number in phones.NUMBER.findall(service)}
    for number in phones.NUMBER.findall(str(site.extra.get("emergency_number") or "")) if known else ():
        if phones.dialled(number) not in known:
            line = site.config_lines.get(("extra", "emergency_number"), 1)
            fact = f"emergency_number says {number}, which no emergency service in data/helplines.yml has"
            yield Finding("mkdocs.yml", line, fact, "correct it, or add the service there")
