"""Make this machine ready: .venv/ from the pinned requirements, for tests a Chromium, for audits the outside judges.

Runs on the system's Python, before anything is installed, so it uses the standard library alone.
What can be installed without asking is installed; anything else stops the command with one sentence.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
VENV = HERE / ".venv"
PYTHON = VENV / "bin" / "python"
LIBRARIES = ("pango-1.0", "pangoft2-1.0")  # what WeasyPrint prints with
LIBRARY_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0")
NEWEST_TOO_OLD = (3, 10)
SERVERS = os.pathsep.join(("/usr/sbin", "/usr/local/sbin", os.environ.get("PATH", "")))
# What make audit runs, with its package in Debian: how Lighthouse and the Nu checker run, a server, and the engines beside Chromium.
JUDGES = {
    "npm": "npm",
    "java": "default-jre-headless",
    "nginx": "nginx-light",
    "firefox-esr": "firefox-esr",
    "WebKitWebDriver": "webkit2gtk-driver",
    "Xvfb": "xvfb",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main(wanted):
    if sys.version_info[:2] <= NEWEST_TOO_OLD:
        stop(
            f"this is Python {sys.version_info[0]}.{sys.version_info[1]}; install Python 3.11 or newer, and name it with: make PYTHON=python3.11"
        )
    if wanted == "browser":
        print(find_browser() or "")
        return
    requirements = {
        "publish": "requirements.txt",
        "test": "requirements-test.txt",
        "audit": "requirements-test.txt",
    }.get(wanted)
    if requirements is None:
        stop(f"setup.py makes ready for 'publish', 'test' or 'audit', not for '{wanted}'")
    install(HERE / requirements)
    install_libraries()
    if wanted in {"test", "audit"} and not find_browser():
        install_browser()
    if wanted == "audit":
        install_judges()


def install(requirements):
    """Bring .venv/ to the pinned set, unless it holds that set already. The test set contains the publish set."""
    wanted = stamp(requirements)
    have = VENV / "installed"
    held = have.read_text().split() if have.exists() and PYTHON.exists() else []
    if wanted in held:
        return
    if not PYTHON.exists():
        make_venv()
    print(f"setting up .venv/ from {requirements.name}", file=sys.stderr)
    pip = "-m pip install --quiet --disable-pip-version-check --require-hashes --requirement".split()
    if subprocess.run([str(PYTHON), *pip, str(requirements)], check=False).returncode:
        stop(f"pip could not install {requirements.name}; the lines above say why (most often: no network)")
    known = {stamp(HERE / name) for name in ("requirements.txt", "requirements-test.txt")}
    if requirements.name == "requirements-test.txt":
        held = [*held, stamp(HERE / "requirements.txt")]
    have.write_text("\n".join(sorted(({*held} & known) | {wanted})) + "\n")


def stamp(requirements):
    return hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()[:16]


def make_venv():
    """Create .venv/. Debian ships Python without the part that does it; as root that part is installed."""
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0:
        return
    if not apt("python3-venv") or subprocess.run(command, check=False).returncode:
        stop("Python could not make a virtual environment; install python3-venv")


def find_browser():
    """The path of an installed Chromium: $CHROMIUM, one on the PATH, or one that Playwright has downloaded before."""
    for name in (os.environ.get("CHROMIUM"), *BROWSERS):
        found = shutil.which(name) if name else None
        if found:
            return found
    caches = (
        Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright"),
        Path.home() / "Library" / "Caches" / "ms-playwright",
    )
    for cache in caches:
        for pattern in (
            "chromium-*/chrome-linux*/chrome",
            "chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium",
        ):
            downloaded = sorted(cache.glob(pattern))
            if downloaded:
                return str(downloaded[-1])
    return None


def install_browser():
    """Playwright's own download into the user's cache; where that fails, Debian's package, if we may."""
    print("setting up a Chromium for the browser tests", file=sys.stderr)
    log = subprocess.run([str(PYTHON), "-m", "playwright", "install", "chromium"], check=False, capture_output=True)
    if (log.returncode == 0 and find_browser()) or (apt("chromium") and find_browser()):
        return
    stop("the browser tests need Chromium; install it (Debian: apt-get install chromium) or name one in $CHROMIUM")


def install_libraries():
    """Pango, which sets the type of the PDFs; it is no Python package."""
    if can_print():
        return
    print("setting up Pango for the handouts", file=sys.stderr)
    if not (apt(*LIBRARY_PACKAGES) and can_print()):
        stop(
            "the handouts need Pango; install it (Debian: apt-get install "
            + " ".join(LIBRARY_PACKAGES)
            + "; macOS: brew install pango)"
        )


def can_print():
    """Whether WeasyPrint finds its libraries. Asking it takes a second, so the system is asked first."""
    if all(find_library(name) for name in LIBRARIES):
        return True
    asked = [str(PYTHON), "-c", "import weasyprint"]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0


def install_judges():
    """What make audit runs that is no Python package: programs of the system, and from the lock file of tests/audit Lighthouse and the Nu checker."""
    missing = [package for program, package in JUDGES.items() if not shutil.which(program, path=SERVERS)]
    if missing:
        print(f"setting up {', '.join(missing)} for the audit", file=sys.stderr)
        apt(*missing)
    lacking = {program: package for program, package in JUDGES.items() if not shutil.which(program, path=SERVERS)}
    if lacking:
        stop(
            f"make audit needs {', '.join(lacking)}; install what is missing (Debian: apt-get install {' '.join(lacking.values())})"
        )
    folder = HERE / "tests" / "audit"
    done = folder / "node_modules" / ".package-lock.json"
    if done.exists() and done.stat().st_mtime >= (folder / "package-lock.json").stat().st_mtime:
        return
    print("setting up the judges in tests/audit/node_modules/", file=sys.stderr)
    environment = {**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}
    if subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"],
        cwd=folder,
        env=environment,
        check=False,
    ).returncode:
        stop("npm could not install the judges; the lines above say why (most often: no network)")


def apt(*packages):
    """Install Debian packages if this is Debian and we are root. Says whether it worked."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages])
    return all(
        subprocess.run(
            step, env=environment, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ).returncode
        == 0
        for step in steps
    )


def stop(sentence):
    print(sentence, file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
