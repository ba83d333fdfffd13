"""A charge is read where it stands and nowhere else: never from a later word, never past its end."""

import pytest

from expunge_desktop.domain.citation import Citation, print_subdivisions
from expunge_desktop.domain.citation_parser import find_charges_in_comment, parse_charge, split_charge


@pytest.mark.parametrize(
    "text",
    [
        "12 § 11359 HS",
        "11359 X/HS",
        "11357 XX B HS",
        "11357 XXX-B HS",
        "HS 11357 XX B",
        "11357 XX SUB B HS",
        "664/182/11359 HS",
        "664/664/11359 HS",
        "ATT 664/11359 HS",
        "CONSP 182/11359 HS",
        "ATT 664",
        "HS 11359 PC",
    ],
)
def test_nothing_is_read_over_what_cannot_be_read(text: str) -> None:
    assert parse_charge(text) is None


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("HS 11359 HS-POSS 28.5 GRAMS", "HS 11359"),
        ("11358/664 PC", "664/11358"),
        ("113580/664 PC", "PC 664/PC 113580"),
        ("187/664 PC", "PC 664/PC 187"),
        ("11360(A)2 HS", "HS 11360(a)(2)"),
        ("288(C)A PC", "PC 288(c)(a)"),
        ("182/11359/11360 HS", "PC 182/HS 11359/11360"),
        ("11359 hs – café", "HS 11359"),
        ("00011359 HS", "HS 11359"),
        ("11359 ZZ", "ZZ 11359"),
        ("288A(C)(2) PC", "PC 288a(c)(2)"),
        ("459/484 PC", "PC 459/484"),
        ("484/459(A)(1) PC", "PC 484/459(a)(1)"),
    ],
)
def test_every_part_of_a_charge_is_read(text: str, canonical: str) -> None:
    assert str(parse_charge(text)) == canonical


@pytest.mark.parametrize("length", [380, 396, 400, 2_000])
def test_a_long_description_does_not_hide_the_charge(length: int) -> None:
    text = "11359 HS-" + "X" * length
    assert str(parse_charge(text)) == "HS 11359"
    assert split_charge(text) == ("11359 HS", "X" * length)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("(HS) 11359-POSS", ("(HS) 11359", "POSS")),
        ("NO CHARGE-SEE FILE", ("", "NO CHARGE-SEE FILE")),
        ("9Q9 ZZZ-ODD-THING", ("9Q9 ZZZ", "ODD-THING")),
        ("9Q9 ZZZ", ("9Q9 ZZZ", "")),
        ("9Q", ("9Q", "")),
        ("11359 HS – straße und mehr", ("11359 HS", "straße und mehr")),
        ("11359 hs-groß", ("11359 hs", "groß")),
    ],
)
def test_the_description_keeps_the_letters_of_the_source(text: str, parts: tuple[str, str]) -> None:
    assert split_charge(text) == parts


@pytest.mark.parametrize(
    ("comment", "charges"),
    [
        ("11358 HS", ["HS 11358"]),
        ("CHRG 664/11358 HS AND CHRG 11359 HS", ["PC 664/HS 11358", "HS 11359"]),
        ("CHRG 11358XYZ", []),
        ("CHRG 11358É, X", []),
        ("CHRG 11358(ABCDE)", []),
        ("CHRG 11358 HS/11359(ABCDE)", ["HS 11358"]),
        ("ALSO 484 PC", ["PC 484"]),
        ("SEE 11358, 30 DAYS", ["11358"]),
        ("CASE 113580 OF COURT", []),
        ("CASE 484 OF COURT", []),
        ("CHRG 484", ["484"]),
        ("CHARGES: 11358 HS", ["HS 11358"]),
        ("CHRG 11358 HS, CHRG 11358 HS", ["HS 11358"]),
        ("XCHRG 484", []),
    ],
)
def test_a_comment_s_charges_are_found_whole_or_not_at_all(comment: str, charges: list[str]) -> None:
    assert [str(charge) for charge in find_charges_in_comment(comment)] == charges


def test_a_found_list_may_be_changed_by_its_reader() -> None:
    find_charges_in_comment("CHRG 11358 HS").clear()
    assert len(find_charges_in_comment("CHRG 11358 HS")) == 1


@pytest.mark.parametrize(
    ("charge", "printed"),
    [
        (Citation("11357", ("b",), "HS"), "HS 11357(b)"),
        (Citation("11357", ("b",)), "11357(b)"),
        (Citation("11358", (), "HS", "attempt"), "PC 664/HS 11358"),
        (Citation("11358", (), "", "attempt"), "664/11358"),
        (Citation("11359", (), "HS", "conspiracy", ("a", "1")), "PC 182(a)(1)/HS 11359"),
        (Citation("666", (), "PC", others=("484(a)", "488")), "PC 666/484(a)/488"),
    ],
)
def test_a_charge_is_printed_in_one_way(charge: Citation, printed: str) -> None:
    assert str(charge) == printed
    assert charge.is_attempt is (charge.inchoate == "attempt")
    assert charge.is_conspiracy is (charge.inchoate == "conspiracy")


def test_the_third_step_of_a_subdivision_is_a_capital() -> None:
    assert print_subdivisions(("a", "3", "d", "iv")) == "(a)(3)(D)(iv)"
    assert print_subdivisions(()) == ""
