"""What a web server is told about the site: one table of headers, said as `_headers` and `_redirects` to a CDN, and as nginx.conf.

A browser obeys some of this only as a header: who may put a page into a frame, and that the site is to be read over HTTPS.
"""

from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from sitecheck import inventory
from sitecheck.source import Site

DENIED = "accelerometer bluetooth browsing-topics camera display-capture geolocation gyroscope hid microphone midi payment publickey-credentials-get serial usb"
HEADERS = {
    "Strict-Transport-Security": "max-age=31536000",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in DENIED.split()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# An urgent correction must reach readers within minutes; pictures and scripts may wait an hour. Names carry no hash.
CACHING = {"/": "public, max-age=300", "/assets/": "public, max-age=3600", "/api/": "public, max-age=3600"}


def policy(folder: Path) -> str:
    """The Content-Security-Policy that all pages of a built site can be served with, and what only a header can say.

    Pages differ in their style, and so in its hash; each keeps to its own by the policy that it carries itself.
    """
    allowed: dict[str, list[str]] = {}
    for file in sorted(folder.rglob("*.html")):
        for node in LexborHTMLParser(file.read_text("utf-8")).css("meta[http-equiv='content-security-policy' i]"):
            for directive in (node.attributes.get("content") or "").split(";"):
                name, *sources = directive.split()
                allowed[name] = list(dict.fromkeys([*allowed.get(name, []), *sources]))
    told = [" ".join([name, *sorted(sources)]) for name, sources in allowed.items()]
    return "; ".join([*told, "frame-ancestors 'none'"])


def _home(folder: Path) -> LexborHTMLParser:
    file = folder / "index.html"
    return LexborHTMLParser(file.read_text("utf-8") if file.is_file() else "")


def write(site: Site, folder: Path) -> None:
    """Write `_headers` and `_redirects` into a built site, as Cloudflare Pages, Netlify and their like read them."""
    headers = {"Content-Security-Policy": policy(folder)} | HEADERS
    blocks = ["/*", *(f"  {name}: {value}" for name, value in headers.items())]
    for path, caching in CACHING.items():
        if (
            path != "/"
        ):  # where two paths match, these hosts join both values; pages keep the hosts' own, to ask each time
            blocks += [f"{path}*", f"  Cache-Control: {caching}"]
    (folder / "_headers").write_text("\n".join(blocks) + "\n", "utf-8")
    base = base_path(folder)
    tongues = ["", *(f"{one.tag}/" for one in site.translations)]
    lines = [f"{base}{tag}{old} {base}{tag}{new} 301" for tag in tongues for old, new in site.redirects.items()]
    (folder / "_redirects").write_text("".join(f"{line}\n" for line in lines), "utf-8")


def base_path(folder: Path) -> str:
    """The path below which the site is published: "/", or "/project/" where SITE_URL has a folder."""
    canonical = _home(folder).css_first('link[rel="canonical"]')
    path = urlsplit((canonical.attributes.get("href") or "") if canonical else "").path
    return path if path.endswith("/") else "/"


def nginx(site: Site, content_policy: str, folder: Path, listen: str, brotli: bool) -> str:
    """A file for nginx's http block: the site at the root of a host, its compressed twins, headers, redirects and 404."""
    headers = {"Content-Security-Policy": content_policy} | HEADERS
    lines = [
        "# Made by scripts/hosting.py; make it again rather than edit it.",
        "map $uri $site_caching {",
        *(f'    ~^{path} "{caching}";' for path, caching in reversed(CACHING.items())),
        "}",
        "server {",
        f"    listen {listen};",
        f'    root "{folder}";',
        "    index index.html;",
        "    charset utf-8;",
        "    charset_types application/javascript application/json image/svg+xml text/plain text/xml;",
        "    server_tokens off;",
        "    absolute_redirect off;",
        "    gzip_static on;",
        "    gzip_vary on;",
        *(["    brotli_static on;"] if brotli else []),
        "    error_page 404 /404.html;",
        '    add_header Cache-Control "$site_caching" always;',
        *(f'    add_header {name} "{value}" always;' for name, value in headers.items()),
        "    location = /_headers { return 404; }",
        "    location = /_redirects { return 404; }",
        f"    location = /{inventory.FILE} {{ return 404; }}",
        *(f"    location = /{old} {{ return 301 /{new}; }}" for old, new in site.redirects.items()),
        "}",
    ]
    return "\n".join(lines) + "\n"
