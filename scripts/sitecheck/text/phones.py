"""Telephone numbers as people write them, and what a tap on one dials."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

DIGITS = "write one number, with its digits alone, blanks, brackets or hyphens: 0300 100 0212"  # how to mend one
NUMBER = re.compile(
    r"(?<![\w+])\+?(?:\(\d+\)|\d)(?:[\s().\u2010-\u2013-]*\d)*(?!\w)"
)  # 0300 100 0212, (617) 555-0123, 9-8-8
TEXTED = re.compile(r"(?:text|sms)\s+(?:(\S+)\s+to\s+)?(?=[+(]?\d)", re.IGNORECASE)
SHORTEST, LONGEST = 2, 15  # digits; the longest is that of E.164


def dialled(shown: str) -> str:
    """What is dialled for a number as it is shown: its digits, and a + before them."""
    return ("+" if shown.strip().startswith("+") else "") + re.sub(r"\D", "", shown)


def fault(text: str) -> str:
    """What is wrong with the numbers of a text such as "call or text 988"; "" when each can be tapped whole."""
    numbers = [found[0] for found in NUMBER.finditer(text)]
    digits = "".join(re.sub(r"\D", "", number) for number in numbers)
    if re.search(r"\b(?=\w*\d)(?=\w*[^\W\d_])\w+\b", text):
        return "mixes digits and letters"
    if digits != re.sub(r"\D", "", text) or "/" in text:
        return "has digits that a tap would not dial"
    if re.search(r"\+\s*\d{2,6}$|\(0\)", text.strip()):
        return "can't be dialled as it stands"
    if any(not SHORTEST <= len(re.sub(r"\D", "", number)) <= LONGEST for number in numbers):
        return "is too short or too long to be one"
    return ""


def clinic_faults(clinic: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(field, what is wrong) for each number among a clinic's details that can't be dialled."""
    for name in ("phone", "emergency_number"):
        number = str(clinic.get(name) or "")
        two = "holds two numbers" if name == "phone" and len(NUMBER.findall(number)) > 1 else ""
        if wrong := fault(number) or two:
            yield name, wrong
