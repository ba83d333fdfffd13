"""The program agrees with a second reading of the pages on thousands of complete records made at random."""

import random
from datetime import date, timedelta

import pytest
from rules_bench import Bench, letter
from second_reading import LEVELS_BEFORE_1973, PRIORS, Record, later, levels, read

from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.domain.person import Count

SECTIONS = ["11357(A)", "11357(B)", "11357(C)", "11357(D)", "11357(E)", "11357", "11358", "11359", "11360(A)",
            "11360(B)", "11360", *LEVELS_BEFORE_1973, "664/11358", "664/11359", "664/11360(A)", "182/11359",
            "11357.5", "11361(A)", "32 PC", "459 PC"]  # fmt: skip
ERAS = [
    (1961, 1967),
    (1969, 1972),
    (1974, 1975),
    (1977, 1982),
    *[(1984, 2010)] * 3,
    *[(2011, 2016)] * 3,
    (2016, 2018),
]
FACTS = ["SALE_TO_MINOR", "MINOR_EMPLOYED", "IMPORT_EXPORT", "ENVIRONMENTAL_HARM", "SCHOOL_GROUNDS", "GIFT",
         "SALE", "RECIPIENT_UNDER_21", "PERSONAL_TRANSPORT", "CULTIVATION_RULE_BREACH",
         "RESTRICTED_PLACE_OR_USE"]  # fmt: skip
PROBATIONS = [
    ("Y", "COMPLETED"),
    ("Y", "TERMINATED EARLY"),
    ("Y", "REVOKED"),
    ("Y", ""),
    *[("N", "")] * 3,
    ("", ""),
]
FLAG = {"Y": True, "N": False, "": None}
SAME = {"11358": "11358 HS", "11359": "11359 HS", "11360(A)": "11360(A) HS"}
RECORDS = 2000


def random_record(rng: random.Random) -> Record:
    """A complete record; rare states rarely, boundary ages and amounts often."""
    section = rng.choice(SECTIONS if rng.random() < 0.4 else SECTIONS[:11])
    is_old = section in LEVELS_BEFORE_1973
    era = rng.choice(ERAS[:2] if is_old else ERAS if rng.random() < 0.2 else ERAS[2:])
    offense = date(rng.randint(*era), rng.randint(1, 12), rng.randint(1, 28))
    possible = levels(section.removeprefix("664/"), offense) or "F"
    is_serving = rng.random() < 0.1
    listed, challenged = rng.choice([("", ""), ("N", "")] * 5 + [("Y", "N"), ("Y", "Y"), ("Y", "")])
    facts = rng.sample(FACTS, rng.choice([0, 0, 0, 1, 1, 2]))
    facts += [fact for fact in ("IDENTITY_DOUBT", "TRANSFERRED_1203_9") if rng.random() < 0.03]
    others = ["DISMISSED", "DIVERSION", "PENDING", "JUVENILE ADJUDICATION"]
    return Record(
        section=section,
        level=rng.choice([*possible * 4, "", "F", "M", "I"]),
        born=later(offense, -rng.choice([16, 17, 18, 19, 20, 21, 25, 40]))
        + timedelta(rng.choice([0, 1, -1, -100])),
        offense=offense,
        conviction=offense + timedelta(rng.choice([0, 10, 60, 200, 700])),
        as_of=rng.choice([date(2020, 2, 11), date(2018, 6, 1), date(2023, 3, 3), date(2026, 1, 15)]),
        grams=rng.choice([None, None, None, 10, 28.5, 28.6, 100]),
        concentrate=rng.choice([None, None, None, None, 4, 5, 8, 9]),
        plants=rng.choice([None, None, 1, 6, 7]),
        facts=frozenset(facts),
        prior=rng.choice(["none"] * 6 + list(PRIORS)),
        serving=is_serving,
        probation=("Y", "ACTIVE") if is_serving else rng.choice(PROBATIONS),
        deceased=rng.random() < 0.1,
        county=rng.choice(["LOS ANGELES"] * 15 + ["KERN"]),
        disposition=rng.choice(["CONVICTED"] * 16 + others),
        relief=rng.choice([""] * 14 + ["11361.8", "1203.4", "1473.7", "17(b)"]),
        listed=listed,
        challenged=challenged,
    )


def counts(bench: Bench, one: Record) -> list[Count]:
    """The conviction, then the rest of the record as `prior` says; what it adds is noted in `one.others`."""
    before, between = one.offense - timedelta(5), one.offense + (one.conviction - one.offense) / 2
    if one.prior in ("two same", "two on one day", "one same") and one.section not in SAME:
        one.prior = "none"
    if one.prior in ("strike on the day", "strike between") and not one.offense < between < one.conviction:
        one.prior = "none"
    same, juvenile = SAME.get(one.section, ""), {"disposition": Disposition.JUVENILE_ADJUDICATION}
    entries: dict[str, list[tuple[str, date | None, dict[str, object]]]] = {
        "strike before": [("187 PC", before, {})],
        "strike on the day": [("187 PC", one.offense, {})],
        "strike between": [("187 PC", between, {})],
        "strike same day": [("187 PC", one.conviction, {})],
        "strike after": [("187 PC", one.conviction + timedelta(30), {})],
        "strike same case": [("187 PC", one.conviction, {"case_key": "A1"})],
        "strike juvenile": [("187 PC", before, juvenile)],
        "registrable before": [("314(1) PC", before, {"level": "M"})],
        "registrable juvenile": [("314(1) PC", before, {"level": "M"} | juvenile)],
        "conditional": [("207 PC", before, {})],
        "foreign": [("18 USC 2252", before, {"county": "FEDERAL"})],
        "registration": [("290 PC", before, {"level": "", "disposition": Disposition.REGISTRATION})],
        "undated": [("187 PC", None, {})],
        "theft": [("484(A) PC", before, {"level": "M"})],
        "dismissed": [("187 PC", before, {"disposition": Disposition.DISMISSED})],
        "doubtful": [("187 PC", before, {"fact_codes": ["IDENTITY_DOUBT"]})],
        "two same": [(same, before, {}), (same, before - timedelta(400), {})],
        "two on one day": [(same, before, {}), (same, before, {})],
        "one same": [(same, before, {})],
    }
    made = [_count(bench, one)]
    for place, (charge, on, more) in enumerate(entries.get(one.prior, ())):
        made.append(
            bench.prior(
                charge, on.isoformat() if on else "", **({"ref": f"p{place}", "case_key": f"P{place}"} | more)
            )
        )
        if more.get("disposition", Disposition.CONVICTED) is Disposition.CONVICTED:
            one.others.append((on, str(more.get("level", "F")), "fact_codes" in more))
    return made


def _count(bench: Bench, one: Record) -> Count:
    return bench.count(
        one.section if one.section.endswith("PC") else f"{one.section} HS",
        ref="main",
        level=one.level,
        offense_on=one.offense.isoformat(),
        conviction_on=one.conviction.isoformat(),
        is_sentence_completed=not one.serving,
        is_serving=one.serving,
        was_probation_granted=FLAG[one.probation[0]],
        probation_status=one.probation[1],
        cannabis_grams=one.grams,
        concentrate_grams=one.concentrate,
        plants=one.plants,
        fact_codes=one.facts,
        county=one.county,
        disposition=Disposition(one.disposition),
        other_relief=(one.relief,) if one.relief else (),
        is_doj_listed=FLAG[one.listed],
        is_challenged=FLAG[one.challenged],
    )


def disagreements(
    bench: Bench, seed: int, records: int
) -> list[tuple[Record, tuple[str, str], tuple[str, str]]]:
    """Where the program and the second reading differ: the record, the reading, the program."""
    rng, found = random.Random(seed), []
    for _ in range(records):
        one = random_record(rng)
        first, *others = counts(bench, one)
        answer = bench.finding(
            first, *others, born=one.born.isoformat(), as_of=one.as_of, is_deceased=one.deceased
        )
        outcomes = letter(answer.statutory_outcome), letter(answer.policy_outcome)
        if outcomes != read(one):
            found.append((one, read(one), outcomes))
    return found


def test_the_program_agrees_with_a_second_reading_of_the_pages(bench: Bench) -> None:
    assert not disagreements(bench, 20200211, RECORDS)


@pytest.mark.slow
def test_the_program_agrees_with_the_second_reading_on_many_more_records(bench: Bench) -> None:
    for seed in range(10):
        assert not disagreements(bench, seed, 10_000), seed


def test_the_random_records_reach_every_outcome_and_every_kind_of_prior(bench: Bench) -> None:
    rng = random.Random(1)
    records = [random_record(rng) for _ in range(RECORDS)]
    for one in records:
        counts(bench, one)
    assert {read(one)[0] for one in records} == set("DMINHO")
    assert {read(one)[1] for one in records} == set("DMINHO")
    assert {one.prior for one in records} == set(PRIORS)
