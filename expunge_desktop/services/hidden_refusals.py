"""A refused attempt to open what nobody may see any more is itself written to the audit trail."""

from collections.abc import Iterator
from contextlib import contextmanager

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.services.session import Session

_HIDDEN = frozenset({"sealed", "may-be-sealed", "destroyed"})


@contextmanager
def refusal_told(session: Session, conviction_id: int) -> Iterator[None]:
    """Around what may refuse a hidden conviction, outside any transaction; the refusal goes on up.

    The same attempt by the same user within ten minutes is one row, as a view is.
    """
    try:
        yield
    except AnswerIsNoError as refused:
        if refused.code in _HIDDEN:
            told = {"conviction": conviction_id, "why": refused.code}
            session.views.note(session, "refused", session.user, told)
        raise
