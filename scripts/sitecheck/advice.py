"""Whether a phrase is said to the reader as advice, or only spoken of: a little English grammar, kept apart from the lists of phrases.

A phrase that begins with a verb is advice where it is told ("skip a feed"), allowed ("you can skip a feed") or praised ("it is
best to skip a feed"), and is not where somebody else does it ("mothers who skip a feed"), where it is asked ("can I skip a
feed?"), quoted, or denied. Any other phrase ("babies need water") is a statement, and stands unless it is denied or doubted.
"""

from __future__ import annotations

import re
from functools import cache

NOT = r"(?:not|never|n't|cannot|nor|neither|without|no longer|rather than|instead of)"
# What turns "do not …" into a permission: "do not be afraid to …", "do not hesitate to …".
ENCOURAGED = re.compile(r"\b(?:hesitate|afraid|scared|forget|fail|worry|mind)\b(?:\s+\w+){0,3}\s*$")
BOUNDARY = re.compile(r"[.!?;:\u2014\u2013\u2022>]|\bbut\b|\bbecause\b")
REPORTED = re.compile(
    r"\b(?:myth|myths|rumou?r|(?:some|many|older|old|few) (?:\w+ )?(?:people|leaflets?|books?|advice|parents|families|guides?)|people (?:may |might )?(?:say|think|believe|tell)"
    r"|tells? you|(?:read|used|told|said|says?|claims?|claimed|believed?|thought|thinks?|advises?|advised|hear|heard|words?|called|calls? it|habit|urge|tempt\w*|wrong|bad idea|out of date|outdated"
    r"|article))\b"
)
LEADS = r"(?:please|just|simply|then|so|also|first|now|instead|better|rather|always|ever|quickly|gently|next|or|and|even|safely|still)"
STARTS = re.compile(rf"(?:^|[(.!?;:,\u2014\u2013\u2022\"\u201c>]|\bbut|\bthen|\bso)\s*(?:{LEADS}[\s,]*)*$")
PRAISE = frozenset(
    "fine ok okay safe best good better right alright wise helpful useful enough time possible sensible harmless easy normal healthy"
    " allowed dangerous harmful unsafe risky wrong bad unwise".split()
)
BLAMED = frozenset("dangerous harmful unsafe risky wrong bad unwise".split())
OPEN = frozenset(
    "when whether if how before after until unless while what why where which who that than as can".split()
)
OTHERS = re.compile(r"\b(?:doctors?|pharmacists?|nurses?|therapists?|specialists?|professionals?|teams?)\b")
APPROVED = re.compile(
    r"\b(?:safe|fine|okay|ok|all right|alright|good|best|helps?|works?|consider|try|recommend|suggest|clears?|eases?|relieves?|calms?|soothes?|happy|needs?|may have|can have)\b"
)
# A second order after a first: "rest and …". What begins with another word is no order, so the verbs are listed.
ORDERED = re.compile(
    r"^(?:\W*(?:then|please|now|so)\s+)*(?:ask|begin|breathe|bring|call|check|drink|eat|express|feed|get|give|go|hold|keep|lay|let|lie|look|make"
    rf"|massage|offer|press|pump|put|rest|ring|rub|see|sit|sleep|start|stay|stop|stroke|take|tell|touch|try|turn|use|wait|warm|watch|write)\b[^,]*\band\s+(?:{LEADS}\s+)*$"
)
MARKER = re.compile(r"^\s*(?:[-*+]|\d+[.)]|#{1,6}|>)\s+")
QUOTES = (("\u201c", "\u201d"), ("\u2018", "\u2019"))


@cache
def _before_advice(readers: tuple[str, ...]) -> re.Pattern[str]:
    """What stands right before a verb that is advised: "you can …", "it is best to …", "try to …"."""
    others = "".join(f"|{re.escape(reader)}" for reader in readers)
    return re.compile(
        rf"(?:(?P<before>\w+)\s+)?\b(?:you|we|people|everyone|everybody|anyone|she|one{others})\s+"
        rf"(?:can|may|might|could|should|must|need to|have to|ought to|will|want to|are (?:free|allowed) to|'d better)\s+(?:{LEADS}\s+)*$"
        rf"|\b(?:it is|it's|is|are|be|makes sense)\s+(?:not |never |no longer )?(?:also |quite |perfectly |often |always |usually |very )?(?P<praise>\w+(?: right)?)\s+(?:to|if you|for you to|for (?:us{others}) to|that you)\s+(?:just |simply )?$"
        r"|\b(?:try|consider|remember|feel free|dare|learn|choose|helps?|works?|recommended|suggested|advisable|need|no harm|no risk|too early|problem|free)\s+(?:to|if you|by|you|with)?\s*(?:just )?$"
        r"|\b(?:we|i) (?:advise|recommend|suggest)\s+(?:you |that you |to )?(?:to )?$"
    )


def advised(text: str, start: int, end: int, manner: str, readers: tuple[str, ...] = ()) -> bool:
    """Whether the phrase at `start` to `end` of a passage is said to the reader as true or to be done.

    `manner` is "order" for a phrase that begins with a verb, "statement" for what is true or not, and "praised" for a thing,
    which may be spoken of and not recommended. `readers` are the names that a text has for those who read it, such as "parents".
    """
    before, after = _sentence(text, start, end)
    phrase = text[start:end].lower()
    if after.rstrip().endswith("?") and not re.search(r"\bwhy not\b", before):
        return False  # a question asks; it tells nothing
    if _quoted(text, start, end):
        return False
    if manner == "praised":
        return _praised_gerund(before, after)
    if manner == "statement" and not phrase.startswith(("do not", "don't", "never")):
        return not _denied_statement(before, after)
    if phrase.split()[0].endswith("ing") and not phrase.startswith(("bring", "sing")):
        return _praised_gerund(before, after)
    return _told(before, after, _before_advice(readers))


def _sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a phrase in its sentence, in lower case, single blanks, without what is in brackets."""
    head = MARKER.sub("", re.split(r"(?<=[.!?])\s+", MARKER.sub("", text[:start]))[-1])
    tail = re.split(r"(?<=[.!?])(?=\s|$)", text[end:])[0] if end < len(text) else ""
    head = re.sub(r"\([^()]*\)|[\u2014\u2013] [^\u2014\u2013]* [\u2014\u2013](?= )", " ", head)
    return " ".join(head.lower().split()) + (" " if head[-1:].isspace() else ""), " ".join(tail.lower().split())


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether quotation marks stand around the phrase: others say it."""
    for opening, closing in QUOTES:
        left = text.rfind(opening, 0, start)
        if left >= 0 and closing not in text[left + 1 : start].replace("n\u2019t", "") and closing in text[end:]:
            return True
    return text[:start].count('"') % 2 == 1 and '"' in text[end:]


def _told(before: str, after: str, told: re.Pattern[str]) -> bool:
    """Whether the words before a verb make it an order, a permission or praise."""
    if re.search(r"\bwhy (?:not|don't you)\s*$", before):
        return True
    if ENCOURAGED.search(before) and re.search(rf"\b{NOT}\b|n't\b", before):
        return True
    if found := told.search(before):
        praise = found["praise"]
        negated = _negated(before[: found.start()] + before[found.start() : found.end()])
        if praise is not None:
            blamed = praise in BLAMED or praise.split()[0] in BLAMED
            return (
                praise.split()[0] in PRAISE
                and (negated if blamed else not negated)
                and not _open(before, found.start())
            )
        if found["before"] in OPEN or (OTHERS.search(before[: found.start()]) and "you" not in found[0].split()):
            return False
        own = found[0].split()
        if own[0] in {"need", "dare", "no", "free", "problem", "too"}:
            return not _no_need(before)
        return not negated and not _open(before, found.start())
    if not STARTS.search(before):
        clause = re.split(r"[.!?;:,\u2014\u2013]|\bbut\b", before)[-1].strip() + " "
        return ORDERED.search(clause) is not None and not _negated(clause) and not _open(clause, len(clause))
    head = STARTS.sub("", before)
    if re.search(
        r"\b(?:said|says?|told|advise[sd]?|claim(?:s|ed)?|read|goes|is this)\s*$", head
    ) and before.rstrip().endswith((":", ",")):
        return False
    tail = before[len(head) :].strip()
    joined = bool(re.search(r"\b(?:or|and)\s*$", tail)) or (tail == "," or tail.startswith(","))
    clause = BOUNDARY.split(head)[-1]
    if tail == "," and re.match(r"\W*(?:if|when|whenever|once|should)\b[^,]*$", clause):
        return True  # the comma ends a condition: "if you have neither, …"
    if joined and re.search(rf"\b{NOT}\b|n't\b", clause):
        opening = clause.split()[:2]
        only_comma = tail == ","
        listed = re.search(r"\b(?:or|and)\s*$", tail) is not None or re.search(r"\b(?:or|nor)\b", after) is not None
        # "Do not wait, stop …" begins anew; "Never, not even in summer, give …" and "Do not skip a feed, or give …" go on.
        if listed:
            return False
        return not (
            only_comma and opening and opening[0].strip(",") in {"never", "do", "don't"} and clause.count(",") % 2 == 1
        )
    return True


def _negated(words: str) -> bool:
    """Whether the nearest clause holds a denial that nothing takes back."""
    clause = re.split(r"[.;:!?\u2014\u2013]|,|\bbut\b|\bbecause\b", words)[-1]
    if re.search(r"\b(?:problem|harm|risk)\b", clause) and re.search(r"\b(?:no|not)\b", clause):
        return False
    return re.search(rf"\b(?:{NOT}|no|nothing|nobody|hardly|rarely|seldom)\b|n't\b", clause) is not None


def _no_need(words: str) -> bool:
    clause = re.split(r"[.;:!?]", words)[-1]
    if re.search(r"\b(?:never too early|no (?:harm|risk|problem)|not a problem|why not)\b", clause):
        return False
    return re.search(rf"\b(?:{NOT}|no)\b|n't\b", clause) is not None


def _open(before: str, place: int) -> bool:
    """Whether the words up to `place` leave open what follows: "ask whether", "before"."""
    words = re.split(r"[.;:!?,]", before[:place])[-1].split()
    return any(word in {"whether", "if", "before", "ask", "until", "unless"} for word in words[-8:])


def _praised_gerund(before: str, after: str) -> bool:
    """ "Stopping your tablets" is spoken of, unless something in its sentence recommends it and nothing denies that."""
    if REPORTED.search(before):
        return False
    clause = re.split(r"[.;:!?\u2014\u2013]|\bbut\b", before)[-1]
    if re.search(rf"\b(?:{NOT}|no|avoid|against|dangerous|harmful|risky|wrong|before|of)\b|n't\b", clause):
        return False
    rest = re.split(r"[.;:!?\u2014\u2013]|\bbut\b", after)[0]
    if re.search(rf"\b(?:{NOT}|no|harm|dangerous|risky|lowers?|hurts?|ill|less)\b|n't\b", rest):
        return False
    return APPROVED.search(f"{before} {after}") is not None


def _denied_statement(before: str, after: str) -> bool:
    """Whether a statement is denied, doubted or put into somebody's mouth, in its own clause or by what comes right after."""
    clause = re.split(r"[.;:!?\u2014\u2013]|\bbut\b|\bbecause\b|\band\b|, ", before)[-1]
    rest = re.split(r"[;:\u2014\u2013]|\bbut\b|\band (?=(?:you|your|it|she|he|the)\b)", after)[0]
    doubts = rf"\b(?:{NOT}|no|none|nothing|nobody|need not|feel(?:s|ing)?|think(?:s|ing)?|believe|fear|worry|wary|beware|doubt|guilt|avoid\w*|against|looking for|search(?:es|ing)? for)\b|n't\b"
    whole = re.split(r"[.;!?]", before)[-1]
    if re.match(
        r"\W*(?:no(?!,| doubt| wonder| question| matter)|neither|few|fewer|hardly any|not one|none of)\b", whole
    ):
        return re.search(r"\bbut\b|\bbecause\b", whole) is None
    if re.search(r"\b(?:wonder(?:s|ing)?|whether|ask (?:if|when|how))\b", whole):
        return True
    spoken = REPORTED.search(whole) is not None or re.search(
        r"\b(?:feel|think|believe|fear|worry|beware|wary)\b", whole
    )
    if spoken and not re.search(r"\bbut\b|\bbecause\b", whole):
        return True
    return (
        re.search(doubts, clause) is not None
        or re.search(
            rf"\b(?:{NOT}|no|nobody|wrong|myth|risk|risky|guilt|danger\w*|without guilt|hurtful)\b|n't\b", rest
        )
        is not None
    )
