"""Which elements of a built page come from its author's Markdown, and which from templates.

The hook puts a comment, the seam, before and after the text of a page, and before and after whatever templates make inside it. The
words of a seam are made from the whole file, so nobody can write them into that file. Two seams count where they are brothers in the
parser's tree; then everything between them is inside both, whatever was typed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

TORN = "what is typed on this page ends outside the place that its frame has for it"
UNMARKED = "the page does not say which of its text its author typed"
TORN_INSIDE = "what is typed on this page tears apart what a template puts between"
TERM = {"class": "term__text", "popover": None}
BUTTON = {"class": "term", "type": "button"}
WHOLE = {
    "class": "whole"
}  # around both, and the punctuation that must not leave them; or around citations and the sign before
PUNCTUATION = re.compile(r"[.,;:!?)、。，；：！？）”》]+")


@dataclass
class Authorship:
    """The elements that were `typed`, those that were `made` by templates, both in reading order, and what is wrong with the seams, or ""."""

    typed: list[LexborNode] = field(default_factory=list)
    made: list[LexborNode] = field(default_factory=list)
    fault: str = ""

    @cached_property
    def ids(self) -> frozenset[int]:
        """The `mem_id` of each typed element."""
        return frozenset(node.mem_id for node in self.typed)


class _Seams:
    """The seams of a page, as they are met in reading order: where those stand that are open, and what is wrong with them."""

    def __init__(self) -> None:
        self.parents: list[int] = []
        self.texts = 0
        self.fault = ""

    def begin(self, parent: LexborNode | None) -> None:
        if not self.parents and (self.texts or parent is None or parent.tag != "article"):
            self.fault = self.fault or UNMARKED
        self.texts += not self.parents
        self.parents.append(parent.mem_id if parent is not None else 0)

    def end(self, parent: LexborNode | None) -> None:
        if not self.parents or parent is None or self.parents.pop() != parent.mem_id:
            self.fault = self.fault or (TORN_INSIDE if self.parents else TORN)

    def whole_fault(self) -> str:
        """What is wrong, once all of the page has been read."""
        return self.fault or (TORN if self.parents else "" if self.texts else UNMARKED)


def read(tree: LexborHTMLParser, seam: str, glossary: Iterable[dict[str, Any]]) -> Authorship:
    """The authorship of a page. Without a seam, which a page of templates alone has not, all of it was made."""
    found, seams = Authorship(), _Seams()
    words = {str(word.get("id")): word for word in glossary}
    told = {seam: seams.begin, f"/{seam}": seams.end} if seam else {}
    for node in tree.root.traverse() if tree.root else ():
        tag = node.tag
        if tag == "-comment" and (met := told.get(node.comment_content or "")):
            met(node.parent)
        elif len(seams.parents) == 1 and not (tag in {"button", "span"} and _is_term(node, words)):
            found.typed.append(node)
        else:
            found.made.append(node)
    found.fault = seams.whole_fault() if seam else ""
    return found


def _explains(node: LexborNode, words: dict[str, dict[str, Any]]) -> bool:
    """Whether an element is, sign by sign, what the build makes of a word of the glossary."""
    attributes, only = dict(node.attributes), node.first_child
    name = attributes.pop("popovertarget" if node.tag == "button" else "id", None) or ""
    word = words.get(name.removeprefix("term-"))
    if word is None or not name.startswith("term-") or only is None or not only.is_text_node or only.next is not None:
        return False
    text = only.text_content or ""
    if node.tag == "span":
        return attributes == TERM and text == str(word.get("text"))
    return attributes == BUTTON and text.lower() in {
        str(form).lower() for form in (word.get("term"), *word.get("forms", ()))
    }


def _is_term(node: LexborNode, words: dict[str, dict[str, Any]]) -> bool:
    return _explains(node, words) or _holds_a_term(node, words)


def _holds_a_term(node: LexborNode, words: dict[str, dict[str, Any]]) -> bool:
    """Whether an element holds what the build makes of a word of the glossary, punctuation after it, and nothing else; or citations."""
    inside = list(node.iter(include_text=True)) if node.attributes == WHOLE else []
    if [one.tag for one in inside[:2]] == ["-text", "sup"]:
        return len(inside[0].text_content or "") == 1 and all(one.tag == "sup" for one in inside[1:])
    return (
        [one.tag for one in inside] == ["button", "span", "-text"]
        and all(_explains(one, words) for one in inside[:2])
        and bool(PUNCTUATION.fullmatch(inside[2].text_content or ""))
    )
