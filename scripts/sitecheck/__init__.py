"""The judge: it reads a site's sources and built pages and says what is wrong. It knows nothing of MkDocs, nor of the topic."""
