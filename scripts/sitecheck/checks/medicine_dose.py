"""No text gives a dose of a medicine.

Why:  the right dose depends on the person, the country and the packet; a wrong one, or a right one that is
      misread at night, does harm. What counts as a medicine is in "medicines" of data/wording.yml.
Bad:  Take ibuprofen 400 mg three times a day.
Good: Ask a pharmacist whether ibuprofen suits you, and follow the packet.
"""

import re

from ..registry import check
from ..source import Findings, Site
from ..text import terms
from ..text.said import Line

NUMBER = r"(?:\d+(?:[.,]\d+)?|[\u00bc-\u00be]|half an?|one|two|three|four|five|six|eight|ten)"
AMOUNT = re.compile(
    rf"(?<![\w.,]){NUMBER}(?:\s*(?:to|or|-)\s*{NUMBER})?[\s-]*"
    r"(?:mg|g|grams?|ml|iu|mcg|\u00b5g|\u03bcg|(?:milli|micro)grams?|millilit(?:re|er)s?|tablets?|capsules?|pills?|caplets?|drops?|puffs?"
    r"|(?:tea)?spoon(?:ful)?s?)\b(?!\s+of\s+(?:alcohol|caffeine|water))",
    re.IGNORECASE,
)
OFTEN = re.compile(
    rf"\b(?:(?:once|twice|{NUMBER}\s*times)\s+(?:a|per|each|every|in)\s+(?:day|night|{NUMBER}\s+hours)"
    rf"|(?:once|twice|{NUMBER}\s*times)\s+daily|every\s+(?:{NUMBER}\s*(?:to|-)\s*)?{NUMBER}\s+hours|{NUMBER}[\s-]hourly)\b",
    re.IGNORECASE,
)
HINT = "leave the amount out, and say who can tell: a pharmacist, a doctor, the packet"


@check(Line, needs="wording.medicines", about=terms.medicines)
def medicine_dose(line: Line, site: Site) -> Findings:
    medicine = terms.medicines(site).search(line.text)
    beside = medicine or terms.medicines(site).search(line.above)  # "Ibuprofen helps. Take 400 mg."
    for found in AMOUNT.finditer(line.text) if beside else ():
        if medicine is None or medicine[0].lower() not in found[0].lower():
            yield line.finding(f'"{found[0]}" beside "{beside[0] if beside else ""}" is a dose', HINT)
            return
    for found in OFTEN.finditer(line.text) if medicine else ():
        yield line.finding(f'"{found[0]}" beside "{medicine[0] if medicine else ""}" is a dose', HINT)
        return
