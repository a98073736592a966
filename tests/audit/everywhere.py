"""Every page in the three engines that readers have: what must hold in all of them, and pictures side by side to look at."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from audit.engines import ENGINES, Engine
from support.loopback import served

WIDTHS = (320, 360, 768, 1280)
PICTURED = (360, 1280)
TALL = 2000
TOP = 768  # wide enough for a window of its own in each engine, where keys go to the page
SEARCHED = {  # by the page that searches: what is typed there, and what it leads to
    "search/": {
        "kill myself": "help/when-to-get-help/",
        "mastitus": "causes/mastitis/",
        "clogged duct": "causes/blocked-ducts/",
        "母乳不足": "",
    },
    "es/search/": {"quiero morirme": "es/help/when-to-get-help/", "Mastítis": "es/causes/mastitis/"},
    "zh-Hans/search/": {"不想活了": "zh-Hans/help/when-to-get-help/", "堵奶": "zh-Hans/causes/blocked-ducts/"},
}
WALKED = ("", "es/", "zh-Hans/")

# What is wrong with the page that is open, at its width.
LOOK = """() => {
    const faults = [], seen = element => element.checkVisibility() && element.getBoundingClientRect().height > 0;
    const said = element => element.textContent.trim().slice(0, 40);
    const root = document.documentElement;
    if (root.scrollWidth > innerWidth) faults.push(`scrolls sideways: ${root.scrollWidth} px in ${innerWidth}`);
    for (const block of document.querySelectorAll('article > p, article > :is(ul, ol) > li')) {
        const inside = [...block.querySelectorAll('*')].filter(e => !e.matches('[popover]') && e.checkVisibility());
        if (!seen(block) || inside.some(e => !getComputedStyle(e).display.startsWith('inline') || e.matches('img, svg'))) continue;
        const style = getComputedStyle(block);
        if (block.getBoundingClientRect().height <= parseFloat(style.minHeight) + 1) continue;  // one line, as high as its number
        const around = ['paddingTop', 'paddingBottom', 'borderTopWidth', 'borderBottomWidth'].map(side => parseFloat(style[side]));
        const high = block.getBoundingClientRect().height - around.reduce((all, one) => all + one), pitch = parseFloat(style.lineHeight);
        // WebKit takes whole pixels; where two scripts meet in a line, Firefox makes room for both of their fonts.
        const even = [pitch, Math.floor(pitch)].some(one => Math.abs(high - Math.round(high / one) * one) < 2);
        if (!even) faults.push(`${(high / pitch).toFixed(2)} lines: ${said(block)}`);
    }
    for (const strip of document.querySelectorAll('[data-strip]')) {
        if (!seen(strip)) faults.push('the strip is not shown');
        for (const number of strip.querySelectorAll('a[href^="tel:"]')) {
            const high = number.getBoundingClientRect().height;
            if (number.getClientRects().length !== 1) faults.push(`a number on two lines: ${said(number)}`);
            if (high < 43.5) faults.push(`a number ${high} px high: ${said(number)}`);
        }
    }
    for (const bar of document.querySelectorAll('nav.switch')) {
        for (const link of bar.querySelectorAll('a')) {
            if (link.getBoundingClientRect().height < 43.5) faults.push(`a way of the switch is too low: ${said(link)}`);
        }
        scrollTo(0, root.scrollHeight / 2);
        if (!seen(bar) || Math.abs(bar.getBoundingClientRect().top) > 1) faults.push('the switch does not stay in sight');
        scrollTo(0, 0);
    }
    return faults;
}"""
# What is wrong with the words that are explained, and with the print button.
PRESS = """async () => {
    const faults = [];
    for (const button of document.querySelectorAll('button.term')) {
        const text = document.getElementById(button.getAttribute('popovertarget'));
        const style = getComputedStyle(button);
        if (style.textDecorationLine !== 'underline' || style.textDecorationStyle !== 'dotted') faults.push(`${text.id} is not marked`);
        if (text.checkVisibility()) faults.push(`${text.id} is open before it is asked for`);
        button.scrollIntoView({block: 'center'});
        button.click();
        const box = text.getBoundingClientRect();
        if (!text.matches(':popover-open') || !text.checkVisibility()) faults.push(`${text.id} does not open`);
        else if (box.left < 0 || box.right > innerWidth || box.top < 0 || box.bottom > innerHeight) faults.push(`${text.id} lies out of sight`);
        dispatchEvent(new Event('beforeprint'));
        if (text.checkVisibility()) faults.push(`${text.id} prints open`);
    }
    const print = document.getElementById('print');
    if (print) {
        let asked = false;
        window.print = () => { asked = true };
        if (!print.checkVisibility()) faults.push('the print button is not shown');
        print.click();
        if (!asked) faults.push('the print button does not print');
    }
    return faults;
}"""
# Waits for the pictures, also for those that load when a reader comes near.
SHOWN = """async () => {
    for (const image of document.images) image.loading = 'eager';
    await Promise.all([...document.images].map(image => image.decode()));
}"""
DARK = "() => matchMedia('(prefers-color-scheme: dark)').matches"
FOCUS = "selector => document.querySelector(selector).focus()"
EMPTY = "selector => { const box = document.querySelector(selector); box.value = ''; box.dispatchEvent(new Event('input')) }"
FOUND = """async () => {
    const status = document.getElementById('search-status');
    for (let tries = 0; tries < 400 && !status.textContent; tries++) await new Promise(done => setTimeout(done, 50));
    return document.querySelector('#search-results a')?.href ?? status.textContent;
}"""
# Firefox scrolls to what is wholly out of sight, and leaves the second line of a link below the edge.
WHERE = """() => { const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
    const ways = [...document.querySelectorAll('a[href], button, input, select, summary')].filter(e => e.checkVisibility());
    return [ways.indexOf(e), style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
            box.height > 0 && box.top >= -1 && box.top + Math.min(box.height, 24) <= innerHeight + 1, e.textContent.trim()] }"""
IN_MAIN = "() => document.querySelector('main').contains(document.activeElement)"


def judge(site: Path, urls: list[str], pictures: Path) -> bool:
    """Print what each engine finds wrong, and lay pictures into a folder. Says whether there is a fault."""
    shots: dict[str, list[Image.Image]] = {}
    faulty = False
    for name, made in ENGINES.items():
        start = time.monotonic()
        with served(site) as address:
            with made(False) as engine:
                faults = list(faults_of(engine, address, urls))
                for width in PICTURED:
                    pictured(engine, address, urls, width, shots)
            with made(True) as engine:
                faults += pictured(engine, address, urls, PICTURED[0], shots, night=True)
        for fault in faults:
            print(f"   {name}: {fault}")
        seconds = time.monotonic() - start
        print(f"{name}: {len(faults)} faults on {len(urls)} pages at {len(WIDTHS)} widths, {seconds:.0f} s", flush=True)
        faulty = faulty or bool(faults)
    pictures.mkdir(exist_ok=True)
    for name, taken in shots.items():
        side_by_side(taken).save(pictures / name)
    print(f"pictures of each page, {', '.join(ENGINES)} side by side: {pictures}")
    return faulty


def pictured(
    engine: Engine, address: str, urls: list[str], width: int, shots: dict[str, list[Image.Image]], night: bool = False
) -> list[str]:
    """Add a picture of each page at a width to what other engines show of it. Says which pages are not as dark as asked."""
    wrong = []
    for url in urls:
        engine.open(f"{address}/{url}", width, TALL)
        engine.run(SHOWN)
        if engine.run(DARK) != night:
            wrong.append(f"/{url} at {width}: {'not dark at night' if night else 'dark by day'}")
        name = f"{url.strip('/').replace('/', '-') or 'home'}-{width}{'-night' if night else ''}.png"
        shots.setdefault(name, []).append(cut(engine.picture(), width))
    return wrong


def faults_of(engine: Engine, address: str, urls: list[str]) -> Iterator[str]:
    """What is wrong in one engine, on every page and with what a reader can do."""
    for url in urls:
        for width in WIDTHS:
            engine.open(f"{address}/{url}", width)
            told: Any = engine.run(LOOK) + (engine.run(PRESS) if width in PICTURED else [])
            yield from (f"/{url} at {width}: {fault}" for fault in told)
        for does in [*([searched] if url in SEARCHED else []), *([walked] if url in WALKED else [])]:
            engine.open(f"{address}/{url}", TOP)
            yield from (f"/{url}: {fault}" for fault in does(engine, address, url))


def searched(engine: Engine, address: str, searcher: str) -> Iterator[str]:
    """What is wrong with the search, typed into."""
    for words, url in SEARCHED[searcher].items():
        engine.run(FOCUS, "#search-box")
        engine.press(*words)
        found = engine.run(FOUND).partition("#")[0]
        if found != f"{address}/{url}":
            yield f'"{words}" leads to {found}'
        engine.run(EMPTY, "#search-box")


def walked(engine: Engine, address: str, url: str) -> Iterator[str]:
    """What is wrong with the way of the keyboard: the skip link, the head of the page with search and menu, then what follows."""
    for place in range(20):
        engine.press("Tab")
        index, outlined, in_sight, text = engine.run(WHERE)
        if (index, outlined, in_sight) != (place, True, True):
            yield f'Tab {place + 1} is at place {index} ("{text[:30]}"), outlined: {outlined}, in sight: {in_sight}'
    engine.open(f"{address}/{url}", TOP)
    engine.press("Tab", "Enter", "Tab")
    if not engine.run(IN_MAIN):
        yield "the skip link does not lead into the page"


def cut(picture: bytes, width: int) -> Image.Image:
    """A picture, cut to the width of its view."""
    opened = Image.open(io.BytesIO(picture)).convert("RGB")
    return opened.crop((0, 0, width, min(opened.height, TALL)))


def side_by_side(taken: list[Image.Image]) -> Image.Image:
    """Pictures of one width in a row."""
    width = taken[0].width + 8
    row = Image.new("RGB", (width * len(taken), TALL), "grey")
    for place, one in enumerate(taken):
        row.paste(one, (place * width, 0))
    return row
