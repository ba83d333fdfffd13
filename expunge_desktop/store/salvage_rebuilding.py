"""Rows of a salvaged workspace whose page is lost, written again from the audit rows that told them.

Nothing is invented: what the trail does not say stays empty, and a person whose row is lost stands there
as `LOST_NAME`, so that their convictions and the decisions on them are not lost too.
"""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from expunge_desktop.store.number_set import NumberSet
from expunge_desktop.store.schema import (
    assessment,
    audit,
    batch,
    conviction,
    decision,
    finding,
    office,
    person,
    policy,
    problem,
    source_file,
    user,
)

LOST_NAME = "(LOST IN A DAMAGED FILE)"


def rebuild_batches(connection: Connection) -> int:
    """Batches and their files again, from the audit rows of the imports. Returns how many rows.

    Of a file the trail has no size and no count of duplicates, of a batch no day of receipt.
    """
    batches, files = _ids(connection, batch), _ids(connection, source_file)
    hashes = set(connection.scalars(select(source_file.c.sha256)))
    county = _county(connection)
    rebuilt, file_id = 0, 0
    for row, told in _told(connection, "import"):
        number = int(row.subject.removeprefix("batch "))
        if number not in batches and county:
            count = select(problem.c.id).where(problem.c.batch_id == number)
            values = {"id": number, "layout": told["layout"], "county": county, "imported_at": row.at,
                      "imported_by": row.actor, "received_on": None, "law_digest": told["law_digest"],
                      "people": told["people"], "counts": told["counts"],
                      "under_review": told["under_review"],
                      "problems": len(connection.execute(count).all()), "summary": "{}"}  # fmt: skip
            connection.execute(insert(batch), values)
            rebuilt += 1
        for ordinal, one in enumerate(told["files"]):
            # Files are numbered in the order they were imported, and never removed.
            file_id += 1
            if file_id in files or one["sha256"] in hashes or (number not in batches and not county):
                continue
            values = {"id": file_id, "batch_id": number, "ordinal": ordinal, "name": one["name"],
                      "sha256": one["sha256"], "size": 0, "lines": one["lines"], "header": one["header"],
                      "imported": one["imported"], "set_aside": one["set_aside"], "duplicates": 0,
                      "columns": ""}  # fmt: skip
            connection.execute(insert(source_file), values)
            rebuilt += 1
    return rebuilt


def rebuild_assessments(connection: Connection) -> int:
    """Assessments again, each whose policy is there. Returns how many."""
    there = _ids(connection, assessment)
    policies = {digest: number for number, digest in connection.execute(select(policy.c.id, policy.c.digest))}
    rebuilt = 0
    for row, told in _told(connection, "assess"):
        number = int(row.subject.removeprefix("assessment "))
        if number in there or told["policy_digest"] not in policies:
            continue
        values = {"id": number, "as_of": told["as_of"], "policy_id": policies[told["policy_digest"]],
                  "law_digest": told["law_digest"], "made_at": row.at, "made_by": row.actor,
                  "findings": told["findings"]}  # fmt: skip
        connection.execute(insert(assessment), values)
        rebuilt += 1
    return rebuilt


def lost_policies(connection: Connection) -> list[tuple[int | None, str, str, str, str]]:
    """Lost policies that were assessed with: number if an assessment tells it, digest, name, at, by."""
    there = set(connection.scalars(select(policy.c.digest)))
    numbers = {
        number: one for number, one in connection.execute(select(assessment.c.id, assessment.c.policy_id))
    }
    found: dict[str, tuple[int | None, str, str, str, str]] = {}
    for row, told in _told(connection, "assess"):
        digest = told["policy_digest"]
        number = numbers.get(int(row.subject.removeprefix("assessment ")))
        if digest not in there and (digest not in found or found[digest][0] is None):
            found[digest] = (number, digest, told["policy"], row.at, row.actor)
    return list(found.values())


def add_policy(connection: Connection, values: dict[str, Any]) -> None:
    """Write a policy again that the program itself brings along."""
    connection.execute(insert(policy), {key: value for key, value in values.items() if value is not None})


def stand_in_people(connection: Connection) -> int:
    """A row named `LOST_NAME` for each lost person whose convictions are there. Returns how many."""
    there = _ids(connection, person)
    columns = select(conviction.c.person_id, conviction.c.batch_id).distinct()
    lost = {one: in_batch for one, in_batch in connection.execute(columns) if one not in there}
    empty = dict.fromkeys(("first_name", "aliases", "sex", "race", "cii_number", "address", "fbi_number"), "")
    rows = [
        {**empty, "id": one, "batch_id": in_batch, "source_key": f"lost {one}", "name": LOST_NAME,
         "last_name": LOST_NAME, "counts": 0, "convictions": 0, "felonies": 0}
        for one, in_batch in sorted(lost.items())
    ]  # fmt: skip
    if rows:
        connection.execute(insert(person), rows)
    return len(rows)


def county_without_office(connection: Connection) -> str:
    """The workspace's county, by its batches or its first audit row, when no office file is left; or ""."""
    if connection.execute(select(office.c.id).limit(1)).first():
        return ""
    return _county(connection)


def rebuild_users(connection: Connection) -> int:
    """Write users again whose rows are lost, from the audit rows that made them. Returns how many."""
    there = set(connection.scalars(select(user.c.name)))
    made: dict[str, dict[str, Any]] = {}
    verbs = ("create-workspace", "add-user", "change-roles", "deactivate-user", "reactivate-user")
    for row in connection.execute(select(audit).where(audit.c.verb.in_(verbs)).order_by(audit.c.seq)):
        told = json.loads(row.payload or "{}")
        name = told.get("user", row.subject) if row.verb == "create-workspace" else row.subject
        if row.verb in ("create-workspace", "add-user") and told.get("roles"):
            made[name] = {"name": name, "roles": ",".join(sorted(told["roles"])), "is_active": 1,
                          "made_at": row.at, "made_by": row.actor}  # fmt: skip
        elif name in made and row.verb == "change-roles" and told.get("roles"):
            made[name]["roles"] = ",".join(sorted(told["roles"]))
        elif name in made:
            made[name]["is_active"] = int(row.verb == "reactivate-user")
    lost = [values for name, values in made.items() if name not in there]
    if lost:
        connection.execute(insert(user), lost)
    return len(lost)


def rebuild_decisions(connection: Connection) -> tuple[list[int], dict[int, int]]:
    """Write decisions again whose rows are lost, from the audit rows that told them.

    Returns the convictions of those rebuilt, and those that could not be, because the conviction or finding
    is lost too, with the number of the conviction (0 where the trail does not tell it). The digest of the
    facts decided upon is not in the trail: such a decision counts as one on other facts.
    """
    there, convictions, findings = (_ids(connection, one) for one in (decision, conviction, finding))
    rebuilt: list[dict[str, Any]] = []
    lost: dict[int, int] = {}
    for row in connection.execute(select(audit).where(audit.c.verb == "decide").order_by(audit.c.seq)):
        told = json.loads(row.payload or "{}")
        number = row.subject.removeprefix("conviction ")
        if "decision" not in told or told["decision"] in there:
            continue
        if not number.isdecimal() or int(number) not in convictions or told["finding"] not in findings:
            lost[told["decision"]] = int(number) if number.isdecimal() else 0
            continue
        rebuilt.append(
            {"id": told["decision"], "conviction_id": int(number), "finding_id": told["finding"],
             "action": told["action"], "outcome": told["outcome"], "reason": told["reason"],
             "decided_at": row.at, "decided_by": row.actor, "facts_digest": ""}
        )  # fmt: skip
    if rebuilt:
        connection.execute(insert(decision), rebuilt)
    return [one["conviction_id"] for one in rebuilt], lost


def _county(connection: Connection) -> str:
    found = connection.scalar(select(office.c.county).limit(1)) or connection.scalar(
        select(batch.c.county).limit(1)
    )
    if found:
        return str(found)
    return next((str(told.get("county", "")) for _, told in _told(connection, "create-workspace")), "")


def _told(connection: Connection, verb: str) -> Iterator[tuple[Any, dict[str, Any]]]:
    """The audit rows of a verb that still have their payload, with it."""
    for row in connection.execute(select(audit).where(audit.c.verb == verb).order_by(audit.c.seq)):
        if row.payload:
            yield row, json.loads(row.payload)


def _ids(connection: Connection, table: Table) -> NumberSet:
    return NumberSet(connection.scalars(select(table.c.id)))
