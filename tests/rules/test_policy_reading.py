"""A policy as read from a file's data: every value in its place, every refusal with its line and its fix."""

import copy
from datetime import date
from typing import Any

import pytest
from rules_bench import Bench

from expunge_desktop.rules.policy import Criterion, Policy
from expunge_desktop.rules.policy_reading import read_policy
from expunge_desktop.rules.policy_values import BadPolicyError
from expunge_desktop.rules.switches import Switches

DATA: dict[str, Any] = {
    "name": " ours ",
    "version": "2",
    "title": " Our criteria ",
    "source": " a page ",
    "unconfirmed": True,
    "expands": True,
    "first_dismissals": ["ALL_11357", "MISD_POSSESSION"],
    "combine": "all",
    "switches": {"feb29": "february_28", "only_cannabis": True},
    "criteria": {
        "old": {"report": " OLD ", "title": " Old enough ", "test": "age_at_evaluation", "years": 50},
        "early": {"test": "convicted_before", "date": date(1996, 11, 5)},
        "mixed": {
            "none": [
                {"test": "deceased"},
                {"all": [{"test": "sentence_over"}, {"test": "age_below", "years": 1}]},
            ]
        },
    },
}
# Every path has a line of its own, so that a refusal shows which path it named.
PATHS = [
    (),
    ("name",),
    ("version",),
    ("title",),
    ("source",),
    ("unconfirmed",),
    ("expands",),
    ("first_dismissals",),
    ("first_dismissals", "1"),
    ("combine",),
    ("switches",),
    ("switches", "feb29"),
    ("switches", "only_cannabis"),
    ("switches", "moon"),
    ("criteria",),
    ("criteria", "old"),
    ("criteria", "old", "report"),
    ("criteria", "old", "title"),
    ("criteria", "old", "test"),
    ("criteria", "old", "years"),
    ("criteria", "old", "date"),
    ("criteria", "old", "moon"),
    ("criteria", "early"),
    ("criteria", "early", "date"),
    ("criteria", "early", "years"),
    ("criteria", "mixed"),
    ("criteria", "mixed", "none"),
    ("criteria", "mixed", "none", "1"),
    ("criteria", "mixed", "none", "1", "all"),
    ("criteria", "mixed", "none", "1", "all", "1", "years"),
    ("moon",),
]
LINES = {path: 100 + place for place, path in enumerate(PATHS)}


def read(bench: Bench, data: Any) -> Policy:
    """The policy of this data, in a file ours.yaml."""
    return read_policy(data, "digest", "ours.yaml", LINES, bench.law.sections)


def test_every_value_is_in_its_place(bench: Bench) -> None:
    policy = read(bench, copy.deepcopy(DATA))
    assert (policy.name, policy.version, policy.title, policy.source) == (
        "ours",
        "2",
        "Our criteria",
        "a page",
    )
    assert (policy.digest, policy.is_unconfirmed, policy.is_expanding) == ("digest", True, True)
    assert policy.first_dismissals == ("ALL_11357", "MISD_POSSESSION")
    assert policy.needs_all_criteria
    assert policy.switches == Switches(feb29="february_28", only_cannabis=True)
    old, early, mixed = policy.criteria
    assert old == Criterion("old", "OLD", "Old enough", "age_at_evaluation", 50)
    assert early == Criterion("early", "EARLY", "early", "convicted_before", day=date(1996, 11, 5))
    inner = Criterion(
        "mixed.2", "MIXED.2", "mixed.2", combine="all",
        parts=(Criterion("mixed.2.1", "MIXED.2.1", "mixed.2.1", "sentence_over"),
               Criterion("mixed.2.2", "MIXED.2.2", "mixed.2.2", "age_below", 1)),
    )  # fmt: skip
    dead = Criterion("mixed.1", "MIXED.1", "mixed.1", "deceased")
    assert mixed == Criterion("mixed", "MIXED", "mixed", parts=(dead, inner), combine="none")


def test_what_is_left_out_is_as_a_policy_has_it(bench: Bench) -> None:
    policy = read(bench, {"name": "ours", "version": 3, "title": "Ours", "expands": False})
    assert policy == Policy("ours", "3", "Ours", "digest", is_expanding=False)
    empty = {"name": "o", "version": 1, "title": "O", "expands": True, "criteria": None, "switches": None,
             "first_dismissals": None}  # fmt: skip
    assert read(bench, empty) == Policy("o", "1", "O", "digest")
    assert read(bench, {**empty, "first_dismissals": "ALL_11357"}).first_dismissals == ("ALL_11357",)


@pytest.mark.parametrize("years", [1, 149])
def test_years_are_from_1_to_149(years: int, bench: Bench) -> None:
    data = copy.deepcopy(DATA)
    data["criteria"]["old"]["years"] = years
    assert read(bench, data).criteria[0].years == years


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2199, 12, 31), "1996-11-05"])
def test_days_are_from_1900_to_2199(day: Any, bench: Bench) -> None:
    data = copy.deepcopy(DATA)
    data["criteria"]["early"]["date"] = day
    assert read(bench, data).criteria[1].day == date.fromisoformat(str(day))


NUMBER = "old needs years, a whole number"
OLD, EARLY, MIXED = ("criteria", "old"), ("criteria", "early"), ("criteria", "mixed")


@pytest.mark.parametrize(
    ("path", "value", "line", "what", "fix"),
    [
        (("name",), "ours@2", ("name",), "name contains @ or a sign that cannot be printed", "Leave it out."),
        (
            ("version",),
            "2@",
            ("version",),
            "version contains @ or a sign that cannot be printed",
            "Leave it out.",
        ),
        (
            ("version",),
            1.5,
            ("version",),
            "version is a decimal number",
            'Write it in quotes: version: "1.0".',
        ),
        (("version",), True, ("version",), "version is missing or is not text", 'Write version: "…".'),
        (("title",), "", ("title",), "title is missing or is not text", 'Write title: "…".'),
        (("source",), 3, ("source",), "source is missing or is not text", 'Write source: "…".'),
        (
            ("title",),
            "Our\u202ecriteria",
            ("title",),
            "title holds a sign that cannot be printed",
            "Leave it out.",
        ),
        (
            (*OLD, "report"),
            "OLD\x07",
            (*OLD, "report"),
            "report holds a sign that cannot be printed",
            "Leave it out.",
        ),
        (
            ("unconfirmed",),
            1,
            ("unconfirmed",),
            "unconfirmed is neither yes nor no",
            "Write unconfirmed: yes or unconfirmed: no.",
        ),
        (
            ("expands",),
            None,
            ("expands",),
            "expands is neither yes nor no",
            "Write expands: yes or expands: no.",
        ),
        (
            ("first_dismissals",),
            ["ALL_11357", "X"],
            ("first_dismissals", "1"),
            "X is no first dismissal",
            "Use MISD_POSSESSION, FELONY_11357_A_B, FELONY_11357_B, ALL_11357.",
        ),
        (("combine",), "none", ("combine",), "combine cannot be none", "Write combine: any or combine: all."),
        (
            ("switches",),
            {"feb29": "x"},
            ("switches", "feb29"),
            "feb29 cannot be x",
            "Use march_1 or february_28.",
        ),
        (
            ("switches",),
            {"only_cannabis": 1},
            ("switches", "only_cannabis"),
            "only_cannabis is neither yes nor no",
            "Write only_cannabis: yes or only_cannabis: no.",
        ),
        (
            ("switches",),
            {"moon": 1},
            ("switches", "moon"),
            "moon is not known here",
            "Use convictions_after_act, feb29, include_deceased, include_predecessor_sections, "
            "missing_offense_date, only_cannabis, probation_by_inference, probation_mode, same_day_priors, "
            "ten_years_counts, two_priors_before_act, under21_at.",
        ),
        (
            ("switches",),
            [1],
            ("switches",),
            "switches is not a list of names and values",
            "See the shipped policies.",
        ),
        (
            ("criteria",),
            [1],
            ("criteria",),
            "criteria is not a list of names and values",
            "See the shipped policies.",
        ),
        (
            ("moon",),
            1,
            ("moon",),
            "moon is not known here",
            "Use combine, criteria, expands, first_dismissals, name, source, switches, title, unconfirmed, "
            "version.",
        ),
        (
            (*OLD, "moon"),
            1,
            (*OLD, "moon"),
            "moon is not known here",
            "Use all, any, applies_to, date, none, report, test, title, years.",
        ),
        (
            (*OLD, "any"),
            [],
            OLD,
            "old needs one of test, any, all, none",
            "Give a test, or a list of criteria.",
        ),
        ((*OLD, "report"), 3, (*OLD, "report"), "report is missing or is not text", 'Write report: "…".'),
        ((*OLD, "title"), " ", (*OLD, "title"), "title is missing or is not text", 'Write title: "…".'),
        ((*OLD, "test"), "luck", (*OLD, "test"), "luck is no test", "Use age_at_evaluation, age_below, "),
        ((*OLD, "years"), 0, (*OLD, "years"), NUMBER, "Write for example years: 50."),
        ((*OLD, "years"), 150, (*OLD, "years"), NUMBER, "Write for example years: 50."),
        ((*OLD, "years"), True, (*OLD, "years"), NUMBER, "Write for example years: 50."),
        ((*OLD, "years"), 1.5, (*OLD, "years"), NUMBER, "Write for example years: 50."),
        ((*OLD, "date"), date(2000, 1, 1), (*OLD, "date"), "old asks for no date", "Remove date."),
        ((*EARLY, "years"), 3, (*EARLY, "years"), "early asks for no number of years", "Remove years."),
        (
            (*EARLY, "date"),
            date(1899, 12, 31),
            (*EARLY, "date"),
            "early needs date, a day of the calendar",
            "Write year-month-day, for example date: 1996-11-05.",
        ),
        (
            (*EARLY, "date"),
            date(2200, 1, 1),
            (*EARLY, "date"),
            "early needs date, a day of the calendar",
            "Write year-month-day, for example date: 1996-11-05.",
        ),
        (
            (*EARLY, "date"),
            "soon",
            (*EARLY, "date"),
            "early needs date, a day of the calendar",
            "Write year-month-day, for example date: 1996-11-05.",
        ),
        (
            (*MIXED, "none"),
            [],
            (*MIXED, "none"),
            "mixed lists no criteria",
            "Write a list of criteria under none.",
        ),
        (
            (*MIXED, "none"),
            "x",
            (*MIXED, "none"),
            "mixed lists no criteria",
            "Write a list of criteria under none.",
        ),
        (
            (*MIXED, "none"),
            [{"test": "deceased"}, {"all": []}],
            (*MIXED, "none", "1", "all"),
            "mixed.2 lists no criteria",
            "Write a list of criteria under all.",
        ),
        (
            (*MIXED, "none"),
            [{"test": "deceased"}, {"all": [{"test": "deceased"}, {"test": "age_below"}]}],
            (*MIXED, "none", "1", "all", "1", "years"),
            "mixed.2.2 needs years, a whole number",
            "Write for example years: 50.",
        ),
        (
            (*EARLY, "report"),
            "OLD",
            EARLY,
            "early is reported as OLD, as old is",
            "Give each criterion a report of its own.",
        ),
        (
            ("switches",),
            {"include_deceased": False},
            MIXED,
            "mixed asks deceased, which the switch include_deceased puts out of use",
            "Write include_deceased: yes under switches, or leave the part out.",
        ),
        (MIXED, {"any": [{"test": "only_cannabis"}]}, None, None, None),
    ],
)
def test_a_refusal_names_the_line_and_the_fix(
    path: tuple[str, ...], value: Any, line: tuple[str, ...] | None, what: str, fix: str, bench: Bench
) -> None:
    data = copy.deepcopy(DATA)
    holder = data
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    if line is None:
        assert read(bench, data).criteria[-1].parts[0].test == "only_cannabis"
        return
    with pytest.raises(BadPolicyError) as refused:
        read(bench, data)
    assert refused.value.code == "bad-policy"
    assert refused.value.line == LINES[line]
    assert refused.value.what == what
    assert refused.value.sentence == f"ours.yaml, line {LINES[line]}: {what}."
    assert refused.value.advice.startswith(fix)


@pytest.mark.parametrize(
    "word",
    [
        "STATUTORY",
        "Disqualified",
        "none",
        "MISD_POSSESSION",
        "FELONY_11357_A_B",
        "FELONY_11357_B",
        "all_11357",
    ],
)
def test_no_criterion_goes_by_a_word_that_findings_use_already(word: str, bench: Bench) -> None:
    data = copy.deepcopy(DATA)
    data["criteria"]["early"]["report"] = word
    with pytest.raises(BadPolicyError) as refused:
        read(bench, data)
    assert refused.value.line == LINES[EARLY]
    assert refused.value.what == f"early is reported as {word}, a word with a meaning of its own in findings"
    assert refused.value.advice == "Choose another report."


def test_a_title_may_be_written_over_several_lines(bench: Bench) -> None:
    data = copy.deepcopy(DATA) | {"title": "Our criteria,\nas signed"}
    assert read(bench, data).title == "Our criteria,\nas signed"


def test_a_switch_that_puts_a_part_out_of_use_is_told(bench: Bench) -> None:
    data = copy.deepcopy(DATA)
    data["switches"] = {}
    data["criteria"]["mixed"] = {"any": [{"all": [{"test": "only_cannabis"}]}]}
    with pytest.raises(
        BadPolicyError, match="mixed asks only_cannabis, which the switch only_cannabis puts out"
    ):
        read(bench, data)


def test_a_place_without_a_line_is_told_by_the_line_above(bench: Bench) -> None:
    data = copy.deepcopy(DATA)
    data["criteria"]["late"] = {"test": "age_below", "years": 0}
    with pytest.raises(BadPolicyError) as refused:
        read(bench, data)
    assert refused.value.line == LINES["criteria",]
    with pytest.raises(BadPolicyError) as whole:
        read_policy([], "digest", "ours.yaml", {}, bench.law.sections)
    assert (whole.value.line, whole.value.what) == (1, "the file is not a list of names and values")
