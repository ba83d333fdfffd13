"""What the opening of a workspace found, and what was written to a place that is not a safe one."""

from expunge_desktop.services.session import Session


def opening_notes(session: Session) -> list[str]:
    """A sentence each: brought up to date, remains of a killed program (the witness: on the overview)."""
    told = [session.upgraded.sentence] if session.upgraded else []
    told += [session.restored] if session.restored else []
    told += session.swept.sentences
    return told + place_notes(session)


def place_notes(session: Session) -> list[str]:
    """What has been told of places since the last time; each is told once."""
    told = list(session.places.told)
    session.places.told.clear()
    return told
