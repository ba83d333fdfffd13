"""The layout's words: what a disposition says, what acts on an earlier count, who a court or agency is."""

import pytest

from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.ingest.doj_layout import Layout


@pytest.mark.parametrize(
    ("words", "acts", "relief"),
    [
        ("PROBATION REVOKED", "revoke", ""),
        ("SENTENCE MODIFIED", "modify", ""),
        ("CONV SET ASIDE & DISM PER 1203.4 PC", "set_aside", "1203.4"),
        ("CONV SET ASIDE & DISM PER 1203.4A PC", "set_aside", "1203.4A"),
        ("DISMISSED PER 1203.41 PC", "set_aside", "1203.41"),
        ("CONV SET ASIDE", "relief", "CONV SET ASIDE"),
        ("REDUCED TO MISDEMEANOR PER 17(B) PC", "relief", "17(b)"),
        ("REDESIGNATED PER 11361.8 HS", "relief", "11361.8"),
    ],
)
def test_later_steps_act_and_name_their_relief(layout: Layout, words: str, acts: str, relief: str) -> None:
    ruling = layout.ruling(words)
    assert (ruling.acts, ruling.relief, ruling.is_known) == (acts, relief, True)


def test_unknown_words_are_unknown_and_not_the_nearest_known(layout: Layout) -> None:
    ruling = layout.ruling("HELD TO ANSWER")
    assert (ruling.disposition, ruling.acts, ruling.is_known) == (Disposition.UNKNOWN, "", False)
    assert layout.ruling("").is_known


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("CAPD COMPTON", ("CA", "PD", "COMPTON")),
        ("CASCSAN FRANCISCO", ("CA", "SC", "SAN FRANCISCO")),
        ("CAJVLOS ANGELES", ("CA", "JV", "LOS ANGELES")),
        ("x", ("", "", "")),
        ("", ("", "", "")),
    ],
)
def test_courts_and_agencies_are_state_type_and_place(
    layout: Layout, words: str, parts: tuple[str, ...]
) -> None:
    office = layout.office(words)
    assert (office.state, office.kind, office.place) == parts


def test_the_ten_cities_of_2020_have_their_own_prosecutors(layout: Layout) -> None:
    assert len(layout.city_prosecutors["LOS ANGELES"]) == 10
