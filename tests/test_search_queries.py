"""What people type and the page that must come first, asked of the very script that readers get, in one page of a real browser.

Half of the queries are in words that stand on no page: how people talk, what clinicians write, and slips of the thumb.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from publish import gate
from sitecheck import report
from sitecheck.source import Site
from support.browser import search_results_of_each
from support.commands import replace
from support.loopback import served

HELP = "help/when-to-get-help/"
CRISIS, BABY, MOTHER = f"{HELP}#crisis", f"{HELP}#baby", f"{HELP}#mother"
LOW = "is-my-supply-low/"
LATCH = "causes/positioning-and-attachment/"
STRESS = "causes/stress-and-anxiety/"
MEDICINES = "causes/medicines/"
MASTITIS = "causes/mastitis/"
DUCTS = "causes/blocked-ducts/"
OTHER = "causes/other-causes/"
RAISE = "help/raising-supply/"
DRINK = "help/fluids-and-food/"
WORKS = "how-supply-works/"

# By the address that must come first: with an anchor, at that place. Queries are parted by "|".
FIRST = {
    CRISIS: "kill myself | i want to die | I want to die!! | end my life | thinking about ending my life | suicide | suicidal | suicde | hurt my baby | want to hurt the baby"
    " | i'm scared I'll harm my baby | my family is better off without me | i can't go on | self-harm | hearing voices | i shook my baby | postpartum psychosis | low milk and I want to kill myself"
    " | mastitis antibiotics kill myself tonight",
    BABY: "baby not breathing | baby isn't breathing | my baby has stopped breathing | baby wont wake up | baby won't wake up | can't wake baby | newborn hard to wake for feeds | floppy baby"
    " | my baby is limp | baby turning blue | blue lips | newborn temperature 38.5 | baby fever | baby had a seizure | baby unresponsive after feed | sunken soft spot",
    MOTHER: "bleeding heavily after birth | soaking through pads | chest pain | sepsis | passed out in shower",
    HELP: "emergency | 911 | is it an emergency | fever | yellow baby",
    f"{HELP}#thoughts": "intrusive thoughts | scary thoughts about baby",
    f"{HELP}#numbers": "helpline | who to call",
    LOW: "Is my milk supply low? | is my milk supply low | is baby getting enough milk | cluster feeding | soft breasts | do I have low supply",
    f"{LOW}#nappies": "how many wet diapers | nappies | brick dust | how often should she poop",
    f"{LOW}#weight": "newborn weight loss | not gaining weight | failure to thrive | growth chart percentile",
    WORKS: "letdown | let-down reflex | when does milk come in | colostrum | prolactin | foremilk hindmilk",
    "causes/": "why is my milk low | what causes insufficient breast milk | supply dropped suddenly",
    LATCH: "latch | bad latch | sore nipples | cracked nipple | thrush | nipple shield | football hold | nursing strike | baby refuses breast | attachement",
    STRESS: "stress | anxeity | PPD | postpartum depression | postnatal depression | baby blues | D-MER | dmer | overwhelmed and crying all day | epds",
    MEDICINES: "zoloft | antidepressants while nursing | birth control | sudafed | tylenol | medication | codeine",
    f"{MEDICINES}#smoking": "vaping | weed | nicotine | marijuana",
    f"{MEDICINES}#raise-supply": "domperidone | fenugreek | motilium",
    MASTITIS: "mastitis | mastitus | MASTITIS | mastiitis | breast infection | engorged | engorgement | hot red breast | breast abscess",
    DUCTS: "clogged duct | lump in breast | milk bleb | plugged duct | blocked-duct",
    OTHER: "tongue tie | tongue-tie | C-section | c section | cesarean | PCOS | IGT | breast reduction | thyroid | preemie in NICU | pacifier | retained placenta | anemia",
    RAISE: "increase milk supply | how to make more milk | power pumping | milk drying up | relactation",
    f"{RAISE}#expressing": "pump | breast pump flange size | hand express",
    f"{RAISE}#top-ups": "top up | top-ups | combo feeding | supplementing",
    f"{RAISE}#formula": "formula | how to make a bottle",
    f"{RAISE}#hungry-baby": "hungry baby | baby still hungry after feeding",
    DRINK: "drink more water for milk | lactation cookies | oatmeal | ramadan",
    f"{DRINK}#caffeine": "coffee | caffeine",
    f"{DRINK}#alcohol": "beer | glass of wine",
    "help/": "IBCLC | lactation consultant | doula | la leche league",
    "handouts/": "leaflet | print a handout",
    "": "not enough milk | 母乳不足",
}  # fmt: skip
ASKED = [(query.strip(), way) for way, queries in FIRST.items() for query in queries.split("|")]
NOTHING_OF_DANGER = (
    "baby blues", "blue nipple", "my nipples hurt", "does it hurt", "baby fell asleep at the breast", "sleepy newborn",
    "supply dropped baby 3 months", "pump to end feed", "baby keeps throwing up milk", "does coffee reach the baby",
)  # fmt: skip


def results(page: Page, queries: Sequence[str]) -> list[list[str]]:
    """What is found for each query, best first: addresses below the site's own."""
    return [
        [one.partition("/search/../")[2] or re.sub(r"^\w+://[^/]+/", "", one) for one in found]
        for found in search_results_of_each(page, queries)
    ]


def test_what_is_typed_leads_to_its_page_first(real: Site, browser: Browser) -> None:
    assert len(ASKED) >= 120
    wrong = []
    with served(real.root / "build") as address:
        page = browser.new_page()
        page.goto(f"{address}/search/")
        for (query, way), found in zip(ASKED, results(page, [query for query, _ in ASKED]), strict=True):
            if not found or (found[0] if "#" in way else found[0].partition("#")[0]) != way:
                wrong.append((query, way, found[:3]))
            about = [one.startswith(("about/", "search/")) for one in found]
            if about != sorted(about):
                wrong.append((query, "pages about the site come last", found))
        for query, found in zip(NOTHING_OF_DANGER, results(page, NOTHING_OF_DANGER), strict=True):
            if found and found[0] in {CRISIS, BABY, MOTHER}:
                wrong.append((query, "no danger", found[:3]))
        page.close()
    assert wrong == []


IN_OTHER_LANGUAGES = {  # as FIRST, by the tag of the language; some are in words of no page, without accents, or longer than any phrase
    "zh-Hans": {
        CRISIS: "不想活了 | 想死 | 我想伤害宝宝",
        BABY: "宝宝叫不醒 | 宝宝不呼吸",
        "": "奶水不足 | 奶少 | 奶不够",
        MASTITIS: "乳腺炎",
        DUCTS: "堵奶",
        RAISE: "追奶",
        STRESS: "产后抑郁",
        MEDICINES: "哺乳期能吃布洛芬吗",
        LATCH: "含接 | 乳头疼",
        f"{LOW}#nappies": "尿布",
        DRINK: "吃什么下奶",
    },
    "es": {
        CRISIS: "quiero morir | quiero morirme | me quiero matar | hacerle daño a mi bebe | quiero matar a mi bebe",
        BABY: "mi bebé no respira | no despierta",
        "": "poca leche",
        WORKS: "no sube la leche | dar de mamar",
        MASTITIS: "mastitis | Mastítis",
        DUCTS: "bulto en el pecho",
        STRESS: "depresion posparto",
        MEDICINES: "ibuprofeno",
        LATCH: "grietas",
        f"{LOW}#nappies": "pañales",
        DRINK: "que comer para tener mas leche",
    },
}


@pytest.mark.parametrize("tag", IN_OTHER_LANGUAGES)
def test_what_is_typed_in_another_language_leads_to_its_page_first(tag: str, real: Site, browser: Browser) -> None:
    asked = [(query.strip(), way) for way, said in IN_OTHER_LANGUAGES[tag].items() for query in said.split("|")]
    with served(real.root / "build") as address:
        page = browser.new_page()
        page.goto(f"{address}/{tag}/search/")
        found = results(page, [query for query, _ in asked])
        page.close()
    firsts = [(ways or [""])[0].removeprefix(f"{tag}/") for ways in found]
    wrong = [
        (query, way, first)
        for (query, way), first in zip(asked, firsts, strict=True)
        if (first if "#" in way else first.partition("#")[0]) != way
    ]
    assert wrong == []


def test_half_of_what_is_asked_is_in_words_of_no_page(real: Site) -> None:
    texts = [
        _words(" ".join([*page.prose, str(page.meta.get("title"))])) for page in real.pages if page.kind != "policy"
    ]
    texts += [_words(str(sign["text"])) for sign in real.urgency.values()]
    alien = [query for query, _ in ASKED if not any(f" {_words(query).strip()} " in text for text in texts)]
    assert len(alien) >= len(ASKED) / 2, len(alien)


def _words(text: str) -> str:
    plain = re.sub("['’]", "", text.lower()).replace("-", " ")
    return f" {' '.join(plain.split())} "


def test_capitals_hyphens_and_marks_change_nothing(real: Site, browser: Browser) -> None:
    with served(real.root / "build") as address:
        page = browser.new_page()
        page.goto(f"{address}/search/")
        for ways in (
            ("tongue-tie", "Tongue tie", "TONGUE TIE?", "tongue–tie…"),
            ("baby won't wake", "baby won’t wake", "Baby wont wake!!!"),
            ("C-section", "c section", "C‐Section."),
        ):
            found = results(page, ways)
            assert found[0]
            assert all(one == found[0] for one in found), (ways, found)
        page.close()


def test_a_result_says_how_its_page_begins(real: Site, browser: Browser) -> None:
    listed = {one["url"]: one for one in json.loads((real.root / "build/assets/search.json").read_text("utf-8"))}
    opening = real.built_by_url[MASTITIS].tree.css_first("#in-short + p")
    assert opening and opening.text().split()[:3] == listed[MASTITIS]["says"].split()[:3]
    assert listed[MASTITIS]["says"].endswith(".")
    with served(real.root / "build") as address:
        page = browser.new_page()
        page.goto(f"{address}/search/")
        page.get_by_role("searchbox").fill("mastitis")
        expect(page.locator("#search-results li").first.locator("p")).to_have_text(listed[MASTITIS]["says"])
        page.close()


def test_nothing_moves_when_results_come_late(real: Site, browser: Browser) -> None:
    def late(route: Route) -> None:
        page.wait_for_timeout(900)
        route.continue_()

    watch = "window.moved = 0; new PerformanceObserver(list => { for (const one of list.getEntries()) if (!one.hadRecentInput) window.moved += one.value }).observe({ type: 'layout-shift', buffered: true });"
    with served(real.root / "build") as address:
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.add_init_script(watch)
        page.goto(f"{address}/search/")
        page.wait_for_load_state("networkidle")
        page.route("**/search.json", late)
        page.get_by_role("searchbox").press_sequentially("latch", delay=20)
        expect(page.locator("#search-status")).not_to_have_text("")
        page.wait_for_timeout(300)
        assert page.evaluate("window.moved") == 0
        page.close()


def test_topics_are_what_parents_look_for(real: Site) -> None:
    built = next(one for one in real.built if one.url == "search/")
    topics = {item.text().strip() for item in built.tree.css(".topics li")}
    assert "mastitis" in topics
    assert not topics & {"cookies", "gdpr", "liability", "wcag", "a to z", "find a page", "discern"}


@pytest.mark.parametrize("to", ["help/when-to-get-hlep.md", "help/when-to-get-help.md#nowhere"])
def test_what_is_typed_never_leads_to_nothing(to: str, good: Path) -> None:
    replace(good / "data/search.yml", "help/when-to-get-help.md#signs-in-you", to)
    [one] = gate.judge(good, report.Steps(quiet=True), handouts=False, waiting=True)[1].findings
    assert (one.path, one.line, to in one.message) == ("data/search.yml", 2, True)
