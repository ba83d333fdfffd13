"""What is done to a workspace while the machine fails: each step with what starts it and what it makes."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cli import AS_OF, FIRST, POLICY, SECOND, Person, command

from campaigns.faults.county import NAME, County

HERE = Path(__file__).parent
REVIEWED = 6


@dataclass(frozen=True)
class Step:
    """One command. `made` names what it leaves beside the workspace when it ends well."""

    name: str
    station: str
    words: Callable[[County, Path], list[str]]
    person: Person = FIRST
    made: tuple[str, ...] = ()


def _decide(_county: County, place: Path) -> list[str]:
    reason = "the file is to be looked at again"
    return command("decide", place / NAME, "--finding", 1, "--action", "hold", "--reason", reason, "--json")


def _review(_county: County, place: Path) -> list[str]:
    return [sys.executable, "-B", str(HERE / "reviewer.py"), str(place / NAME), "0", str(REVIEWED)]


STEPS = {
    step.name: step
    for step in (
        Step("import", "new", lambda county, at: command("import", at / NAME, county.delivered, "--json")),
        Step(
            "assess",
            "imported",
            lambda _, at: command("assess", at / NAME, "--policy", POLICY, "--as-of", AS_OF, "--json"),
        ),
        Step("decide", "assessed", _decide),
        Step("review", "assessed", _review),
        Step(
            "packet",
            "assessed",
            lambda _, at: command("packet", at / NAME, "--out", at / "papers", "--only", "D1", "--json"),
            made=("papers",),
        ),
        Step(
            "release",
            "filed",
            lambda county, at: command("release", at / NAME, county.filing, "--json"),
            person=SECOND,
        ),
        Step(
            "backup",
            "assessed",
            lambda _, at: command("backup", at / NAME, at / "copy.expunge", "--json"),
            made=("copy.expunge", "copy.expunge-keys"),
        ),
        Step(
            "export",
            "assessed",
            lambda _, at: command("findings", at / NAME, "--csv", at / "findings.csv", "--json"),
            made=("findings.csv",),
        ),
    )
}
