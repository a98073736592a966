"""Say findings where a contributor looks: as annotations on the lines of a pull request, and as a page in plain words.

    build.py --allow-unapproved --format json > findings.json; summary.py findings.json --markdown "$GITHUB_STEP_SUMMARY"

The page also shows each sentence that waits for approval, before beside after, with what to look at twice; and, beside the
state `--before` the change, the hosts that nothing led to yet and what was changed that is no text.

Prints the annotations and appends the Markdown. What is quoted comes from strangers, so its signs are made harmless.
"""

import datetime
import html
import json
import os
import posixpath
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from publish.gate import words_on_paper
from sitecheck import approval, approved, cli, report
from sitecheck.loading import load, load_built, translations
from sitecheck.parse.urls import host_of
from sitecheck.source import Finding, Page, Site
from sitecheck.text import marks, passages

SIGNS = re.compile(r"([\\`*_{}\[\]()#+!|~:@.-])")  # a full stop too: www.example is made a link
MOVED = {"link-dead", "address-lost"}
BEYOND = (  # what a change of words alone leaves as it is
    ".github", "Makefile", "data/approved", "data/reviewers.yml", "mkdocs.yml", "overrides", "pyproject.toml",
    "requirements-test.txt", "requirements.txt", "scripts", "tests",
)  # fmt: skip


def main(arguments: list[str]) -> int:
    options = cli.parser(__doc__)
    options.add_argument("findings", type=Path, metavar="FILE", help="what a command printed with --format json")
    options.add_argument("--markdown", type=Path, metavar="FILE", help="append the summary to this file")
    options.add_argument("--before", type=Path, metavar="DIR", help="the site without the change, to tell what is new")
    asked = options.parse_args(arguments)
    try:
        records = json.loads(asked.findings.read_text("utf-8"))
        if not isinstance(records, list):
            raise TypeError("it is no list")
        findings = [Finding(**record) for record in records]
    except (ValueError, TypeError) as error:
        raise cli.slip(f"{asked.findings.name} does not hold findings: {error}", "make it with --format json") from None
    print(report.as_github(findings), end="")
    if asked.markdown:
        with asked.markdown.open("a", encoding="utf-8") as file:
            site = built(asked.root.resolve())
            sites = [one for one in (site, *site.translations) if one.built]
            down = [page for page in site.pages if page.withdrawn]
            compared = () if down else sites  # nothing waits where a page was taken down, or it would be there
            waiting = [(one, comparison) for one in compared for comparison in approval.comparisons(one)]
            told = [unapproved(waiting), unsigned(ended(site, waiting)), lagging(site, waiting)]
            before = load(asked.before.resolve(), datetime.date.min) if asked.before else None
            file.write(markdown(findings) + "".join(told) + noticed(site, before))
            if asked.before and before:
                file.write(new_hosts(site, before))
                file.write(beyond_text(asked.root.resolve(), asked.before.resolve()))
    return cli.CLEAN


def markdown(findings: list[Finding]) -> str:
    """The findings for a person who has never used git, file by file, and the pages that lead to something moved or deleted."""
    if not findings:
        return (
            "## Ready to be read\n\nThe checks found nothing to mend. What no check can judge is for people: whether each sentence is "
            "true, and says no more than its source. Under “Artifacts” is a preview of the site with this change: unpack it, and open "
            "`index.html`.\n"
        )
    parts = [
        f"## {report.count(len(findings), 'thing')} to mend\n\n"
        "Nothing is published until these are mended. Each line says where, what is wrong, and how to put it right. "
        "If one is not clear, ask here: that is a fault of ours.\n"
    ]
    for path, group in groupby(sorted(findings), key=lambda finding: finding.path):
        parts.append(f"\n### {plain(path)}\n\n")
        parts += [
            f"- Line {finding.line}: {plain(finding.message)}. **To mend it:** {plain(finding.hint)}.\n"
            for finding in group
        ]
    leading = sorted({finding.path for finding in findings if finding.check in MOVED})
    if leading:
        parts.append("\n### These lead to something that was renamed or deleted\n\n")
        parts += [f"- {plain(path)}\n" for path in leading]
    return "".join(parts)


def built(root: Path) -> Site:
    """The site of `root` with its built pages: those of build/, which is kept when there are findings, else of site/.

    Without the pages that were taken down, if they are not among what was built.
    """
    site = load(root, datetime.date.min, published=True)
    folder = next((root / name for name in ("build", "site") if (root / name / "index.html").is_file()), None)
    if not folder or not all(_is_of(page, folder) for page in site.pages if page.withdrawn):
        site = load(root, datetime.date.min)
    if folder:
        site.translations = translations(site)
        for one in (site, *site.translations):
            load_built(one, folder / one.tag)
            one.paper = words_on_paper(one)
    return site


def _is_of(page: Page, folder: Path) -> bool:
    """Whether what was built at the address of a page was built of it."""
    file = folder / page.url / "index.html"
    return file.is_file() and page.seam in file.read_text("utf-8")


def noticed(site: Site, before: Site | None) -> str:
    """What withdrawals and corrections newly say: no record holds it, so whoever merges them is who reads it."""
    known = {text for _, _, text in passages.notices(before)} if before else set()
    told = "".join(
        f"- {plain(f'data/{name}:{site.data_line(name, *path)}')}: {plain(text)}\n"
        for name, path, text in passages.notices(site)
        if text not in known
    )
    if not told:
        return ""
    return (
        "\n### Withdrawn and corrected\n\nReaders get these sentences as soon as this is merged, without approval. Those of a page that was taken "
        f"down stand in its place:\n\n{told}"
    )


def unapproved(waiting: list[tuple[Site, approval.Comparison]]) -> str:
    """What readers would get and nobody has approved, before beside after, and the change of the record that approves it."""
    if not waiting:
        return ""
    total = report.count(sum(len(one.changes) for _, one in waiting), "line")
    parts = [
        f"\n## {total} to be read and approved\n\nThe checks are done; what these words mean is for people to judge. Whoever answers "
        "for them reads each line, and then commits the change of `data/approved/` that stands below each table, in a commit of "
        "its own. Until then nothing is published; whoever sent the change has nothing more to do.\n"
    ]
    shown: set[tuple[str, ...]] = set()
    for site, one in waiting:
        rows = [row(site, change) for change in one.changes]
        new = [cells for cells in dict.fromkeys(rows) if cells not in shown]
        shown |= {*new}
        parts.append(f"\n### {plain(posixpath.join(site.tag, one.file).removesuffix('.txt'))}\n\n")
        if new:
            parts.append("| Where | Before | After | Look twice |\n|---|---|---|---|\n")
            parts += [f"| {' | '.join(plain(cell) for cell in cells)} |\n" for cells in new]
        if len(rows) > len(new):
            parts.append(f"\n{report.count(len(rows) - len(new), 'line')} of the same words and place as above.\n")
        parts.append(ready(site, one))
    return "".join(parts)


def row(site: Site, change: approval.Change) -> tuple[str, ...]:
    """A change as cells: where it comes from, before, after, and what to look at twice."""
    place = approval.finding(site, change)
    keys = approved.keys(change.after or change.before)
    cited = [f"[{key}] {site.references.get(key, {}).get('publisher', '')}" for key in keys]
    twice = "; ".join([*marks.of(change.before, change.after, site), *cited])
    after = change.after if not change.moved else f"{change.after}, with the same words"
    return f"{place.path}:{place.line}", change.before or "(nothing)", after or "(readers lose it)", twice


def ready(site: Site, one: approval.Comparison) -> str:
    """The whole file of the record as it reads once every change of it is approved, to be committed in a browser."""
    text = "".join(f"{line}\n" for line in one.written(lambda _: True))
    fence = "~" * max(3, *(len(run) + 1 for run in re.findall("~+", text)), 3)
    way = f"`{site.record}/{one.file}`"
    server, repository, branch = (
        os.environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "HEAD_REF")
    )
    if server and repository and branch:
        address = f"{server}/{repository}/edit/{quote(branch)}/{site.record}/{quote(one.file)}"
        way = f"[{way}]({address})"
    return f"\n<details><summary>The record once this is approved</summary>\n\nPut this into {way}:\n\n{fence}text\n{text}{fence}\n</details>\n"


def ended(site: Site, waiting: list[tuple[Site, approval.Comparison]]) -> list[str]:
    """The paths of the pages whose sign-off does not hold, or ends once the waiting words are approved."""
    files = {one.file for of, one in waiting if of is site}
    signs = any(file.endswith(f"{approved.SHARED}/signs.txt") for file in files)
    return [
        page.path
        for page in site.pages
        if page.sign_off == "lapsed"
        or (
            page.sign_off == "current" and (approved.file_of(page.url) in files or (signs and page.meta.get("urgency")))
        )
    ]


def unsigned(paths: list[str]) -> str:
    """What a change means for those who signed pages off; nothing, if all sign-offs hold."""
    if not paths:
        return ""
    told = "".join(f"- {plain(path)}\n" for path in paths)
    return (
        "\n### Signed off, and changed since\n\nReaders of these pages are told that the change has not been checked, until"
        f" somebody signs again:\n\n{told}"
    )


def lagging(site: Site, waiting: list[tuple[Site, approval.Comparison]]) -> str:
    """The translations that the change leaves behind, once its words are approved."""
    files = {one.file for of, one in waiting if of is site}
    behind = [
        page.path
        for one in site.translations
        for page in one.pages
        if page.original and (page.behind or approved.file_of(page.url) in files)
    ]
    if not behind:
        return ""
    told = "".join(f"- {plain(path)}\n" for path in behind)
    return (
        "\n### Translations that lag\n\nTheir readers are told so, and get the original of each sign that changed, until somebody "
        f"translates anew and runs `scripts/translate.py`:\n\n{told}"
    )


def hosts(site: Site) -> set[str]:
    """The hosts that pages, sources and helplines lead to."""
    links = (link.target for page in site.pages for link in page.links)
    records = (str(one.get(name) or "") for one in site.references.values() for name in ("url",))
    return {host_of(address) for address in (*links, *records)} - {""}


def new_hosts(site: Site, before: Site) -> str:
    """The hosts that a change leads to and nothing did before: somebody looks at each once."""
    found = sorted(hosts(site) - hosts(before))
    if not found:
        return ""
    told = "".join(f"- {plain(host)}\n" for host in found)
    return f"\n### New hosts\n\nNothing led to these before. Open each, and look who is behind it:\n\n{told}"


def beyond_text(root: Path, before: Path) -> str:
    """What a change touches beside words and facts: the gate, templates, workflows, the record, who may sign off."""
    found = sorted({path for name in BEYOND for path in _differing(root, before, name)})
    if not found:
        return ""
    told = "".join(f"- {plain(path)}\n" for path in found)
    return (
        "\n### More than words\n\nThis change touches what guards or shows the words. It was judged by the gate of the branch that it "
        f"would join, and where it changes the gate, by its own too. Read these files line by line:\n\n{told}"
    )


def _differing(root: Path, before: Path, name: str) -> Iterator[str]:
    """The paths of files of `name`, a file or folder, that one of the two has and the other has not, or has with other bytes."""
    paths = {
        path.relative_to(top).as_posix()
        for top in (root, before)
        for path in ([top / name, *(top / name).rglob("*")] if (top / name).exists() else ())
        if path.is_file() and "__pycache__" not in path.parts
    }
    for path in paths:
        one, other = root / path, before / path
        if not (one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()):
            yield path


def plain(text: str) -> str:
    """Text of a stranger as Markdown that shows exactly that text: no link, no picture, no mention, no HTML."""
    return SIGNS.sub(r"\\\1", html.escape(" ".join(text.split()), quote=False)).replace("\\@", "&#64;")


if __name__ == "__main__":
    cli.run(main)
