"""Open a workspace for one command and close it whatever happens."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from expunge_desktop.app.credentials import credentials
from expunge_desktop.app.release_options import require_something_to_release
from expunge_desktop.app.reminders import remind
from expunge_desktop.app.terminal import harmless
from expunge_desktop.base.clock import stray_in_words
from expunge_desktop.services.session import Session, open_session


@contextmanager
def opened(arguments: Namespace) -> Iterator[Session]:
    """The session of `arguments.workspace` with the acting user's credentials."""
    require_something_to_release(arguments)
    who = credentials(arguments)
    session = open_session(Path(arguments.workspace), who.user, who.passphrase)
    _tell_findings(session)
    if stray := stray_in_words(session.workspace.clock_stray):
        print(f"note: {stray}", file=sys.stderr)
    session.places.is_accepted = getattr(arguments, "place_accepted", False)
    try:
        yield session
        remind(session)
    finally:
        session.log_off()
        tell(session.places.told)


def tell(sentences: Iterable[str]) -> None:
    """What is to be known besides the result: a line each on standard error."""
    for sentence in sentences:
        print(harmless(f"note: {sentence}"), file=sys.stderr)


def _tell_findings(session: Session) -> None:
    """What the opening found: told on standard error, whatever the command then does."""
    told = [session.upgraded.sentence] if session.upgraded else []
    told += [session.restored] if session.restored else []
    told += session.swept.sentences
    if not session.witness.is_kept:
        told.append(f"{session.witness.reason} Find out why; `witness WORKSPACE accept` goes on from here.")
    tell(told)
