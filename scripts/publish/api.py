"""The site for programs: every page and every source as JSON in api/v1/, and what a page says of itself to search engines.

Files are described in README.md. Addresses are relative to the site's root, so that a copy of the site stays true.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sitecheck import schema
from sitecheck.source import Page, Site

FOLDER = "api/v1"


def write(site: Site, folder: Path) -> None:
    """Write pages.json, references.json and page.schema.json below `folder`/api/v1. The same sources give the same bytes."""
    target = folder / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    for name, content in (
        ("pages.json", pages(site)),
        ("references.json", references(site)),
        ("page.schema.json", schema.json_schema()),
    ):
        text = json.dumps(_plain(content), ensure_ascii=False, indent=1, sort_keys=True)
        (target / name).write_text(text + "\n", encoding="utf-8")


def pages(site: Site) -> dict[str, Any]:
    """Every page by its address: `meta`, the front matter as page.schema.json describes it, and the keys of the works it `cites`."""
    return {
        "schema": "page.schema.json",
        "pages": {page.url: {"meta": page.meta, "cites": cited(page, site)} for page in site.pages},
    }


def references(site: Site) -> dict[str, Any]:
    """The bibliography by key, each work with the addresses of the pages that cite it."""
    citing: dict[str, list[str]] = {key: [] for key in site.references}
    for page in site.pages:
        for key in cited(page, site):
            citing[key].append(page.url)
    return {"references": {key: record | {"cited_by": citing[key]} for key, record in site.references.items()}}


def cited(page: Page, site: Site) -> list[str]:
    """The keys of the works that a page's text cites, in the order of their first mention."""
    return list(dict.fromkeys(key for _, key in page.citations if key in site.references))


def linked_data(page: Page, address: str, words: dict[str, Any]) -> dict[str, Any]:
    """What a page says of itself in schema.org's vocabulary, and nothing that isn't so.

    A review is claimed only where somebody signed this very text off; `reviewed` is this project's own check against
    sources, for which the vocabulary has no word. `words` are the site's: name, address, language and licence.
    """
    meta = page.meta
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "WebPage" if page.kind == "policy" else "MedicalWebPage",
        "name": meta.get("title"),
        "description": meta.get("description"),
        "url": address,
        "inLanguage": words["language"],
        "isAccessibleForFree": True,
        "isPartOf": {"@type": "WebSite", "name": words["site"], "url": words["address"]},
        "audience": [{"@type": "Audience", "audienceType": who} for _, who in page.meta_list("audience")],
    }
    if page.original and words.get("original"):
        data["translationOfWork"] = {
            "@type": data["@type"],
            "url": words["original"],
            "inLanguage": words["main_language"],
        }
    if words.get("license"):
        data["license"] = words["license"]
    codes = [code for code in meta.get("codes") or [] if isinstance(code, dict)]
    if codes and page.kind != "policy":
        data["about"] = [
            {
                "@type": "MedicalEntity",
                "code": {
                    "@type": "MedicalCode",
                    "codeValue": str(code.get("code")),
                    "codingSystem": str(code.get("system")),
                },
            }
            for code in codes
        ]
    if page.sign_off == "current":
        review = meta["clinical_review"]
        data["lastReviewed"] = str(review.get("date"))
        data["reviewedBy"] = {"@type": "Person", "name": review.get("name"), "jobTitle": review.get("role")}
    return data


def _plain(value: Any) -> Any:
    """A value as JSON can hold it. What no page should say is written as text; that it is wrong is for the checks to tell."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (str, int, float)) else str(value)
