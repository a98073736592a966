"""What hundreds of builds in tests would each work out anew, kept: the code of templates, the list of the theme's files, what Brotli makes.

Nothing is kept by the name of a file: a template's code is kept by its text and all that its environment does to it, so that one
which a test changes is compiled anew, and bytes by what they were made from. The files of the installed theme don't change while tests run.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

import brotli
import jinja2
from jinja2 import Environment, FileSystemLoader

INSTALLED = str(Path(jinja2.__file__).parents[1])


@contextmanager
def in_folder(folder: Path) -> Iterator[None]:
    """While the block runs, this process and all that it forks keep in `folder` what Jinja and Brotli make."""
    jinja: tuple[Any, Any] = Environment, FileSystemLoader
    compile, listed, compress = jinja[0].compile, jinja[1].list_templates, brotli.compress
    jinja[0].compile, jinja[1].list_templates = _compile(compile, folder), _listed(listed)
    brotli.compress = lambda content: _kept(folder, b"br" + content, lambda: compress(content))
    yield
    jinja[0].compile, jinja[1].list_templates, brotli.compress = compile, listed, compress


def _kept(folder: Path, known_by: bytes, make: Callable[[], bytes]) -> bytes:
    """What `make` makes, made once for all processes that keep what they made in `folder`."""
    file = folder / hashlib.sha256(known_by).hexdigest()
    if not file.is_file():
        made = folder / f"{os.getpid()}.{threading.get_ident()}"
        made.write_bytes(make())
        made.rename(file)
    return file.read_bytes()


def _compile(compile: Any, folder: Path) -> Any:
    def kept(
        self: Environment,
        source: Any,
        name: str | None = None,
        filename: str | None = None,
        raw: bool = False,
        defer_init: bool = False,
    ) -> Any:
        if raw or not (isinstance(source, str) and name and filename):
            return compile(self, source, name, filename, raw, defer_init)
        known_by = repr((source, name, defer_init, _means(self, filename))).encode()
        code = _kept(folder, known_by, lambda: marshal.dumps(compile(self, source, name, filename, raw, defer_init)))
        return _placed(marshal.loads(code), filename)

    return kept


def _means(environment: Environment, filename: str) -> tuple[object, ...]:
    """All that an environment has to say in how a template of ours becomes code."""
    return (
        type(environment),
        "/overrides/" in filename,  # only such a template gets stamps
        sorted(environment.extensions),
        environment.autoescape,
        environment.trim_blocks,
        environment.lstrip_blocks,
        environment.optimized,
        sorted(environment.filters),
        sorted(environment.tests),
    )


def _placed(code: CodeType, filename: str) -> CodeType:
    """The code as if it had been compiled from `filename`, which tracebacks name."""
    parts = (_placed(part, filename) if isinstance(part, CodeType) else part for part in code.co_consts)
    return code.replace(co_filename=filename, co_consts=tuple(parts))


def _listed(whole: Any) -> Any:
    @cache
    def installed(folder: str) -> list[str]:
        """The files of a theme but its fourteen thousand icons, which MkDocs lists and then drops, since their names begin with a dot."""
        return [name for name in whole(FileSystemLoader(folder)) if not name.startswith(".")]

    def listed(self: FileSystemLoader) -> list[str]:
        found: set[str] = set()
        for folder in map(str, self.searchpath):
            found.update(installed(folder) if folder.startswith(INSTALLED) else whole(FileSystemLoader(folder)))
        return sorted(found)

    return listed
