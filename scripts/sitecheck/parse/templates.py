"""Templates as Jinja reads them."""

from functools import lru_cache

import jinja2
from jinja2 import nodes

READER = jinja2.Environment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"])


@lru_cache(maxsize=256)  # of one run's templates; two checks ask, and the preview again and again
def parsed(text: str) -> nodes.Template:
    """The tree of a template. Raises jinja2.TemplateSyntaxError."""
    return READER.parse(text)
