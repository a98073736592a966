"""All that is asked of every page of this project's own site in a browser, looked at in one visit to each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from sitecheck.source import Site
from support.browser import distinct

WAYS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "print": {"media": "print"},
}
PLAIN: dict[str, Any] = {"media": "screen", "color_scheme": "light", "forced_colors": "none"}
OF_COLOUR = ("color-contrast", "link-in-text-block")  # the rules of axe that a way of looking can change
FRESH = """known => {
    const names = e => e ? names(e.parentElement) + '>' + e.tagName + '.' + (e.getAttribute('class') || '') : '';
    const found = new Map(), has_words = e => [...e.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    for (const e of [...document.querySelectorAll('body *')].filter(has_words))
        if (!known.includes(names(e)) && !found.has(names(e)) && e.checkVisibility()) found.set(names(e), e);
    window.fresh = [...found.values()];
    return [...found.keys()];
}"""
JUDGED = """options => axe.run({include: window.fresh}, options).then(said => ({
    judged: [...said.passes, ...said.incomplete, ...said.violations].flatMap(rule => rule.nodes).length,
    faults: said.violations.flatMap(rule => rule.nodes.slice(0, 2).map(node => [rule.id, node.html.slice(0, 90)])),
}))"""
STYLED = (
    "rules => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules); document.adoptedStyleSheets = [sheet] }"
)
TEXT_SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"
CUT_OFF = """() => Array.from(document.querySelectorAll('body *')).filter(element => {
    const style = getComputedStyle(element);
    return !element.closest('.aloud, .skip') && ['hidden', 'clip'].includes(style.overflowX)
        && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
}).map(element => element.outerHTML.slice(0, 80))"""
WATCH_POLICY = """window.__violations = []; document.addEventListener('securitypolicyviolation', event =>
    window.__violations.push(event.violatedDirective + ' ' + event.blockedURI));"""
SCREENS: dict[int, list[Literal["light", "dark"]]] = {
    320: ["light"],
    360: ["light", "dark"],
    768: ["light"],
    1280: ["light", "dark"],
}
WIDTHS = "[innerWidth, document.documentElement.scrollWidth, matchMedia('(prefers-color-scheme: dark)').matches]"
FITS = "document.documentElement.scrollWidth <= innerWidth"
SIZED = "size => { document.documentElement.style.fontSize = size }"
# At 320 px a page is what a screen of 1280 px shows at 400 %; there text at 200 % is asked for, and text spacing at both. (width, rules, size)
LARGER = ((320, "", ""), (320, TEXT_SPACING, ""), (1280, TEXT_SPACING, ""), (1280, "", "200%"))
OPENED = """async () => ({
    headed: document.querySelectorAll('h1').length,
    policy: document.querySelector('meta[http-equiv=Content-Security-Policy]').content,
    referrer: document.querySelector('meta[name=referrer]').content,
    violations: window.__violations,
    kept: localStorage.length + sessionStorage.length + (await indexedDB.databases()).length,
})"""
SEEN = """() => {
    const all = what => [...document.querySelectorAll(what)], box = e => e.getBoundingClientRect(), start = e => e.outerHTML.slice(0, 90);
    const still = e => getComputedStyle(e).transitionDuration === '0s' && getComputedStyle(e).scrollBehavior !== 'smooth';
    return {
        small: all('header a, nav a, button, input, .tools a').filter(e => e.checkVisibility() && !e.closest('p') && !e.matches('.term'))
            .map(e => e.closest('nav .tile') || e).filter(e => box(e).height < 43.5 || box(e).width < 24).map(start),
        low: all('.term').filter(e => box(e).height < 24).map(start),
        moving: document.getAnimations().length + all('*').filter(e => !still(e)).length,
        language: document.documentElement.lang,
        landmarks: ['main', 'h1', 'footer'].map(name => all(name).length),
        levels: all('main h1, main h2, main h3, main h4').map(e => Number(e.tagName[1])),
        headless: all('table').filter(table => !table.querySelector('th')).map(start),
    };
}"""
# Safari's VoiceOver takes a list without bullets for none, but in a nav and where its role says so.
BARE = """() => [...document.querySelectorAll('ul:not([role=list])')].filter(list => !list.closest('nav'))
    .filter(list => getComputedStyle(list).listStyleType === 'none').map(list => list.outerHTML.slice(0, 80))"""
FOLDED = """() => [...document.querySelectorAll('.term__text')]
    .filter(text => !text.checkVisibility() || getComputedStyle(text).position !== 'static').map(text => text.id)"""
MOST_READ = {"", "help/when-to-get-help/", "causes/mastitis/"}
Looks = dict[str, Any]


def judged_colours(page: Page, way: str, known: list[str]) -> tuple[int, list[Any]]:
    """How many elements axe judged by their colours in a way of looking, and the faults. What is `known` is left out, and what is new added to it."""
    page.emulate_media(**PLAIN | WAYS[way])
    fresh = page.evaluate(FRESH, known)
    if not fresh:
        return 0, []
    known += fresh
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    said = page.evaluate(JUDGED, {"runOnly": list(OF_COLOUR)})
    return said["judged"], said["faults"]


def looked_at_pages(site: Site, whole: bool) -> list[str]:
    """The addresses of the pages that are visited: those of `distinct`, and in each other language the first and the one with all signs."""
    ways = ["", *(page.url for page in [site.help_page] if page)]
    return [built.url for built in distinct(site, whole)] + [
        f"{tag}/{way}" for tag in site.other_languages for way in ways
    ]


def looked_at(browser: Browser, address: str, urls: Iterable[str]) -> Looks:
    """What is seen of each page, by its address below `pages`, and what the browser said, asked for and kept meanwhile."""
    context = browser.new_context()
    context.add_init_script(WATCH_POLICY)
    page = context.new_page()
    # The pictures of handouts come with the paper, which is not printed here.
    page.route("**/handouts/*.png", lambda route: route.fulfill(status=200, content_type="image/png", body=b""))
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    known: dict[str, list[str]] = {way: [] for way in WAYS}
    pages = {url: _visit(page, address, url, known) for url in urls}
    found = {"pages": pages, "said": said, "asked": sorted(set(asked)), "cookies": list(context.cookies())}
    context.close()
    return found


def _visit(page: Page, address: str, url: str, known: dict[str, list[str]]) -> Looks:
    """What is seen of one page: as it opens on the smallest screen, which then grows; in each way of looking; and with larger text."""
    page.emulate_media(**PLAIN)
    page.set_viewport_size({"width": min(SCREENS), "height": 740})
    answer = page.goto(f"{address}/{url}")
    look: Looks = {"ok": answer is not None and answer.ok} | page.evaluate(OPENED)
    look["widths"] = []
    for width, schemes in SCREENS.items():
        page.set_viewport_size({"width": width, "height": 740})
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            look["widths"].append([width, scheme, *page.evaluate(WIDTHS)])
    page.emulate_media(**PLAIN)
    page.set_viewport_size({"width": 360, "height": 740})
    look |= {"seen": page.evaluate(SEEN), "bare": page.evaluate(BARE)}
    look["tree"] = page.locator("body").aria_snapshot().splitlines()
    page.emulate_media(media="print")
    look |= {"explained": page.locator(".term__text").count(), "folded on paper": page.evaluate(FOLDED)}
    look["colours"] = {way: judged_colours(page, way, known[way]) for way in WAYS}
    page.emulate_media(**PLAIN)
    look["axe"] = _axe(page, {"rules": {name: {"enabled": False} for name in OF_COLOUR}})
    look["larger"] = []
    for width, rules, size in (*LARGER, (360, "", "200%")):
        page.set_viewport_size({"width": width, "height": 740})
        page.evaluate(STYLED, rules)
        page.evaluate(SIZED, size)
        look["larger"].append([width, rules, size, page.evaluate(FITS), page.evaluate(CUT_OFF)])
    look["axe at twice the size"] = _axe(page, {}) if url in MOST_READ else None
    return look


def _axe(page: Page, options: dict[str, Any]) -> tuple[int, list[Any]]:
    """How many rules of axe the page passes, and what it violates."""
    answer = Axe().run(page, options={"resultTypes": ["violations"], **options}).response
    return len(answer["passes"]), [
        (one["id"], [node["html"][:90] for node in one["nodes"][:2]]) for one in answer["violations"]
    ]
