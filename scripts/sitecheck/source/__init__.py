"""The nouns of the house: Finding, Source, Page, BuiltPage, Site, and the lines they were written on."""

from .built import BuiltPage
from .files import UNKNOWN, Finding, Findings, Rests, Source, once, unplaced
from .page import Page
from .site import CONTENT, Site

__all__ = [
    "CONTENT",
    "UNKNOWN",
    "BuiltPage",
    "Finding",
    "Findings",
    "Page",
    "Rests",
    "Site",
    "Source",
    "once",
    "unplaced",
]
