"""The site for programs: every page, warning sign and source as JSON in api/v1/, and what a page says of itself to search engines.

Files are described in README.md. Addresses are relative to the site's root, so that a copy of the site stays true.
"""

import json
from pathlib import Path
from typing import Any

from sitecheck import schema
from sitecheck.fields import Flag, Nullable, Number, Text
from sitecheck.source import Page, Site

FOLDER = "api/v1"
SOURCE = schema.record(
    key=schema.KEY,
    title=Nullable(Text()),
    publisher=Nullable(Text()),
    url=Nullable(schema.WEB),
)
SIGN = schema.record(
    id=schema.ID,
    who=schema.about("whom it is about", Text()),
    lead=schema.about("how a sentence begins that goes on with the text; may be empty", Text(0)),
    level=schema.about("how fast to act", Text()),
    level_label=Text(),
    level_order=schema.about("1 for the level that is the most urgent", Number(1, 100)),
    text=Text(),
    short=schema.about("the same in a few words; may leave out a condition", Nullable(Text())),
    always=schema.about("whether every page shows it, whatever it is about", Flag()),
    language=schema.about("the language of the text", Text()),
    original=schema.about(
        "what the text was translated from, to show beside it; null where it is the original",
        Nullable(Text()),
    ),
    sources=schema.several(SOURCE, low=1),
)


def write(site: Site, folder: Path) -> None:
    """Write pages.json, signs.json, references.json and the schemas of a page and of a sign below `folder`/api/v1. The same sources give the same bytes."""
    target = folder / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    for name, content in (
        ("pages.json", pages(site)),
        ("signs.json", signs(site)),
        ("references.json", references(site)),
        ("page.schema.json", schema.json_schema(site.roles)),
        ("sign.schema.json", sign_schema()),
    ):
        text = json.dumps(_plain(content), ensure_ascii=False, indent=1, sort_keys=True)
        (target / name).write_text(text + "\n", encoding="utf-8")


def pages(site: Site) -> dict[str, Any]:
    """Every page by its address: `meta`, the front matter as page.schema.json describes it, and the keys of the works it `cites`."""
    return {
        "schema": "page.schema.json",
        "pages": {page.url: {"meta": page.meta, "cites": cited(page, site)} for page in site.pages},
    }


def signs(site: Site) -> dict[str, Any]:
    """Every warning sign in its order, as sign.schema.json describes it. One whose translation lags is in the main language."""
    return {"schema": "sign.schema.json", "signs": [_sign(one, site) for one in site.urgency.values()]}


def _sign(sign: dict[str, Any], site: Site) -> dict[str, Any]:
    levels, main = site.words("levels"), site.main
    translated = main is not None and sign["id"] not in site.untranslated
    return {
        "id": sign["id"],
        "who": sign["who"],
        "lead": sign["lead"],
        "level": sign["level"],
        "level_label": levels[sign["level"]]["label"],
        "level_order": list(levels).index(sign["level"]) + 1,
        "text": sign["text"],
        "short": sign.get("short"),
        "always": sign["always"],
        "language": site.language if translated or main is None else main.language,
        "original": main.urgency[sign["id"]]["text"] if translated and main else None,
        "sources": [_source(key, site) for key in sign["cites"]],
    }


def _source(key: str, site: Site) -> dict[str, Any]:
    record = site.references.get(key, {})  # citation-unknown speaks of a key that there is not
    return {"key": key} | {name: record.get(name) for name in ("title", "publisher", "url")}


def sign_schema() -> dict[str, Any]:
    """A warning sign as a JSON Schema (draft 2020-12)."""
    return {"$schema": schema.DRAFT, "title": "A warning sign"} | SIGN.json_schema()


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
    sources, for which the vocabulary has no word. `words` are the site's: name, address, language,
    licence, and the type of pages that are not about the site itself.
    """
    meta = page.meta
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": (page.role != "policy" and words.get("type")) or "WebPage",
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
    if codes and page.role != "policy":
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
