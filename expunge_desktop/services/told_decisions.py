"""What the audit trail tells of the work, beside the rows: decisions, filings, releases, sealing."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from expunge_desktop.documents.filing import from_json, substance_digest
from expunge_desktop.services.told_rows import Comparison, Stored, Told, taken
from expunge_desktop.store import trail_rows as store

_OF_SUPPLIED = ("fact", "ref", "value", "document", "reason", "recorded", "withdraws", "supplied_at")
_OF_DECISION = ("finding", "action", "outcome", "reason", "facts_digest", "decided_at")


def compare_decisions(found: Comparison) -> None:
    """Every decision with what it rested on and what is attached to it."""

    def stored() -> Iterator[Stored]:
        for row, attached in store.decisions(found.connection):
            values = {
                "conviction": f"conviction {row.conviction_id}",
                "decided_by": row.decided_by,
                "finding": row.finding_id,
                "action": row.action,
                "outcome": row.outcome,
                "reason": row.reason,
                "facts_digest": row.facts_digest,
                "decided_at": row.decided_at,
                "evidence": attached,
            }
            loose = (values["conviction"], row.decided_by)
            yield Stored(row.id, f"Decision {row.id} on conviction {row.conviction_id}", values, loose)

    def told() -> Iterator[Told]:
        for row in store.told(found.connection, ["decide"]):
            payload, loose = row.payload or {}, (row.subject, row.actor)
            key = payload.get("decision")
            values = taken(row.payload, *_OF_DECISION)
            values |= {"conviction": row.subject, "decided_by": row.actor}
            # What was attached a damage may have taken.
            if row.seq > found.salvaged.last or payload.get("evidence") is None:
                values["evidence"] = payload.get("evidence", [])
            yield Told(row.seq, key, f"Decision {key or ''} on {row.subject}", values, loose)

    found.rows(stored(), told())


def compare_supplied(found: Comparison) -> None:
    """Every supplied fact, with the document that shows it, and every withdrawal."""

    def stored() -> Iterator[Stored]:
        for row in store.supplied(found.connection):
            subject = (
                f"person {row.person_id}" if row.conviction_id is None else f"conviction {row.conviction_id}"
            )
            values = {name: getattr(row, name) for name in _OF_SUPPLIED}
            values |= {"contrary": bool(row.is_contrary), "subject": subject, "supplied_by": row.supplied_by}
            yield Stored(row.id, f"Supplied fact {row.id} of {subject}", values, (subject, row.supplied_by))

    def told() -> Iterator[Told]:
        for row in store.told(found.connection, ["supply-fact", "withdraw-fact"]):
            key = (row.payload or {}).get("supplied_fact")
            values = taken(row.payload, *_OF_SUPPLIED, "contrary")
            values |= {"subject": row.subject, "supplied_by": row.actor}
            name = f"Supplied fact {key or ''} of {row.subject}"
            yield Told(row.seq, key, name, values, (row.subject, row.actor))

    found.rows(stored(), told())


def compare_documents(found: Comparison) -> None:
    """Every attached document with its own SHA-256."""
    for sha256, content in store.documents(found.connection):
        found.count()
        if hashlib.sha256(content).hexdigest() != sha256:
            found.differs(f"The attached document {sha256[:12]} is not the one that was attached.")


def compare_filings(found: Comparison) -> None:
    """Every filing: its content with its digest, its rows with its content, both with the trail."""
    erased = _erased(found.connection)

    def stored() -> Iterator[Stored]:
        for row in store.filings(found.connection):
            name = f"Filing {row.id}"
            content = hashlib.sha256(row.content.encode()).hexdigest()
            values = {
                "content_sha256": content,
                "content_digest": row.content_digest,
                "title": row.title,
                "made_at": row.made_at,
                "made_by": row.made_by,
                "audit_head": row.audit_head,
            }
            if row.id in erased:
                left = erased[row.id]
                if left is not None and left != content:
                    found.differs(f"The content of {row.id} is not what the destruction left of it.")
                del values["content_sha256"]
                if left is None:
                    values["content_sha256"] = None
            elif fault := _fault_of_content(row, store.rows_of_filing(found.connection, row.id)):
                found.differs(fault)
            yield Stored(row.id, name, values, ("make-filing", row.id))

    def told() -> Iterator[Told]:
        for row in store.told(found.connection, ["make-filing"]):
            values = taken(row.payload, *_OF_FILING)
            if row.subject in erased:
                values.pop("content_sha256", None)
            values["made_by"] = row.actor
            yield Told(row.seq, row.subject, f"Filing {row.subject}", values)

    found.rows(stored(), told())


_OF_FILING = frozenset({"content_sha256", "content_digest", "title", "made_at", "audit_head"})


def _erased(connection: Any) -> dict[str, str | None]:
    """Filings whose content a destruction has changed, with the SHA-256 of what it left if it told."""
    found: dict[str, str | None] = {}
    for row in store.purges(connection):
        found.update(dict.fromkeys(json.loads(row.certificate).get("filings", [])))
    for one in store.told(connection, ["purge"]):
        found.update((one.payload or {}).get("filings_left", {}))
    return found


def _fault_of_content(row: Any, rows: list[tuple[int, int, int, str]]) -> str:
    try:
        filing = from_json(row.content)
    except (ValueError, TypeError):
        return f"The content of {row.id} cannot be read."
    if substance_digest(filing) != row.content_digest:
        return f"The content of {row.id} is not the one its digest was computed from."
    own = sorted((one.row_no, one.conviction_id, one.schedule, one.relief) for one in filing.rows)
    if own != sorted(rows):
        return f"The rows of {row.id} are not those of its content."
    return ""


def compare_releases(found: Comparison) -> None:
    """Every step of a release: who prepared and who approved which content."""

    def stored() -> Iterator[Stored]:
        for row in store.releases(found.connection):
            values = {
                "content_digest": row.content_digest,
                "released_at": row.released_at,
                "released_by": row.released_by,
            }
            name = f"The step “{row.step}” of {row.filing_id}"
            yield Stored((row.filing_id, row.step), name, values, (row.filing_id, row.released_by))

    def told() -> Iterator[Told]:
        for row in store.told(found.connection, ["release"]):
            payload, loose = row.payload or {}, (row.subject, row.actor)
            step = payload.get("step")
            key = (row.subject, step) if step else None
            values = taken(row.payload, "content_digest", "released_at")
            values["released_by"] = row.actor
            yield Told(row.seq, key, f"The step “{step or 'unknown'}” of {row.subject}", values, loose)

    found.rows(stored(), told())


def compare_sealed(found: Comparison) -> None:
    """Every conviction sealed by the court, with its entry."""

    def stored() -> Iterator[Stored]:
        for row in store.sealed(found.connection):
            values = {
                "filing_id": row.filing_id,
                "event": row.event_id,
                "sealed_on": row.sealed_on,
                "recorded_at": row.recorded_at,
                "recorded_by": row.recorded_by,
            }
            loose = (row.recorded_by, row.recorded_at)
            yield Stored(row.conviction_id, f"The sealing of conviction {row.conviction_id}", values, loose)

    def told() -> Iterator[Told]:
        for row in store.told(found.connection, ["seal"]):
            own: dict[str, object] = {"recorded_at": row.at, "recorded_by": row.actor}
            if row.payload is None:
                yield Told(row.seq, None, "", loose=(row.actor, row.at))
                continue
            again = {one[0]: one for one in row.payload.get("rows", [])}
            for one in row.payload["convictions"]:
                values = dict(own)
                if "on" in row.payload:
                    values |= {"filing_id": row.subject, "sealed_on": row.payload["on"]}
                if "event" in row.payload:
                    values["event"] = row.payload["event"]
                if one in again:
                    values |= dict(zip(("filing_id", "event", "sealed_on"), again[one][1:], strict=True))
                yield Told(row.seq, one, f"The sealing of conviction {one}", values)

    found.rows(stored(), told(), many=True)


def compare_purges(found: Comparison) -> None:
    """Every destruction with its certificate."""

    def stored() -> Iterator[Stored]:
        for row in store.purges(found.connection):
            name = f"Destruction {row.id}"
            if hashlib.sha256(row.certificate.encode()).hexdigest() != row.sha256:
                found.differs(f"{name}: its certificate is not the one its SHA-256 was computed from.")
            values = {
                "certificate": row.sha256,
                "ground": row.ground,
                "made_at": row.made_at,
                "made_by": row.made_by,
            }
            yield Stored(f"purge {row.id}", name, values)

    def told() -> Iterator[Told]:
        for row in store.told(found.connection, ["purge"]):
            values = taken(row.payload, "certificate", "ground")
            values |= {"made_at": row.at, "made_by": row.actor}
            yield Told(row.seq, row.subject, f"Destruction {row.subject.removeprefix('purge ')}", values)

    found.rows(stored(), told())
