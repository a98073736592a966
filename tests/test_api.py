"""What programs get: the JSON files hold what the pages hold, and every word of the linked data is schema.org's own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import schema_org
from jsonschema import Draft202012Validator, FormatChecker

from publish import api
from sitecheck import cli
from sitecheck.loading import translations
from sitecheck.source import BuiltPage, Page, Site
from support.site_maker import two_languages

WORDS = {
    "site": "Noses",
    "address": "https://example.org/",
    "language": "en",
    "license": "https://example.org/licence",
    "type": "MedicalWebPage",
}
MADE_UP = {"name": "A Made-Up Reviewer", "role": "fictional nurse of this test", "date": "2026-01-02", "interests": "none"}  # fmt: skip


def served(site: Site, name: str) -> Any:
    return json.loads((site.root / "build/api/v1" / name).read_text("utf-8"))


def test_every_page_is_there_and_keeps_the_published_schema(site: Site) -> None:
    schema = served(site, "page.schema.json")
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    pages = served(site, "pages.json")["pages"]
    assert set(pages) == {page.url for page in site.pages}
    for url, page in pages.items():
        assert [error.message for error in validator.iter_errors(page["meta"])] == [], url
        heading = site.built_by_url[url].tree.css_first("h1")
        assert heading is not None
        assert page["meta"]["title"] == heading.text().strip()
    broken = pages[""]["meta"] | {"reviewed": "yesterday"}
    assert list(validator.iter_errors(broken))  # the schema can refuse


def test_references_and_pages_name_each_other(site: Site) -> None:
    pages, references = served(site, "pages.json")["pages"], served(site, "references.json")["references"]
    assert set(references) == set(site.references)
    pairs = {(url, key) for url, page in pages.items() for key in page["cites"]}
    assert {(page.url, key) for page in site.pages for _, key in page.citations} <= pairs
    assert pairs == {(url, key) for key, record in references.items() for url in record["cited_by"]}


def signs_kept(served_signs: Any, schema: Any, site: Site) -> list[dict[str, Any]]:
    """The signs of a file, once they were held to the schema and to the main language's data."""
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    signs: list[dict[str, Any]] = served_signs["signs"]
    assert [one["id"] for one in signs] == list(site.urgency)
    levels = list(site.words("levels"))
    for one in signs:
        sign = site.urgency[one["id"]]
        assert [error.message for error in validator.iter_errors(one)] == [], one["id"]
        assert {name: one[name] for name in ("who", "level", "always")} == {name: sign[name] for name in ("who", "level", "always")}  # fmt: skip
        assert levels[one["level_order"] - 1] == sign["level"]
        assert [source["key"] for source in one["sources"]] == sign["cites"]
        for source in one["sources"]:
            record = site.references[source["key"]]
            assert source == {"key": source["key"]} | {name: record.get(name) for name in ("title", "publisher", "url")}
    assert list(validator.iter_errors(signs[0] | {"level_order": 0}))  # the schema can refuse
    return signs


def test_every_warning_sign_is_there_with_its_level_and_sources(site: Site) -> None:
    for one in signs_kept(served(site, "signs.json"), served(site, "sign.schema.json"), site):
        sign = site.urgency[one["id"]]
        assert (one["text"], one["short"]) == (sign["text"], sign.get("short"))
        assert "*" not in one["text"]
        assert one["level_label"] == site.words("levels")[one["level"]]["label"]
        assert (one["language"], one["original"]) == (site.language, None)


def test_a_sign_in_another_language_has_its_original_beside_it_or_is_the_original(tmp_path: Path) -> None:
    main = cli.read(two_languages(tmp_path))
    lagging, followed = list(main.urgency)[:2]
    words = tmp_path / "data/eo/urgency.yml"
    made_from = re.search(rf"- id: {lagging}\n(?:  .*\n)*?  of: (\S+)", words.read_text("utf-8"))
    assert made_from
    words.write_text(words.read_text("utf-8").replace(made_from[1], "'00000000'", 1), "utf-8")
    [other] = translations(main)
    api.write(other, tmp_path / "out")
    found = {name: json.loads((tmp_path / "out/api/v1" / name).read_text("utf-8")) for name in ("signs.json", "sign.schema.json")}  # fmt: skip
    signs = {one["id"]: one for one in signs_kept(found["signs.json"], found["sign.schema.json"], main)}
    was = signs[lagging]
    assert (was["language"], was["text"], was["original"]) == ("en", main.urgency[lagging]["text"], None)
    new = signs[followed]
    assert (new["language"], new["original"]) == ("eo", main.urgency[followed]["text"])
    assert new["text"] == other.urgency[followed]["text"] != new["original"]


def linked(built: BuiltPage) -> dict[str, Any]:
    nodes = built.tree.css('script[type="application/ld+json"]')
    assert len(nodes) == 1, built.url
    data: dict[str, Any] = json.loads(nodes[0].text())
    return data


def foreign(data: dict[str, Any]) -> list[str]:
    """The types and properties of `data`, at any depth, that schema.org doesn't have, or that its types don't take."""
    model = getattr(schema_org, str(data.get("@type")), None)
    if model is None:
        return [str(data.get("@type"))]
    ranges = {known.schema_name: known.ranges for known in model.SCHEMA_PROPERTIES}
    found = []
    for name, value in data.items():
        if name.startswith("@"):
            continue
        if name not in ranges:
            found.append(f"{data['@type']}.{name}")
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                found += foreign(item)
                types = getattr(getattr(schema_org, str(item.get("@type")), None), "SCHEMA_TYPES", ())
                if not set(types) & set(ranges[name]):
                    found.append(f"{name} of type {item.get('@type')}")
            elif not set(ranges[name]) & {"Text", "URL", "Date", "Boolean"}:
                found.append(f"{name} is a bare value")
    return found


def test_every_page_describes_itself_in_words_of_schema_org_and_claims_no_review_but_those_there_were(
    edited: Site,
) -> None:
    """And so does a page that somebody made up, in the same test, for to read that vocabulary takes seconds."""
    described = [built for built in edited.built if built.page]
    assert described
    for built in described:
        data = linked(built)
        assert data["@context"] == "https://schema.org"
        assert foreign(data) == [], built.url
        assert built.page is not None
        assert data["name"] == built.page.meta["title"]
        assert bool({"lastReviewed", "reviewedBy"} & set(data)) == (built.page.sign_off == "current"), built.url
        assert built.page.kind != "cause" or data["@type"] == "MedicalWebPage"
    assert not edited.built_by_url["404.html"].tree.css('script[type="application/ld+json"]')
    words_say_who_reviewed_a_page_and_what_it_is_about()


def page_with(**meta: Any) -> Page:
    page = Page("docs/x.md", "---\nkind: cause\n---\n")
    page.meta |= {"title": "A title of some length", "description": "…", "audience": ["parents"]} | meta
    return page


def words_say_who_reviewed_a_page_and_what_it_is_about() -> None:
    page = page_with(clinical_review=MADE_UP, codes=[{"system": "MeSH", "code": "D000000"}])
    page.sign_off = "current"
    data = api.linked_data(page, "https://example.org/x/", WORDS)
    assert foreign(data) == []
    assert data["lastReviewed"] == "2026-01-02"
    assert data["reviewedBy"] == {"@type": "Person", "name": MADE_UP["name"], "jobTitle": MADE_UP["role"]}
    assert data["about"][0]["code"]["codeValue"] == "D000000"
    for state in ("none", "lapsed"):  # nobody, or nobody for these words
        page.sign_off = state
        assert not {"lastReviewed", "reviewedBy"} & set(api.linked_data(page, "https://example.org/x/", WORDS))
    for wrong in (
        {"@type": "MedicalWebpage"},
        {"@type": "MedicalWebPage", "reviewdBy": "x"},
        {"@type": "MedicalWebPage", "reviewedBy": {"@type": "WebSite"}},
        {"@type": "MedicalWebPage", "reviewedBy": "somebody"},
        {"@type": "MedicalWebPage", "about": {"@type": "MedicalEntity", "code": {"@type": "Codes"}}},
    ):
        assert foreign(wrong), wrong


def test_the_same_sources_give_the_same_bytes(noses: Site, tmp_path: Path) -> None:
    api.write(noses, tmp_path)
    for name in ("pages.json", "signs.json", "references.json", "page.schema.json", "sign.schema.json"):
        assert (tmp_path / "api/v1" / name).read_bytes() == (noses.root / "build/api/v1" / name).read_bytes()
