"""One edit to the good site, whose words are its own, and the check that must name its place: faults of templates and settings, and of what a fixture can't hold."""

from __future__ import annotations

import base64
import datetime
import hashlib
import re
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import pytest
import rcssmin

from publish import gate
from sitecheck import cli, report
from sitecheck.source import Finding
from support.site_maker import good_site

QUIET = report.Steps(quiet=True)
HEAD, MAIN, TITLE = "overrides/partials/head.html", "overrides/main.html", "overrides/partials/title.html"


@dataclass(frozen=True)
class Edit:
    """In `path`, `old` becomes `new`; `check` must then complain there, within three lines, or at the tag `around`."""

    path: str
    old: str
    new: str
    check: str
    around: str = ""


EDITS = [
    Edit(MAIN, ' lang="{{ site.language }}"', "", "language-unsaid"),
    Edit(HEAD, '<meta charset="utf-8">', "", "head-incomplete"),
    Edit(HEAD, "width=device-width, ", "", "head-incomplete"),
    Edit(HEAD, "<title>", "<title></title><title>", "head-incomplete"),
    Edit(HEAD, "{{ page.meta.description | e }}", "A page.", "head-incomplete"),
    Edit(HEAD, '<link rel="canonical" href="{{ page.canonical_url }}">', "", "head-incomplete"),
    Edit(HEAD, "{{ page.canonical_url }}", "https://example.org/other/", "head-incomplete"),
    Edit(HEAD, '<link rel="icon"', '<meta name="robots" content="noindex"><link rel="icon"', "listing-wrong"),
    Edit(HEAD, '{% elif not page %}\n<meta name="robots" content="noindex">', "{% elif not page %}", "listing-wrong"),
    Edit(HEAD, '<link rel="icon"', '<script type="application/ld+json">{broken</script><link rel="icon"', "linked-data-wrong"),
    Edit(HEAD, '<link rel="icon"', '<script type="application/ld+json">{"text": "It cures all."}</script><link rel="icon"', "linked-data-wrong"),
    Edit(HEAD, '<link rel="icon"', '<meta property="og:image" content="https://example.org/no.png"><link rel="icon"', "alternate-dead"),
    Edit(TITLE, "<h1>{{ source.meta.title | e }}</h1>", "", "title-unshown", around="<article{%"),
    Edit(TITLE, "{{ source.meta.title | e }}", "Welcome", "title-unshown"),
    Edit(HEAD, "connect-src 'self'", "connect-src *", "policy-unmet"),
    Edit(HEAD, "default-src 'none'; ", "", "policy-unmet"),
    Edit(HEAD, "'{{ style_hash }}'", "'sha256-AAAA'", "policy-unmet"),
    Edit(HEAD, 'http-equiv="Content-Security-Policy"', 'name="policy"', "policy-unmet"),
    Edit(HEAD, '<meta charset="utf-8">', '<meta charset="utf-8"><style>{{ style }}</style>', "policy-unmet"),
    Edit(HEAD, 'content="no-referrer"', 'content="origin"', "referrer-told"),
    Edit(HEAD, "<style>{{ style }}</style>", "", "style-lost"),
    Edit("overrides/sitemap.xml", "</urlset>", "", "sitemap-wrong"),
    Edit("overrides/sitemap.xml", "site.pages | sort", "site.pages[:1] | sort", "sitemap-wrong"),
    Edit("overrides/robots.txt", "Sitemap:", "Map:", "robots-wrong"),
    Edit("mkdocs.yml", "unreviewed: Not yet checked by a health professional.", "unreviewed: ''", "setting-wrong"),
    Edit("mkdocs.yml", "INHERIT: data/disclaimers.yml\n", "", "setting-wrong"),
    Edit("mkdocs.yml", "extra:\n", "extra:\n  disclaimers: []\n", "setting-wrong"),
    Edit("mkdocs.yml", "name: material", "name: readthedocs", "setting-wrong"),
    Edit("mkdocs.yml", "  font: false\n", "", "setting-wrong"),
    Edit("mkdocs.yml", "language: en", "language: nope nope", "setting-wrong"),
    Edit("mkdocs.yml", "    - 404.html\n", "", "setting-wrong"),
    Edit("mkdocs.yml", "plugins: []", "plugins: [search]", "setting-wrong"),
    Edit("mkdocs.yml", "  - footnotes\n", "  - pymdownx.snippets\n  - footnotes\n", "setting-wrong"),
    Edit("mkdocs.yml", "  - md_in_html\n", "", "setting-wrong"),
    Edit("mkdocs.yml", "permalink: false", "permalink: true", "setting-wrong"),
    Edit("mkdocs.yml", "    anchors: warn\n", "", "setting-wrong"),
    Edit("mkdocs.yml", 'site_url: !ENV [SITE_URL, "https://example.org/"]', "site_url: ''", "setting-wrong"),
    Edit("mkdocs.yml", "  emergency_number: your local emergency number (such as 112, 911 or 999)", "  emergency_number: ''", "setting-wrong"),
    Edit("mkdocs.yml", "Call {number}", "Call", "setting-wrong"),
    Edit("mkdocs.yml", "    emergency:\n      label", "    emergencies:\n      label", "setting-wrong"),
    Edit("mkdocs.yml", "    emergency:\n", "    sooner: {label: Sooner, icon: alert, heading: Come sooner if, short: Sooner}\n    emergency:\n", "setting-wrong"),
    Edit("data/urgency.yml", "bled for 20 minutes\n", "bled for 20 minutes\n  short: your nose has bled for too long\n", "data-invalid"),
    Edit("docs/help/when-to-get-help.md", "<!-- insert: signs who=you -->", "<!-- insert: signs level=nope -->", "insert-unknown"),
    Edit("mkdocs.yml", "    partly: Partly supported\n", "", "setting-wrong"),
    Edit("mkdocs.yml", "extra:\n", "extra:\n  analytics: {}\n", "setting-wrong"),
    Edit("data/urgency.yml", "always: true", "always: false", "sign-unlisted"),
    Edit("data/references.yml", "seen: 2026-11-01", "seen: 2099-11-01", "date-early"),
    Edit("data/clinic.yml", 'emergency_number: ""', 'emergency_number: "call me"', "data-invalid"),
    Edit("data/clinic.yml", 'logo: ""', "logo: assets/nope.png", "logo-missing"),
    Edit("docs/causes/pollen.md", "review_due: 2027-11-22", "review_due: 2077-11-22", "review-distant"),
    Edit("docs/help/when-to-get-help.md", "kind: help", "kind: guide", "sign-unlisted"),
    Edit(MAIN, "<body>", "<body hidden>", "disclaimer-hidden"),
    Edit(MAIN, "<article{%", "<article inert{%", "disclaimer-hidden"),
    Edit(MAIN, '{% include "partials/disclaimers.html" %}', '{# {% include "partials/disclaimers.html" %} #}', "disclaimer-missing", around="<article{%"),
    Edit(HEAD, '<link rel="icon"', '<noscript>{% include "partials/disclaimers.html" %}</noscript><link rel="icon"', "element-unlisted"),
    Edit("overrides/404.html", '{% include "partials/disclaimers.html" %}\n', "", "disclaimer-missing", around="<article>"),
    Edit("overrides/partials/disclaimers.html", "<p>", "<p hidden>", "disclaimer-hidden"),
    Edit("overrides/partials/disclaimers.html", 'class="disclaimer"', 'class="disclaimer aloud"', "disclaimer-hidden"),
    Edit("overrides/partials/disclaimers.html", 'class="disclaimer"', 'class="note"', "disclaimer-missing"),
    Edit("overrides/inserts/macros.md", "in words.levels", 'in ("same-day", "within-days")', "sign-missing", around="<section"),
    Edit("overrides/inserts/macros.md", 'card card--{{ level }}', "card", "sign-missing"),
    Edit("overrides/inserts/macros.md", ' | replace("{number}", number)', "", "card-unheaded"),
    Edit(MAIN, "</body>", "{{ nope }}</body>", "name-ungiven"),
    Edit("overrides/inserts/causes.md", "{%", '{% include "partials/nope.html" %}{%', "template-missing"),
    Edit(MAIN, "partials/page-info.html", "partials/page-inof.html", "template-missing"),
    Edit(HEAD, "<style>{{ style }}</style>", '<style>{{ style }}</style>\n<link rel="stylesheet" href="data:text/css,p{color:red}">', "policy-unmet"),
    Edit("mkdocs.yml", "hooks:\n  - scripts/hooks.py\n", "", "setting-wrong"),
    Edit("mkdocs.yml", "site_name: Noses\n", "", "setting-wrong"),
    Edit("mkdocs.yml", "  unreviewed: Not yet checked by a health professional.\n", "", "setting-wrong"),
    Edit("mkdocs.yml", "  emergency_number: your local emergency number (such as 112, 911 or 999)\n", "", "setting-wrong"),
    Edit("data/references.yml", "kind: guideline", "kind: guidlin", "data-invalid"),
    Edit("docs/index.md", "## Get help { #get-help }", "<h4>Deep</h4>\n\n## Get help { #get-help }", "element-unlisted"),
    Edit(MAIN, "{{ page.content }}", "<div>{{ page.content }}</div>", "article-torn"),
    Edit(MAIN, "</body>", '<p onclick="a()">x</p></body>', "attribute-unlisted"),
    Edit(MAIN, "</body>", "<details>x</details></body>", "element-unlisted"),
    Edit(MAIN, "</body>", '<script src="{{ "assets/nose.svg" | url }}"></script></body>', "script-unlisted"),
    Edit("docs/about.md", "<!-- insert: statements -->", "<!-- insert: statements -->\n\n<!-- insert: statements -->", "insert-doubled"),
    Edit("overrides/inserts/macros.md", 'card card--{{ level }}', "card card--within-days", "sign-missing"),
    Edit("docs/help/when-to-get-help.md", "<!-- insert: signs who=you -->", "```\n<!-- insert: signs who=you -->\n```", "sign-unlisted"),
    Edit("overrides/styles/site.css", ".card {", ".disclaimer { filter: contrast(0) }\n.card {", "disclaimer-hidden"),
    Edit("overrides/styles/site.css", ".card {", ".disclaimer { letter-spacing: 100px }\n.card {", "disclaimer-hidden"),
    Edit("overrides/styles/site.css", ".card {", ".disclaimer { color: #fffffe; background: #fff }\n.card {", "contrast-low"),
    Edit("overrides/styles/site.css", ".card {", ".disclaimer { max-height: 1em; overflow: auto }\n.card {", "disclaimer-hidden"),
    Edit("overrides/styles/site.css", ".card {", ":root { --ink: #fffdf9 }\n.card {", "contrast-low"),
    Edit("overrides/styles/site.css", ".card {", "} .card {", "style-broken"),
    Edit(TITLE, '<p class="status">{% include "partials/review-status.html" %}</p>', "", "review-unsaid"),
    Edit(MAIN, '<main id="main">', '<main id="main" aria-labelledby="nope">', "id-unknown"),
    Edit(MAIN, "</body>", '<label for="nope">x</label></body>', "id-unknown"),
    Edit(MAIN, "</body>", '<img alt="x" src="{{ "assets/nose.svg" | url }}" srcset="assets/nope.png 2x"></body>', "link-dead"),
    Edit("data/references.yml", "https://www.noses.health/guideline", "https://www.noses.health/guideline?fbclid=1", "link-malformed"),
    Edit(MAIN, "</body>", '<a href="tel:911">999</a></body>', "phone-mismatched"),
    Edit("overrides/inserts/macros.md", "in words.levels", "in words.levels | reverse", "emergency-late", around="<section"),
    Edit("overrides/styles/site.css", ".card {", ".card__heading { display: none }\n.card {", "sign-hidden"),
    Edit("docs/causes/pollen.md", "It is a fine powder in the air.", "It flies.\n\n[Note]: pollen\n\nIt is a powder.", "text-vanished"),
]  # fmt: skip


CHECKS = sorted({edit.check for edit in EDITS})


@pytest.mark.parametrize("path", sorted({edit.path for edit in EDITS}))
def test_an_edit_is_named_at_its_place(path: str, tmp_path: Path) -> None:
    """Those of a file together, each for a check of its own; what is not named beside the others, in halves and at last alone."""
    by_check = [[edit for edit in EDITS if (edit.path, edit.check) == (path, check)] for check in CHECKS]
    todo = [[edit for edit in row if edit] for row in zip_longest(*by_check)]
    for number, edits in enumerate(todo):  # which grows meanwhile
        root = good_site(tmp_path / str(number))
        left, findings = unnamed(root, edits)
        assert left != edits or len(edits) > 1, report.as_text(findings)
        half = len(left) // 2 if left == edits else 0
        todo += [part for part in (left[:half], left[half:]) if part]


def unnamed(root: Path, edits: list[Edit]) -> tuple[list[Edit], list[Finding]]:
    """The edits of a file of a site that the gate does not name at their places, and what it finds."""
    made: list[tuple[Edit, int]] = []
    for edit in edits:
        text = (root / edit.path).read_text("utf-8")
        if edit.old in text:
            line, longer = text.count("\n", 0, text.index(edit.old)) + 1, edit.new.count("\n") - edit.old.count("\n")
            made = [(one, at + longer * (at > line)) for one, at in made] + [(edit, line)]
            (root / edit.path).write_text(text.replace(edit.old, edit.new, 1), "utf-8")
    findings = gate.judge(root, QUIET, handouts=False, waiting=True)[1].findings
    named = [edit for edit, line in made if any(_names(one, edit, line, root) for one in findings)]
    return [edit for edit in edits if edit not in named], findings


def _names(finding: Finding, edit: Edit, line: int, root: Path) -> bool:
    path, lines = edit.path, range(line - 3, line + edit.old.count("\n") + 4)
    if edit.around:
        path = MAIN if edit.path == TITLE else edit.path
        above, found, _ = (root / path).read_text("utf-8").partition(edit.around)
        lines = range(above.count("\n") + 1, above.count("\n") + 2) if found else range(0)
    return (finding.check, finding.path) == (edit.check, path) and finding.line in lines


def test_a_site_without_its_style_sheet_is_not_published(good: Path) -> None:
    (good / "overrides/styles/site.css").unlink()
    found = gate.judge(good, QUIET, handouts=False, waiting=True)[1].findings
    assert [(one.path, one.check) for one in found] == [("overrides/styles/site.css", "style-missing")], report.as_text(
        found
    )


def test_titles_that_differ_by_the_encoding_of_a_letter_are_the_same(good: Path) -> None:
    for name, title in (("pollen", "Caf\u00e9 powder and your nose"), ("dust", "Cafe\u0301 powder and your nose")):
        page = good / f"docs/causes/{name}.md"
        lines = page.read_text("utf-8").split("\n")
        lines[1] = f"title: {title}"
        page.write_text("\n".join(lines), "utf-8")
    found = gate.judge(good, QUIET, handouts=False, waiting=True)[1].findings
    assert {(one.path, one.check) for one in found} >= {
        (f"docs/causes/{name}.md", "title-duplicate") for name in ("pollen", "dust")
    }


def test_a_check_in_days_to_come_is_a_fault(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = good / "docs/causes/pollen.md"
    page.write_text(page.read_text("utf-8").replace("reviewed: 2026-11-22", "reviewed: 2026-11-25"), "utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 22 November 2026
    monkeypatch.setattr(cli, "clock", lambda: datetime.date(2026, 11, 23))
    found = gate.judge(good, QUIET, handouts=False, waiting=True)[1].findings
    assert [(one.path, one.line, one.check) for one in found] == [("docs/causes/pollen.md", 6, "date-early")]


def test_a_template_that_went_is_named_where_it_is_asked_for(good: Path) -> None:
    (good / "overrides/partials/page-info.html").unlink()
    found = gate.judge(good, QUIET, handouts=False, waiting=True)[1].findings
    assert [(one.path, one.check) for one in found] == [(MAIN, "template-missing")]


def test_warning_signs_that_come_after_the_text_are_late(good: Path) -> None:
    kinds = good / "data/kinds.yml"
    pieces = re.split(r"^(?=    - anchor: )", kinds.read_text("utf-8"), flags=re.MULTILINE)
    cards = next(number for number, piece in enumerate(pieces) if "rendered: page-signs" in piece)
    pieces[cards : cards + 2] = reversed(pieces[cards : cards + 2])
    kinds.write_text("".join(pieces), "utf-8")
    line = "".join(pieces[: cards + 1]).count("\n") + 1
    found = gate.judge(good, QUIET, handouts=False, waiting=True)[1].findings
    late = [one for one in found if (one.path, one.check) == ("data/kinds.yml", "emergency-late")]
    assert late, report.as_text(found)
    assert abs(late[0].line - line) <= 12  # in that list of sections


def test_a_hash_is_no_address(good: Path) -> None:
    """Of a hundred style sheets, one has "//" in its hash."""
    style = good / "overrides/styles/site.css"
    text = style.read_text("utf-8")
    small = rcssmin.cssmin(text)
    more = next(rule for rule in (f".x{n}{{top:0}}" for n in range(9999)) if "//" in hash_of(small + rule))
    style.write_text(f"{text}\n{more}\n", "utf-8")
    assert "//" in hash_of(rcssmin.cssmin(style.read_text("utf-8")))
    assert [one.check for one in gate.judge(good, QUIET, handouts=False, waiting=True)[1].findings] == []


def hash_of(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
