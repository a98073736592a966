"""How the languages of a site are read: YAML, Markdown, CSS, addresses, and the stamps that templates leave in HTML."""
