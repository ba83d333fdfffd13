"""D4, the declaration of the records custodian (law/documents.md 6.4; Evid. Code 1271, 1280, 1552)."""

from collections.abc import Iterable

from expunge_desktop.documents.filing import Filing, SourceFile
from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.criteria_list import printed
from expunge_desktop.documents.papers.fields import RULED_NUMBER, digest_in_groups
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe
from expunge_desktop.documents.papers.set_paper import pleading_part
from expunge_desktop.documents.typeset.signatures import declaration_signature
from expunge_desktop.documents.typeset.tables import Column, Table
from expunge_desktop.documents.wording import SCHEDULE_TITLES
from expunge_desktop.domain.outcome import Outcome

TITLE = "DECLARATION OF CUSTODIAN OF RECORDS IN SUPPORT OF MOTION FOR RELIEF FROM CANNABIS CONVICTIONS"
FOOTER = "DECLARATION OF CUSTODIAN OF RECORDS"
TEMPLATE = "declaration_of_custodian.txt"
RESULTS = {
    Outcome.DISMISS_SEAL: "Dismiss and seal",
    Outcome.REDESIGNATE_MISDEMEANOR: "Redesignate as misdemeanor",
    Outcome.REDESIGNATE_INFRACTION: "Redesignate as infraction",
    Outcome.NOT_ELIGIBLE: "Not eligible",
    Outcome.HAND_REVIEW: "Set aside for hand review",
    Outcome.OUT_OF_SCOPE: "Outside the review",
}


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    filing = order.filing
    custodian = filing.office.custodian
    signature = declaration_signature(custodian.name, custodian.title)
    yield pleading_part(
        recipe,
        order,
        {
            "signature": lambda paper: paper.add_signature(signature),
            "sources": lambda paper: paper.add_table(source_table(filing)),
            "hashes": lambda paper: paper.add_table(hash_table(filing)),
            "results": lambda paper: paper.add_table(result_table(filing)),
            "schedules": lambda paper: paper.add_table(schedule_table(filing)),
        },
    )


def source_table(filing: Filing) -> Table:
    """The files as delivered; what was not recorded of one is a ruled line."""
    return Table(
        (
            Column("File", 168),
            Column("Bytes", 90, "right"),
            Column("Lines", 72, "right"),
            Column("Imported", 72, "right"),
            Column("Set aside", 66, "right"),
        ),
        tuple(
            (
                printed(one.name),
                f"{one.size:,}" if one.size else RULED_NUMBER,
                *(_lines(one, number) for number in (one.lines, one.imported, one.set_aside)),
            )
            for one in filing.sources
        ),
    )


def hash_table(filing: Filing) -> Table:
    """The digest of each file."""
    return Table(
        (Column("File", 222), Column("SHA-256", 246)),
        tuple((printed(one.name), digest_in_groups(one.sha256)) for one in filing.sources),
    )


def result_table(filing: Filing) -> Table:
    """Convictions by outcome over the whole review: under the statute alone and, if any, the criteria."""
    statutory, outcomes = dict(filing.screening.statutory), dict(filing.screening.outcomes)
    counted = {"By statute": statutory, "By criteria": outcomes}
    if not filing.policy.is_expanding:
        counted = {"Convictions": outcomes}
    rows = [
        (words, *(f"{numbers.get(code, 0):,}" for numbers in counted.values()))
        for code, words in RESULTS.items()
    ]
    total = ("Total", *(f"{sum(numbers.values()):,}" for numbers in counted.values()))
    columns = [Column(heading, 108, "right") for heading in counted]
    return Table((Column("Result", 252), *columns), (*rows, total))


def schedule_table(filing: Filing) -> Table:
    """The rows of Exhibit A by schedule, those that have any."""
    rows = [
        (f"Schedule {number}", printed(SCHEDULE_TITLES[number]), f"{count:,}")
        for number, count in filing.counts.items()
        if count
    ]
    return Table(
        (Column("Schedule", 90), Column("Relief", 306), Column("Rows", 72, "right")),
        (*rows, ("Total", "", f"{len(filing.rows):,}")),
    )


def _lines(source: SourceFile, number: int) -> str:
    return f"{number:,}" if source.lines else RULED_NUMBER


RECIPE = Recipe(
    "D4", "declaration-of-custodian", TITLE, FOOTER, PaperKind.PLEADING, _make, templates=(TEMPLATE,)
)
