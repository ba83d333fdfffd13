"""The law book holds what the pages of resources/law say, entry by entry; a mistake in an entry is named."""

from datetime import date
from typing import Any

import pytest
import yaml
from rules_bench import Bench

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.paths import resource_path
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.law_tables import BANDS, LEVELS, QUANTITIES, Source

ROW = "hs.11357a.base"
FILES = ("constants", "sections", "aggravators", "disqualifiers", "review_codes", "disputes", "rules")


@pytest.fixture
def pages() -> dict[str, Any]:
    """The pages as plain data, fresh for each test."""
    return {name: yaml.safe_load(resource_path("law", f"{name}.yaml").read_bytes()) for name in FILES}


def entries(page: Any, key: str) -> list[dict[str, Any]]:
    """The entries of one list, with what the page says for all of them."""
    return [{**page.get("defaults", {}), **entry} for entry in page[key]]


def authority(entry: dict[str, Any]) -> Source:
    """Who says so, how sure, and who has checked it."""
    return Source(entry.get("citation", ""), entry["confidence"], entry["verified_on"], entry["unconfirmed"])


def cell(table: dict[str, Any], band: str, quantity: str, level: str) -> str | None:
    """The letter written for one age, quantity and level; a word written for several stands for each."""
    found: Any = table.get(band)
    for key in (quantity, level):
        if isinstance(found, dict):
            found = found.get(key)
    return found


def test_every_row_of_the_table_is_as_written(pages: dict[str, Any], bench: Bench) -> None:
    written = entries(pages["sections"], "sections")
    assert [row["id"] for row in written] == list(bench.law.rows)
    for entry in written:
        row = bench.law.rows[entry["id"]]
        assert (row.section, row.subdivision, row.title) == (
            entry["section"],
            entry["subdivision"],
            entry["title"],
        )
        assert (row.in_force_from, row.in_force_to) == (entry["in_force"]["from"], entry["in_force"]["to"])
        assert row.levels == tuple(
            (one["from"], one["to"], frozenset(one["possible"])) for one in entry["levels"]
        )
        assert (row.measure, row.proves) == (entry.get("measure", ""), entry.get("proves", ""))
        assert row.is_predecessor is entry["predecessor"]
        assert row.also_cultivation_until == entry.get("also_cultivation_until")
        assert row.reasons == entry.get("reasons", {})
        assert row.like == entry.get("like", {})
        assert row.disputes == {key: tuple(value) for key, value in entry.get("disputes", {}).items()}
        assert row.source == authority(entry)
        for band in BANDS:
            for quantity in QUANTITIES:
                for level in LEVELS:
                    asked = cell(entry.get("outcomes", {}), band, quantity, level)
                    assert row.outcomes.get((band, quantity, level)) == asked


def test_the_rows_of_a_section_are_those_with_its_number(bench: Bench) -> None:
    for number, rows in bench.law.sections.items():
        assert rows == tuple(row for row in bench.law.rows.values() if row.section == number)
    assert sum(len(rows) for rows in bench.law.sections.values()) == len(bench.law.rows)


def test_the_other_reading_is_as_written(pages: dict[str, Any], bench: Bench) -> None:
    for entry in entries(pages["sections"], "sections"):
        found, written = bench.law.rows[entry["id"]].alternative, entry.get("alternative")
        assert (found is None) == (written is None)
        if found is not None:
            assert (found.when, found.because) == (written["when"], written["because"])
            assert (found.outcome, found.quantity) == (
                written.get("outcome", ""),
                written.get("quantity", ""),
            )
            assert found.levels == frozenset(written.get("levels", LEVELS))


def test_every_aggravator_stands_at_its_row(pages: dict[str, Any], bench: Bench) -> None:
    written = entries(pages["aggravators"], "aggravators")
    for row in bench.law.rows.values():
        assert [one.id for one in row.aggravators] == [one["id"] for one in written if one["row"] == row.id]
    for entry in written:
        (found,) = [one for one in bench.law.rows[entry["row"]].aggravators if one.id == entry["id"]]
        assert (found.kind, found.fact, found.reason) == (entry["kind"], entry["fact"], entry["reason"])
        assert found.ages == frozenset(entry["ages"])
        assert found.needs_over is (entry["needs"] == "over")
        assert found.source == authority(entry)


def test_constants_are_as_written(pages: dict[str, Any], bench: Bench) -> None:
    page, law = pages["constants"], bench.law
    value = {name: entry["value"] for name, entry in page.items() if name != "defaults"}
    assert law.act_in_force_on == value["act_in_force_on"]
    assert (law.adult_age, law.lawful_age) == (value["adult_age"], value["lawful_age"])
    assert (law.cannabis_grams, law.plants) == (value["cannabis_grams_limit"], value["plants_limit"])
    assert law.concentrate_grams == value["concentrate_grams_limit"]
    assert law.export_concentrate_grams == value["export_concentrate_grams_limit"]
    assert law.misdemeanor_limitation_years == value["misdemeanor_limitation_years"]
    assert law.felony_limitation_years == value["felony_limitation_years"]
    assert law.registration_counts_since == value["registration_counts_since"]
    assert law.years_after_term == value["years_after_term"]
    assert law.ignored_relief == frozenset(value["ignored_relief"])
    assert law.same_relief == frozenset(value["same_relief"])
    assert law.constants == {name: authority({**page["defaults"], **page[name]}) for name in value}


def test_disqualifying_sections_are_as_written(pages: dict[str, Any], bench: Bench) -> None:
    page = pages["disqualifiers"]
    for key, found in (("super_strikes", bench.law.super_strikes), ("registrable", bench.law.registrable)):
        written = entries(page, key)
        assert list(found) == [(entry["section"], entry["code"]) for entry in written]
        for entry in written:
            one = found[entry["section"], entry["code"]]
            assert (one.section, one.code, one.name) == (entry["section"], entry["code"], entry["name"])
            assert (one.certainty, one.life_term) == (entry["is"], entry["life_term"])
            assert one.clause == entry.get("clause", "")
            letters = {
                tuple(str(name).split(".")): value for name, value in entry.get("subdivisions", {}).items()
            }
            assert one.subdivisions == letters
            assert one.levels == entry.get("levels", {})
            assert one.excusable == frozenset(entry.get("excusable", ()))
            assert one.source.confidence == entry["confidence"]
            assert one.source.citation == page["citations"][key] + entry.get("clause", "")
            inchoate = page["registrable_attempts"] if key == "registrable" else None
            assert one.attempt == (inchoate or entry["attempt"])
            assert one.conspiracy == (inchoate or entry["conspiracy"])


def test_gang_and_registration_sections_are_as_written(pages: dict[str, Any], bench: Bench) -> None:
    page = pages["disqualifiers"]
    entry = page["gang"]["entry"]
    section, letters = bench.law.gang_entry
    assert section == entry["section"]
    assert letters == {(), ("b",), ("b", "4")}
    assert entry["subdivisions"] == ["", "b", "b.4"]
    assert bench.law.gang_offenses == frozenset(page["gang"]["offenses"])
    assert bench.law.registration_sections == frozenset(page["registration_sections"])


def test_sections_left_out_of_the_statute_are_as_written(pages: dict[str, Any], bench: Bench) -> None:
    written = entries(pages["sections"], "never")
    assert list(bench.law.never) == [(entry["section"], entry["code"]) for entry in written]
    for entry in written:
        found = bench.law.never[entry["section"], entry["code"]]
        assert (found.section, found.code) == (entry["section"], entry["code"])
        assert (found.rule, found.reason) == (entry["rule"], entry["reason"])
        assert found.source == authority(entry)
    doubtful = entries(pages["sections"], "doubtful_before_1959")
    assert bench.law.doubtful_before_1959 == {entry["section"]: authority(entry) for entry in doubtful}


def test_review_codes_disputes_and_rules_are_as_written(pages: dict[str, Any], bench: Bench) -> None:
    codes = pages["review_codes"]
    assert list(bench.law.review_codes) == list(codes["codes"])
    expected = {}
    for code, raw in codes["codes"].items():
        entry = {**codes["defaults"], **raw}
        found = bench.law.review_codes[code]
        assert (found.code, found.title, found.missing) == (code, entry["title"], entry["missing"])
        assert (found.document, found.citation) == (entry["document"], entry["citation"])
        assert found.stops_first_dismissals is entry["stops_first_dismissals"]
        assert found.if_unanswered == entry["if_unanswered"]
        assert found.sentence == f"{code}: {entry['missing']} ({entry['document']})"
        expected |= dict.fromkeys(entry["problem_kinds"], code)
    assert bench.law.problem_codes == expected
    disputes = pages["disputes"]["disputes"]
    assert list(bench.law.disputes) == list(disputes)
    for number, entry in disputes.items():
        point = bench.law.disputes[number]
        assert (point.number, point.title, point.default) == (number, entry["title"], entry["default"])
        assert point.switch == entry.get("switch", "")
    points = entries(pages["disputes"], "for_counsel")
    assert list(bench.law.for_counsel) == [entry["point"] for entry in points]
    assert [source.citation for source in bench.law.for_counsel.values()] == [
        one["citation"] for one in points
    ]
    rules = entries(pages["rules"], "rules")
    assert list(bench.law.rules) == [entry["id"] for entry in rules]
    for entry in rules:
        rule = bench.law.rules[entry["id"]]
        assert (rule.id, rule.question, rule.source) == (entry["id"], entry["question"], authority(entry))


def test_who_has_checked_an_entry_and_when_is_kept(pages: dict[str, Any]) -> None:
    day = date(2026, 3, 2)
    pages["rules"]["rules"][0]["verified_on"] = day
    pages["constants"]["adult_age"]["verified_on"] = day
    book = LawBook.from_data(pages, "x")
    first, second = list(book.rules.values())[:2]
    assert (first.source.verified_on, second.source.verified_on) == (day, None)
    assert book.constants["adult_age"].verified_on == day
    assert book.constants["lawful_age"].verified_on is None


def test_a_book_is_known_by_its_digest_alone(pages: dict[str, Any], bench: Bench) -> None:
    one, same, other = (LawBook.from_data(pages, digest) for digest in ("a", "a", "b"))
    assert one.digest == "a"
    assert one == same
    assert hash(one) == hash(same) == hash("a")
    assert one != other
    assert one != "a"
    assert one is not None


@pytest.mark.parametrize(
    ("page", "change", "entry", "why"),
    [
        ("sections", lambda d: d["sections"][0].pop("levels"),
         "sections, hs.11357a.base", "KeyError 'levels'"),
        ("sections", lambda d: d["sections"][0]["in_force"].update(to="later"), ROW, "is not a date"),
        ("sections", lambda d: d["sections"][0]["levels"][0].update(to=9), ROW, "9 is not a date"),
        ("sections", lambda d: d["sections"][0]["outcomes"].update({"22+": "D"}), ROW, "age band 22+"),
        ("sections", lambda d: d["sections"][0]["outcomes"].update({"21+": "HR"}), ROW, "outcome HR"),
        ("sections", lambda d: d["sections"][0]["outcomes"].update({"21+": "X"}), ROW, "outcome X"),
        ("sections", lambda d: d["sections"][0]["outcomes"].update({"21+": "HR-MOON"}), ROW,
         "HR-MOON is no review code"),
        ("sections", lambda d: d["sections"][0].update(like={"F": "hs.none"}), ROW,
         "like names hs.none, which is no row"),
        ("sections", lambda d: d["sections"][0].update(disputes={"D": [98]}), ROW,
         "dispute 98 is not in the register"),
        ("sections", lambda d: d["sections"][0]["alternative"].update(outcome="M"), ROW,
         "names an outcome or a quantity"),
        ("sections", lambda d: d["sections"][0]["alternative"].pop("quantity"), ROW,
         "names an outcome or a quantity"),
        ("sections", lambda d: d["never"][0].pop("rule"), "sections, 11361", "KeyError 'rule'"),
        ("aggravators", lambda d: d["aggravators"][0].update(kind="luck"),
         "aggravators, hs.11358.aggravator.prior", "kind luck"),
        ("aggravators", lambda d: d["aggravators"][0].pop("row"),
         "aggravators, hs.11358.aggravator.prior", "KeyError 'row'"),
        ("aggravators", lambda d: d["aggravators"][0].update(confidence="some"),
         "aggravators, hs.11358.aggravator.prior", "confidence some"),
        ("disqualifiers", lambda d: d["super_strikes"][0].update(attempt="maybe"), "disqualifiers, 187",
         "certainty maybe"),
        ("disqualifiers", lambda d: d["super_strikes"][0].update(conspiracy="maybe"), "disqualifiers, 187",
         "certainty maybe"),
        ("disqualifiers", lambda d: d["super_strikes"][0].update(life_term="maybe"), "disqualifiers, 187",
         "certainty maybe"),
        ("disqualifiers", lambda d: d["super_strikes"][0].update(subdivisions={"a": "maybe"}),
         "disqualifiers, 187", "certainty maybe"),
        ("disqualifiers", lambda d: d["registrable"][0].update(levels={"F": "maybe"}), "disqualifiers, 207",
         "certainty maybe"),
        ("rules", lambda d: d["rules"][0].pop("question"), "rules, scope.county", "KeyError 'question'"),
        ("constants", lambda d: d.pop("adult_age"), "resources/law", "'adult_age' is missing"),
        ("disputes", lambda d: d.pop("disputes"), "resources/law", "'disputes' is missing"),
        ("disputes", lambda d: d["for_counsel"][0].pop("point"), "used: disputes, {", "KeyError 'point'"),
        ("disputes", lambda d: d["for_counsel"][0].pop("citation"), "used: disputes, {",
         "KeyError 'citation'"),
        ("rules", lambda d: d.pop("defaults"), "resources/law", "'defaults' is missing"),
    ],
)  # fmt: skip
def test_a_mistake_names_its_page_and_entry(
    pages: dict[str, Any], page: str, change: Any, entry: str, why: str
) -> None:
    change(pages[page])
    with pytest.raises(AnswerIsNoError) as refused:
        LawBook.from_data(pages, "x")
    told = str(refused.value)
    assert refused.value.code == "bad-law"
    assert "The law data cannot be used" in told
    assert entry in told
    assert why in told


def test_levels_are_possible_while_they_were(bench: Bench) -> None:
    row = bench.law.rows["hs.11357b.base"]
    (start, change, misdemeanor), (after, end, infraction) = row.levels
    assert row.possible_levels(start, change) == misdemeanor == {"M"}
    assert row.possible_levels(after, end) == infraction == {"I"}
    assert row.possible_levels(change, after) == {"M", "I"}
    assert row.possible_levels(change, change) == {"M"}
    assert row.possible_levels(after, after) == {"I"}
    assert row.possible_levels(start.replace(year=1960), start.replace(year=1961)) == frozenset()
