"""Reading a root folder into a Site. Nothing here raises on bad input: what can't be read is kept for the checks to report."""

import datetime
import os
import posixpath
from collections.abc import Iterator
from pathlib import Path

from . import approved, holdings, languages, sign_off, withdrawal
from .parse import stamps
from .parse.yaml_lines import MarkedYaml, YamlFault, read
from .source import BuiltPage, Finding, Page, Site, Source

FEED = "corrections.atom"  # the file that every build adds and that a page may link to
FOR_MACHINES = {"sitemap.xml", "robots.txt", "assets/search.json"}
TEXT_SUFFIXES = {".md", ".yml", ".html", ".css", ".svg", ".js", ".txt", ".xml", ".json"}


LONGEST = {".md": 200_000, ".yml": 500_000, ".html": 200_000, ".css": 200_000, ".svg": 200_000}  # bytes
LONGEST_LINE = 4_000  # characters, but for drawings, which programs write: some rules take a line's length squared
PAPER = "overrides/paper/"  # its style sheet is for PDFs, and no page carries it


def load(root: Path, today: datetime.date, changed: datetime.date | None = None, published: bool = False) -> Site:
    """Read the sources of the site in `root`: mkdocs.yml, docs/, data/ and overrides/. Never raises on their content.

    `today` is the day to judge from, `changed` that of their last change, if it is another. As `published`, what stands in the
    place of a page that was taken down is read, and not the page.
    """
    site = Site(root, today, changed=changed, as_published=published)
    _load_config(site)
    _load_docs(site, [f"docs/{tag}/" for tag in site.other_languages])
    for source in _sources(site, "overrides"):
        inline = source.path.endswith(".css") and not source.path.startswith(PAPER)
        (site.styles if inline else site.templates).append(source)
    _load_data(site)
    if published:
        site.pages = [withdrawal.as_published(page, site) for page in site.pages]
    site.not_yaml += holdings.lost(site)
    if site.pages and not (root / "docs/index.md").is_file():
        fact = "docs/index.md is missing, and so the site has no home page"
        site.not_yaml.append(Finding("docs/index.md", 1, fact, "put it back"))
    roles = site.roles
    for page in site.pages:
        page.roles, page.sign_off = roles, sign_off.state(page, site)
    return site


def translations(main: Site) -> list[Site]:
    """The site in each of its other languages, as far as they can be read beside it."""
    return [translated(main, tag) for tag in main.other_languages]


def translated(main: Site, tag: str) -> Site:
    """The site in another of its languages: its own pages, in place of those it lacks the original ones, and its words over the data.

    It stands below the address of the main one, at its tag. Never raises on content.
    """
    site = Site(main.root, main.today, changed=main.changed, tag=tag, main=main, as_published=main.as_published)
    site.templates, site.styles, site.copied, site.files = main.templates, main.styles, main.copied, main.files
    site.config, site.config_lines = main.config, main.config_lines
    site.data, site.drawings, site.data_sources = dict(main.data), main.drawings, [*main.data_sources]
    _load_data(site, f"data/{tag}/")
    _lay(site, main)
    for page in main.pages:
        path = f"docs/{tag}/{page.source_path}"
        text = _read(site, path) if (main.root / path).is_file() else None
        own = Page(path, text, f"docs/{tag}/", page) if text is not None else Page(page.path, page.text)
        site.pages.append(withdrawal.as_published(own, site) if main.as_published else own)
    known = {page.path for page in site.pages}
    for path in _walk(site, f"docs/{tag}"):
        if path not in known:
            fact = f"{path} translates no page: there is no docs/{path.removeprefix(f'docs/{tag}/')}"
            site.not_yaml.append(Finding(path, 1, fact, "name it as the page that it translates, or delete it"))
    site.outputs = set(main.outputs)
    roles = site.roles
    originals = {page.source_path: sign_off.fingerprint(page, main) for page in main.pages}
    for page in site.pages:
        said = page.meta.get("translates")
        made_from = said.get("of") if isinstance(said, dict) else None
        page.roles, page.sign_off = roles, sign_off.state(page, site)
        page.behind = page.original is not None and made_from != originals[page.source_path]
    return site


def _lay(site: Site, main: Site) -> None:
    """Lay the words of a language over the data and the settings of the main one."""
    for name, words in site.own.items():
        if name == languages.SETTINGS:
            settings = languages.Overlay(name, MarkedYaml(main.config, {}), words)
            site.config, site.taken[name] = settings.marked.value, settings.taken
        elif name in languages.OWN:
            site.data[name] = words
        elif name in main.data and name in languages.WORDS:
            laid = languages.Overlay(name, main.data[name], words)
            site.data[name], site.taken[name], site.behind[name] = laid.marked, laid.taken, laid.behind
    site.config = site.config | {"site_url": f"{main.home}{site.tag}/" if main.home else ""}
    for found in ("extra", "home"):  # what was asked for while the words of the language were not there yet
        site.__dict__.pop(found, None)


def _load_docs(site: Site, translations: list[str]) -> None:
    """Read docs/: the pages, the files beside them, and the addresses that both will have; translations are read for themselves."""
    for path in _walk(site, "docs"):
        if path.startswith(tuple(translations)):
            continue
        if not path.endswith(".md"):
            site.files.append(path.removeprefix("docs/"))
        if (text := _read(site, path)) is not None:
            if path.endswith(".md"):
                site.pages.append(Page(path, text))
            else:
                site.copied.append(Source(path, text))
    site.pages.sort(key=_place)
    folders = (page.url for page in site.pages)
    site.outputs = {FEED, *site.files, *(f"{url}index.html" if url[-1:] in {"", "/"} else url for url in folders)}


def _load_data(site: Site, folder: str = "data/") -> None:
    """Read data/: its files of YAML, the record of approved words, and the drawings that wait for a reviewer; of a language, its own."""
    others = tuple(
        f"{part}/{tag}/" for tag in site.other_languages if tag != site.tag for part in ("data", approved.FOLDER)
    )
    for source in _sources(site, "data"):
        if source.path.startswith(others) or not source.path.startswith((folder, f"{site.record}/")):
            continue
        if source.path.endswith(".yml"):
            site.data_sources.append(source)
            into = site.own if site.tag else site.data
            try:
                into[source.path.removeprefix(folder)] = read(source.text)
            except YamlFault as fault:
                site.not_yaml.append(Finding(source.path, fault.line, fault.fact, fault.hint))
        elif source.path.startswith(f"{site.record}/"):
            site.approved[source.path] = source
        else:
            site.drawings.append(source)


def _sources(site: Site, folder: str) -> Iterator[Source]:
    """The text files of a folder that can be read; in data/ no others than YAML, the record and drawings are opened."""
    parts = {f"{approved.FOLDER}/": ".txt", "data/drawings/": ".svg"}
    for path in _walk(site, folder):
        wanted = path.endswith(".yml") or any(path.startswith(part) and path.endswith(parts[part]) for part in parts)
        if (folder != "data" or wanted) and (text := _read(site, path)) is not None:
            yield Source(path, text)


def load_built(site: Site, folder: Path, address: str = "") -> None:
    """Read the HTML that MkDocs left in `folder` into `site.built`, and the list of its files into `site.outputs`.

    `address` is the one it was built for, where mkdocs.yml says another.
    """
    site.home = address or site.home
    by_output = {
        published: page
        for page in site.pages
        for published in (page.url + "index.html", page.url)
        if published.endswith(".html")
    }
    copied = set(site.files)  # file-unlisted speaks of HTML among them
    site.outputs = set()
    site.lists = {}
    site.worked_out = {}
    site.built = []
    for directory, folders, files in os.walk(folder):
        folders.sort()
        if not site.tag and directory == str(folder):
            folders[:] = [name for name in folders if name not in site.other_languages]
        for name in sorted(files):
            file = Path(directory, name)
            output = file.relative_to(folder).as_posix()
            site.outputs.add(output)
            if output in FOR_MACHINES:
                site.lists[output] = file.read_text(encoding="utf-8", errors="replace")
            if output.endswith(".html") and output not in copied:
                html = stamps.without(file.read_text(encoding="utf-8", errors="replace"))
                site.built.append(BuiltPage(output, html, by_output.get(output), site))


def join(sites: list[Site]) -> None:
    """Tell each site what the others have built, by addresses as seen from its own root."""
    for site in sites:
        site.elsewhere = {
            posixpath.relpath(f"/{other.tag}/{output}", f"/{site.tag}")
            for other in sites
            if other is not site
            for output in other.outputs
        }


def _place(page: Page) -> tuple[str, bool, int, str]:
    """Where a page stands in lists: by folder, the folder's own page first, then by `order`, then by name."""
    folder, _, name = page.source_path.rpartition("/")
    order = page.meta.get("order")
    return folder, name != "index.md", order if isinstance(order, int) else 100, name


def _load_config(site: Site) -> None:
    text = _read(site, "mkdocs.yml")
    if text is None:
        if not (site.root / "mkdocs.yml").exists():
            fix = "run this in the folder of the site, or name that folder with --root"
            site.not_yaml.append(Finding("mkdocs.yml", 1, "there is no mkdocs.yml", fix))
        return
    site.data_sources.append(Source("mkdocs.yml", text))
    try:
        marked = read(text, tags=True)
    except YamlFault as fault:
        site.not_yaml.append(Finding("mkdocs.yml", fault.line, fault.fact, fault.hint))
        return
    if not isinstance(marked.value, dict):
        fact = "mkdocs.yml is not a list of `name: value` lines"
        site.not_yaml.append(Finding("mkdocs.yml", 1, fact, "write `site_name: …` on its first line"))
        return
    site.config = marked.value
    site.config_lines = {key[0] if len(key) == 1 else key: line for key, line in marked.lines.items() if key}


def _walk(site: Site, folder: str) -> Iterator[str]:
    """Paths of the files in a folder, sorted, hidden ones left out, links never followed."""
    for directory, folders, files in os.walk(site.root / folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted([*files, *folders]):
            file = Path(directory, name)
            path = file.relative_to(site.root).as_posix()
            if file.is_symlink():
                site.unreadable.append(Finding(path, 1, f"{path} is a symbolic link", "put a copy of the file here"))
            elif name in files and not name.startswith("."):
                yield path


def _read(site: Site, path: str) -> str | None:
    """The text of a text file, or None after noting why it can't be read. Other files are not opened."""
    if Path(path).suffix.lower() not in TEXT_SUFFIXES:
        return None

    def unread(line: int, fact: str, fix: str) -> str | None:
        site.unreadable.append(Finding(path, line, fact, fix))
        return None

    file = site.root / path
    if file.exists() and not file.is_file():
        return unread(1, f"{path} is no file that can be read", "delete it")
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        return unread(1, f"{path} cannot be opened: {error.strerror}", "check the rights of the file")
    if raw.startswith(b"\xef\xbb\xbf"):
        unread(1, "the file begins with an invisible byte-order mark", "save it as UTF-8 without BOM")
    if b"\0" in raw:
        line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
        return unread(line, "this line holds a NUL byte", "save the file again as plain UTF-8 text")
    suffix = file.suffix.lower()
    if len(raw) > LONGEST.get(suffix, len(raw)):
        fact = f"{path} has {len(raw):,} bytes, and may have {LONGEST[suffix]:,}"
        return unread(1, fact, "cut it into files that a person can read")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line, byte = raw.count(b"\n", 0, error.start) + 1, raw[error.start]
        return unread(line, f"this line is not UTF-8: it holds the byte 0x{byte:02x}", "save the file as UTF-8")
    if suffix in LONGEST and suffix != ".svg" and not path.startswith(f"{approved.FOLDER}/"):
        line, length = _longest_line(text)
        if length > LONGEST_LINE:
            fact = f"this line has {length:,} characters, and may have {LONGEST_LINE:,}"
            return unread(line, fact, "break it into lines that a person can read")
    return text


def _longest_line(text: str) -> tuple[int, int]:
    """(number, characters) of the longest line of a text."""
    return max(enumerate(map(len, text.split("\n")), start=1), key=lambda one: one[1])
