"""What makes a site of the sources: MkDocs' run, what is written beside its pages, and how a build takes the place of the one before."""

import sitecheck  # noqa: F401 (first of all, so that from here on a key press ends a command without a traceback)
