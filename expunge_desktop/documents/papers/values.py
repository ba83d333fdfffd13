"""What the court papers print from a filing: fields, flags, attorney block, caption, marks.

A paper that needs a value the office has not given is not printed; `missing_for` names the value and
where to enter it (formats/office.md; contract 20).
"""

from expunge_desktop.documents.filing import NO_FALLBACK, Filing
from expunge_desktop.documents.papers.fields import RULED, fields_of
from expunge_desktop.documents.papers.flags import flags_of, has_hearing
from expunge_desktop.documents.typeset.canvas import PaperMark
from expunge_desktop.documents.typeset.caption import Caption
from expunge_desktop.domain.office import Office, missing_values

__all__ = [
    "EXHIBIT_NEEDS", "PLEADING_NEEDS", "attorney_block", "caption_of", "fields_of", "flags_of",
    "has_hearing", "missing_for", "missing_sentence", "paper_mark",
]  # fmt: skip
PLEADING_NEEDS = (
    "office.name", "office.head", "office.head_title",
    "attorney.name", "attorney.title", "attorney.bar_number", "attorney.address", "attorney.telephone",
    "court.name", "court.county", "court.hearing",
)  # fmt: skip
EXHIBIT_NEEDS = ("court.name", "court.county")
HEARING_NEEDS = ("court.department",)
STATUTES = "[Health & Saf. Code, §§ 11361.8, 11361.9]"


def missing_for(office: Office, needed: tuple[str, ...]) -> tuple[str, ...]:
    """Keys of the office file, of those a paper needs, that the office has not given."""
    if "court.hearing" in needed and has_hearing(office):
        needed += HEARING_NEEDS
    return missing_values(office, needed)


def missing_sentence(missing: tuple[str, ...]) -> str:
    """Which values are missing and where they are entered."""
    named = ", ".join(f"{key.partition('.')[2]} under [{key.partition('.')[0]}]" for key in missing)
    return (
        f"The office has not given {named}. Enter it in the office file or on the Office page, "
        "then print again."
    )


def paper_mark(filing: Filing, document: str, title: str, footer: str, *, is_released: bool) -> PaperMark:
    """What identifies a paper of this filing."""
    return PaperMark(
        document=document,
        title=title,
        footer=footer,
        author=filing.office.name or f"Prosecuting office, {filing.office.county.title()} County",
        filing=filing.matter,
        policy=filing.policy_mark,
        is_released=is_released,
    )


def caption_of(filing: Filing, title: str, statutes: str = "") -> Caption:
    """The first page above the text; `statutes` are those the paper stands on, else those of the motion."""
    office, court = filing.office, filing.office.court
    details = [f"Judge: {court.judge}"] if court.judge else []
    if court.department:
        details.append(f"Dept.: {court.department}")
    if has_hearing(office):
        details.insert(0, f"Hearing: {court.hearing}")
    elif is_free_of_hearing(filing):
        details.append("No hearing requested")
    else:
        details.append(f"Hearing: as the court requires for {fields_of(filing)['other_rows']}")
    return Caption(
        attorney=attorney_block(office),
        court=tuple(filter(None, (court.name.upper(), _county(court.county), court.courthouse))),
        parties=(
            ("THE PEOPLE OF THE STATE OF CALIFORNIA,", False),
            ("", False),
            ("Plaintiff,", True),
            ("", False),
            ("v.", True),
            ("", False),
            ("PERSONS LISTED IN EXHIBIT A,", False),
            ("", False),
            ("Defendants.", True),
        ),
        case_number=court.case_number or RULED,
        title=title,
        statutes=statutes or statutes_of(filing),
        details=tuple(details),
    )


def statutes_of(filing: Filing) -> str:
    """The sections the motion stands on: none where no row asks for their relief (law/corrections.md 11)."""
    gives = any(row.schedule != 4 or row.fallback not in ("", NO_FALLBACK) for row in filing.rows)
    return STATUTES if gives or filing.challenges else ""


def attorney_block(office: Office) -> tuple[str, ...]:
    """Lines 1 to 7, left half (CRC 2.111(1)); a missing fax or e-mail is no fault (CRC 2.118)."""
    attorney = office.attorney
    lines = [
        f"{office.head.upper()}, {office.head_title}",
        f"{attorney.name.upper()}, {attorney.title} (SBN {attorney.bar_number})",
        office.name,
        *attorney.address,
        f"Telephone: {attorney.telephone}",
        attorney.fax and f"Fax: {attorney.fax}",
        attorney.email and f"E-mail: {attorney.email}",
        "Attorneys for Plaintiff, the People of the State of California",
    ]
    return tuple(line for line in lines if line)


def is_free_of_hearing(filing: Filing) -> bool:
    """Every row is one for which HS 11361.8(g) asks no hearing: Schedules 1–3, no sentence being served."""
    return not any(row.schedule == 4 or row.is_serving for row in filing.rows)


def _county(county: str) -> str:
    words = county.upper()
    return words if words.startswith("FOR ") else f"FOR THE {words}"
