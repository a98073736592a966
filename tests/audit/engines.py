"""The three engines that readers have: Chromium by Playwright, Firefox by WebDriver BiDi, WebKit by Debian's WebKitWebDriver.

Debian has no geckodriver, and the newest Playwright asks Firefox's long-lived release for commands that it does not
know yet; so Firefox is spoken to by its own port, with the few commands that the audit needs.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import re
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Page
from websockets.sync.client import ClientConnection, connect

from support.browser import chromium

HEIGHT = 740
KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c"}
MINI_BROWSER = "/usr/lib/*-linux-gnu/webkit2gtk-4.1/MiniBrowser"
# The window of WebKit's small browser can't be as narrow as a phone; a frame in it can.
FRAME = """const frame = document.createElement('iframe');
    frame.style = `border:0;width:${arguments[1]}px;height:${arguments[2]}px`;
    frame.src = arguments[0];
    document.body.style.margin = 0;
    return new Promise(done => { frame.onload = () => done(1); document.body.replaceChildren(frame) })"""
NARROWEST = 500
LIKE_A_PHONE = 'user_pref("ui.useOverlayScrollbars", 1);\n'  # bars to scroll that take no room
# How each engine is told that its reader wants dark pages: all but Chromium by what the desktop would say.
NIGHT = 'user_pref("ui.systemUsesDarkTheme", 1);\n'
DARK_DESKTOP = {"GTK_THEME": "Adwaita:dark"}
UNBOXED = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}  # root may not make its sandbox; the pages are our own


class Engine(Protocol):
    """What the audit does with a browser."""

    def open(self, url: str, width: int, height: int = HEIGHT) -> None:
        """Open an address in a view of that width, and wait until it has loaded."""

    def run(self, function: str, *arguments: Any) -> Any:
        """What a function of JavaScript answers in the page; of what JSON can say."""

    def press(self, *keys: str) -> None:
        """Press keys, one after another: characters, or names of KEYS."""

    def picture(self) -> bytes:
        """The view as a PNG."""


class Chromium:
    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, url: str, width: int, height: int = HEIGHT) -> None:
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.goto(url)

    def run(self, function: str, *arguments: Any) -> Any:
        return self.page.evaluate(f"given => ({function})(...given)", list(arguments))

    def press(self, *keys: str) -> None:
        for key in keys:
            (self.page.keyboard.press if key in KEYS else self.page.keyboard.type)(key)

    def picture(self) -> bytes:
        return self.page.screenshot()


class Firefox:
    def __init__(self, line: ClientConnection) -> None:
        self.line = line
        self.numbers = itertools.count()
        self.ask("session.new", capabilities={})
        # Of the window it starts with, no screen ever tells Firefox that it is the focused one; one more has the keys.
        self.view = self.ask("browsingContext.create", type="window")["context"]

    def ask(self, method: str, **parameters: Any) -> Any:
        number = next(self.numbers)
        self.line.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while (answer := json.loads(self.line.recv(timeout=320))).get("id") != number:
            pass  # an event that nobody asked for
        if answer["type"] == "error":
            raise RuntimeError(f"Firefox refuses {method}: {answer['message']}")
        return answer["result"]

    def open(self, url: str, width: int, height: int = HEIGHT) -> None:
        viewport = {"width": width, "height": height}
        self.ask("browsingContext.setViewport", context=self.view, viewport=viewport)
        self.ask("browsingContext.navigate", context=self.view, url=url, wait="complete")

    def run(self, function: str, *arguments: Any) -> Any:
        given = [{"type": "string", "value": json.dumps(arguments)}]
        told = self.ask(
            "script.callFunction",
            functionDeclaration=f"async given => JSON.stringify(await ({function})(...JSON.parse(given))) ?? 'null'",
            arguments=given,
            awaitPromise=True,
            target={"context": self.view},
        )
        if told["type"] == "exception":
            raise RuntimeError(told["exceptionDetails"]["text"])
        return json.loads(told["result"]["value"])

    def press(self, *keys: str) -> None:
        self.ask("input.performActions", context=self.view, actions=[pressed(keys)])

    def picture(self) -> bytes:
        return base64.b64decode(self.ask("browsingContext.captureScreenshot", context=self.view)["data"])


class WebKit:
    def __init__(self, address: str, browser: str) -> None:
        self.address = address
        wanted = {"webkitgtk:browserOptions": {"binary": browser, "args": ["--automation"]}}
        self.session = ""
        self.session = "/session/" + self.ask("", capabilities={"alwaysMatch": wanted}, to="/session")["sessionId"]
        self.ask("/timeouts", script=300_000, pageLoad=300_000)

    def ask(self, what: str, method: str = "POST", to: str = "", **parameters: Any) -> Any:
        asked = urllib.request.Request(
            self.address + (to or self.session + what),
            method=method,
            data=json.dumps(parameters).encode() if method == "POST" else None,
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(asked, timeout=320) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"WebKit refuses {what}: {error.read().decode()[:300]}") from error

    def open(self, url: str, width: int, height: int = HEIGHT) -> None:
        self.ask("/window/rect", x=0, y=0, width=max(width, NARROWEST), height=height + 38)
        if width >= NARROWEST:
            self.ask("/url", url=url)
            return
        origin = re.match(r"\w+://[^/]+/", url)
        assert origin
        self.ask("/url", url=f"{origin[0]}robots.txt")
        self.ask("/execute/sync", script=FRAME, args=[url, width, height])
        self.ask("/frame", id=0)

    def run(self, function: str, *arguments: Any) -> Any:
        script = f"return Promise.resolve(({function})(...arguments)).then(told => JSON.stringify(told) ?? 'null')"
        return json.loads(self.ask("/execute/sync", script=script, args=list(arguments)))

    def press(self, *keys: str) -> None:
        self.ask("/actions", actions=[pressed(keys)])

    def picture(self) -> bytes:
        return base64.b64decode(self.ask("/screenshot", method="GET"))


def pressed(keys: tuple[str, ...]) -> dict[str, Any]:
    """Keys pressed one after another, as WebDriver and BiDi both say it."""
    steps = [{"type": kind, "value": KEYS.get(key, key)} for key in keys for kind in ("keyDown", "keyUp")]
    return {"type": "key", "id": "keyboard", "actions": steps}


@contextmanager
def a_chromium(night: bool = False) -> Iterator[Engine]:
    with chromium() as browser:
        yield Chromium(browser.new_page(color_scheme="dark" if night else "light"))


@contextmanager
def a_firefox(night: bool = False) -> Iterator[Engine]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        (Path(profile) / "user.js").write_text(LIKE_A_PHONE + (NIGHT if night else ""), "utf-8")
        called = ["firefox-esr", "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", profile]
        with running([*called, "about:blank"], os.environ | {"MOZ_HEADLESS": "1"}):
            place = Path(profile) / "WebDriverBiDiServer.json"
            told = json.loads(appeared(place.read_text, (OSError, ValueError)))
            with connect(f"ws://{told['ws_host']}:{told['ws_port']}/session", max_size=None) as line:
                yield Firefox(line)


@contextmanager
def a_webkit(night: bool = False) -> Iterator[Engine]:
    browser = str(next(Path("/").glob(MINI_BROWSER.lstrip("/"))))
    reading, writing = os.pipe()
    screen = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x1400x24", "-nolisten", "tcp"]
    with running(screen, pass_fds=(writing,)), os.fdopen(reading) as told:
        display = told.readline().strip()
        port = free_port()
        environment = os.environ | {"DISPLAY": f":{display}"} | UNBOXED | (DARK_DESKTOP if night else {})
        with running(["WebKitWebDriver", f"--port={port}"], environment):
            address = f"http://127.0.0.1:{port}"
            appeared(lambda: urllib.request.urlopen(f"{address}/status").read().decode(), (OSError,))
            engine = WebKit(address, browser)
            yield engine
            engine.ask("", method="DELETE")


@contextmanager
def running(
    called: list[str], environment: Any = None, pass_fds: tuple[int, ...] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs until the block ends."""
    program = subprocess.Popen(
        called, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=pass_fds
    )
    try:
        yield program
    finally:
        program.terminate()
        program.wait(30)


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        number: int = made.getsockname()[1]
        return number


def appeared(look: Callable[[], str], missing: tuple[type[Exception], ...]) -> str:
    """What `look` finds once it is there."""
    for _ in range(600):
        try:
            return look()
        except missing:
            time.sleep(0.1)
    return look()


ENGINES: dict[str, Callable[[bool], AbstractContextManager[Engine]]] = {  # called with whether it is night
    "Chromium": a_chromium,
    "Firefox": a_firefox,
    "WebKit": a_webkit,
}
