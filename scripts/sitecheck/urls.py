"""Addresses: where a source file is published, and where a link leads, resolved as a browser does."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

LOCAL = "https://site.invalid/"  # stands for the site's own root; .invalid can never be a real host (RFC 2606)
SCHEME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789+-.")


@dataclass(frozen=True)
class Target:
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


def scheme_of(href: str) -> str:
    """The scheme in lower case, or "" for a relative address. White space at the ends doesn't count, as in a browser."""
    head, colon, _ = href.strip().partition(":")
    word = head.lower()
    return word if colon and word[:1].isalpha() and set(word) <= SCHEME else ""


def leaves_site(href: str) -> bool:
    """Whether an address names another host, with its scheme or without ("//host")."""
    cleaned = href.strip().replace("\\", "/")
    return scheme_of(cleaned) in {"http", "https", "ftp", "ws", "wss"} or cleaned.startswith("//")


def resolve(page_url: str, href: str) -> Target:
    """Where a relative `href` on the page at `page_url` leads. `..` above the site's root is kept as "../…", which exists nowhere."""
    cleaned = href.strip().replace("\\", "/")
    path, hash_sign, fragment = cleaned.partition("#")
    path = path.partition("?")[0]
    found = unquote(fragment) if hash_sign else None
    if not path:
        return Target(page_url, found)
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(page_url), path)
    normal = posixpath.normpath(joined) if joined else ""
    normal = "" if normal == "." else normal
    ends_in_folder = path.endswith("/") or posixpath.basename(path) in {".", ".."}
    return Target(unquote(normal) + ("/" if ends_in_folder and normal else ""), found)


def host_of(href: str) -> str:
    """The host of an absolute address in lower case, or "" when there is none to be read."""
    try:
        return (urlsplit(href.strip()).hostname or "").lower()
    except ValueError:
        return ""
