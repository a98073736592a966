"""What front matter and data files may say, stated once: it yields the validation, the JSON Schema that editors complete from, and the contributor's table."""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from .fields import Choice, Date, Each, Field, Flag, Lines, Nullable, Number, Pairs, Problem, Record, Shape, Table, Text

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SLUG = r"[a-z0-9][a-z0-9-]*"
SAID = r"(?=\S+(?:\s+\S+){0,19}$)(?:[^*]|\*[^*\s](?:[^*]*[^*\s])?\*)+"  # words in few, stars in pairs
PLAIN = r'[^"<>&]+'


def optional(shape: Shape, about: str = "") -> Field:
    """A field that may be left out."""
    return Field("", shape, about, required=False)


def about(said: str, shape: Shape) -> Field:
    """A needed field and what it is for."""
    return Field("", shape, said)


def record(**shapes: Shape | Field) -> Record:
    """A record of fields by their names; "_" at the end of one that Python has a use for is no part of it."""
    fields = ((name.rstrip("_"), one if isinstance(one, Field) else Field("", one)) for name, one in shapes.items())
    return Record(tuple(replace(one, name=name) for name, one in fields))


def slug(says: str, high: int = 60) -> Text:
    """Lower-case letters, digits and hyphens."""
    return Text(2, high, SLUG, says)


def several(item: Shape, low: int = 0, high: int = 10_000) -> Each:
    """A list in which nothing stands twice."""
    return Each(item, low, high, unique="")


KEY = Text(1, 80, SLUG, "a key of data/references.yml")
KEYS, AT_LEAST_ONE_KEY = several(KEY), several(KEY, low=1)
WORDS, PHRASES = several(Text()), several(Text(), low=1)
OPTIONAL_TEXT = Text(0, 300)
OPTIONAL_NUMBER = Text(0, 300, r"(?:.*\d.*)?", "a number, or nothing between the quotes")
ID = slug("lower-case letters, digits and hyphens")
STATEMENT = Text(2, 4, r"S[1-9][0-9]*", "an id such as S14")
VERSION = Text(17, 17, r"\d{4}-\d\d-\d\d-[0-9a-f]{6}", "a version such as 2026-11-23-0a1b2c")
OWN_ANCHORS = several(slug("the anchor of a section of this page"))
PICTURE = slug("the name of a drawing in docs/assets/pictures, without .svg")
SPARED = ("guide", "policy")  # a cause and a help page carry every disclaimer
KINDS = ("cause", "guide", "help", "policy")  # that code knows; each other kind of data/kinds.yml is like one of them
ROLES = {kind: kind for kind in KINDS}
WORKS = tuple(  # kinds of works that are cited
    "guideline systematic-review trial observational quality-standard public-health-page drug-database classification textbook report"
    " commentary law web-page".split()
)
VERDICTS = ("supported", "partly", "outdated", "contradicted", "unsupported", "no-claim")
CODES = {  # as each system writes them
    "MeSH": r"[CD]\d{6,9}",
    "SNOMED CT": r"\d{6,18}",
    "ICD-10-CM": r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?",
}

REVIEW = record(
    name=about("the reviewer's name", Text(2, 120)),
    role=about("profession and place of work", Text(2, 120)),
    date=about("the day of the sign-off", Date()),
    interests=about('declared interests; "none" is an answer', Text(2, 300)),
    text=optional(  # its absence is said by the check review-untraceable, which knows the answer
        Text(16, 16, "[0-9a-f]{16}", "the 16 letters and digits that approve.py --sign prints"),
        "the fingerprint of the text that was read",
    ),
)
TILE = record(
    see=about("what the reader sees or wants, in at most five words", Text(2, 40)),
    do=about("what to do, in about ten words; no milder than the page behind it", Text(2, 80)),
    to=about("where it leads, as in a link: help/when-to-get-help.md#numbers", Text(2, 200)),
    picture=optional(PICTURE),
    level=optional(slug("a level of mkdocs.yml: extra.levels")),
)
FRONT_MATTER = record(
    title=about("the page's name, its heading and its name in search results; unique", Text(10, 65)),
    description=about(
        "what a search engine shows below the title; unique",
        Text(50, 160, PLAIN, 'one line of 50 to 160 characters without " < > &'),
    ),
    kind=about("decides which sections the page has and which disclaimers it carries", Choice(KINDS)),
    short=optional(
        slug("2 to 12 lower-case letters, digits or hyphens", 12),
        "the address printed on paper; unique for ever; default: the file's name",
    ),
    label=optional(
        Text(2, 28), "the page's name where there is little room: in the foot, on tiles; default: its title"
    ),
    reviewed=about("the day the page was last checked against its sources", Date()),
    review_due=about("the day by which it is to be checked again", Date()),
    clinical_review=about("who signed the page off; null while nobody has", Nullable(REVIEW)),
    audience=about("for whom the page is written", several(slug("one lower-case word such as adults", 40), low=1)),
    key_messages=about("1 to 3 sentences that stand alone", several(Text(15, 300), 1, 3)),
    article=optional(
        several(STATEMENT),
        "the article's statements that the page treats, where the site answers one; ids of data/article.yml",
    ),
    urgency=about(
        "the warning signs that matter on this page; ids of data/urgency.yml",
        several(slug("an id of data/urgency.yml")),
    ),
    codes=optional(
        Each(record(system=Choice(tuple(CODES)), code=Text(2, 20))),
        "verified codes of what it is about; [] when there are none",
    ),
    handout=optional(
        OWN_ANCHORS, "the sections that go on the page's handout; default: those of its kind; [] for no handout"
    ),
    review_first=optional(
        OWN_ANCHORS,
        "the sections that stand first in the pack for reviewers, whole: what can harm most if it is wrong",
    ),
    sides=optional(
        Number(2, 8),
        "how many sides its handout may have, where 2 would leave out a warning sign; large print may have three times as many",
    ),
    glossary=optional(
        Flag(), "false on a page whose words are not explained where they stand, so that it is short; default: true"
    ),
    order=optional(Number(1, 99), "the page's place in lists; without it, it follows those that have one"),
    doors=optional(
        Each(TILE, low=1, high=4), "the ways in of a page that leads on, for the line `<!-- insert: tiles of=doors -->`"
    ),
    tiles=optional(
        Each(TILE, low=1, high=20),
        "what readers see and where that leads, for the line `<!-- insert: tiles -->`; the urgent ones first",
    ),
    picture=optional(PICTURE, "a drawing beside the title on a wide screen; it says nothing of its own"),
    jump=optional(
        Pairs(Text(1, 20), Text(1, 60, SLUG, "the anchor of a heading of this page"), 2, 4),
        "the parts of a page that is read in a hurry, one tap away from everywhere on it: what each is called, and its anchor",
    ),
    translates=optional(
        record(
            page=about(
                "the file in docs/ that it translates",
                Text(4, 200, r"[\w./-]+\.md", "a path inside docs/, such as causes/name.md"),
            ),
            of=about(
                "the fingerprint of the words that were translated",
                Text(16, 16, "[0-9a-f]{16}", "16 digits, as translate.py writes them"),
            ),
            by=about("who translated it", Text(2, 120)),
            checked=about("who checked the translation, and when; null while nobody has", Nullable(Text(2, 120))),
        ),
        "only on a page of another language: what it was made from",
    ),
    keywords=about("what readers type, wrong spellings too", several(Text(2, 60))),
)

ADDRESS = Text(
    2,
    200,
    r"(?:[a-z0-9][a-z0-9._-]*/)*(?:[a-z0-9][a-z0-9_-]*/|[a-z0-9][a-z0-9_-]*\.[a-z0-9]+)",
    "an address below the site's own, such as causes/old-name/",
)
WEB = Text(
    8, 500, r"https?://\S+", "an address that begins with https:// (http:// only where the host has nothing better)"
)
PLACE = Text(4, 200, r"[\w./-]+\.md(?:#[\w-]+)?", "the file of a page in docs/, with or without #anchor")
LED = Each(record(to=PLACE, phrases=several(Text(1, 60), low=1)))
CONFIRMED = "emergency_number_confirmed"  # true where a clinic's emergency number is none of data/helplines.yml
CLINIC: dict[str, Shape | Field] = {
    "name": OPTIONAL_TEXT,
    "phone": OPTIONAL_NUMBER,
    "hours": OPTIONAL_TEXT,
    "address": OPTIONAL_TEXT,
    "logo": OPTIONAL_TEXT,
    "emergency_number": OPTIONAL_NUMBER,
    CONFIRMED: optional(Flag()),
}
LEAST = record(
    title=Text(5, 120),
    ages_title=Text(2, 40),
    ages=Each(Text(1, 30), low=1, high=8),
    rows=Each(record(name=Text(2, 40), counts=Each(Text(1, 20), low=1, high=8)), low=1, high=3),
)
CORE = ("disclaimers", "kinds", "references")  # without which no page can be built
REGISTERS = (
    "clinic",
    "corrections",
    "redirects",
    "reviewers",
    "withdrawn",
)  # which may be empty: what they would hold need not have happened
REFERENCE = record(  # what must not be empty is said by the check reference-incomplete
    authors=optional(Nullable(Text(1, 400))),
    title=optional(Nullable(Text(1, 400))),
    publisher=optional(Nullable(Text(1, 300))),
    year=optional(Nullable(Number(1900, 2100))),
    url=optional(Nullable(WEB)),
    doi=optional(Nullable(Text(7, 200, r"10\.\d{4,9}/\S+", "a bare DOI such as 10.1000/182"))),
    kind=optional(Nullable(Choice(WORKS))),
    region=optional(Nullable(Text(2, 80))),
    seen=optional(Nullable(Date())),
    mirror_only=optional(Flag()),
)
DISCLAIMER = record(id=replace(ID, high=40), text=Text(20, 600), except_=several(Choice(SPARED)))
SIGN = record(
    id=ID,
    who=slug("one lower-case word", 20),
    level=Text(2, 40, says="a level of mkdocs.yml: extra.levels"),
    text=Text(5, 300, SAID, "at most 20 words, with a star before and after what is bold"),
    short=optional(
        Nullable(Text(2, 60, r"[^\sA-Z]\S*(?: \S+){0,5}", "at most 6 words that begin in lower case")),
        "the same in at most 6 words, for where there is no room; it may leave out a condition, never add one",
    ),
    cites=AT_LEAST_ONE_KEY,
    always=Flag(),
    group=optional(slug("one lower-case word", 20), "parts a long list of one level, for `group=` of an insert line"),
    crisis=optional(Flag(), "true where the way to crisis lines stands beside the sign"),
)
ARTICLE_STATEMENT = record(
    id=STATEMENT,
    paraphrase=Text(5, 400),
    brief=optional(
        Text(5, 120),
        "the same in a few words, for the line on the pages that answer it; those of a page have 25 together",
    ),
    verdict=Choice(VERDICTS),
    note=optional(Text(10, 400)),
    cites=KEYS,
)
HELPLINE = record(
    country=Text(2, 60),
    name=Text(2, 120),
    only=optional(Text(2, 60), "what to know before ringing; stands wherever the number does"),
    number=Text(2, 80, r".*\d.*", "a number, as it is dialled"),
    hours=about("as its own service says; null where it was not seen", Nullable(Text(2, 200))),
    day_and_night=optional(
        Flag(), "true for a line that always answers; those for the mind then stand among the urgent numbers"
    ),
    kind=slug("one lower-case word such as emergency", 40),
    cites=AT_LEAST_ONE_KEY,
    checked=Nullable(Date()),
)
WITHDRAWN = record(
    page=slug("the `short` of the page, else its file's name", 80),
    version=VERSION,
    reason=Text(10, 300),
    instead=Text(10, 300),
    date=optional(Date(), "the day on which it was withdrawn; corrections.atom tells of it only with one"),
)
TAKEN_DOWN = record(
    page=slug("the `short` of the page, else its file's name", 80),
    reason=about("what was wrong, as readers are told it", Text(10, 300)),
    instead=about("what to do instead, as readers are told it", Text(10, 300)),
    date=about("the day on which it was taken down", Date()),
    languages=optional(
        several(Text(2, 20, "[A-Za-z-]+", "a language of mkdocs.yml such as es")),
        "where it is down; default: in every language of the site",
    ),
)
CORRECTION = record(
    date=about("the day on which the correction was published", Date()),
    page=about(
        "the file of the page in docs/ without .md, or its `short`",
        Text(2, 200, r"[\w.-]+(?:/[\w.-]+)*", "a page such as causes/name"),
    ),
    said=about("what the page said, and should not have", Text(5, 600)),
    now=about("what is right", Text(5, 600)),
    version=optional(VERSION, "the version of the sheet that said it"),
)
REVIEWER = record(
    name=Text(2, 80),
    role=Text(2, 80),
    place=Text(2, 120),
    registration=Nullable(Text(2, 80)),  # with which body, under which number; null without one
)
RETIRED = record(
    short=slug("lower-case letters, digits or hyphens", 80),
    was=Text(5, 65),
    instead=slug("the `short` of the page that takes its place", 80),
)
SECTION = record(
    anchor=ID,
    heading=Text(2, 80),
    rendered=Nullable(slug("the name of a file of overrides/inserts, without .md")),
    claims=Flag(),
    handout=Flag(),
)
DATA: dict[str, Shape] = {
    "redirects.yml": Each(
        record(from_=ADDRESS, to=replace(ADDRESS, pattern=rf"{ADDRESS.pattern}(?:#[A-Za-z0-9_-]+)?"))
    ),
    "published.yml": several(ADDRESS),
    "references.yml": Table(REFERENCE),
    "disclaimers.yml": record(extra=record(disclaimers=Each(DISCLAIMER, low=1, unique="id"))),
    "urgency.yml": Each(SIGN, low=1, unique="id"),
    "article.yml": record(
        source=record(title=Text(), publisher=Text(), by=Text(), date=Date()),
        statements=Each(ARTICLE_STATEMENT, low=1, unique="id"),
    ),
    "helplines.yml": Each(HELPLINE),
    "reviewers.yml": Each(REVIEWER, unique="name"),
    "corrections.yml": several(CORRECTION),
    "withdrawn.yml": record(
        versions=Each(WITHDRAWN),
        addresses=Each(RETIRED, unique="short"),
        pages=optional(Each(TAKEN_DOWN, unique="page")),
    ),
    "log.yml": record(
        name=replace(ID, high=40),
        title=Text(5, 65),
        description=Text(20, 300),
        how=Each(Text(5, 200), low=1, high=7),
        least=optional(LEAST, "how few of what is counted call for help, by age"),
        first_column=Text(2, 40),
        rows=Each(Text(1, 40), low=1, high=14),  # several may be the same blank to fill in
        columns=Each(record(heading=Text(2, 40), boxes=Number(0, 14)), low=1, unique="heading"),
        questions_title=Text(5, 65),
        questions_for=Text(20, 300),
        questions=Each(Text(10, 200), low=1, high=8),
    ),
    "glossary.yml": Each(
        record(
            id=ID,
            term=Text(2, 40),
            forms=several(Text(2, 40)),
            text=Text(5, 160, PLAIN, 'one line without " < > &'),
            cites=KEYS,
        ),
        unique="term",
    ),
    "search.yml": record(
        danger=about("what leads to the help page first, whatever else was typed", LED),
        leads=about("what readers type, and the page that answers it", LED),
        same=about(
            "words that mean the same: a page that has one of a line is found by the others",
            Each(record(words=several(Text(1, 60), low=2))),
        ),
    ),
    "clinic.yml": record(**CLINIC),
    "kinds.yml": Table(
        record(
            label=Text(2, 40),
            like=optional(Choice(KINDS), "for a kind of the site's own: which of these it is treated as"),
            folder=optional(
                slug("a folder of docs/"), "where its pages are begun; default: the name of the kind with an s"
            ),
            menu=optional(Number(1, 12), "how many of its pages the foot lists; default: 12"),
            handout=Flag(),
            sections=Each(SECTION, unique="anchor"),
        )
    ),
    "wording.yml": record(
        medicines=Each(record(name=Text(), forms=Each(Text())), low=1, unique="name"),
        brands=optional(WORDS),
        units=optional(WORDS),
        spelling=optional(Each(record(instead=Text(), phrases=PHRASES))),
        look_twice=optional(Each(record(what=Text(), phrases=PHRASES))),
        skin=optional(record(shown=WORDS, beside=PHRASES)),
        emergency_after=WORDS,
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


@cache
def front_matter(kinds: tuple[str, ...]) -> Record:
    """The front matter of a page on a site that has these kinds."""
    fields = (replace(one, shape=Choice(kinds)) if one.name == "kind" else one for one in FRONT_MATTER.fields)
    return replace(FRONT_MATTER, fields=tuple(fields))


def front_matter_problems(meta: dict[str, Any], lines: Lines, roles: dict[str, str]) -> Iterator[Problem]:
    """What is wrong with a page's front matter, field by field and between fields. `roles` has the site's kinds, each with that of KINDS it is like."""
    by_path: Lines = {(key,) if not isinstance(key, tuple) else key: line for key, line in lines.items()}
    yield from front_matter(tuple(roles)).problems(meta, by_path)
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
    kind = str(meta.get("kind"))
    if roles.get(kind) == "policy" and (meta.get("urgency") or meta.get("article")):
        fact = f"kind is {kind}, which spares this page disclaimers, but it names warning signs or statements"
        yield Problem(by_path.get(("kind",), 1), fact, "write the kind of page that it is, such as cause")


def misshapen(meta: dict[str, Any]) -> frozenset[str]:
    """The fields of a front matter whose value is not of their shape."""
    return frozenset(f.name for f in FRONT_MATTER.fields if f.name in meta and any(f.shape.problems(meta[f.name], {})))


def json_schema(kinds: Iterable[str] = KINDS) -> dict[str, Any]:
    """The front matter of a site that has these kinds as a JSON Schema (draft 2020-12)."""
    return {
        "$schema": DRAFT,
        "title": "Front matter of a page",
    } | front_matter(tuple(kinds)).json_schema()


def markdown_table() -> str:
    """The front matter as the table in CONTRIBUTING.md."""
    rows = [
        f"| `{f.name}` | {'yes' if f.required else 'no'} | {f.shape.describe()} | {f.about} |"
        for f in FRONT_MATTER.fields
    ]
    return "\n".join(["| field | needed | what to write | what it is for |", "|---|---|---|---|", *rows])
