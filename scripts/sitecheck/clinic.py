"""What is wrong with a clinic's details, in data/clinic.yml or in a file of its shape."""

from collections.abc import Iterator
from typing import Any

from .schema import CONFIRMED
from .source import Site
from .text import phones


def faults(clinic: dict[str, Any], site: Site) -> Iterator[tuple[str, str, str]]:
    """(field, fact, hint) for what can't be dialled or may be a slip of the hand in an emergency number."""
    for name in ("phone", "emergency_number"):
        number = str(clinic.get(name) or "")
        two = "holds two numbers" if name == "phone" and len(phones.NUMBER.findall(number)) > 1 else ""
        if wrong := phones.fault(number) or two:
            yield name, f"the {name} {number} {wrong}", phones.DIGITS
        elif name == "emergency_number" and clinic.get(CONFIRMED) is not True:
            yield from _unknown(number, site)


def lost_logo(clinic: dict[str, Any], site: Site) -> Iterator[tuple[str, str, str]]:
    """(field, fact, hint) where the picture is no file of docs/."""
    logo = str(clinic.get("logo") or "").strip()
    if logo and "://" not in logo and logo.lstrip("/") not in site.files:
        yield "logo", f"the logo {logo} is not in docs/", "put the picture into docs/assets, or write its name"


def _unknown(number: str, site: Site) -> Iterator[tuple[str, str, str]]:
    services = [str(line.get("number")) for line in site.helplines if line.get("kind") == "emergency"]
    known = {phones.dialled(one) for service in services for one in phones.NUMBER.findall(service)}
    if known and any(phones.dialled(one) not in known for one in phones.NUMBER.findall(number)):
        fact = f"the emergency_number {number} is none of the emergency services in data/helplines.yml"
        yield "emergency_number", fact, f"mend it, or write {CONFIRMED}: true if you have made sure of it"
