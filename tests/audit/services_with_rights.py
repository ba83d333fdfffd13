"""Every public function of the services that takes a session, and the right its code asks for."""

import ast
import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import expunge_desktop.services
from expunge_desktop.services.rights import Right

ASKED_BEFORE = {
    "audit_witnesses.outer_witnesses": "part of audit_verification.verify",
    "backup_rotation.rotate": "part of backup.backup_to_folder",
    "comparison_reading.read_convictions": "part of compare_policies",
    "fact_choices.fact_choices": "of supplied_facts.subject_of and recorded_facts, which ask",
    "fact_choices.may_contradict": "says what the user may, and nothing of anybody",
    "filing_contents.current_contents": "part of make_filing and release_filing",
    "filing_status.append": "in the transaction of filing_status.record and clerk_answers",
    "hidden_refusals.refusal_told": "around views and decisions, which ask",
    "leaving.log_and_name": "part of whatever is written outside, each of which asks",
    "paper_set.evidence_reader": "what papers of a filing read while they are made",
    "policies.refuse_taken": "part of add_policy",
    "release_filing.stale_reason": "takes a filing, which was read by somebody who may",
    "release_filing.stale_reason_at": "part of stale_reason, and in the transaction of stale_papers",
    "release_log.record_release": "in the transaction of whatever leaves the workspace",
    "sealed_names.sealed_names": "part of every view that shows what people wrote, each of which asks",
    "stale_papers.no_longer_so_at": "in the transaction of filing_status.record and clerk_answers",
    "table_export.export_table": "part of the exports, each of which asks",
    "waiting.write_when_free": "how a service that has asked waits for the other writer",
    "sweeping.sweep_at_logon": "at every logon, whoever logs on",
    "sweeping.sweep_before_copy": "part of backup.backup and restore.rehearse",
    "unfinished_file.sweep": "part of sweep_at_logon",
}
"""Functions that ask for nothing themselves, each with why."""


def functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """`module.function` and the function."""
    for module in pkgutil.iter_modules(expunge_desktop.services.__path__):
        found = importlib.import_module(f"expunge_desktop.services.{module.name}")
        for name, value in sorted(vars(found).items()):
            is_own = inspect.isfunction(value) and value.__module__ == found.__name__
            if is_own and not name.startswith("_") and takes_session(value):
                yield f"{module.name}.{name}", value


def takes_session(function: Callable[..., Any]) -> bool:
    """Its first parameter is a session."""
    first = next(iter(inspect.signature(function).parameters.values()), None)
    return first is not None and str(first.annotation).strip("'\"").endswith(("Session", "Session'>"))


def asked_right(function: Callable[..., Any]) -> Right | None:
    """The right of its first statement, None when it asks for none."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "session.require" and call.args:
            given = call.args[0]
            for named in ast.walk(given.orelse if isinstance(given, ast.IfExp) else given):
                if isinstance(named, ast.Attribute) and ast.unparse(named.value) == "Right":
                    return Right[named.attr]
    return None
