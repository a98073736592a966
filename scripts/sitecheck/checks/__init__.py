"""One module per check; its file name, with hyphens, is the name of the check; its docstring is the published manual."""
