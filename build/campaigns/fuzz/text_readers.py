"""Readers of single values, and of what an office writes: policies, profiles, maps, wordings."""

from collections.abc import Callable
from pathlib import Path

from campaigns.fuzz.reader import Reader, as_text
from campaigns.fuzz.tokens import CITED, SHORT, TEMPLATE, UGLY, YAML
from expunge_desktop.base.paths import resource_path
from expunge_desktop.domain.citation_parser import find_charges_in_comment, parse_charge, split_charge
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.ingest import case_list_values
from expunge_desktop.services.court_profile_text import profile_from_text
from expunge_desktop.services.form_maps import map_from_text
from expunge_desktop.services.law_library import policy_from_text
from expunge_desktop.services.office import parse_custody, parse_office
from expunge_desktop.services.policy_text import form_values
from expunge_desktop.services.templates import check_template_text, template_names


def _citation(data: bytes) -> None:
    text = as_text(data)
    split_charge(text)
    parse_charge(text)
    find_charges_in_comment(text)


def _values(data: bytes) -> None:
    text = as_text(data)
    for read in (
        case_list_values.flag, case_list_values.level, case_list_values.disposition, case_list_values.words,
        case_list_values.day, case_list_values.number, case_list_values.county,
    ):  # fmt: skip
        read(text)


def _partial_date(data: bytes) -> None:
    PartialDate.parse(as_text(data))


def _policy(data: bytes) -> None:
    text = as_text(data)
    form_values(text)
    policy_from_text(text, "ours.yaml")


def _court_profile(data: bytes) -> None:
    profile_from_text(as_text(data), "court.yaml")


def _form_map(data: bytes) -> None:
    map_from_text(as_text(data), "map.yaml")


def _office(data: bytes) -> None:
    text = as_text(data)
    parse_office(text)
    parse_custody(text)


def _wording(data: bytes) -> None:
    text = as_text(data)
    names = template_names()
    check_template_text(names[len(data) % len(names)], text)


def _resources(folder: str, pattern: str) -> Callable[[], list[bytes]]:
    return lambda: [path.read_bytes() for path in sorted(resource_path(folder).glob(pattern))]


def _office_seed() -> list[bytes]:
    office = Path(__file__).resolve().parents[2] / "demo_office.toml"
    custody = b"[safety]\nlock_after_minutes = 10\n[retention]\npurge_after_days = 90\naudit_years = 3\n"
    return [office.read_bytes(), office.read_bytes() + custody]


def readers() -> tuple[Reader, ...]:
    """Of texts."""
    return (
        Reader("citation", _citation, lambda: list(CITED), 200_000, 0.5, tokens=CITED, longest=SHORT),
        Reader(
            "values",
            _values,
            lambda: [b"1999-02-03", b"2/3/99", b"convicted", b"F", b"12 months"],
            120_000,
            0.5,
            tokens=CITED,
            longest=SHORT,
        ),
        Reader(
            "partial-date",
            _partial_date,
            lambda: [b"1999", b"1999-02", b"1999-02-28"],
            60_000,
            0.5,
            refusals=(ValueError,),
            longest=SHORT,
        ),
        Reader("policy", _policy, _resources("policies", "*.yaml"), 12_000, tokens=(*YAML, *UGLY)),
        Reader(
            "court-profile", _court_profile, _resources("courts", "*.yaml"), 20_000, tokens=(*YAML, *UGLY)
        ),
        Reader("form-map", _form_map, _resources("forms", "*.yaml"), 8_000, tokens=(*YAML, *UGLY)),
        Reader(
            "office", _office, _office_seed, 60_000, tokens=(b"[office]", b"[[a]]", b'"""', b"'''", *UGLY)
        ),
        Reader("wording", _wording, _resources("templates", "*.txt"), 8_000, 8.0, tokens=(*TEMPLATE, *UGLY)),
    )
