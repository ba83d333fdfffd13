"""Charges are read in every spelling of the records, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expunge_desktop.domain.citation import Citation
from expunge_desktop.domain.citation_parser import find_charges_in_comment, parse_charge, split_charge
from expunge_desktop.domain.code_names import LETTER_SECTIONS


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("11357(C)HS-POSSESS MARIJUANA", "HS 11357(c)"),
        ("11357(A) HS-POSSESS CONC CANNABIS", "HS 11357(a)"),
        ("11359HS-POSSESS FOR SALE", "HS 11359"),
        ("11357B HS", "HS 11357(b)"),
        ("11357(b)HS", "HS 11357(b)"),
        ("11357 (B) HS", "HS 11357(b)"),
        ("11357 B HS", "HS 11357(b)"),
        ("11360A2 HS", "HS 11360(a)(2)"),
        ("11360(a)(3)(d) HS", "HS 11360(a)(3)(D)"),
        ("HS 11357(b)", "HS 11357(b)"),
        ("HS11359", "HS 11359"),
        ("H&S 11358", "HS 11358"),
        ("11358 Health and Safety Code", "HS 11358"),
        ("§ 11359 HS", "HS 11359"),
        ("PC 187", "PC 187"),
        (" 148 PC - RESIST", "PC 148"),
        ("314(1) PC-INDECENT EXPOSURE", "PC 314(1)"),
        ("664/11358 HS", "PC 664/HS 11358"),
        ("664-11358 HS-PLANT MARIJUANA", "PC 664/HS 11358"),
        ("11358-664", "664/11358"),
        ("11358/664 HS", "PC 664/HS 11358"),
        ("664 PC/11358 HS", "PC 664/HS 11358"),
        ("664 11358 HS", "PC 664/HS 11358"),
        ("ATT 11359 HS", "PC 664/HS 11359"),
        ("664/187(A) PC-ATTEMPTED MURDER", "PC 664/PC 187(a)"),
        ("187/664 PC", "PC 664/PC 187"),
        ("182(A)(1)/11359", "182(a)(1)/11359"),
        ("182/11359 HS", "PC 182/HS 11359"),
        ("182(A)(1) PC-CONSPIRACY:COMMIT CRIME", "PC 182(a)(1)"),
        ("666/484(A) PC", "PC 666/484(a)"),
        ("288A(C)(2)(A) PC-ORAL COP", "PC 288a(c)(2)(A)"),
        ("288(A) PC-LEWD ACTS", "PC 288(a)"),
        ("653F PC-SOLICIT MURDER", "PC 653f"),
        ("273AB PC", "PC 273ab"),
        ("1203.4A PC", "PC 1203.4a"),
        ("11530.5 HS-POSSESS FOR SALE", "HS 11530.5"),
        ("11357.5(A) HS-SYNTHETIC", "HS 11357.5(a)"),
        ("37 PC", "PC 37"),
        ("537 PC", "PC 537"),
        ("11358 PC", "PC 11358"),
        ("11360(A) HS-GIVE/TRANSP/ETC MARIJ OVER 1 OZ/28.5 GRM", "HS 11360(a)"),
        ("12022.53(D) PC", "PC 12022.53(d)"),
        ("11357 HS-28.5 GRAMS", "HS 11357"),
        ("11359 H.S.", "HS 11359"),
        ("H/S 11359", "HS 11359"),
        ("HS-11359", "HS 11359"),
        ("HS: 11359", "HS 11359"),
        ("(HS) 11359", "HS 11359"),
        ("11359(HS)", "HS 11359"),
        ("11359, HS", "HS 11359"),
        ("11359/HS", "HS 11359"),
        ("11358-HS", "HS 11358"),
        ("H&S CODE 11359", "HS 11359"),
        ("11359.0 HS", "HS 11359"),
        ("11357.50 HS", "HS 11357.50"),
        ("187 P.C.", "PC 187"),
        ("Pen. Code § 187", "PC 187"),
        ("Health & Saf. Code, § 11357, subd. (b)", "HS 11357(b)"),
        ("Section 11357, subdivision (b), Health and Safety Code", "HS 11357(b)"),
        ("11357 SUB B HS", "HS 11357(b)"),
        ("11357-B HS", "HS 11357(b)"),
        ("HS 11357 B", "HS 11357(b)"),
        ("11357 HS (B)", "HS 11357(b)"),
        ("PC 664 HS 11359", "PC 664/HS 11359"),
        ("PC 182(a)(1) HS 11359", "PC 182(a)(1)/HS 11359"),
        ("ATTEMPT TO COMMIT 11359 HS", "PC 664/HS 11359"),
        ("LAMC 41.27(C)", "MC 41.27(c)"),
        ("LBMC 9.22.010", "MC 9.22.010"),
        ("459 PC 1ST DEGREE", "PC 459"),
        ("187(A) PC 2ND", "PC 187(a)"),
    ],
)
def test_a_charge_is_read_in_the_spelling_of_the_records(text: str, canonical: str) -> None:
    assert str(parse_charge(text)) == canonical


@pytest.mark.parametrize(
    "text",
    ["", "   ", "NULL", "SEE COMMENT FOR CHARGE", "x", "MARIJUANA", "HS", "11357 HS/PC", "PC 11357 HS", "664",
     "-11357 HS", "11357 HS POSSESSION", "137.PC.", "(b) HS", "664/182", "1/2/3/4/5/6 PC", "٣٧ PC", "0 PC"],
)  # fmt: skip
def test_text_that_is_no_single_charge_is_unreadable(text: str) -> None:
    citation = parse_charge(text)
    assert citation is None or (text == "664" and citation.code == "")


def test_a_number_within_a_longer_one_is_never_found() -> None:
    assert parse_charge("37 PC") != parse_charge("537 PC")
    section = parse_charge("11357.5 HS")
    assert section is not None
    assert section.section == "11357.5"
    assert not section.subdivisions


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("11357(C)HS-POSSESS MARIJUANA", ("11357(C)HS", "POSSESS MARIJUANA")),
        (" 148 PC - RESIST ", ("148 PC", "RESIST")),
        ("664-11358 HS-PLANT", ("664-11358 HS", "PLANT")),
        ("11358-664", ("11358-664", "")),
        ("11357(B) HS-POSS-28.5 GRAMS", ("11357(B) HS", "POSS-28.5 GRAMS")),
        ("SEE COMMENT FOR CHARGE", ("", "SEE COMMENT FOR CHARGE")),
        ("999Q9Q ZZZ-ODD THING", ("999Q9Q ZZZ", "ODD THING")),
        ("", ("", "")),
    ],
)
def test_the_charge_is_told_from_its_description(text: str, parts: tuple[str, str]) -> None:
    assert split_charge(text) == parts


@pytest.mark.parametrize(
    ("comment", "charges"),
    [
        ("CHRG 11358 HS", ["HS 11358"]),
        (":CHRG 11358 HS", ["HS 11358"]),
        ("COM: CHRG 11357(B) HS", ["HS 11357(b)"]),
        ("SCN-1234567 CHRG 664/11359 HS-SALE, 245 DAYS", ["PC 664/HS 11359"]),
        ("CHRG 11358 HS AND CHRG 11359 HS", ["HS 11358", "HS 11359"]),
        ("ALSO 11360(A) HS", ["HS 11360(a)"]),
        ("CASE 111357 OF 20/11/1999, 30 DAYS JAIL", []),
        ("", []),
    ],
)
def test_charges_are_found_in_comments(comment: str, charges: list[str]) -> None:
    assert [str(charge) for charge in find_charges_in_comment(comment)] == charges


_NUMBERS = st.one_of(
    st.integers(1, 99999).map(str),
    st.tuples(st.integers(1, 99999), st.integers(1, 999)).map(lambda pair: f"{pair[0]}.{pair[1]}"),
    st.sampled_from(sorted(LETTER_SECTIONS)),
).filter(lambda text: text not in ("664", "182"))
_SUBDIVISIONS = st.lists(
    st.one_of(st.sampled_from("abcdefghij"), st.integers(1, 99).map(str), st.sampled_from(["iv", "ii"])),
    max_size=4,
).map(tuple)
_CITATIONS = st.builds(
    Citation,
    _NUMBERS,
    _SUBDIVISIONS,
    st.sampled_from(["", "HS", "PC", "VC", "BP"]),
    st.sampled_from(["", "attempt", "conspiracy"]),
)


@given(_CITATIONS)
def test_what_is_printed_is_read_back(citation: Citation) -> None:
    assert parse_charge(str(citation)) == citation


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    parse_charge(text)
    charge, literal = split_charge(text)
    assert charge in text
    assert literal in text
    find_charges_in_comment(text)


@given(st.text(alphabet="0123456789.()/- ABHSPCV&§", max_size=40))
def test_no_charge_like_text_breaks_the_reader(text: str) -> None:
    citation = parse_charge(text)
    if citation is not None:
        assert parse_charge(str(citation)) == citation
    find_charges_in_comment(text)
