"""Print the configuration of a web server for the site, with its headers and redirects.

    hosting.py nginx --folder /srv/site > /etc/nginx/conf.d/site.conf

What a CDN reads, `_headers` and `_redirects`, lies in the site itself.
"""

from pathlib import Path

from publish import headers
from sitecheck import cli
from sitecheck.loading import load


def main(arguments: list[str]) -> int:
    options = cli.parser(__doc__)
    options.add_argument("server", choices=["nginx"], help="the server to configure")
    options.add_argument("--folder", type=Path, help="where the site lies on the server (default: the root's site/)")
    options.add_argument("--listen", default="80", help="a port, or an address and port (default: 80)")
    options.add_argument("--brotli", action="store_true", help="nginx has the module that sends .br files as they are")
    asked = options.parse_args(arguments)
    root = asked.root.resolve()
    if not (root / "site/index.html").is_file():
        raise cli.slip("there is no site/ to serve", f"{cli.to_build(root)} first")
    folder = (asked.folder or root / "site").resolve()
    policy = headers.policy(root / "site")
    print(headers.nginx(load(root, cli.day_of(0)), policy, folder, asked.listen, asked.brotli), end="")
    return cli.CLEAN


if __name__ == "__main__":
    cli.run(main)
