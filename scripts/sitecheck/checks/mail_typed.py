"""No page types an address for mail: where to write stands in mkdocs.yml, as contact.

Why:  the address of a person on a public page is collected by machines, and one that was typed on six pages is mended on five.
Bad:  Write to nurse@noses.health.
Good: Write to the people who keep this site (every page's foot says where).
"""

import re

from ..registry import check
from ..source import Findings, Page, Site

ADDRESS = re.compile(r"mailto:[^\s)>\"]*|(?<![\w.+:/@-])[\w.+-]+(?:@|&#0*64;|&commat;)[\w-]+(?:\.[\w-]+)+")

SIGNS = ("@", "&#", "&commat;", "mailto:")  # one of them stands in each address


@check(Page)
def mail_typed(page: Page, site: Site) -> Findings:
    for number, line in enumerate(page.prose, start=1):
        for found in ADDRESS.finditer(line) if any(sign in line for sign in SIGNS) else ():
            fix = "delete it; where readers may write is `contact` in mkdocs.yml"
            yield page.finding(number, f"the address {found[0]} is typed here", fix)
