"""Counts made quickly equal counts made by their constructor."""

import pytest

from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.domain.person import Count
from expunge_desktop.ingest.count_making import count_maker


def test_a_count_made_quickly_equals_the_constructors() -> None:
    values = {
        "ref": "101002001000",
        "charge": "11359 HS",
        "disposition": Disposition.CONVICTED,
        "county": "KERN",
    }
    made = count_maker(tuple(values))(tuple(values.values()))
    assert made == Count(**values)
    assert hash(made) == hash(Count(**values))


def test_a_field_without_a_default_must_be_given() -> None:
    with pytest.raises(TypeError, match="disposition"):
        count_maker(("ref", "charge"))
