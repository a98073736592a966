"""This project's own site, as it is and after every kind of honest edit: each page holds what the data promises, whatever it says today."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from conftest import Once
from publish import gate
from sitecheck import report
from sitecheck.source import BuiltPage, Site
from support import edits
from support.commands import replace
from support.site_maker import copy_of_project


def shown(built: BuiltPage) -> str:
    """The words of a page with single blanks, without the meanings of its glossary words."""
    texts = (text for node, text in built.texts if node.parent and node.parent.attributes.get("class") != "term__text")
    return " ".join("".join(texts).split())


def with_insert(site: Site, name: str) -> list[BuiltPage]:
    """The built pages whose authors typed that insert."""
    return [built for built in site.built if built.page and any(one.name == name for one in built.page.inserts)]


def test_every_sheet_has_its_short_address_and_machines_their_lists(site: Site) -> None:
    sheets = {f"h/{page.short}/" for page in site.pages if page.kind in {"cause", "help"}}
    assert sheets
    assert sheets <= {built.url for built in site.built}
    assert {"sitemap.xml", "robots.txt", "404.html"} <= site.outputs
    assert {page.url for page in site.pages} <= {built.url for built in site.built}


def test_every_statement_of_the_article_is_shown_with_its_id(site: Site) -> None:
    pages = with_insert(site, "statements")
    assert bool(pages) == bool(site.article)
    for text in map(shown, pages):
        for statement, record in site.article.items():
            assert f"{statement}:" in text
            assert " ".join(record["paraphrase"].split()) in text


def test_every_helpline_is_an_item_of_its_own_with_its_number_to_tap(site: Site) -> None:
    lines = [
        " ".join(item.text().split())
        for built in with_insert(site, "helplines")
        for item in built.tree.css("article li")
        if item.css_first("a[href^='tel:'], a[href^='sms:']")
    ]
    told = Counter((one["name"], one["number"]) for one in site.helplines for line in lines if line.startswith(one["name"]) and one["number"] in line)  # fmt: skip
    assert {(one["name"], one["number"]) for one in site.helplines} == set(told)
    assert len(lines) >= len(site.helplines)


def test_no_telephone_number_breaks_over_two_lines(site: Site) -> None:
    for built in site.built:
        for link in built.tree.css("article a[href^='tel:'], article a[href^='sms:']"):
            assert link.attributes.get("class") == "number" or not set(link.text()) & set(" -"), (built.url, link.html)


def test_a_page_brings_the_style_rules_for_what_it_has_and_no_others(site: Site) -> None:
    for built in (built for built in site.built if built.page):
        style = built.tree.css_first("style")
        rules = style.text() if style else ""
        for selector, rule in (
            ("main .tiles", ".tiles{"),
            ("main table", "th,td{"),
            ("main .term", ".term{"),
            ("main form", "input,"),
        ):
            assert (rule in rules) == bool(built.tree.css_first(selector)), (built.url, rule)


def test_nobody_is_named_as_a_reviewer_who_did_not_sign_and_who_did_is_named(site: Site) -> None:
    unreviewed = str(site.config["extra"]["unreviewed"])
    for built in (built for built in site.built if built.page):
        assert built.page
        review = built.page.meta["clinical_review"]
        status = " ".join(" ".join(node.text().split()) for node in built.tree.css("p.status"))
        linked = json.loads(built.tree.css_first('script[type="application/ld+json"]').text())  # type: ignore[union-attr]  # None fails here too
        assert (status == unreviewed) == (review is None), (built.url, status)
        assert (review["name"] if review else unreviewed) in status
        assert ("reviewedBy" in linked) == (built.page.sign_off == "current"), built.url
        assert linked.get("reviewedBy", {}).get("name") in {None, review and review["name"]}


def test_honest_edits_of_many_kinds_pass_the_gate(edited: Site) -> None:
    """The gate has passed them when `edited` is there; here they are seen to have done something."""
    done = (edited.root / edits.DONE).read_text("utf-8").splitlines()
    assert len(done) >= 12, f"only these change this site: {done}"
    signed = [page for page in edited.pages if page.sign_off == "current"]
    assert signed
    for words in (edits.ADVICE, edits.LINE, edits.CLINIC, str(signed[0].meta["clinical_review"]["name"])):
        assert any(words in shown(built) for built in edited.built), words


def test_a_fault_of_a_template_is_named_once_and_at_its_file_however_many_pages_have_it(once: Once) -> None:
    """Three faults in one copy of the real site: a page without disclaimers, a sign that is hidden, a dead link in the frame."""

    def spoil(root: Path) -> None:
        copy_of_project(root, translated=False)
        for path, old, new in FAULTS:
            replace(root / path, old, new)

    root = once("spoilt", spoil)
    findings = gate.judge(root, report.Steps(quiet=True), handouts=False, waiting=True)[1].findings
    found = Counter((finding.check, finding.path) for finding in findings)
    assert set(found) >= {("disclaimer-missing", MAIN), ("sign-hidden", CSS), ("link-dead", FOOT)}, report.as_text(findings)  # fmt: skip
    assert max(found.values()) <= 3, report.as_text(findings)
    assert len(findings) <= 12, report.as_text(findings)


MAIN, CSS, FOOT = "overrides/main.html", "overrides/styles/site.css", "overrides/partials/footer.html"
FAULTS = [
    (MAIN, '{% include "partials/disclaimers.html" %}\n', ""),
    (CSS, ".card {", ".card--emergency ul { visibility: hidden }\n.card {"),
    (FOOT, "<footer", '<a href="nowhere/">Nowhere</a><footer'),
]
