"""What is said and what is denied: sentences that the checks of wording must refuse, and sentences that they must let pass."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from sitecheck import loading, registry
from sitecheck.checks import figure_unknown
from sitecheck.source import Page

PLACE = "It is a fine powder in the air.[^example-guideline]"
GUARD = "Do not stop or start a medicine on your own."
WORDING = (
    "advice-dangerous",
    "wording-blaming",
    "wording-promising",
    "medicine-dose",
    "medicine-unguarded",
    "phone-typed",
)
REFUSED = {
    "You can stop taking your tablets.": "advice-dangerous",
    "If your milk is low, stop taking your antidepressant.": "advice-dangerous,medicine-unguarded",
    "It is not dangerous to water down the formula.": "advice-dangerous",
    "Do not be afraid to skip a feed.": "advice-dangerous",
    "Do not hesitate to stop taking your pills.": "advice-dangerous",
    "Do not worry, you can stop taking your pills.": "advice-dangerous",
    "Do not wait; give your baby water.": "advice-dangerous",
    "Give your **baby** water.": "advice-dangerous",
    "Give your\nbaby [water](../about.md).": "advice-dangerous",
    "Stop taking the pill.": "advice-dangerous",
    "It is not a problem to stop taking your pills.": "advice-dangerous",
    "There is no harm if you stop taking your pills.": "advice-dangerous",
    "It is fine if you skip feeds.": "advice-dangerous",
    "Stopping your medicines is safe.": "advice-dangerous",
    "Try giving your baby water.": "advice-dangerous",
    "Dilute formula a little.": "advice-dangerous",
    "Do not give a top-up.": "advice-dangerous",
    "Massage firmly.": "advice-dangerous",
    "You failed.": "wording-blaming",
    "It's your fault.": "wording-blaming",
    "Just relax!": "wording-blaming",
    "A miracle tea.": "wording-promising",
    "It cures low supply.": "wording-promising",
    "Take ibuprofen 400 mg.": "medicine-dose,medicine-unguarded",
    "Take ibuprofen. Take 400mg with food.": "medicine-dose,medicine-unguarded",
    "Paracetamol: two tablets every 4 to 6 hours.": "medicine-dose,medicine-unguarded",
    "Domperidone 10 mg three times a day.": "medicine-dose,medicine-unguarded",
    "Domperidone thrice. 10 mg. Do not stop or start a medicine on your own.": "medicine-dose",
    "Take two ibuprofen. Do not stop or start a medicine on your own.": "medicine-dose",
    "Give ½ tablet of domperidone. Do not stop or start a medicine on your own.": "medicine-dose",
    "Ibuprofen 3x a day. Do not stop or start a medicine on your own.": "medicine-dose",
    "Paracetamol up to four times in 24 hours. Do not stop or start a medicine on your own.": "medicine-dose",
    "Ask about ibuprofen.": "medicine-unguarded",
    "Ask about *Ibuprofen*.": "medicine-unguarded",
    "Ibuprofen once a day. Do not stop or start a medicine on your own.": "medicine-dose",
    "Call 999.": "phone-typed",
    "Ring 9-9-9 now.": "phone-typed",
    "Call an ambulance on 999 at once.": "phone-typed",
    "Dial\n112 now.": "phone-typed",
    "Phone [911](tel:911).": "phone-typed",
    "Tap [here](tel:911).": "phone-typed",
    "Call the nurse on 020 7946 0018.": "phone-typed",
    "Ring +44 20 7946 0000.": "phone-typed",
    "Text HELP to 85258.": "phone-typed",
    "Ring nine nine nine.": "phone-typed",
    # what is left of a sentence when its "not" is lost
    "A top-up comes first. Hold it back to protect your milk.": "advice-dangerous",
    "Keep taking it, and stop it suddenly.": "advice-dangerous",
    "Stop a course on your own.": "advice-dangerous",
    "Give your baby a fever medicine and wait to see.": "advice-dangerous",
    "That is an emergency: wait until the morning.": "advice-dangerous",
    "If you have neither, leave your baby hungry: ring a midwife or a nurse.": "advice-dangerous",
    "Use cold for pain, and rub hard.": "advice-dangerous",
    "Press and knead it.": "advice-dangerous",
    "Leave a mother alone with her baby if she is confused.": "advice-dangerous",
    "If nobody answers, wait for a call back.": "advice-dangerous",
    "Let your baby sleep apart from you, with you in a bed.": "advice-dangerous",
    "Mixed feeding is failing.": "wording-blaming",
    "That is your fault.": "wording-blaming",
    "Deep massage is the best way.": "advice-dangerous",
    "Have a glass of wine.": "advice-dangerous",
    "Paracetamol helps. Do not stop or start a medicine on your own. Take two tablets.": "medicine-dose",
    # a second order after a first
    "Keep feeding and stop your tablets.": "advice-dangerous",
    "Rest (just relax first).": "wording-blaming",
}
ALLOWED = [
    # what is spoken of, denied, bounded or said of something else
    "Deep massage can injure the breast.",
    "Our sources warn of deep massage.",
    "Drink less alcohol, or none.",
    "After a glass of wine, ask someone else to watch the baby.",
    "If you do not feed at night, your milk may drop.",
    "Never give a top-up from a propped bottle.",
    "If you do not top up a baby who needs it, weight can fall.",
    "No food, drink or herb has been clinically proven to do this.",
    "You may wonder if your milk will come back.",
    "Give your baby a bath in warm water.",
    "Take sips of water if your mouth is dry.",
    "Ask when the tablets can be stopped.",
    "Double check your medicine with a pharmacist. Do not stop or start a medicine on your own.",
    "Stretch your back between feeds.",
    "Rub your hands firmly with soap.",
    "You may have read that top-ups are bad. They are food.",
    "A dummy is harmless once feeding goes well.",
    "Your place in the group is guaranteed.",
    "Ask about ibuprofen. A pharmacist can tell you if two tablets clash. Do not stop or start a medicine on your own.",
    "Do not top up with water or juice.",
    "Do not give formula that was made yesterday.",
    "Never hold it back to protect your milk.",
    "That is an emergency: do not wait until the morning.",
    "Do not rest and skip feeds.",
    "Keep feeding and ask before you stop your tablets.",
    "If you have neither, do not leave your baby hungry.",
    "Mixed feeding is not failing, and that is not your fault.",
    "One of nine babies, and one in one hundred.",
    "It is dangerous if you stop taking your tablets.",
    "Stopping your medicine can harm you.",
    "Stopping your medicine is not a good idea.",
    "Ask whether it is safe to stop taking your tablets.",
    "It is a good idea to ask if you can stop taking your tablets.",
    "We do not recommend giving your baby water.",
    "If you are not sure, do not make your baby wait.",
    "You may feel that you have failed. You have not.",
    "Two antibiotics suit feeding. Do not stop or start a medicine on your own.",
    "The value is 0.123456789 in one study of 1000000 parents.",
    "Do not stop taking your tablets.",
    "Don’t stop taking your tablets without asking.",
    "Never give your baby water.",
    "Do not dilute the formula or give your baby water.",
    "It is dangerous to water down the formula.",
    "Ask a doctor before you stop taking your tablets.",
    "Some people wait. This is not a reason to skip a feed.",
    "There is no need to skip night feeds.",
    "This does not mean you failed.",
    "It is not your fault.",
    "There is no cure.",
    "Nothing is guaranteed.",
    "Keep the door secure.",
    "Up to 200 mg of caffeine a day. Do not stop or start a medicine on your own; ask about ibuprofen.",
    "Feed 8 times a day. You can ask about ibuprofen. Do not stop or start a medicine on your own.",
    "Give 30 ml of milk. Ibuprofen may help. Do not stop or start a medicine\non your own.",
    "If you want to stop taking your tablets, ask first.",
    "Do not stop taking the tablets, skip a feed, or give your baby water.",
    "Call after 24 hours.",
    "Take 999 steps.",
    "Call us within 3 days.",
    "In 2026, call your local emergency number.",
    "Ring 100% of them.",
]


def said_of(root: Path, text: str) -> str:
    """The checks that find fault with `text` on a page of the good site in `root`."""
    site = loading.load(root, datetime.date(2026, 11, 23))
    page = site.by_source["causes/pollen.md"]
    site.pages = [Page(page.path, page.text.replace(PLACE, f"{PLACE}\n\n{text}"))]
    found = registry.run(site, WORDING).findings
    first = page.line_of(PLACE) or 0
    assert all(first < finding.line <= first + 3 for finding in found), found
    return ",".join(sorted({finding.check for finding in found}))


def test_a_number_stands_where_one_of_its_sources_is_cited(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure_unknown, "SOURCED", 1)
    figures = good / "data/figures.yml"
    figures.write_text(
        figures.read_text("utf-8")
        + "- id: rest\n  value: '45'\n  unit: minutes\n  text: How long to rest\n  cites: [example-book]\n",
        "utf-8",
    )
    site = loading.load(good, datetime.date(2026, 11, 23))
    page = site.by_source["causes/pollen.md"]
    for source, messages in (
        ("[^example-trial]", ["45 minutes is stated with a source, and the page cites none of the works that say so"]),
        ("[^example-trial][^example-book]", []),
        ("", []),
    ):
        text = page.text.replace("[^example-book]", "").replace(PLACE, f"{PLACE}\n\nRest for 45 minutes.{source}")
        site.pages = [Page(page.path, text)]
        assert [found.message for found in registry.run(site, ["figure-unknown"]).findings] == messages


@pytest.mark.parametrize(("text", "checks"), REFUSED.items())
def test_what_may_not_be_said(good: Path, text: str, checks: str) -> None:
    assert said_of(good, text) == checks


@pytest.mark.parametrize("text", ALLOWED)
def test_what_may_be_said(good: Path, text: str) -> None:
    assert said_of(good, text) == ""
