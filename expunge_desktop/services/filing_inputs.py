"""Whether the inputs of a filing have moved since it was made: told at once, without making it again.

A filing keeps where its inputs stood. Office values, wordings, court profile and law are compared by digest;
decisions by whether the final outcome of a conviction changed. `release_filing.why_stale` says exactly what
the papers of today would say otherwise; this says which filings are worth asking it about.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.documents.filing import Filing, TemplateText
from expunge_desktop.documents.records import to_plain
from expunge_desktop.domain.office import Office
from expunge_desktop.domain.outcome import DecisionAction
from expunge_desktop.services.court_profiles import profile_in_force
from expunge_desktop.services.filing_rows import agency_name
from expunge_desktop.services.session import Session
from expunge_desktop.services.supplied_list import waiting_sentence
from expunge_desktop.services.templates import frozen_templates
from expunge_desktop.store import paper_inputs, supplied_facts

_NO_RELIEF = (DecisionAction.HOLD.value, DecisionAction.CHALLENGE.value)


def inputs_of(connection: Any, filing: Filing, profile: str) -> dict[str, Any]:
    """Where the inputs of a filing stand at this moment: kept with it, compared by `InputsNow.moved`.

    `profile` is the court profile asked for, empty = that of the office's court.
    """
    return {
        **paper_inputs.mark_of(connection),
        "group": filing.group,
        "group_value": filing.group_value,
        "office": _office_digest(filing.office),
        "templates": _templates_digest(filing.templates),
        "profile": filing.profile.digest,
        "profile_asked": profile,
    }


def profile_asked(inputs: str) -> str:
    """The court profile that was asked for when a filing was made, by its `inputs`."""
    return str(json.loads(inputs)["profile_asked"])


class InputsNow:
    """The inputs of this moment, read once and compared with any number of filings."""

    def __init__(self, session: Session, connection: Any) -> None:
        self._connection, self._county = connection, session.office.county
        self._mark = paper_inputs.mark_of(connection)
        self._office = _office_digest(session.office)
        self._templates = _templates_digest(frozen_templates(connection))
        self._profiles: dict[str, str] = {}
        self._decided: dict[tuple[int, int], list[Any]] = {}
        self._waiting: dict[str, set[int]] | None = None
        self._decisions_of_waiting: list[Any] = []

    def moved(self, kept: str) -> str:
        """What has changed since a filing was made, by its `inputs`, as words; empty when nothing has."""
        then: Mapping[str, Any] = json.loads(kept)
        words = [
            "the assessment" if then["assessment"] != self._mark["assessment"] else "",
            self._decisions(then),
            "the office file" if then["office"] != self._office else "",
            "the wording of papers" if then["templates"] != self._templates else "",
            "the court profile" if then["profile"] != self._profile(then["profile_asked"]) else "",
        ]
        return ", ".join(filter(None, words))

    def waiting(self, filing_id: str, kept: str) -> str:
        """Which supplied facts of people in a filing wait for an assessment, a sentence; empty when none."""
        if self._waiting is None:
            self._waiting = supplied_facts.waiting_in_filings(self._connection)
            people = [int(row.id) for row in supplied_facts.waiting_people(self._connection)]
            self._decisions_of_waiting = paper_inputs.decisions_of_people(self._connection, people)
        people_in_it = self._waiting.get(filing_id, set()) | self._opposed(json.loads(kept))
        return waiting_sentence(self._connection, people_in_it, filing_id)

    def _opposed(self, then: Mapping[str, Any]) -> set[int]:
        """Of those of whom a fact waits: whose counts the filing opposed when it was made."""
        newest = {
            row.conviction_id: row
            for row in self._decisions_of_waiting
            if row.id <= then["decision"] and self._is_of_group(row, then)
        }
        return {row.person_id for row in newest.values() if row.action == DecisionAction.CHALLENGE.value}

    def _decisions(self, then: Mapping[str, Any]) -> str:
        """Decisions that give a conviction of the filing's group another outcome."""
        since = then["assessment"], then["decision"]
        if then["decision"] == self._mark["decision"]:
            return ""
        if since not in self._decided:
            rows = paper_inputs.decisions_since(self._connection, *since)
            self._decided[since] = [row for row in rows if _is_other(row)]
        changed = [row for row in self._decided[since] if self._is_of_group(row, then)]
        return many(len(changed), "decision") if changed else ""

    def _is_of_group(self, row: Any, then: Mapping[str, Any]) -> bool:
        agency = agency_name(row.agency, self._county)
        return bool({"none": "", "court": row.court, "agency": agency}[then["group"]] == then["group_value"])

    def _profile(self, asked: str) -> str:
        """The digest of the profile that a filing made today in the same way would freeze."""
        if asked not in self._profiles:
            try:
                self._profiles[asked] = profile_in_force(self._connection, self._county, asked).digest
            except AnswerIsNoError:
                self._profiles[asked] = ""
        return self._profiles[asked]


def _is_other(row: Any) -> bool:
    """The decision changes what the papers say of the conviction."""
    if DecisionAction.CHALLENGE.value in (row.action, row.earlier_action):
        return True
    before = None if row.earlier_action in _NO_RELIEF else row.earlier_outcome or row.policy_outcome
    after = None if row.action in _NO_RELIEF else row.outcome
    return bool(before != after)


def _office_digest(office: Office) -> str:
    return _digest(to_plain(office))


def _templates_digest(templates: Iterable[TemplateText]) -> str:
    return _digest([(one.name, one.digest) for one in templates])


def _digest(plain: Any) -> str:
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
