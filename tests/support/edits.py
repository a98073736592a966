"""What an editor may do to any site without a test turning red: one edit of each kind, which finds its place by structure.

No edit knows a word, an id or a number of the site that it is laid over. Each leaves a site that the gate passes, for itself and
after all those before it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import new
from sitecheck import sign_off
from sitecheck.checks import opening_long
from sitecheck.loading import load
from sitecheck.source import Page, Site
from support.site_maker import PROJECT

DONE = "edits.txt"  # where `apply` writes down what changed a site
LONG_OPENING = 79  # words
ADVICE = "Offer both breasts twice a day."
LINE = "555 0199"
CLINIC = "Hill Road Clinic"
MADE_UP = "made-up"
BLANKS = {
    "title": "A cause nobody has heard of, and supply",
    "description": "What this cause is, how it may lower supply, what helps at home and what a nurse or doctor may do.",
    "reviewed": "2026-11-22",
    "review_due": "2027-11-22",
}


def site_of(root: Path) -> Site:
    return load(root, datetime.date(2026, 11, 23))


def cause_of(site: Site) -> Page:
    """The shortest page about a cause that was there before: it has room for more."""
    pages = (page for page in site.pages if page.kind == "cause" and MADE_UP not in page.path)
    return min(pages, key=lambda page: len(page.text))


def claims(page: Page, site: Site) -> Iterator[range]:
    """The lines of each section of a page that its author types and whose claims are cited."""
    for section in site.sections(page.kind):
        lines = page.section(section["anchor"]) if section.get("claims") and not section.get("rendered") else None
        if lines and any(line in lines for line, _ in page.citations):
            yield lines


def write(root: Path, page: Page, lines: list[str]) -> None:
    (root / page.path).write_text("\n".join(lines), "utf-8")


def add(root: Path, page: Page, lines: range, text: str) -> None:
    """Add a paragraph at the end of a section."""
    write(root, page, [*page.lines[: lines.stop - 1], text, "", *page.lines[lines.stop - 1 :]])


def set_field(page: Path, name: str, value: str) -> None:
    """Put a value, of one line or a block, in the place of the one that a field of a page, or a top-level key, has."""
    text = page.read_text("utf-8")
    changed, found = re.subn(
        rf"^{name}:.*\n(?:(?: +|- ).*\n)*", lambda _: f"{name}: {value}\n", text, count=1, flags=re.M
    )
    assert found, f"{page} has no {name}"
    page.write_text(changed, "utf-8")


def set_word(root: Path, name: str, value: str) -> None:
    """Set one of the words of mkdocs.yml."""
    file = root / "mkdocs.yml"
    text = file.read_text("utf-8")
    changed, found = re.subn(rf"^  {name}: .*$", lambda _: f"  {name}: {value}", text, count=1, flags=re.MULTILINE)
    assert found, f"mkdocs.yml has no extra.{name}"
    file.write_text(changed, "utf-8")


def records(root: Path, name: str) -> list[str]:
    """The records of a list in data/, each as it is written; what stands before the first is first."""
    return re.split(r"^(?=- )", (root / "data" / name).read_text("utf-8"), flags=re.MULTILINE)


def with_fields(record: str, **fields: str) -> str:
    """A record of a list with other values."""
    for name, value in fields.items():
        record = re.sub(rf"^([- ] ){name}:.*$", lambda found: f"{found[1]}{name}: {value}", record, flags=re.MULTILINE)  # noqa: B023  # called at once
    return record


def field(record: str, name: str) -> str:
    found = re.search(rf"^[- ] {name}: *(.*)$", record, re.MULTILINE)
    return found[1].strip("\"'") if found else ""


def rewrite(root: Path, name: str, parts: list[str]) -> None:
    whole = "".join(part if part.endswith("\n") or not part else f"{part}\n" for part in parts)
    (root / "data" / name).write_text(whole, "utf-8")


def fill(page: Path, site: Site) -> None:
    """Fill every blank of a page begun with new.py by program, as an author would by hand, with a sign and a source of the site."""
    sign, key = next(iter(site.urgency)), cause_of(site).citations[0][1]
    text = page.read_text("utf-8")
    for name, value in BLANKS.items():
        text = re.sub(rf"^{name}: FILL-IN.*$", f"{name}: {value}", text, flags=re.MULTILINE)
    text = re.sub(r"- FILL-IN \(the id.*", f"- {sign}", text)
    text = text.replace("[^FILL-IN]", f"[^{key}]")
    page.write_text(re.sub(r"FILL-IN \([^)]*\)", "Ask someone to look; in an emergency call", text), "utf-8")


def sentence_added(root: Path) -> None:
    site = site_of(root)
    page = cause_of(site)
    add(root, page, next(claims(page, site)), f"This is common, and it can pass.[^{page.citations[0][1]}]")


def sentence_reworded(root: Path) -> None:
    site = site_of(root)
    page = cause_of(site)
    line = next(line for line, _ in page.citations if line in next(claims(page, site)))
    lines = list(page.lines)
    lines[line - 1] = re.sub(r"^([-*]|\d+\.)? ?(?=[A-Z])", lambda found: f"{found[0]}Put simply: ", lines[line - 1])
    write(root, page, lines)


def opening_filled(root: Path) -> None:
    """An opening of as many words as it may have."""
    page = cause_of(site_of(root))
    section = page.section(opening_long.OPENING)
    assert section
    have = len(" ".join(page.lines[line - 1] for line in section).split())
    missing = min(LONG_OPENING, opening_long.MOST) - have
    if missing > 0:
        add(root, page, section, f"{'Rest. ' * missing}".strip())


def advice_with_a_number(root: Path) -> None:
    site = site_of(root)
    page = cause_of(site)
    add(root, page, [*claims(page, site)][-1], f"{ADVICE}[^{page.citations[0][1]}]")


def paragraph_moved(root: Path) -> None:
    """A paragraph with a number goes to the end of its section."""
    site = site_of(root)
    for page in (page for page in site.pages if page.kind == "cause"):
        for lines in claims(page, site):
            own = [line for line in lines if re.match(r"[A-Z][^|]*\d[^|]*$", page.prose[line - 1])]
            alone = [line for line in own if not page.lines[line - 2].strip() and not page.lines[line].strip()]
            plain = not any(re.match(r"#|\{:", page.lines[line - 1]) for line in lines)
            if plain and alone and alone[0] + 2 < lines.stop:
                text = page.lines[alone[0] - 1]
                rest = [*page.lines[: alone[0] - 1], *page.lines[alone[0] + 1 : lines.stop - 1]]
                write(root, page, [*rest, text, "", *page.lines[lines.stop - 1 :]])
                return


def sentence_deleted(root: Path) -> None:
    """One that no source stands behind."""
    site = site_of(root)
    plain = re.compile(r"(?<=[.\]]) [A-Z][^.\[\]()|*]*\.(?= [A-Z]|$)")
    for page in (page for page in site.pages if page.kind == "cause"):
        for line in (line for lines in claims(page, site) for line in lines):
            text = plain.sub("", page.lines[line - 1], count=1)
            if text != page.lines[line - 1]:
                write(root, page, [*page.lines[: line - 1], text, *page.lines[line:]])
                return


def row_added(root: Path) -> None:
    """A last row for the first table."""
    for page in (page for page in site_of(root).pages if page.kind in {"guide", "help", "cause"}):
        rows = [line for line in range(1, len(page.lines) + 1) if page.prose[line - 1].startswith("|")]
        if rows:
            last = next(line for line in rows if line + 1 not in rows)
            row = re.sub(r"^\| *", "| Later: ", page.lines[last - 1])
            write(root, page, [*page.lines[:last], row, *page.lines[last:]])
            return


def question_added(root: Path) -> None:
    site = site_of(root)
    page = cause_of(site)
    last = [line for line in range(1, len(page.lines) + 1) if re.match(r"- .*\?$", page.lines[line - 1])]
    at = max(last, default=len(page.lines))
    write(root, page, [*page.lines[:at], "- What else could it be?", *page.lines[at:]])


def title_and_description_changed(root: Path) -> None:
    page = cause_of(site_of(root))
    set_field(root / page.path, "title", "Another name for the same page")
    set_field(
        root / page.path, "description", "Another line about the page, as long as a search engine shows below it."
    )


def key_messages_changed(root: Path) -> None:
    page = root / cause_of(site_of(root)).path
    set_field(page, "key_messages", "\n  - Ask for help early, because it is there for you.")
    set_field(page, "keywords", "[other words, wrong speling]")


def passage_that_ends(root: Path) -> None:
    site = site_of(root)
    page = cause_of(site)
    text = f"Until the end of December the line is open on weekdays.[^{page.citations[0][1]}]"
    marks = "<!-- expires 2027-12-31 -->", "<!-- end expires 2027-12-31 -->"
    add(root, page, next(claims(page, site)), f"{marks[0]}\n{text}\n{marks[1]}")


def source_added_and_cited(root: Path) -> None:
    with (root / "data/references.yml").open("a", encoding="utf-8") as file:
        file.write(
            'made-up-work:\n  authors: Surname AB, Other CD\n  title: "The title: between quotes"\n  publisher: A Made-Up Journal 1:2\n'
            "  year: 2024\n  url: https://www.noses.health/the-work\n  doi: null\n  kind: guideline\n  region: UK\n  seen: 2026-11-22\n"
        )
    site = site_of(root)
    page = cause_of(site)
    add(root, page, [*claims(page, site)][-1], "It may take time.[^made-up-work]")


def cause_begun_and_filled(root: Path) -> None:
    site = site_of(root)
    fill(root / new.begin(root, "cause", MADE_UP).path, site)


def order_changed(root: Path) -> None:
    page = cause_of(site_of(root))
    if "order" in page.meta:
        set_field(root / page.path, "order", "77")


def sign_added(root: Path) -> None:
    """A warning sign at the end of the file, and on the page of all signs."""
    site = site_of(root)
    parts = records(root, "urgency.yml")
    name = f"{field(parts[-1], 'who')}-made-up"
    rewrite(root, "urgency.yml", [*parts, with_fields(parts[-1], id=name, text="you have a new sign that worries you")])
    _on_the_help_page(root, site, name)


def sign_split(root: Path) -> None:
    """What one warning sign said, two say; a page that showed the one shows both, where its card has room."""
    site = site_of(root)
    parts = records(root, "urgency.yml")
    free = [part for part in parts[1:] if field(part, "always") == "false"]
    part = next((one for one in free if ", or " in field(one, "text")), free[0])
    one, _, other = field(part, "text").replace("*", "").partition(", or ")
    name = f"{field(part, 'id')}-too"
    second = with_fields(part, id=name, text=f"{other or one}, and this is new")
    rewrite(root, "urgency.yml", [second + with_fields(part, text=one) if each == part else each for each in parts])
    _on_the_help_page(root, site, name)


def _on_the_help_page(root: Path, site: Site, sign: str) -> None:
    page = site.help_page
    assert page
    named = [name for _, name in page.meta_list("urgency")]
    set_field(root / page.path, "urgency", f"[{', '.join([*named, sign])}]")


def sign_made_more_urgent(root: Path) -> None:
    parts = records(root, "urgency.yml")
    parts[-1] = with_fields(parts[-1], level=field(parts[1], "level"))
    rewrite(root, "urgency.yml", parts)


def helplines_changed(root: Path) -> None:
    """One at the end, of a country that stands further up, one of a new country, and one less."""
    parts = records(root, "helplines.yml")
    model = next(part for part in parts[1:] if field(part, "kind") != "emergency")
    again = with_fields(model, country=field(parts[1], "country"), name="A made-up line", number=f'"{LINE}"')
    gone = next(part for part in reversed(parts) if field(part, "kind") != "emergency" and part != model)
    parts.remove(gone)
    other = with_fields(gone, country="Nowhere", name="A line of nowhere", number='"555 0142"', checked="2026-11-20")
    rewrite(root, "helplines.yml", [*parts, other, again])


def glossary_changed(root: Path) -> None:
    parts = records(root, "glossary.yml")
    word = with_fields(parts[-1], id="made-up-word", term="made-up word", forms="[]", text="a word that nobody uses")
    rewrite(root, "glossary.yml", [*parts[:-1], with_fields(parts[-1], text="something put in other words"), word])


def disclaimer_longer(root: Path) -> None:
    file = root / "data/disclaimers.yml"
    file.write_text(
        re.sub(r"^( +text: .*)$", r"\1 You can always ask.", file.read_text("utf-8"), count=1, flags=re.MULTILINE),
        "utf-8",
    )


def statement_reworded(root: Path) -> None:
    file = root / "data/article.yml"
    text = file.read_text("utf-8")
    file.write_text(re.sub(r"^( +paraphrase: )(?=\w)", r"\1In short, ", text, count=1, flags=re.MULTILINE), "utf-8")


def log_reworded(root: Path) -> None:
    file = root / "data/log.yml"
    file.write_text(
        re.sub(r"^(description: .*)$", r"\1 Keep it.", file.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
    )


def clinic_filled_in(root: Path) -> None:
    file = root / "data/clinic.yml"
    for name, value in {"name": CLINIC, "phone": "000 1234", "hours": "9 to 5", "address": "1 Hill Road"}.items():  # fmt: skip
        set_field(file, name, value)


def sheet_withdrawn(root: Path) -> None:
    page = cause_of(site_of(root))
    (root / "data/withdrawn.yml").write_text(
        f"versions:\n  - page: {page.short}\n    version: 2026-01-01-0a1b2c\n    reason: Step 3 was wrong.\n    instead: Use a new one.\n    date: 2026-01-02\n"
        f"addresses:\n  - short: long-gone\n    was: A sheet about something else\n    instead: {page.short}\n",
        "utf-8",
    )


def correction_told(root: Path) -> None:
    page = cause_of(site_of(root)).source_path.removesuffix(".md")
    entry = f"- date: 2026-01-03\n  page: {page}\n  said: Ten & more.\n  now: <Two> at most.\n  version: 2026-01-01-0a1b2c\n"
    (root / "data/corrections.yml").write_text(entry, "utf-8")


def words_of_the_house_changed(root: Path) -> None:
    """An address for corrections, one for mail, and other words in the furniture."""
    set_word(root, "edit_base", "https://github.com/o/r/edit/main/")
    set_word(root, "contact", "desk@noses.health")
    set_word(root, "unreviewed", "Nobody trained in this has checked the page yet.")
    set_word(root, "share_subject", "Something to read")


def every_date_of_today(root: Path) -> None:
    newest = max(page.meta["reviewed"] for page in site_of(root).pages)
    for page in site_of(root).pages:
        set_field(root / page.path, "reviewed", newest.isoformat())


def page_signed_off(root: Path) -> None:
    """A sign-off as CONTRIBUTING.md prints it, with the fingerprint that the program answers with."""
    site = site_of(root)
    page = cause_of(site)
    printed = re.search(r"^clinical_review:\n((?:  .+\n)+)", (PROJECT / "CONTRIBUTING.md").read_text("utf-8"), re.M)
    assert printed
    digits = sign_off.fingerprint(page, site)
    assert digits, page.path
    signed = re.sub(r"^  text: .+$", f"  text: '{digits}'", printed[1].rstrip(), flags=re.M)
    set_field(root / page.path, "clinical_review", f"\n{signed}")
    name = re.search(r"name: (.+)", signed)
    assert name
    known = f"- name: {name[1]}\n  role: midwife\n  place: a clinic\n  registration: null\n"
    rewrite(root, "reviewers.yml", [known])


HONEST: dict[str, Callable[[Path], None]] = {
    edit.__name__.replace("_", " "): edit
    for edit in (
        sentence_added,
        sentence_reworded,
        opening_filled,
        advice_with_a_number,
        paragraph_moved,
        sentence_deleted,
        row_added,
        question_added,
        title_and_description_changed,
        key_messages_changed,
        passage_that_ends,
        source_added_and_cited,
        cause_begun_and_filled,
        order_changed,
        sign_added,
        sign_split,
        sign_made_more_urgent,
        helplines_changed,
        glossary_changed,
        disclaimer_longer,
        statement_reworded,
        log_reworded,
        clinic_filled_in,
        sheet_withdrawn,
        correction_told,
        words_of_the_house_changed,
        every_date_of_today,
        page_signed_off,  # of the words as they are now
    )
}


def apply(root: Path) -> None:
    """Make every edit, and write down those that found their place in this site."""
    done = []
    for name, edit in HONEST.items():
        before = _texts(root)
        edit(root)
        done += [name] if _texts(root) != before else []
    (root / DONE).write_text("\n".join(done), "utf-8")


def _texts(root: Path) -> dict[Path, str]:
    files = [root / "mkdocs.yml", *root.glob("docs/**/*.md"), *root.glob("data/**/*.yml")]
    return {file: file.read_text("utf-8") for file in files}
