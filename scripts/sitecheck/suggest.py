"""What an author meant who mistyped a name. A wrong guess is worse than none: it would be written down as it stands."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

DIGITS = re.compile(r"\d+")


def meant(name: str, known: Iterable[str], cutoff: float = 0.8) -> str | None:
    """The one of `known` that `name` is a slip of, or None. Names with other numbers in them are others: S31 is no slip of S3."""
    numbers = DIGITS.findall(name)
    alike = [one for one in known if DIGITS.findall(one) == numbers]
    return next(iter(get_close_matches(name, alike, n=1, cutoff=cutoff)), None)
