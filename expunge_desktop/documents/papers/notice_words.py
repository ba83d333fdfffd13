"""What a notice says of each count, in English and in Spanish (law/corrections.md 13).

“Dismissed and sealed” is said of a row with a statutory sealing order alone: Schedule 1, sentence over.
What the court did where it has a choice (Schedule 4) is ticked by hand, for nobody knows it when the letter
is set.
"""

from dataclasses import dataclass

from expunge_desktop.documents.filing import RELIEF_WORDS, ScheduleRow
from expunge_desktop.documents.papers.case_words import count_number
from expunge_desktop.domain.outcome import Outcome


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """One language's words; `template` is the name of its wording."""

    template: str
    case: str
    no_case: str
    count: str
    year: str
    sealed: str
    dismissed: str
    misdemeanor: str
    infraction: str
    unchanged: str

    def line(self, row: ScheduleRow) -> str:
        """One count and what became of it: `Case BA1, count 2, from 1984: dismissed and sealed`."""
        parts = [self.case.format(row.case_number) if row.case_number else self.no_case]
        if row.count_number:
            parts.append(self.count.format(count_number(row)))
        if row.conviction_on[:4].isdecimal():
            parts.append(self.year.format(row.conviction_on[:4]))
        return f"{', '.join(parts)}: {self._relief(row)}"

    def _relief(self, row: ScheduleRow) -> str:
        if row.schedule == 1:
            return self.sealed if has_sealing(row) else self.dismissed
        if row.schedule in (2, 3):
            return self.misdemeanor if row.schedule == 2 else self.infraction
        ways = [self.dismissed]
        if row.fallback == RELIEF_WORDS[Outcome.REDESIGNATE_MISDEMEANOR]:
            ways.append(self.misdemeanor)
        if row.fallback == RELIEF_WORDS[Outcome.REDESIGNATE_INFRACTION]:
            ways.append(self.infraction)
        return "; ".join(f"[ ] {way}" for way in (*ways, self.unchanged))


ENGLISH = NoticeWords(
    template="notice_to_person_en.txt",
    case="Case {}",
    no_case="A case whose number our record does not give",
    count="count {}",
    year="from {}",
    sealed="dismissed and sealed",
    dismissed="dismissed",
    misdemeanor="reduced to a misdemeanor",
    infraction="reduced to an infraction",
    unchanged="not changed",
)
SPANISH = NoticeWords(
    template="notice_to_person_es.txt",
    case="Caso {}",
    no_case="Un caso cuyo número no consta en nuestro registro",
    count="cargo {}",
    year="del año {}",
    sealed="desestimada y sellada",
    dismissed="desestimada",
    misdemeanor="reducida a un delito menor",
    infraction="reducida a una infracción",
    unchanged="sin cambios",
)


def has_sealing(row: ScheduleRow) -> bool:
    """The statute itself orders the sealing (HS 11361.8(e)–(f)); 11361.8(b), for those serving, does not."""
    return row.schedule == 1 and not row.is_serving


def notice_flags(rows: tuple[ScheduleRow, ...]) -> dict[str, bool]:
    """Which paragraphs a person's letter has."""
    return {
        "several": len(rows) > 1,
        "sealed": any(has_sealing(row) for row in rows),
        "dismissed": any(row.schedule == 4 or (row.schedule == 1 and row.is_serving) for row in rows),
        "reduced": any(
            row.schedule in (2, 3) or (row.schedule == 4 and "Redesignate" in row.fallback) for row in rows
        ),
    }
