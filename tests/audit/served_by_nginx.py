"""An nginx of this machine, on loopback alone, is asked for everything that scripts/hosting.py tells it. Run by `make audit`."""

from __future__ import annotations

import gzip
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import brotli
import pytest

from publish import headers as hosting
from support.commands import built
from support.site_maker import PROJECT, good_site

MOVED = "- from: causes/old-dust/\n  to: causes/dust/#signs\n"
MODULES = Path("/usr/lib/nginx/modules")
BROTLI = MODULES / "ngx_http_brotli_static_module.so"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def nginx(root: Path) -> Iterator[int]:
    """The port on which `root`/site is served until the block ends."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/opt/homebrew/bin")
    assert program, "nginx is not installed; `make audit` installs it on Debian"
    port = free_port()
    called = [sys.executable, str(PROJECT / "scripts/hosting.py"), "nginx", "--root", str(root)]
    called += ["--listen", f"127.0.0.1:{port}", *(["--brotli"] if BROTLI.exists() else [])]
    ours = subprocess.run(called, capture_output=True, text=True, check=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        temporary = "".join(
            f"  {kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        user = "user root;\n" if os.geteuid() == 0 else ""  # the folders of tests are closed to everybody else
        load = f"load_module {BROTLI};\n" if BROTLI.exists() else ""
        config = Path(folder, "nginx.conf")
        config.write_text(
            f"{user}{load}daemon off;\nworker_processes 1;\npid {folder}/pid;\nerror_log stderr;\nevents {{}}\n"
            f"http {{\n  access_log off;\n{temporary}  include /etc/nginx/mime.types;\n  include {folder}/site.conf;\n}}\n"
        )
        Path(folder, "site.conf").write_text(ours)
        with subprocess.Popen([program, "-c", str(config), "-p", folder], stderr=subprocess.PIPE, text=True) as process:
            try:
                wait(port, process)
                yield port
            finally:
                process.terminate()
                process.wait(10)


def wait(port: int, process: subprocess.Popen[str]) -> None:
    for _ in range(100):
        if process.poll() is not None:
            raise AssertionError(process.stderr.read() if process.stderr else "nginx did not start")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx did not answer within five seconds")


def ask(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (names in lower case) and body that the server answers with; redirects are not followed."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a published small site in which addresses have moved."""
    root = good_site(tmp_path_factory.mktemp("hosted"))
    (root / "data/redirects.yml").write_text(MOVED)
    assert built(root) == (0, [])
    return root


@pytest.fixture(scope="module")
def port(site: Path) -> Iterator[int]:
    with nginx(site) as found:
        yield found


@pytest.mark.parametrize("path", ["/", "/causes/dust/", "/404-no-such-page", "/assets/icon.svg", "/causes/old-dust/"])
def test_nginx_sends_every_header_whatever_the_answer(path: str, site: Path, port: int) -> None:
    _, headers, _ = ask(port, path)
    for name, value in hosting.HEADERS.items():
        assert headers.get(name.lower()) == value, name
    assert headers["content-security-policy"] == hosting.policy(site / "site")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "caching"),
    [("/causes/dust/", "max-age=300"), ("/assets/icon.svg", "max-age=3600"), ("/api/v1/pages.json", "max-age=3600")],
)
def test_nginx_says_how_long_an_answer_may_be_kept(path: str, caching: str, port: int) -> None:
    status, headers, _ = ask(port, path)
    assert (status, headers["cache-control"]) == (200, f"public, {caching}")


def test_nginx_sends_the_compressed_twins_as_they_are(site: Path, port: int) -> None:
    page = (site / "site/causes/dust/index.html").read_bytes()
    status, headers, body = ask(port, "/causes/dust/", Accept_Encoding="gzip")
    assert (status, headers["content-encoding"], gzip.decompress(body)) == (200, "gzip", page)
    assert body == (site / "site/causes/dust/index.html.gz").read_bytes()
    assert "Accept-Encoding" in headers["vary"]
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert ask(port, "/causes/dust/")[2] == page
    if BROTLI.exists():
        _, headers, body = ask(port, "/causes/dust/", Accept_Encoding="br")
        assert (headers["content-encoding"], brotli.decompress(body)) == ("br", page)


def test_nginx_redirects_and_has_a_page_for_unknown_addresses(site: Path, port: int) -> None:
    status, headers, _ = ask(port, "/causes/old-dust/")
    assert (status, headers["location"]) == (301, "/causes/dust/#signs")
    status, headers, _ = ask(port, "/causes/dust")
    assert (status, headers["location"]) == (301, "/causes/dust/")
    status, _, body = ask(port, "/no/such/page/")
    assert (status, body) == (404, (site / "site/404.html").read_bytes())
    assert ask(port, "/_headers")[0] == 404
