"""A withdrawn version names a sheet that there is, or was; a page that is taken down is one that readers can do without.

Why:  a notice with a slip in its address is shown to nobody, and the wrong sheet stays in use.
Bad:  page: polen in data/withdrawn.yml, when the page's `short` is pollen
Good: page: pollen
"""

from difflib import get_close_matches

from .. import withdrawal
from ..registry import check
from ..source import Findings, Site


@check(Site, needs="withdrawn")
def withdrawal_unknown(site: Site) -> Findings:
    if not all(page.readable for page in site.pages):
        return  # what an unreadable page is called is not known
    known = [page.short for page in site.pages]
    known += [str(record.get("short")) for record in site.retired_addresses]
    for index, notice in enumerate(site.withdrawn):
        if notice.get("page") not in known:
            near = get_close_matches(str(notice.get("page")), known, n=1)
            fact = f"no page has, or had, the short address {notice.get('page')}"
            hint = f"write {near[0]}" if near else "write the `short` of the page whose sheet is withdrawn"
            yield site.data_finding("withdrawn.yml", ("versions", index, "page"), fact, hint)


@check(Site, needs="withdrawn")
def withdrawal_unknown_of_page(site: Site) -> Findings:
    """Not the home page, nor the one with the warning signs, nor what lists, finds or explains: those are mended where they stand."""
    if site.tag or not all(page.readable for page in site.pages):
        return
    by_name = {page.name: page for page in site.pages}
    by_short = {page.short: page for page in site.pages}
    may = [short for short, page in by_short.items() if withdrawal.may_be_taken_down(page, site)]
    for index, notice in enumerate(site.withdrawn_pages):
        short = str(notice.get("page"))
        if short in by_short and short not in may:
            fact = f"{by_short[short].path} can't be taken down: other pages lead to what stands there"
            hint = "correct it, and have the change approved"
        elif short not in by_short:
            fact = f"no page has the short address {short}"
            named = by_name.get(short)
            near = [named.short] if named else get_close_matches(short, may, n=1)
            hint = f"write {near[0]}" if near else "write the `short` of the page that is taken down"
        else:
            continue
        yield site.data_finding("withdrawn.yml", ("pages", index, "page"), fact, hint)


@check(Site, needs="withdrawn")
def withdrawal_unknown_of_language(site: Site) -> Findings:
    known = [site.language, *site.other_languages]
    for index, notice in enumerate(site.withdrawn_pages if not site.tag else ()):
        named = notice.get("languages")
        for place, tag in enumerate(named if isinstance(named, list) else ()):
            if tag not in known:
                fact, hint = f"the site has no language {tag}", f"write one of: {', '.join(known)}"
                yield site.data_finding("withdrawn.yml", ("pages", index, "languages", place), fact, hint)
