"""The judge: it reads a site's sources and built pages and says what is wrong. It knows nothing of MkDocs, nor of the topic."""

import signal

if (
    signal.getsignal(signal.SIGINT) is signal.default_int_handler
):  # until cli.run sets its own, a key press ends without a traceback
    signal.signal(signal.SIGINT, signal.SIG_DFL)
