"""A process that has the press imported, and forks for each core that a test prints on: a new Python takes half a second to be ready.

That paper from a fork is that of a new one, byte for byte, is held in `tests/test_handouts.py`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import forkserver, get_context
from pathlib import Path

from paper import printing

PATHS = [str(Path(__file__).parents[2] / name) for name in ("scripts", "tests")]


def forked() -> ProcessPoolExecutor:
    """What prints in forks of a process that was begun for that, by the first who asks in this one."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["support.pressed"])
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(PATHS)  # Python 3.11 tells such a process nothing of sys.path
    try:
        forkserver.ensure_running()
    finally:
        del os.environ["PYTHONPATH"]
        os.environ |= {"PYTHONPATH": before} if before is not None else {}
    return ProcessPoolExecutor(mp_context=context)


def forked_here() -> ProcessPoolExecutor:
    """What prints in forks of this very process, which runs nothing beside."""
    return ProcessPoolExecutor(mp_context=get_context("fork"))


@contextmanager
def standing_in() -> Iterator[None]:
    """While the block runs, what is printed from this process is printed in forks."""
    before, printing.cores = printing.cores, forked
    yield
    printing.cores = before
