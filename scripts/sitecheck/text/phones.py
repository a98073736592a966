"""Telephone numbers as people write them, and what a tap on one dials."""

import re
import unicodedata

DIGITS = "write one number, with its digits alone, blanks, brackets or hyphens: 0300 100 0212"  # how to mend one
LETTER = r"[^\W\u3040-\u30ff\u3400-\u9fff]"  # of a script that has blanks between words; others touch a number
NUMBER = re.compile(
    rf"(?<![+])(?<!{LETTER})\+?(?:\(\d+\)|\d)(?:[\s().\u2010-\u2013-]*\d)*(?!{LETTER})"
)  # 0300 100 0212, (617) 555-0123, 9-8-8
TEXTED = re.compile(r"(?:text|sms)\s+(?:(\S+)\s+(?:to|→)\s+)?(?=[+(]?\d)", re.IGNORECASE)
SHORTEST, LONGEST = 2, 15  # digits; the longest is that of E.164


def dialled(shown: str) -> str:
    """What is dialled for a number as it is shown: its digits, of whatever script, as 0 to 9, and a + before them."""
    digits = "".join(str(unicodedata.decimal(sign)) for sign in re.sub(r"\D", "", shown))
    return f"+{digits}" if shown.strip().startswith("+") else digits


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
