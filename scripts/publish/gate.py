"""The gate: the site of a root read, built, put to every check, and printed once it has passed."""

import sys
from collections.abc import Collection, Iterable
from pathlib import Path

from paper import jobs, printing
from sitecheck import approved, cli, inventory, registry, report, withdrawal
from sitecheck.approval import WAITING
from sitecheck.loading import join, load_built, translations
from sitecheck.source import BuiltPage, Finding, Page, Site

from . import api, feed, mkdocs_run

# What is asked again where a page was taken down: all that is asked of built pages, and of the site as a whole what a reader
# could miss. Not whether each work is cited and each section there: that was asked of the whole site.
OF_THE_BUILT = {name for name, one in registry.all_checks().items() if BuiltPage in dict(one.rules)}
OF_THE_BUILT |= {"address-lost", "handout-bare", "page-unreachable", "redirect-wrong", "sign-unlisted", "sitemap-wrong"}


def judge(
    root: Path, steps: report.Steps, handouts: bool = True, waiting: bool = False
) -> tuple[Site, registry.Verdict]:
    """Build the site of `root` into `root`/build, in each language, and put every check to its sources and its pages.

    With `waiting`, words that nobody has approved are a notice on standard error and no finding. Pages that were taken down are built and
    judged with the others; if nothing waits, what stands in their place is built then, and is what build/ holds. The site that is returned is the whole one.

    A build with nothing to find and nothing that waits keeps the inventory of its sources. Raises CannotJudge when
    mkdocs.yml can't be read, when there are no pages, when MkDocs fails on sources that no check complains of, or when
    the sources changed meanwhile.
    """
    epoch = cli.last_change(root)
    with steps.step("read"):
        sources = inventory.digests(root, cli.SCRIPTS)
        site = cli.read(root, epoch)
    cli.refuse_unjudgeable(site)
    _tell_what_rests(site, steps)
    if not site.buildable:  # MkDocs would only repeat, less clearly, what the source checks say
        return site, _run([site], steps)
    sites = _in_all_languages(site)
    failure = _build(sites, steps, epoch)
    verdict, down, waits = _first_verdict(sites, waiting, steps)
    if failure is None and verdict.clean and down and not waits:
        sites = _in_all_languages(cli.read(root, epoch, published=True))
        failure = _build(sites, steps, epoch)
        verdict = _run(sites, steps, OF_THE_BUILT)
    if failure is None and verdict.clean:
        verdict = _print(sites, steps, handouts)
    if failure is not None and not verdict.findings:
        raise cli.CannotJudge(failure)
    if verdict.clean:
        _keep(site, inventory.Inventory(epoch, sources), printable=not waits)
    return site, verdict


def _first_verdict(sites: list[Site], waiting: bool, steps: report.Steps) -> tuple[registry.Verdict, list[Page], bool]:
    """The verdict on all pages, those among them that were taken down, and whether words wait that `waiting` lets pass."""
    down = [page for one in sites for page in one.pages if withdrawal.notice_of(page, one)]
    verdict = _run(sites, steps)
    if not waiting:
        verdict = _but_for(verdict, _sources_of(down, sites), [text for page in down for text in _named_by(page)])
    unread = [finding for finding in verdict.findings if finding.check == WAITING] if waiting else []
    if unread:
        verdict = _without(verdict, unread, steps.quiet)
    if verdict.clean:
        _tell_what_is_down(sites[0], down, bool(unread), steps)
    return verdict, down, bool(unread)


def _tell_what_rests(site: Site, steps: report.Steps) -> None:
    for text in () if steps.quiet else registry.idle(site):
        report.notice(text)


def _sources_of(pages: Iterable[Page], sites: list[Site]) -> set[str]:
    """The files of pages that were taken down, and of their record: whoever mends them has time, for nobody reads them meanwhile."""
    paths = {page.path for page in pages}
    record = {
        f"{one.record}/{file}"
        for one in sites
        for page in one.pages
        if page.path in paths
        for file in (approved.file_of(page.url), f"handouts/{page.name}.txt")
    }
    return paths | record


def _named_by(page: Page) -> list[str]:
    """What lists say of a page."""
    return [str(page.meta.get("title")), *(text for _, text in page.meta_list("key_messages"))]


def _but_for(verdict: registry.Verdict, paths: Collection[str], texts: Collection[str]) -> registry.Verdict:
    """The verdict without what waits for approval in some files, and what others have of them; where that is still shown, the second build tells."""

    def held(one: Finding) -> bool:
        return one.check == WAITING and (one.path in paths or any(text in one.message for text in texts))

    return registry.Verdict([one for one in verdict.findings if not held(one)], verdict.crashed)


def _tell_what_is_down(site: Site, pages: list[Page], waits: bool, steps: report.Steps) -> None:
    """Say which pages were taken down, and by which version their sheets are known, for whoever brings them back."""
    versions = {sheet.page.path: sheet.version for sheet in jobs.sheets(site)} if pages and site.built else {}
    for page in () if steps.quiet else pages:
        sheet = f"; the version of its sheet is {versions[page.path]}" if page.path in versions else ""
        report.notice(
            f"{page.path} is {'not taken down here, since words wait for approval' if waits else f'taken down{sheet}'}"
        )


def _in_all_languages(site: Site) -> list[Site]:
    """The site and those of its translations. Until the handouts are printed, links to them count as present."""
    site.translations = translations(site)
    sites = [site, *site.translations]
    for one in sites:
        one.handouts = False
    return sites


def _build(sites: list[Site], steps: report.Steps, epoch: int) -> Finding | None:
    """Build every language and read what was built; a failure is returned as a finding."""
    failure = None
    with steps.step("build", sum(len(one.pages) for one in sites), "page") as bar:
        for one in sites:
            failure = failure or mkdocs_run.build(one, epoch, bar.update)
    if failure is None:
        with steps.step("load"):
            for one in sites:
                folder = one.root / "build" / one.tag
                api.write(one, folder)
                feed.write(one, folder)
                load_built(one, folder)
                one.paper = words_on_paper(one)
            join(sites)
    return failure


def _keep(site: Site, passed: inventory.Inventory, printable: bool) -> None:
    """Keep the inventory of what passed; where it isn't kept nothing is printed, since paper outlives a preview."""
    now = inventory.digests(site.root, cli.SCRIPTS)
    if changed := inventory.difference(passed.digests, now, "the build began", "run it again"):
        raise cli.CannotJudge(changed)
    if printable:
        inventory.write(site.root / "build", passed)


def _without(verdict: registry.Verdict, unread: list[Finding], quiet: bool) -> registry.Verdict:
    """The verdict without the words that wait for approval, which are told instead."""
    if not quiet:
        print(f"waiting for approval; not to be published:\n{report.as_text(unread)}", end="", file=sys.stderr)
    return registry.Verdict([finding for finding in verdict.findings if finding not in unread], verdict.crashed)


def words_on_paper(site: Site) -> dict[str, tuple[str, str]]:
    """(path of the page, HTML) of each sheet and of the log and the booklet, whose words are approved as those of pages are."""
    if not any(page.meta.get("title") for page in site.pages):
        return {}
    todo = printing.on_one_paper(site, site.root / "build")
    return {
        job.file.removesuffix(f"-{job.format.name}.pdf"): (job.page.path if job.page else "", job.html) for job in todo
    }


def _print(sites: list[Site], steps: report.Steps, handouts: bool) -> registry.Verdict:
    """Print the handouts, if asked, from the pages that just passed, and look again at the links that lead to them."""
    for site in sites:
        if again := printing.withdrawn(site, jobs.sheets(site) if site.withdrawn else []):
            return registry.Verdict(again, [])
    if not handouts:
        return registry.Verdict([], [])
    findings: list[Finding] = []
    with steps.step("print", sum(printing.count_of(site) for site in sites), "file") as bar:
        for site in sites:
            findings += printing.make(site, site.root / "build" / site.tag, bar.update)
    if findings:
        return registry.Verdict(findings, [])
    for site in sites:
        site.handouts = True
        load_built(site, site.root / "build" / site.tag)
    join(sites)
    return registry.together([registry.run(site, names=("link-dead", "address-lost")) for site in sites])


def _run(sites: list[Site], steps: report.Steps, names: Collection[str] | None = None) -> registry.Verdict:
    with steps.step("check", len(registry.all_checks()) * len(sites), "check") as bar:
        return registry.together([registry.run(site, names, bar.update) for site in sites])
