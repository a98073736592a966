"""What front matter and data files may say, stated once: it yields the validation, the JSON Schema that editors complete from, and the contributor's table."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

from .fields import Choice, Date, Each, Field, Flag, Lines, Nullable, Number, Pairs, Problem, Record, Shape, Table, Text

SLUG = r"[a-z0-9][a-z0-9-]*"
SIGN = r"(?=\S+(?:\s+\S+){0,19}$)(?:[^*]|\*[^*\s](?:[^*]*[^*\s])?\*)+"  # words in few, stars in pairs
VERSION = r"\d{4}-\d\d-\d\d-[0-9a-f]{6}"
PLAIN = r'[^"<>&]+'
KEYS = Each(Text(1, 80, SLUG, "a key of data/references.yml"), unique="")
AT_LEAST_ONE_KEY = Each(Text(1, 80, SLUG, "a key of data/references.yml"), low=1, unique="")
OPTIONAL_TEXT = Text(0, 300)
OPTIONAL_NUMBER = Text(0, 300, r"(?:.*\d.*)?", "a number, or nothing between the quotes")
SPARED = ("guide", "policy")  # a cause and a help page carry every disclaimer
KINDS = ("cause", "guide", "help", "policy")
WORKS = (
    "guideline",
    "systematic-review",
    "trial",
    "observational",
    "quality-standard",
    "public-health-page",
    "drug-database",
    "classification",
    "textbook",
    "report",
    "commentary",
)  # kinds of works that are cited
VERDICTS = ("supported", "partly", "outdated", "contradicted", "unsupported", "no-claim")

CODES = {
    "MeSH": r"[CD]\d{6,9}",
    "SNOMED CT": r"\d{6,18}",
    "ICD-10-CM": r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?",
}  # as each system writes them

REVIEW = Record(
    (
        Field("name", Text(2, 120), "the reviewer's name"),
        Field("role", Text(2, 120), "profession and place of work"),
        Field("date", Date(), "the day of the sign-off"),
        Field("interests", Text(2, 300), 'declared interests; "none" is an answer'),
        Field(
            "text",
            Text(16, 16, "[0-9a-f]{16}", "the 16 letters and digits that approve.py --sign prints"),
            "the fingerprint of the text that was read",
            required=False,  # its absence is said by the check review-untraceable, which knows the answer
        ),
    )
)

TILE = Record(
    (
        Field("see", Text(2, 40), "what the reader sees or wants, in at most five words"),
        Field("do", Text(2, 80), "what to do, in about ten words; no milder than the page behind it"),
        Field("to", Text(2, 200), "where it leads, as in a link: help/when-to-get-help.md#numbers"),
        Field(
            "picture", Text(2, 60, SLUG, "the name of a drawing in docs/assets/pictures, without .svg"), required=False
        ),
        Field("level", Text(2, 60, SLUG, "a level of mkdocs.yml: extra.levels"), required=False),
    )
)

FRONT_MATTER = Record(
    (
        Field("title", Text(10, 65), "the page's name, its heading and its name in search results; unique"),
        Field(
            "description",
            Text(50, 160, PLAIN, 'one line of 50 to 160 characters without " < > &'),
            "what a search engine shows below the title; unique",
        ),
        Field("kind", Choice(KINDS), "decides which sections the page has and which disclaimers it carries"),
        Field(
            "short",
            Text(2, 12, SLUG, "2 to 12 lower-case letters, digits or hyphens"),
            "the address printed on paper; unique for ever; default: the file's name",
            required=False,
        ),
        Field(
            "label",
            Text(2, 28),
            "the page's name where there is little room: in the foot, on tiles; default: its title",
            required=False,
        ),
        Field("reviewed", Date(), "the day the page was last checked against its sources"),
        Field("review_due", Date(), "the day by which it is to be checked again"),
        Field("clinical_review", Nullable(REVIEW), "who signed the page off; null while nobody has"),
        Field(
            "audience",
            Each(Text(2, 40, SLUG, "one lower-case word such as parents"), low=1, unique=""),
            "for whom the page is written",
        ),
        Field("key_messages", Each(Text(15, 300), low=1, high=3, unique=""), "1 to 3 sentences that stand alone"),
        Field(
            "article",
            Each(Text(2, 4, r"S[1-9][0-9]*", "an id such as S14"), unique=""),
            "the article's statements that the page treats; ids of data/article.yml",
        ),
        Field(
            "urgency",
            Each(Text(2, 60, SLUG, "an id of data/urgency.yml"), unique=""),
            "the warning signs that matter on this page; ids of data/urgency.yml",
        ),
        Field(
            "codes",
            Each(Record((Field("system", Choice(("MeSH", "SNOMED CT", "ICD-10-CM"))), Field("code", Text(2, 20))))),
            "verified medical codes; [] when there are none",
            required=False,
        ),
        Field(
            "handout",
            Each(Text(2, 60, SLUG, "the anchor of a section of this page"), unique=""),
            "the sections that go on the page's handout; default: those of its kind; [] for no handout",
            required=False,
        ),
        Field(
            "review_first",
            Each(Text(2, 60, SLUG, "the anchor of a section of this page"), unique=""),
            "the sections that stand first in the pack for reviewers, whole: what can harm most if it is wrong",
            required=False,
        ),
        Field(
            "sides",
            Number(2, 8),
            "how many sides its handout may have, where 2 would leave out a warning sign; large print may have three times as many",
            required=False,
        ),
        Field(
            "glossary",
            Flag(),
            "false on a page whose words are not explained where they stand, so that it is short; default: true",
            required=False,
        ),
        Field(
            "order",
            Number(1, 99),
            "the page's place in lists; without it, it follows those that have one",
            required=False,
        ),
        Field(
            "doors",
            Each(TILE, low=1, high=4),
            "the ways in of a page that leads on, for the line `<!-- insert: tiles of=doors -->`",
            required=False,
        ),
        Field(
            "tiles",
            Each(TILE, low=1, high=20),
            "what readers see and where that leads, for the line `<!-- insert: tiles -->`; the urgent ones first",
            required=False,
        ),
        Field(
            "picture",
            Text(2, 60, SLUG, "the name of a drawing in docs/assets/pictures, without .svg"),
            "a drawing beside the title on a wide screen; it says nothing of its own",
            required=False,
        ),
        Field(
            "jump",
            Pairs(Text(1, 20), Text(1, 60, SLUG, "the anchor of a heading of this page"), 2, 4),
            "the parts of a page that is read in a hurry, one tap away from everywhere on it: what each is called, and its anchor",
            required=False,
        ),
        Field("keywords", Each(Text(2, 60), unique=""), "what parents type, wrong spellings too"),
    )
)

ADDRESS = Text(
    2,
    200,
    r"(?:[a-z0-9][a-z0-9._-]*/)*(?:[a-z0-9][a-z0-9_-]*/|[a-z0-9][a-z0-9_-]*\.[a-z0-9]+)",
    "an address below the site's own, such as causes/old-name/",
)
LED = Each(
    Record(
        (
            Field(
                "to", Text(4, 200, r"[\w./-]+\.md(?:#[\w-]+)?", "the file of a page in docs/, with or without #anchor")
            ),
            Field("phrases", Each(Text(1, 60), low=1, unique="")),
        )
    )
)
CLINIC: dict[str, Shape] = {
    "name": OPTIONAL_TEXT,
    "phone": OPTIONAL_NUMBER,
    "hours": OPTIONAL_TEXT,
    "address": OPTIONAL_TEXT,
    "logo": OPTIONAL_TEXT,
    "emergency_number": OPTIONAL_NUMBER,
}
CORE = ("disclaimers", "kinds", "references")  # without which no page can be built
REGISTERS = ("clinic", "redirects", "withdrawn")  # which may be empty: what they would hold need not have happened
DATA: dict[str, Shape] = {
    "redirects.yml": Each(
        Record(
            (
                Field("from", ADDRESS),
                Field("to", Text(2, 200, rf"{ADDRESS.pattern}(?:#[A-Za-z0-9_-]+)?", ADDRESS.says)),
            )
        )
    ),
    "published.yml": Each(ADDRESS, unique=""),
    "references.yml": Table(
        Record(
            (  # what must not be empty is said by the check reference-incomplete
                Field("authors", Nullable(Text(1, 400)), required=False),
                Field("title", Nullable(Text(1, 400)), required=False),
                Field("publisher", Nullable(Text(1, 300)), required=False),
                Field("year", Nullable(Number(1900, 2100)), required=False),
                Field(
                    "url",
                    Nullable(
                        Text(
                            8,
                            500,
                            r"https?://\S+",
                            "an address that begins with https:// (http:// only where the host has nothing better)",
                        )
                    ),
                    required=False,
                ),
                Field(
                    "doi", Nullable(Text(7, 200, r"10\.\d{4,9}/\S+", "a bare DOI such as 10.1000/182")), required=False
                ),
                Field("kind", Nullable(Choice(WORKS)), required=False),
                Field("region", Nullable(Text(2, 80)), required=False),
                Field("seen", Nullable(Date()), required=False),
                Field("mirror_only", Flag(), required=False),
            )
        )
    ),
    "disclaimers.yml": Record(
        (
            Field(
                "extra",
                Record(
                    (
                        Field(
                            "disclaimers",
                            Each(
                                Record(
                                    (
                                        Field("id", Text(2, 40, SLUG, "lower-case letters, digits and hyphens")),
                                        Field("text", Text(20, 600)),
                                        Field("except", Each(Choice(SPARED), unique="")),
                                    )
                                ),
                                low=1,
                                unique="id",
                            ),
                        ),
                    )
                ),
            ),
        )
    ),
    "urgency.yml": Each(
        Record(
            (
                Field("id", Text(2, 60, SLUG, "lower-case letters, digits and hyphens")),
                Field("who", Text(2, 20, SLUG, "one lower-case word")),
                Field("level", Text(2, 40, says="a level of mkdocs.yml: extra.levels")),
                Field("text", Text(5, 300, SIGN, "at most 20 words, with a star before and after what is bold")),
                Field(
                    "short",
                    Nullable(Text(2, 60, r"[^\sA-Z]\S*(?: \S+){0,5}", "at most 6 words that begin in lower case")),
                    "the same in at most 6 words, for where there is no room; it may leave out a condition, never add one",
                    required=False,
                ),
                Field("cites", AT_LEAST_ONE_KEY),
                Field("always", Flag()),
                Field(
                    "group",
                    Text(2, 20, SLUG, "one lower-case word"),
                    "parts a long list of one level, for `group=` of an insert line",
                    required=False,
                ),
                Field("crisis", Flag(), "true where the way to crisis lines stands beside the sign", required=False),
            )
        ),
        low=1,
        unique="id",
    ),
    "article.yml": Record(
        (
            Field(
                "source",
                Record(
                    (Field("title", Text()), Field("publisher", Text()), Field("by", Text()), Field("date", Date()))
                ),
            ),
            Field(
                "statements",
                Each(
                    Record(
                        (
                            Field("id", Text(2, 4, r"S[1-9][0-9]*", "an id such as S14")),
                            Field("paraphrase", Text(5, 400)),
                            Field(
                                "brief",
                                Text(5, 120),
                                "the same in a few words, for the line on the pages that answer it; those of a page have 25 together",
                                required=False,
                            ),
                            Field("verdict", Choice(VERDICTS)),
                            Field("note", Text(10, 400), required=False),
                            Field("cites", KEYS),
                        )
                    ),
                    low=1,
                    unique="id",
                ),
            ),
        )
    ),
    "helplines.yml": Each(
        Record(
            (
                Field("country", Text(2, 60)),
                Field("name", Text(2, 120)),
                Field(
                    "only", Text(2, 60), "what to know before ringing; stands wherever the number does", required=False
                ),
                Field("number", Text(2, 80, r".*\d.*", "a number, as it is dialled")),
                Field("hours", Text(2, 200)),
                Field("kind", Text(2, 40, SLUG, "one lower-case word such as emergency")),
                Field("cites", AT_LEAST_ONE_KEY),
                Field("checked", Nullable(Date())),
            )
        )
    ),
    "withdrawn.yml": Record(
        (
            Field(
                "versions",
                Each(
                    Record(
                        (
                            Field("page", Text(2, 80, SLUG, "the `short` of the page, else its file's name")),
                            Field("version", Text(17, 17, VERSION, "a version such as 2026-11-23-0a1b2c")),
                            Field("reason", Text(10, 300)),
                            Field("instead", Text(10, 300)),
                        )
                    )
                ),
            ),
            Field(
                "addresses",
                Each(
                    Record(
                        (
                            Field("short", Text(2, 80, SLUG, "lower-case letters, digits or hyphens")),
                            Field("was", Text(5, 65)),
                            Field("instead", Text(2, 80, SLUG, "the `short` of the page that takes its place")),
                        )
                    ),
                    unique="short",
                ),
            ),
        )
    ),
    "log.yml": Record(
        (
            Field("name", Text(2, 40, SLUG, "lower-case letters, digits and hyphens")),
            Field("title", Text(5, 65)),
            Field("description", Text(20, 300)),
            Field("how", Each(Text(5, 200), low=1, high=7)),
            Field("first_column", Text(2, 40)),
            Field("rows", Each(Text(1, 40), low=1, high=14)),  # several may be the same blank to fill in
            Field(
                "columns",
                Each(Record((Field("heading", Text(2, 40)), Field("boxes", Number(0, 14)))), low=1, unique="heading"),
            ),
            Field("questions_title", Text(5, 65)),
            Field("questions_for", Text(20, 300)),
            Field("questions", Each(Text(10, 200), low=1, high=8)),
        )
    ),
    "glossary.yml": Each(
        Record(
            (
                Field("id", Text(2, 60, SLUG, "lower-case letters, digits and hyphens")),
                Field("term", Text(2, 40)),
                Field("forms", Each(Text(2, 40), unique="")),
                Field("text", Text(5, 160, PLAIN, 'one line without " < > &')),
                Field("cites", KEYS),
            )
        ),
        unique="term",
    ),
    "search.yml": Record(
        (
            Field("danger", LED, "what leads to the help page first, whatever else was typed"),
            Field("leads", LED, "what readers type, and the page that answers it"),
            Field(
                "same",
                Each(Record((Field("words", Each(Text(1, 60), low=2, unique="")),))),
                "words that mean the same: a page that has one of a line is found by the others",
            ),
        )
    ),
    "clinic.yml": Record(tuple(Field(name, shape) for name, shape in CLINIC.items())),
    "kinds.yml": Table(
        Record(
            (
                Field("label", Text(2, 40)),
                Field("menu", Number(1, 12), "how many of its pages the foot lists; default: 12", required=False),
                Field("handout", Flag()),
                Field(
                    "sections",
                    Each(
                        Record(
                            (
                                Field("anchor", Text(2, 60, SLUG, "lower-case letters, digits and hyphens")),
                                Field("heading", Text(2, 80)),
                                Field(
                                    "rendered",
                                    Nullable(Text(2, 60, SLUG, "the name of a file of overrides/inserts, without .md")),
                                ),
                                Field("claims", Flag()),
                                Field("handout", Flag()),
                            )
                        ),
                        unique="anchor",
                    ),
                ),
            )
        )
    ),
    "wording.yml": Record(
        (
            Field(
                "medicines", Each(Record((Field("name", Text()), Field("forms", Each(Text())))), low=1, unique="name")
            ),
            Field("brands", Each(Text(), unique=""), required=False),
            Field("units", Each(Text(), unique=""), required=False),
            Field(
                "spelling",
                Each(Record((Field("instead", Text()), Field("phrases", Each(Text(), low=1, unique=""))))),
                required=False,
            ),
            Field(
                "look_twice",
                Each(Record((Field("what", Text()), Field("phrases", Each(Text(), low=1, unique=""))))),
                required=False,
            ),
            Field(
                "skin",
                Record((Field("shown", Each(Text(), unique="")), Field("beside", Each(Text(), low=1, unique="")))),
                required=False,
            ),
            Field("emergency_after", Each(Text(), unique="")),
        )
    ),
}


def holds(value: object) -> bool:
    """Whether there is anything in a value of a data file: a text, a number or a day, at whatever depth."""
    if isinstance(value, dict | list):
        return any(holds(item) for item in (value.values() if isinstance(value, dict) else value))
    return value is not None and value != ""


def emptied(name: str, value: object) -> bool:
    """Whether the data file `name` holds nothing, and its checks need something to look for."""
    return name.removesuffix(".yml") not in REGISTERS and not holds(value)


def front_matter_problems(meta: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    """What is wrong with a page's front matter, field by field and between fields."""
    by_path: Lines = {(key,) if not isinstance(key, tuple) else key: line for key, line in lines.items()}
    yield from FRONT_MATTER.problems(meta, by_path)
    reviewed, due = meta.get("reviewed"), meta.get("review_due")
    if type(reviewed) is datetime.date and type(due) is datetime.date and due <= reviewed:
        yield Problem(
            by_path.get(("review_due",), 1),
            f"review_due is {due}, not after reviewed ({reviewed})",
            "write the day by which the page is to be checked again",
        )
    codes = meta.get("codes")
    for index, code in enumerate(codes if isinstance(codes, list) else []):
        if isinstance(code, dict) and code.get("system") in CODES:
            shape = CODES[code["system"]]
            if not re.fullmatch(shape, str(code.get("code"))):
                line = by_path.get(("codes", index, "code")) or by_path.get(("codes",), 1)
                fact = f"{code.get('code')} is no code of {code['system']}"
                yield Problem(line, fact, "copy it again from where it was verified")
    if meta.get("kind") == "policy" and (meta.get("urgency") or meta.get("article")):
        fact = "kind is policy, which spares this page disclaimers, but it names warning signs or statements"
        yield Problem(by_path.get(("kind",), 1), fact, "write the kind of page that it is, such as cause")


def json_schema() -> dict[str, Any]:
    """The front matter as a JSON Schema (draft 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of a page",
    } | FRONT_MATTER.json_schema()


def markdown_table() -> str:
    """The front matter as the table in CONTRIBUTING.md."""
    rows = [
        f"| `{f.name}` | {'yes' if f.required else 'no'} | {f.shape.describe()} | {f.about} |"
        for f in FRONT_MATTER.fields
    ]
    return "\n".join(["| field | needed | what to write | what it is for |", "|---|---|---|---|", *rows])
