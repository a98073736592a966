"""Letters: the characters that a text for readers may be written with, and the words they may make.

What is good is listed: letters, digits, signs and accents of one script, ordinary blanks, and a few signs that Unicode calls
"compatible" with others and everybody types. A look-alike or unseen character is none of them, however new it is.
"""

import html
import re
import unicodedata
from collections.abc import Iterator

Fault = tuple[str, str, str]  # what stands there, what it is, how to mend it

BLANKS = frozenset("\t\n \u00a0\u202f")  # an ordinary one, and two that hold a number and its unit together
COMPATIBLE = frozenset("½⅓⅔¼¾⅛⅜⅝⅞²³µªº…™")  # Unicode would write them otherwise; people don't
FILLERS = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffd"
)  # letters and signs by name, and never seen as such
UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})  # Unicode's categories of what is not shown
JOINERS = frozenset("\u200c\u200d")  # which some scripts are written with
WIDE = re.compile("[\u3000-\u303f\uff01-\uff65]")  # punctuation and digits as wide as a Chinese character
ALWAYS = dict.fromkeys("\u2010\u2011\ufe63\uff0d", "-") | dict.fromkeys(
    "\u00b4\u02bc\uff07", "'"
)  # hyphens and apostrophes that are none
BETWEEN = {"\u2018": "'", "\u2032": "'", "`": "'", "\u2212": "-"}  # right elsewhere, and wrong between two letters
JOINING = frozenset("–—…·")  # punctuation that stands between two words without blanks
BESIDE_LATIN = frozenset(
    {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"}
)  # no letter of theirs looks like a Latin one
LATIN = re.compile(
    "[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"
)  # what languages are written with; beyond are phonetics and small capitals
GREEK = frozenset("βγδεζηθλμξπσφχψωΓΔΘΛΞΠΣΦΨΩ")  # signs of science that look like no Latin letter
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
WORD = re.compile(r"[^\W\d_]\w*")
MARKS = frozenset({"Mn", "Me"})  # what is written above, below or across a letter
SPOKEN = re.compile(r"<(\w+)\b[^>]*\slang\s*=[^>]*>.*?</\1\s*>", re.IGNORECASE)


def ordinary(text: str) -> bool:
    """Whether a text holds the plainest of letters alone, none written by its number: nothing can be wrong with them."""
    return text.isascii() and "&" not in text and "\\" not in text and not CONTROL.search(text)


def faults(line: str, script: str = "LATIN") -> Iterator[Fault]:
    """What is wrong with the letters of a line, whose language is written in `script` (the first word of Unicode's names of its letters).

    Characters that are typed as entities count as what they stand for.
    """
    if "&" in line:
        line = html.unescape(line)  # as a browser does, without a semicolon too
    if line.isascii() and not CONTROL.search(line):
        return
    line = unicodedata.normalize("NFC", line)
    signs = (
        _of_sign(sign, line[at - 1 : at], line[at + 1 : at + 2], script)
        for at, sign in enumerate(line)
        if not sign.isascii() or CONTROL.match(sign)
    )
    words = (_of_word(found[0]) for found in WORD.finditer(line) if not found[0].isascii())
    found = [fault for fault in signs if fault] or [fault for fault in words if fault]
    yield from dict.fromkeys(found)


def foreign(line: str, script: str = "LATIN") -> Iterator[Fault]:
    """The words of a line that are written in another script, and stand in no element that says their language."""
    if line.isascii():
        return
    for found in WORD.finditer(SPOKEN.sub(" ", line)):
        word = found[0]
        scripts = _scripts(word)
        if len(word) > 1 and scripts - {"LATIN"} and script not in scripts and not set(word) <= GREEK:
            fact = f"is written in {min(scripts).capitalize()} letters"
            yield word, fact, f'write <span lang="…">{word}</span>, with its language'


def _of_sign(sign: str, before: str, after: str, script: str) -> Fault | None:
    """What is wrong with a character between two others, in a text of a script."""
    name, wide = f"U+{ord(sign):04X}", script in BESIDE_LATIN and WIDE.match(sign)
    joins = sign in JOINERS and before.isalpha() and _script(before) != "LATIN"
    if sign in BLANKS or wide or joins:
        return None
    if fault := _unseen(sign, name) or _inside(sign, before, after, name):
        return fault
    plain = unicodedata.normalize("NFKC", sign)
    if plain != sign and sign not in COMPATIBLE:
        return f'"{sign}" ({name})', "is a look-alike", f"write {plain}"
    return _of_another_script(sign, before, name, script)


def _inside(sign: str, before: str, after: str, name: str) -> Fault | None:
    """What is wrong with a sign that looks like a hyphen or an apostrophe, or joins two letters as no punctuation does."""
    joins = before.isalpha() and after.isalpha()
    if better := ALWAYS.get(sign) or (BETWEEN.get(sign) if joins else None):
        return f'"{before}{sign}{after}"', f"holds {name}, which looks like {better}", f"write {better}"
    if joins and unicodedata.category(sign) in {"Pd", "Po"} and sign not in JOINING:
        return f'"{before}{sign}{after}"', f"holds {name} between two letters", "write - or a blank"
    return None


def _unseen(sign: str, name: str) -> Fault | None:
    """What is wrong with a character that nobody sees, or None for one that is seen."""
    if sign == "\u00ad":
        return "a soft hyphen", f"({name}) stands in the text", "delete it"
    if sign in FILLERS or unicodedata.category(sign) in UNSEEN or "VARIATION SELECTOR" in unicodedata.name(sign, ""):
        return f"the character {name}", "stands in the text, and nobody sees it", "delete it"
    if unicodedata.category(sign) == "Zs":
        return f"the blank {name}", "is no ordinary one", "type a blank"
    return None


def _of_another_script(sign: str, before: str, name: str, script: str) -> Fault | None:
    """What is wrong with a mark that belongs to no letter, a digit of another script, or a letter of phonetics."""
    if unicodedata.category(sign) in MARKS:
        bare = unicodedata.category(before or " ") not in MARKS and (not before.isalpha() or _script(before) == "LATIN")
        return (f'"{before}{sign}"', "has a mark that belongs to no letter", "type the word again") if bare else None
    if unicodedata.category(sign) == "Nd" and script == "LATIN":
        return f'"{sign}" ({name})', "is a digit of another script", f"write {unicodedata.digit(sign)}"
    if _script(sign) == "LATIN" and not LATIN.match(sign):
        return f'"{sign}" ({name})', "is a letter that no language is written with", "type the word again"
    return None


def _of_word(word: str) -> Fault | None:
    scripts = _scripts("".join(sign for sign in word if sign not in GREEK))
    if len(scripts - BESIDE_LATIN) > 1:
        named = " and ".join(sorted(one.capitalize() for one in scripts))
        return f'the word "{word}"', f"mixes letters of {named}", "type the word again"
    return None


def _scripts(word: str) -> set[str]:
    return {_script(sign) for sign in word if sign.isalpha()} - {""}


def _script(sign: str) -> str:
    """The script of a letter: the first word of its name, "" for a sign such as µ that belongs to none."""
    script = unicodedata.name(sign, "").partition(" ")[0]
    return "" if script in {"MICRO", "FEMININE", "MASCULINE", "MODIFIER"} else script
