"""What the papers page says of a filing: its state in a word, and in a sentence."""

from collections.abc import Sequence

from expunge_desktop.domain.filing_status import FilingStatus
from expunge_desktop.services.make_filing import FilingMade
from expunge_desktop.services.release_filing import FilingInfo
from expunge_desktop.ui.wording import number, plural

_NAMED_ROWS = 5


def state_word(filing: FilingInfo) -> str:
    """`draft`, `released`, `granted`, `filed, granted`; whether it is stale, whether supplied facts wait."""
    events = [one.value for one in FilingStatus if filing.tallies.get(one.value)]
    if len(events) > 2:
        said = "several"
    else:
        said = ", ".join(events) or filing.status
    marks = ("stale" if filing.moved else "", "facts wait" if filing.waiting else "")
    return " · ".join(filter(None, (said, *marks)))


def standing_sentence(filing: FilingInfo) -> str:
    """Who has released it and what is to be done next."""
    if filing.approved_by:
        said = f"Released by {filing.prepared_by} and {filing.approved_by}; without the draft mark."
    elif filing.prepared_by:
        said = f"Prepared by {filing.prepared_by}. A supervising attorney other than {filing.prepared_by} "
        said += "must approve it."
    else:
        said = "A draft, and every page says so. "
        said += "One person prepares it, another supervising attorney approves it."
    said += f" Since it was made, {filing.moved} changed." if filing.moved else ""
    return f"{said} {waiting_words(filing)}" if filing.waiting else said


def waiting_words(filing: FilingInfo) -> str:
    """That its papers do not say what was supplied, or withdrawn, since the assessment."""
    return f"{filing.waiting} The papers were made without it: assess again."


def release_sentence(filing: FilingInfo, user: str) -> str:
    """What releasing it means for this user."""
    without = ""
    if filing.undecided:
        without = f"No attorney has decided {number(filing.undecided)} of its {plural(filing.rows, 'row')}; "
        without += "they stand as law and policy found them. "
    if filing.supplied:
        without += f"{filing.supplied} "
    if filing.prepared_by:
        said = f"{filing.prepared_by} prepared {filing.id}. {without}"
        return f"{said}As {user} you approve it, and the draft mark goes."
    return (
        f"{without}As {user} you say that {filing.id} is ready. Every paper is read back first. Another "
        "supervising attorney must then approve it under their own name before the draft mark goes."
    )


def made_sentence(made: Sequence[FilingMade]) -> str:
    """What was made, and what a person should look at before anything is released."""
    said = f"{plural(len(made), 'filing')} made: {', '.join(one.id for one in made[:8])}"
    said += f" and {len(made) - 8} more." if len(made) > 8 else "."
    if undecided := sum(one.undecided for one in made):
        said += f" {plural(undecided, 'row')} no attorney has decided."
    for one in made:
        if one.supplied:
            said += f" {one.id}: {one.supplied}"
        if one.unmatched:
            named = ", ".join(number(row) for row in one.unmatched[:_NAMED_ROWS])
            more = " …" if len(one.unmatched) > _NAMED_ROWS else ""
            said += f" {one.id}: the court does not write case numbers like those of row {named}{more}."
        if one.unprintable:
            named = ", ".join(number(row) for row in one.unprintable[:_NAMED_ROWS])
            more = " …" if len(one.unprintable) > _NAMED_ROWS else ""
            said += (
                f" {one.id}: the name in row {named}{more} has letters no paper can print; they stand as "
                "codes. Ask for it in Latin letters, as on the judgment, before you release."
            )
    return said
