"""Open a workspace for one command and close it whatever happens."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from expunge_desktop.app.credentials import credentials
from expunge_desktop.app.terminal import harmless
from expunge_desktop.services.session import Session, open_session


@contextmanager
def opened(arguments: Namespace) -> Iterator[Session]:
    """The session of `arguments.workspace` with the acting user's credentials."""
    who = credentials(arguments)
    session = open_session(Path(arguments.workspace), who.user, who.passphrase)
    session.places.is_accepted = getattr(arguments, "place_accepted", False)
    try:
        yield session
    finally:
        session.close()
        for sentence in session.places.told:
            print(harmless(f"note: {sentence}"), file=sys.stderr)
