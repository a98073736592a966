"""Print how hard each page is to read: its Flesch-Kincaid grade, and the line of its hardest paragraph.

Exit status: 0. The gate is the check reading-grade, which stops a page that is too hard.
"""

from statistics import median

from sitecheck import cli
from sitecheck.text import readability


def main(arguments: list[str]) -> int:
    options = cli.parser(__doc__)
    root = options.parse_args(arguments).root.resolve()
    site = cli.read(root)
    cli.refuse_unjudgeable(site)
    grades = []
    print("grade  words  hardest paragraph")
    for page in site.pages:
        found = list(readability.paragraphs(page))
        grades.append(readability.grade(found))
        hardest = readability.hardest(found)
        place = f"grade {hardest.grade:.1f} at {page.path}:{hardest.line}" if hardest else page.path
        print(f"{grades[-1]:5.1f}  {sum(paragraph.words for paragraph in found):5}  {place}")
    print(f"median {median(grades):.1f}, highest {max(grades):.1f}")
    return cli.CLEAN


if __name__ == "__main__":
    cli.run(main)
