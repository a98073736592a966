"""The press, imported and once through: to import this makes a process ready from which others are forked to print."""

from __future__ import annotations

from pathlib import Path

from paper import press

press.render("<p>x</p>", Path("/x.html"))
