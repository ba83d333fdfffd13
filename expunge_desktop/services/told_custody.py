"""What the audit trail tells of users, criteria, wordings and what left, beside the rows themselves."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from expunge_desktop.services.templates import digest_of
from expunge_desktop.services.told_rows import Comparison, Stored, Told, taken
from expunge_desktop.store import trail_rows as store
from expunge_desktop.store.trail_rows import Salvaged

# Verbs whose audit row stands beside a row of the release log.
_LEAVING = (
    "print-papers", "print-on-paper", "fill-forms", "evidence.export", "export.findings", "export.worksheet",
    "export.comparison", "export.problems", "export.status", "export.figures", "export.audit",
    "export.releases",
)  # fmt: skip
_OLD = "before the kind of recipient was asked for"
_OF_USERS = (
    "create-workspace", "add-user", "change-roles", "set-training", "deactivate-user", "reactivate-user",
)  # fmt: skip


def compare_users(found: Comparison) -> None:
    """Every user: who made them, their roles and whether they are let in, as the trail's last word."""

    def stored() -> Iterator[Stored]:
        for row in store.users(found.connection):
            values = {
                "roles": row.roles,
                "is_active": row.is_active,
                "made_at": row.made_at,
                "made_by": row.made_by,
                "trained_on": row.trained_on,
                "screened_on": row.screened_on,
            }
            yield Stored(row.name, f"User {row.name}", values, at=row.made_at)

    found.rows(stored(), _told_users(found.connection, found.salvaged))


def _told_users(connection: Any, salvaged: Salvaged) -> list[Told]:
    last: dict[str, int] = {}
    said: dict[str, dict[str, tuple[int, object]]] = {}
    for row in store.told(connection, _OF_USERS):
        payload = row.payload
        name = row.subject
        if row.verb == "create-workspace":
            name = (payload or {}).get("user", row.actor)
        values = said.setdefault(name, {})
        last[name] = row.seq
        if row.verb in ("create-workspace", "add-user"):
            made = {"made_at": row.at, "made_by": row.actor, "trained_on": None, "screened_on": None}
            values.update({key: (row.seq, value) for key, value in made.items()})
            values["is_active"] = (row.seq, 1)
        if row.verb in ("deactivate-user", "reactivate-user"):
            values["is_active"] = (row.seq, int(row.verb == "reactivate-user"))
        changes = {"create-workspace": "roles", "add-user": "roles", "change-roles": "after"}
        if row.verb in changes:
            roles = (payload or {}).get(changes[row.verb])
            values.pop("roles", None)
            if roles is not None:
                values["roles"] = (row.seq, ",".join(sorted(roles)))
        if row.verb == "set-training":
            for key in ("trained_on", "screened_on"):
                values.pop(key, None)
                if payload is not None:
                    values[key] = (row.seq, payload[key])
    lost_to = max((last for _, last in salvaged.gaps), default=0)
    return [
        Told(last[name], name, f"User {name}", {key: one for key, (seq, one) in values.items() if _stays(
            key, seq, lost_to, salvaged)})
        for name, values in said.items()
    ]  # fmt: skip


def _stays(key: str, seq: int, lost_to: int, salvaged: Salvaged) -> bool:
    """Whether nothing lost can have changed what row `seq` told."""
    if key in ("made_at", "made_by"):
        return True
    if key in ("trained_on", "screened_on") and seq < salvaged.last:
        return False  # a user written again from the trail has no dates
    return seq > lost_to


def compare_offices(found: Comparison) -> None:
    """Every office file: county, terms, and what the office wants of its custody."""

    def stored() -> Iterator[Stored]:
        for row in store.offices(found.connection):
            values = {"county": row.county, "office_sha256": hashlib.sha256(row.toml.encode()).hexdigest()}
            name = f"The office file of {row.made_at}"
            yield Stored((row.made_at, row.made_by), name, values, at=row.made_at)

    def told() -> Iterator[Told]:
        for row in store.told(found.connection, ["create-workspace", "set-office"]):
            values = taken(row.payload, "county", "office_sha256")
            yield Told(row.seq, (row.at, row.actor), f"The office file of {row.at}", values)

    found.rows(stored(), told())


def compare_policies(found: Comparison) -> None:
    """Every policy: its text with its digest, and both with the trail."""
    _compare_texts(found, "policy", "policy.add", store.policies(found.connection))


def compare_profiles(found: Comparison) -> None:
    """Every court profile: its text with its digest, and both with the trail."""
    _compare_texts(found, "court profile", "court.add", store.court_profiles(found.connection))


def _compare_texts(found: Comparison, what: str, verb: str, kept: Iterable[Any]) -> None:
    def stored() -> Iterator[Stored]:
        for row in kept:
            called = f"{row.name} {row.version}"
            if _digest(row.source) != row.digest:
                found.differs(f"The text of the {what} {called} is not the one its digest was computed from.")
            values = {"digest": row.digest, "title": row.title, "added_at": row.added_at,
                      "added_by": row.added_by}  # fmt: skip
            if what == "court profile":
                values["county"] = row.county
            yield Stored(called, f"The {what} {called}", values, (called, row.added_by))

    def told() -> Iterator[Told]:
        for row in store.told(found.connection, [verb]):
            payload = row.payload or {}
            values = taken(row.payload, "digest", "title", "county")
            values |= {"added_at": payload.get("added_at", row.at), "added_by": row.actor}
            if "title" not in payload:
                del values["added_at"]  # before it was told, the day was read a moment later
            yield Told(row.seq, row.subject, f"The text {row.subject}", values)

    found.rows(stored(), told())


def _digest(text: str) -> str:
    """As policies and court profiles are known by."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode("utf-8", "surrogatepass")).hexdigest()


def compare_signatures(found: Comparison) -> None:
    """Every signature of a policy: by whom, as which attorney's, adopted when."""

    def stored() -> Iterator[Stored]:
        numbers: Counter[object] = Counter()
        for row in store.signatures(found.connection):
            at = (row.signed_at, row.signed_by)
            numbers[at] += 1
            values = {"digest": row.digest, "attorney": row.attorney, "adopted_on": row.adopted_on}
            yield Stored((at, numbers[at]), f"The signature {row.id} of a policy", values, at)

    def told() -> Iterator[Told]:
        numbers: Counter[object] = Counter()
        for row in store.told(found.connection, ["policy.sign"]):
            at = (row.at, row.actor)
            numbers[at] += 1
            names = ("digest", "attorney", "adopted_on")
            values = taken(row.payload, *names)
            yield Told(row.seq, (at, numbers[at]), f"A signature of the policy {row.subject}", values)

    found.rows(stored(), told())


def compare_wordings(found: Comparison) -> None:
    """Every version of a wording: its text with its digest, and both with the trail."""

    def stored() -> Iterator[Stored]:
        for row in store.wordings(found.connection):
            name = f"Version {row.version} of the wording {row.name}"
            text = "" if row.text is None else digest_of(row.text)
            if text != row.digest:
                found.differs(f"{name} is not the text its digest was computed from.")
            values = {"digest": row.digest, "note": row.note, "written_at": row.written_at,
                      "written_by": row.written_by}  # fmt: skip
            yield Stored((row.name, row.version), name, values, (row.name, row.written_by))

    def told() -> Iterator[Told]:
        for row in store.told(found.connection, ["template.save", "template.revert"]):
            own: dict[str, object] = {"written_at": row.at, "written_by": row.actor}
            if row.payload is None:
                yield Told(row.seq, None, f"A version of {row.subject}", own, (row.subject, row.actor))
                continue
            version = row.payload["version"]
            values = own | {name: row.payload[name] for name in ("digest", "note")}
            name = f"Version {version} of the wording {row.subject}"
            yield Told(row.seq, (row.subject, version), name, values)

    found.rows(stored(), told())


def compare_release_log(found: Comparison) -> None:
    """Every row of the release log: to whom, for what, which files (Penal Code 11078)."""
    who = ("recipient", "recipient_kind", "purpose", "rows", "sha256")

    def stored() -> Iterator[Stored]:
        for row in store.release_log_rows(found.connection):
            key = (row.actor, *(getattr(row, name) for name in who))
            values = {name: getattr(row, name) for name in ("at", "what", "withheld", "files")}
            is_old = row.recipient_kind is None  # then the trail told of papers without their SHA-256
            loose = (_OLD, row.actor) if is_old else row.actor
            yield Stored(key, f"Row {row.id} of the release log", values, loose)

    def told() -> Iterator[Told]:
        for row in store.told(found.connection, _LEAVING):
            payload = row.payload
            if payload is None:
                yield Told(row.seq, None, "", loose=row.actor)
            if payload is None or "recipient" not in payload or "sha256" not in payload:
                yield Told(row.seq, None, "", loose=(_OLD, row.actor))
            else:
                key = (row.actor, *(payload.get(name) for name in who))
                yield Told(row.seq, key, "A row of the release log", payload.get("log", {}))

    found.rows(stored(), told(), all_told=False)
