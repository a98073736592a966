"""Where the setting publish_unreviewed is false, a health professional has signed off every page that makes clinical claims.

Why:  by default an unreviewed page goes out with an honest notice; a clinic may want to publish none.
Bad:  publish_unreviewed: false beside a cause whose clinical_review is null
Good: publish_unreviewed: false, and every cause, guide and help page signed off
"""

from ..registry import check
from ..source import Finding, Findings, Site


@check(Site)
def review_missing(site: Site) -> Findings:
    unread = [page.path for page in site.pages if page.role != "policy" and page.sign_off == "none"]
    if unread and site.setting("publish_unreviewed") is not True:
        more = f" and {len(unread) - 3} more" if len(unread) > 3 else ""
        yield Finding(
            "mkdocs.yml",
            site.config_lines.get(("extra", "publish_unreviewed"), 1),
            f"nobody has signed off {', '.join(unread[:3])}{more}",
            "have them signed off, or set publish_unreviewed: true",
        )
