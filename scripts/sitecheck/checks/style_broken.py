"""Style sheets can be read to their end: comments, braces and declarations are whole.

Why:  a browser skips what it can't read without a word: a brace too many takes the next rule along, an open comment all that follow.
Bad:  .card { border: 2px solid } }
Good: .card { border: 2px solid }
"""

from ..registry import check
from ..safety.styles import sheets
from ..source import Findings, Site, Source


@check(Site)
def style_broken(site: Site) -> Findings:
    for styled in sheets(site):
        if not styled.source.path.endswith(".css"):
            continue
        found = next(_comments(styled.source), None) or next(_braces(styled.source), None)
        if found:
            yield found  # what can't be read behind it is its consequence
            continue
        for unread in styled.sheet.unread:
            fact = "this can't be read as a rule or as a property with its value"
            yield styled.source.finding(unread.line, fact, "write it as property: value; or delete it")


def _comments(source: Source) -> Findings:
    """A comment that is not closed takes the rules after it along, up to the end of the next one."""
    end = 0
    while (start := source.text.find("/*", end)) >= 0:
        close = source.text.find("*/", start + 2)
        if close < 0 or "/*" in source.text[start + 2 : close]:
            fact = "this comment is not closed, and takes the rules after it along"
            yield source.finding(source.text.count("\n", 0, start) + 1, fact, "write */ at its end")
            return
        end = close + 2


def _braces(source: Source) -> Findings:
    """A brace that is never closed makes one rule of all that follows."""
    depth: list[int] = []
    for number, line in enumerate(_without_comments(source.text).split("\n"), start=1):
        for sign in line:
            if sign == "{":
                depth.append(number)
            elif sign == "}" and depth:
                depth.pop()
            elif sign == "}":
                yield source.finding(number, "this } closes nothing, and takes the next rule with it", "delete it")
                return
    if depth:
        yield source.finding(depth[-1], "the { of this line is not closed", "write } at the end of the rule")


def _without_comments(text: str) -> str:
    kept, end = [], 0
    while (start := text.find("/*", end)) >= 0:
        close = text.find("*/", start)
        close = len(text) if close < 0 else close + 2
        kept.append(text[end:start] + "\n" * text.count("\n", start, close))
        end = close
    return "".join([*kept, text[end:]])
