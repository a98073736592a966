"""Addresses: where a source file is published, and where a link leads, resolved as a browser does."""

import posixpath
import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

UNEVEN = re.compile(r"//|\.(?=/|\.?$)|^/")
CONTROLS = "".join(map(chr, range(33)))
UNREAD = dict.fromkeys(map(ord, "\t\n\r"))
SCHEME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789+-.")


class Target(NamedTuple):
    """Where a link leads inside the site: `path` from the site's root, percent-decoded, and `fragment` (None without #)."""

    path: str
    fragment: str | None


def published_at(source: str) -> str:
    """The address of a Markdown file of docs/, as MkDocs' directory URLs have it: "a/b.md" is "a/b/", "a/index.md" is "a/"."""
    folder, name = posixpath.split(source)
    stem = name.removesuffix(".md")
    parts = [folder] if folder else []
    if stem not in {"index", "README"}:
        parts.append(stem)
    return "/".join(parts) + "/" if parts else ""


@lru_cache(maxsize=8192)
def scheme_of(href: str) -> str:
    """The scheme in lower case, or "" for a relative address."""
    head, colon, _ = _as_read(href).partition(":")
    word = head.lower()
    return word if colon and word[:1].isalpha() and set(word) <= SCHEME else ""


def _as_read(href: str) -> str:
    """An address as a browser reads it: without blanks and control characters at its ends, and tabs and line ends anywhere (URL Standard, 4.4)."""
    return href.strip(CONTROLS).translate(UNREAD) if not href.isprintable() or href.strip() != href else href


def leaves_site(href: str) -> bool:
    """Whether an address names another host, with its scheme or without ("//host")."""
    cleaned = _as_read(href).replace("\\", "/")
    return scheme_of(cleaned) in {"http", "https", "ftp", "ws", "wss"} or cleaned.startswith("//")


@lru_cache(maxsize=8192)
def _parts(href: str) -> tuple[str, str | None, int, str | None]:
    """(path, fragment, how many folders it goes up first, the path from there, decoded; None where it goes up or on in an odd way)."""
    path, hash_sign, fragment = _as_read(href).replace("\\", "/").partition("#")
    path = path.partition("?")[0]
    up = 0
    while path.startswith("../", 3 * up):
        up += 1
    rest = path[3 * up :]
    return path, unquote(fragment) if hash_sign else None, up, None if UNEVEN.search(rest) else unquote(rest)


def resolve(page_url: str, href: str) -> Target:
    """Where a relative `href` on the page at `page_url` leads. `..` above the site's root is kept as "../…", which exists nowhere."""
    path, found, up, rest = _parts(href)
    if not path:
        return Target(page_url, found)
    if rest is not None and up == page_url.count("/"):  # the way that a menu writes
        return Target(rest, found)
    folders = [] if path[0] == "/" else page_url.split("/")[:-1]
    *steps, last = path.split("/")
    for step in (*steps, last):
        if step == ".." and folders and folders[-1] != "..":
            folders.pop()
        elif step not in {"", "."}:
            folders.append(step)
    normal = "/".join(folders)
    return Target(unquote(normal) + ("/" if normal and last in {"", ".", ".."} else ""), found)


def host_of(href: str) -> str:
    """The host of an absolute address in lower case, or "" when there is none to be read."""
    try:
        return (urlsplit(href.strip()).hostname or "").lower()
    except ValueError:
        return ""
