"""What MkDocs runs while it builds: facts from data/ are put where a page asks for them, citations get their bibliography, styles go inline.

Authors type prose and `[^key]`; everything rendered here has a template in overrides/. See ARCHITECTURE.md for why this is so little.
"""

import base64
import gc
import hashlib
import html
import os
import posixpath
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parent))

import jinja2
import markdown
import mkdocs
import rcssmin
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from paper.sheet import pages_with_sheets
from publish import api, glossary, link_addresses, preview, search_index, short_addresses
from publish.mkdocs_run import ANNOUNCE, PUBLISHED
from sitecheck import cli, languages, registry
from sitecheck.loading import load, load_built, translated, translations
from sitecheck.parse import markup, stamps
from sitecheck.safety.styles import ONLY
from sitecheck.source import Page, Site
from sitecheck.text import phones

STAMPED = [stamps.Stamps] if os.environ.get(ANNOUNCE) else []  # a preview is shown as it is built
HELD = re.compile("\0(\\d+)\0")  # the place of an insert while comments are dropped
WORK = "\ue001"  # around the key of a work, in whose place its HTML is put; of the private-use area, as stamps.SIGN
HELD_WORK = re.compile(f"{WORK}([^{WORK}]*){WORK}")
BOLD = re.compile(r"\*([^*]+)\*")
MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]#|])")


BACKLINK = re.compile(r'(?:&#160;)?<a class="footnote-backref"[^>]*>[^<]*</a>')
NOTE = re.compile(r'((?:id="|href="#)fn:)([^"]+)"')
CITED = re.compile(r'<sup id="fnref[^"]*"><a class="footnote-ref" ')
HUNG = re.compile(r"[^\s<>](?:<sup>(?:<a [^>]*>\d+</a>|, )</sup>)+")  # citations behind the sign that they belong to
STEPS = re.compile(r"^<ol>$", re.MULTILINE)
ABOVE = {"jump": 'class="switch"', "picture": 'class="hero"'}  # what partials/title.html makes of front matter
LONG = 5  # headings; a shorter page is seen at a glance


class Loud(jinja2.Undefined):
    """What a template asks for and nothing gives: it may be asked whether it is there, but not be shown, since it shows as nothing."""

    __str__ = jinja2.Undefined._fail_with_undefined_error


@dataclass
class Build:
    """What one run of MkDocs needs to know: the sources as the checks see them, and the templates of overrides/inserts."""

    site: Site
    templates: jinja2.Environment
    pages: jinja2.Environment | None = None
    searched: dict[str, dict[str, Any]] = field(default_factory=dict)
    works: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    reader: markdown.Markdown | None = None

    @property
    def said(self) -> Callable[..., Any]:
        """What the templates call `_`."""
        return languages.text_of(self.site.furniture)

    def work(self, key: str, page: Page) -> str:
        """The Markdown of a work of the bibliography, which is the same on every page."""
        if key not in self.works:
            self.works[key] = self.render("reference", page, record=self.site.references[key])
        return self.works[key]

    def render(self, name: str, page: Page, **arguments: Any) -> str:
        """The Markdown that overrides/inserts/`name`.md makes for a page; "" when there is no such file (a check says so)."""
        try:
            template = self.templates.get_template(f"inserts/{name}.md")
        except jinja2.TemplateNotFound:
            return ""
        text = template.render(
            site=self.site,
            page=page,
            checks=lambda: registry.all_checks().values(),
            sheets=lambda: pages_with_sheets(self.site),
            topics=lambda: search_index.topics(self.site),
            built_link=lambda path: posixpath.relpath(path, page.url or "."),
            link=lambda path: posixpath.relpath(path, posixpath.dirname(page.source_path) or "."),
            **arguments,
        )
        return text.strip("\n")


_build: Build


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read docs/ and data/ as the checks read them."""
    global _build
    if not os.environ.get(
        preview.ASKED
    ):  # one build and no more: looking for litter again and again takes a twentieth of its time
        gc.freeze()
        gc.set_threshold(100_000, 50, 100)
    root = Path(config.docs_dir).parent
    main = load(root, cli.day_of(cli.given_epoch() or 0), published=bool(os.environ.get(PUBLISHED)))
    tag = str(config.extra.get("tag") or "")
    site = translated(main, tag) if tag else main
    if tag and config.site_url:
        main.home = config.site_url.removesuffix(f"{tag}/")  # a preview lies at another address than mkdocs.yml says
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader([root / "overrides", *config.theme.dirs]),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        extensions=STAMPED,
        auto_reload=False,  # each build reads them anew
    )
    templates.filters["plain"] = plain
    templates.filters.update(day=day, dial=dial, bold=bold, original=original)
    templates.globals.update(words=config.extra, _=languages.text_of(site.furniture), site=site)
    _minified.cache_clear()
    _build = Build(site, templates)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out what the theme would ship: its scripts, styles and fonts are not used."""
    if os.environ.get(preview.ASKED):  # once the folder of what is served has been emptied
        preview.begin(_build.site, Path(config.config_file_path), Path(config.site_dir), config.site_url or "")
    others = tuple(f"{tag}/" for tag in _build.site.other_languages)
    for file in list(files):
        if file.src_uri.startswith(
            others
        ):  # docs/TAG, whose pages take the place of their originals in the site of that language
            files.remove(file)
            continue
        own = str(file.abs_src_path or "").startswith((config.docs_dir, str(_build.site.root / "overrides")))
        if file.src_uri.startswith("assets/") and not own:
            files.remove(file)
        elif file.src_uri.endswith(".css"):
            files.remove(file)  # style sheets are inlined
    for page in _build.site.pages if _build.site.tag else ():
        if page.original and (there := files.get_file_from_path(page.source_path)):
            files.remove(there)
            folder = str(Path(config.docs_dir, _build.site.tag))
            files.append(File(page.source_path, folder, config.site_dir, config.use_directory_urls))
    return files


def on_page_read_source(page: MkDocsPage, config: MkDocsConfig) -> str | None:
    """What stands in the place of a page that was taken down; None for MkDocs to read its file."""
    source = source_of(page)
    return source.text if source and source.withdrawn else None


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Fill in the rendered sections and the insert lines, drop comments, and append the bibliography of the page's citations."""
    if os.environ.get(ANNOUNCE):
        print(f"{ANNOUNCE} {page.file.src_uri}", file=sys.stderr, flush=True)
    source = _build.site.by_source.get(page.file.src_uri) or Page("docs/" + page.file.src_uri, markdown)
    lines, inserts = markdown.split("\n"), markup.inserts(markdown.split("\n"))
    for number, insert in enumerate(inserts):
        lines[insert.line - 1] = f"\0{number}\0"  # no file that is built holds such a character
    text = HELD.sub(
        lambda held: _made(inserts[int(held[1])].name, source, arguments=inserts[int(held[1])].arguments),
        markup.strip_comments("\n".join(lines)),
    )
    return _with_bibliography(_with_rendered_sections(text, source), source)


def _made(name: str, page: Page, **arguments: Any) -> str:
    """What a template makes inside the text of a page, between seams: of what an author types, far less is let through."""
    text = _build.render(name, page, **arguments)
    if not text.strip():
        return ""
    if os.environ.get(ANNOUNCE):
        text = stamps.around(text, f"overrides/inserts/{name}.md")
    return f"\n<!--{page.seam}-->\n\n{text}\n\n<!--/{page.seam}-->\n"


def _with_rendered_sections(text: str, page: Page) -> str:
    """Put each rendered section of the page's kind before the next typed one; `sources` comes with the bibliography."""
    sections = _build.site.sections(page.kind)
    for index, section in enumerate(sections):
        name = section.get("rendered")
        if not name or name == "sources":
            continue
        made = _made(name, page)
        if not made:
            continue  # as of the article on a page that answers nothing of it
        block = f"## {section['heading']} {{ #{section['anchor']} }}\n\n{made}\n\n"
        place = len(text)
        for later in sections[index + 1 :]:
            found = re.search(rf"^## .*\{{:?[^}}\n]*#{re.escape(str(later['anchor']))}[\s}}]", text, re.MULTILINE)
            if found:
                place = found.start()
                break
        text = text[:place] + ("" if text[:place].endswith("\n") else "\n\n") + block + text[place:]
    return text


def _with_bibliography(text: str, page: Page) -> str:
    """Append a heading and one footnote definition for each work cited, below the author's text."""
    references = _build.site.references
    if any(insert.name == "references" for insert in page.inserts):  # the list of all works is the list of its notes
        definitions = "\n".join(f"[^{key}]: {_held(key, text, page)}" for key in references)
        return f"{text.rstrip()}\n\n{definitions}\n"
    keys = dict.fromkeys(key for _, key in markup.citations(markup.blank(text.split("\n"))) if key in references)
    if not keys:
        return text
    headings = [section for section in _build.site.sections(page.kind) if section.get("rendered") == "sources"]
    heading = headings[0] if headings else {"heading": "Sources", "anchor": "sources"}
    definitions = "\n".join(f"[^{key}]: {_held(key, text, page)}" for key in keys)
    return f"{text.rstrip()}\n\n## {heading['heading']} {{ #{heading['anchor']} }}\n\n{definitions}\n"


def _held(key: str, text: str, page: Page) -> str:
    """What stands for a work while Markdown reads a page, which would read the same forty works a thousand times; where an abbreviation
    of the page may touch its words, the work itself."""
    work = _build.work(key, page)
    return work if "*[" in text or not work else f"{WORK}{key}{WORK}"


def _works(content: str, config: MkDocsConfig) -> str:
    """The HTML of a page's text with its works in their places."""
    return HELD_WORK.sub(lambda held: _work_in_html(held[1], config), content) if WORK in content else content


def _work_in_html(key: str, config: MkDocsConfig) -> str:
    if key not in _build.shown:
        _build.reader = _build.reader or markdown.Markdown(
            extensions=config.markdown_extensions, extension_configs=config.mdx_configs
        )
        _build.shown[key] = _build.reader.reset().convert(_build.works[key]).removeprefix("<p>").removesuffix("</p>")
    return _build.shown[key]


def on_page_content(content: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Finish the HTML of a page's text, and note its words for the search.

    Citations that follow each other read "1, 2" and not "12". No arrow leads back from a work to the places that cite it: they cost
    up to 500 bytes a page, and the way back of every browser leads there too. For bytes as well, a note is named by its number in the
    bibliography (Site.notes leads back to its key). Steps say that they are a list, which Safari forgets where no figure of its own stands.
    """
    source, content = source_of(page), _works(content, config)
    if source:
        _build.searched[source.url] = search_index.entry(source, content, _build.site)
        if source.meta.get("glossary") is not False and not any(one.name == "glossary" for one in source.inserts):
            content = glossary.explain(content, _build.site.glossary, str(source.meta.get("title") or ""))
    seam = source.seam if source else ""
    content = _with_contents(_with_strip(content, source, seam), page, seam)
    content = CITED.sub("<sup><a ", BACKLINK.sub("", content)).replace("</sup><sup><a ", "</sup><sup>, </sup><sup><a ")
    if languages.unspaced(_build.site.language):  # where a line may end before any sign
        content = HUNG.sub(r'<span class="whole">\g<0></span>', content)
    places = {key: place for place, key in _build.site.notes.items()}
    content = NOTE.sub(lambda note: f'{note[1]}{places.get(note[2], note[2])}"', content)
    content = STEPS.sub('<ol role="list">', content)
    return f"<!--{seam}-->\n{content}\n<!--/{seam}-->"


def _with_strip(content: str, page: Page | None, seam: str) -> str:
    """Put the strip below the opening of a page that is not about the site itself; where a switch stands above it, before the opening."""
    if not page or page.role == "policy":
        return content
    places = [found.start() for found in re.finditer("<h2[ >]", content)]
    at = 0 if page.meta.get("jump") else places[1] if len(places) > 1 else len(content)
    helping = _build.site.help_page
    elsewhere = "" if helping in (page, None) else posixpath.relpath(helping.url, page.url or ".") + "/"
    way = "#when-to-get-help" if 'id="when-to-get-help"' in content else elsewhere
    strip = _build.render("strip", page, way=way, elsewhere=elsewhere)
    return f"{content[:at]}<!--{seam}-->\n{strip}\n<!--/{seam}-->\n{content[at:]}"


def _with_contents(content: str, page: MkDocsPage, seam: str) -> str:
    """Put the contents of a long page after its opening section, or after the steps of a page that has cards: what to do goes first."""
    headings = [item for item in page.toc.items for item in ([item] if item.level == 2 else item.children)]
    source = source_of(page)
    if len(headings) < LONG or (source and source.meta.get("jump")) or 'class="tiles' in content:
        return content
    places = [content.find(f'<h2 id="{item.id}"') for item in headings]
    carded = any(
        section.get("rendered") == "page-signs" for section in _build.site.sections(source.kind if source else "")
    )
    links = "\n".join(f'<li><a href="#{item.id}">{item.title}</a></li>' for item in headings[1:])
    contents = f'<!--{seam}-->\n<div class="side"><nav class="contents" aria-label="{_build.said("On this page")}">\n<ul>\n{links}\n</ul>\n</nav></div>\n<!--/{seam}-->\n'
    place = places[2 if carded and 'class="cards' not in content[: places[2]] else 1]
    return content[:place] + contents + content[place:] if min(places) >= 0 else content


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Give the templates the data, and what makes the styles of a page."""
    env.trim_blocks = env.lstrip_blocks = True
    env.undefined = Loud
    env.auto_reload = False
    for extension in STAMPED:
        env.add_extension(extension)
    having = pages_with_sheets(_build.site)
    env.globals.update(
        sheets=lambda site: having,
        site=_build.site,
        source_of=source_of,
        linked_data=api.linked_data,
        styled=styled,
        words=config.extra,
        _=_build.said,
        checked=checked_pages(_build.site),
    )
    env.filters.update(day=day, dial=dial, original=original, addresses=link_addresses.addresses)
    _build.pages = env
    return env


def checked_pages(site: Site) -> dict[str, dict[str, str]]:
    """For search engines: the addresses of each page in the languages in which somebody checked it, by its address in its own."""
    main = site.main or site
    found: dict[str, dict[str, str]] = {}
    for other in translations(main):
        for page in other.pages:
            if page.original and not page.unchecked:
                there = found.setdefault(
                    page.url, dict.fromkeys((main.language, "x-default"), f"{main.home}{page.url}")
                )
                there[other.tag] = f"{main.home}{other.tag}/{page.url}"
    return found


def styled(page: MkDocsPage | None) -> tuple[str, str]:
    """The styles of a page and their hash for the Content-Security-Policy; without the sheets for what the page does not have."""
    source = source_of(page) if page else None
    above = [made for name, made in ABOVE.items() if source and source.meta.get(name)]
    html = " ".join([page.content or "", *above]) if page else ""
    needs = ((source.path, ONLY.match(source.text)) for source in _build.site.styles)
    return _minified(frozenset(path for path, need in needs if need and need[1] not in html))


@cache
def _minified(without: frozenset[str]) -> tuple[str, str]:
    style = rcssmin.cssmin("\n".join(source.text for source in _build.site.styles if source.path not in without))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return style, f"sha256-{digest}"


def on_post_build(config: MkDocsConfig) -> None:
    """Write what the search needs. During a preview, judge what was just built, without holding up the next save."""
    library = Path(mkdocs.__file__).parent / "contrib/search/templates/search/lunr.js"
    folder = Path(config.site_dir)
    search_index.write(folder / "assets", _build.searched.values(), library)
    if _build.pages:
        load_built(_build.site, folder)
        shared = {"config": config, "page": None, "base_url": "../.."}
        short_addresses.write(_build.site, folder, _build.pages, shared)
    _write_redirects(config)
    preview.finish()
    _judge_in_the_background("--built", config.site_dir, "--site-url", config.site_url or "")


def _write_redirects(config: MkDocsConfig) -> None:
    """Put a page at each address that has moved, for hosts that can't redirect and for copies on a disk. No page is overwritten.

    A file that is no page, such as a PDF, is left to the hosts that can; a target that doesn't exist, to the checks.
    """
    titles = {page.url: page.meta.get("title") for page in _build.site.pages}
    for old, new in _build.site.redirects.items():
        target, sign, anchor = new.partition("#")
        file = Path(config.site_dir, old, "index.html")
        if not old.endswith("/") or target not in titles or file.exists():
            continue
        way = f"{posixpath.relpath(target, old)}/{sign}{anchor}"
        page = _build.templates.get_template("redirect.html").render(
            config=config,
            page=None,
            source=None,
            title=titles[target],
            address=f"{config.site_url or ''}{target}",
            way=way,
        )
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page, "utf-8")


def on_build_error(error: Exception) -> None:
    """During a preview, say what is wrong with the sources when MkDocs can't build them."""
    _judge_in_the_background()


def _judge_in_the_background(*more: str) -> None:
    if os.environ.get(preview.ASKED):
        check = [sys.executable, str(Path(__file__).with_name("check.py")), "--root", str(_build.site.root)]
        threading.Thread(target=subprocess.run, args=([*check, *more],), daemon=True).start()


def source_of(page: MkDocsPage) -> Page | None:
    """The page as the checks see it."""
    return _build.site.by_source.get(page.file.src_uri)


def plain(text: object) -> str:
    """Text from data/ as Markdown that shows exactly that text."""
    escaped = str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return MARKDOWN_SIGNS.sub(r"\\\1", escaped)


def bold(text: object) -> str:
    """A text from data/ as HTML, bold where it stands between stars."""
    return BOLD.sub(r"<b>\1</b>", html.escape(str(text), quote=False))


def original(text: object) -> str:
    """Text from data/ that no language has in words of its own, in HTML that says which language it is in."""
    main = _build.site.main
    return f'<span lang="{main.language}">{text}</span>' if main else str(text)


def dial(text: object) -> str:
    """Text as HTML in which each telephone number can be tapped; what is dialled are the digits that are shown."""
    word = phones.TEXTED.match(str(text))
    scheme = "sms" if word else "tel"
    ask = f"?body={quote(word[1])}" if word and word[1] else ""
    shown = html.escape(str(text), quote=False)

    def linked(found: re.Match[str]) -> str:
        whole = ' class="number"' if re.search(r"[\s-]", found[0]) else ""  # which else could break over two lines
        address = f"{scheme}:{phones.dialled(found[0])}{ask}"
        return f'<a{whole} href="{address}">{found[0]}</a>' if len(phones.dialled(found[0])) > 1 else found[0]

    return phones.NUMBER.sub(linked, shown)


def day(date: object) -> str:
    """A date as people read it: 22 November 2026; "" for what is none, of which a check complains."""
    return languages.day(date, _build.site.language)
