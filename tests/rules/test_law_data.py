"""The law as data: every entry cited and dated, every rule worded, mistakes named."""

import ast
import copy
import pickle
from pathlib import Path
from typing import Any

import pytest
import yaml
from rules_bench import AS_OF, LOS_ANGELES, Bench

import expunge_desktop.rules
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.paths import resource_path
from expunge_desktop.rules.evaluate import evaluate
from expunge_desktop.rules.facts import derive_facts
from expunge_desktop.rules.law import LawBook

FILES = ("constants", "sections", "aggravators", "disqualifiers", "review_codes", "disputes", "rules")


@pytest.fixture
def data() -> dict[str, Any]:
    """A fresh copy of the law's data."""
    read = {name: yaml.safe_load(resource_path("law", f"{name}.yaml").read_bytes()) for name in FILES}
    return copy.deepcopy(read)


def test_every_row_and_constant_is_cited_and_of_known_confidence(bench: Bench) -> None:
    law = bench.law
    sources = [row.source for row in law.rows.values()] + list(law.constants.values())
    sources += [rule.source for rule in law.rules.values()]
    sources += [aggravator.source for row in law.rows.values() for aggravator in row.aggravators]
    assert all(source.citation for source in sources)
    assert {source.confidence for source in sources} <= {"high", "medium", "low"}


def test_own_knowledge_of_low_confidence_is_marked_unconfirmed(bench: Bench) -> None:
    assert all(source.is_unconfirmed for source in bench.law.doubtful_before_1959.values())
    assert bench.law.rows["hs.11530-1.base"].source.is_unconfirmed


def test_rows_of_one_section_and_subdivision_never_overlap_in_time(bench: Bench) -> None:
    for rows in bench.law.sections.values():
        for row in rows:
            assert row.in_force_from < row.in_force_to
            for other in rows:
                if other is not row and other.subdivision == row.subdivision:
                    assert row.in_force_to < other.in_force_from or other.in_force_to < row.in_force_from


def test_every_rule_id_in_the_code_has_its_words(bench: Bench) -> None:
    known = set(bench.law.rules) | set(bench.law.rows)
    folder = Path(expunge_desktop.rules.__file__).parent
    used = set()
    for module in folder.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in (
                "decided",
                "asked",
                "_review",
            ):
                place = 1 if node.func.attr == "_review" else 0  # type: ignore[attr-defined]
                argument = node.args[place]
                if isinstance(argument, ast.Constant):
                    used.add(argument.value)
    assert len(used) > 25
    assert used <= known, used - known


def test_a_law_book_travels_between_processes(bench: Bench) -> None:
    again = pickle.loads(pickle.dumps(bench.law))
    assert again == bench.law
    assert hash(again) == hash(bench.law)
    person = bench.person(bench.count(), bench.prior("187 PC"))
    here = evaluate(derive_facts(person, bench.law)["1"], bench.law, bench.policy, AS_OF, LOS_ANGELES)
    there = evaluate(derive_facts(person, again)["1"], again, bench.policy, AS_OF, LOS_ANGELES)
    assert here == there


def test_another_digest_is_another_book(data: dict[str, Any]) -> None:
    assert LawBook.from_data(data, "a") != LawBook.from_data(data, "b")


@pytest.mark.parametrize(
    ("file", "change", "words"),
    [
        ("sections", lambda d: d["sections"][0].pop("levels"), "hs.11357a.base"),
        ("sections", lambda d: d["sections"][0]["outcomes"]["21+"].update(within="Q"), "outcome Q"),
        ("sections", lambda d: d["sections"][0]["in_force"].update({"from": "soon"}), "soon is not a date"),
        ("sections", lambda d: d["sections"][5]["like"].update(F="hs.none"), "hs.none"),
        ("sections", lambda d: d["sections"][0].update(disputes={"unknown": [99]}), "dispute 99"),
        ("disqualifiers", lambda d: d["super_strikes"][0].update({"is": "perhaps"}), "perhaps"),
        ("aggravators", lambda d: d["aggravators"][0].update(kind="mood"), "kind mood"),
        ("rules", lambda d: d["rules"][0].update(confidence="sure"), "confidence sure"),
        ("constants", lambda d: d.pop("plants_limit"), "plants_limit"),
    ],
)
def test_a_mistake_in_the_law_is_named(data: dict[str, Any], file: str, change: Any, words: str) -> None:
    change(data[file])
    with pytest.raises(AnswerIsNoError, match=words):
        LawBook.from_data(data, "x")


def test_a_changed_limit_changes_the_finding(data: dict[str, Any], bench: Bench) -> None:
    data["constants"]["plants_limit"]["value"] = 12
    law = LawBook.from_data(data, "twelve")
    facts = derive_facts(bench.person(bench.count("11358 HS", plants=9)), law)["1"]
    assert evaluate(facts, law, bench.policy, AS_OF, LOS_ANGELES).statutory_outcome == "DISMISS_SEAL"
    assert bench.outcomes(bench.count("11358 HS", plants=9))[0] == "M"
