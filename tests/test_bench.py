"""The benchmark's proof, not its seconds: whatever broken link lychee finds on built pages, the link check finds."""

from __future__ import annotations

from pathlib import Path

from audit import bench
from support.commands import built, tree


def test_the_link_check_finds_every_planted_link_that_lychee_finds(good: Path) -> None:
    built(good)
    before = tree(good / "build" if (good / "build").is_dir() else good / "site")
    (good / "site").rename(good / "build")
    ours, theirs = bench.planted(good)
    assert theirs
    assert theirs - ours == set()
    assert ours == set(bench.PLANTED)
    assert tree(good / "build") == before


def test_a_site_of_any_size_is_made(good: Path, tmp_path: Path) -> None:
    for wanted in (4, 40):
        root = tmp_path / str(wanted)
        root.mkdir()
        assert bench.make(good, root, wanted) == wanted
        assert len(list((root / "docs").rglob("*.md"))) == wanted
    words, cites = bench.measure(tmp_path / "40")
    assert (words > 100, cites) == (True, 2)


def test_links_to_pages_that_were_taken_away_are_words(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("[b](x/b.md#c) [d](d.md) ![p](p.svg)", "utf-8")
    bench.unlink(page, {"b.md"})
    assert page.read_text("utf-8") == "b [d](d.md) ![p](p.svg)"


def test_our_pages_and_material_are_built_from_the_same_text(good: Path) -> None:
    ours, material = bench.beside_material(good, runs=1)
    assert min(ours, material) > 0
    for folder in ("build", "material-build"):
        text = (good / folder / "causes/dust/index.html").read_text("utf-8")
        assert "Dust can make" in text
        assert 'class="footnote"' in text
