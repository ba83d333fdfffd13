"""A last name alone, a birth date in any usual form, a number without its separators: all name somebody."""

import pytest

from expunge_desktop.services.people_in_texts import Naming, PeopleInTexts

NUMBERS = {"ZZA-0011", "A70017001"}
NAMES = {
    ("ZEBRAWAY", "QUILLONA R"),
    ("YOUNG", "BOB"),
    ("MAY", "IDA"),
    ("NUNEZ JR", "PABLO"),
    ("DE LA CRUZ", "ANA"),
    ("LI", "BO"),
}
BORN = {"1951-03-07"}


def people(*, is_strict: bool, born_alone: frozenset[str] = frozenset(BORN)) -> PeopleInTexts:
    return PeopleInTexts(
        NUMBERS,
        NAMES,
        alone={last for last, _ in NAMES},
        born_on=BORN,
        born_alone=born_alone,
        is_strict=is_strict,
    )


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Policy; see People v. Zebraway.", (Naming.LAST_NAME,)),
        ("as to ZEBRAWAY's row", (Naming.LAST_NAME,)),
        ("as to zebraway", (Naming.LAST_NAME,)),
        ("Quillona Zebraway", (Naming.NAME, Naming.LAST_NAME)),
        ("Opinion on Núñez", (Naming.LAST_NAME,)),
        ("the de la Cruz matter", (Naming.LAST_NAME,)),
        ("zza0011", (Naming.NUMBER,)),
        ("ZZA 0011", (Naming.NUMBER,)),
        ("CII A-70017001", (Naming.NUMBER,)),
        ("1951-03-07", (Naming.BIRTH,)),
        ("03/07/1951", (Naming.BIRTH,)),
        ("3/7/51", (Naming.BIRTH,)),
        ("3.7.1951", (Naming.BIRTH,)),
        ("19510307", (Naming.BIRTH,)),
        ("03071951", (Naming.BIRTH,)),
        ("March 7, 1951", (Naming.BIRTH,)),
        ("Mar. 7th 1951", (Naming.BIRTH,)),
        ("the 7th of March, 1951", (Naming.BIRTH,)),
        ("proof_1951_zebraway.pdf", (Naming.LAST_NAME,)),
        ("People v. Young", (Naming.LAST_NAME,)),
        ("as Young was told", (Naming.WORD,)),
        ("People v. May", (Naming.LAST_NAME,)),
        ("Mr. Li", (Naming.LAST_NAME,)),
    ],
)
def test_a_strict_search_finds_every_way_to_name_somebody(text: str, kinds: tuple[Naming, ...]) -> None:
    assert people(is_strict=True).kinds_in(text) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Counsel's opinion of May 5, 2026.",
        "Young persons' records, and those of the young.",
        "The zebraways of the county",
        "Policy of March 8, 1951; 1951-03-08; 7/3/1951",
        "Order 70017001",
        "ZZA 00112",
        "li. 3",
    ],
)
def test_a_text_that_names_nobody_is_left_alone(text: str) -> None:
    assert people(is_strict=True).kinds_in(text) == ()
    assert people(is_strict=False).erased(text) is text


def test_what_names_somebody_is_taken_out_and_the_rest_stays() -> None:
    text = "People v. Zebraway, then Quillona, born 1951-03-07, March 7, 1951, 03/07/1951; ZZA-0011, zza0011."
    assert people(is_strict=False).erased(text) == (
        "People v. [destroyed], then [destroyed], born [destroyed], [destroyed], [destroyed]; [destroyed], "
        "[destroyed]."
    )


def test_a_day_is_a_birth_date_only_where_the_text_says_so() -> None:
    erasing = people(is_strict=False)
    assert erasing.erased("Convicted on March 7, 1951.") == "Convicted on March 7, 1951."
    assert erasing.erased("DOB 3/7/1951") == "DOB [destroyed]"
    shared = people(is_strict=False, born_alone=frozenset())
    assert shared.erased("DOB 3/7/1951") == "DOB 3/7/1951"  # somebody kept was born that day too
    assert shared.erased("Zebraway, DOB 3/7/1951") == "[destroyed], DOB [destroyed]"


def test_a_last_name_not_looked_for_alone_is_found_only_with_its_given_name() -> None:
    only_full = PeopleInTexts(NUMBERS, NAMES)
    assert only_full.erased("Mr. Zebraway; Ms. Quillona Zebraway") == "Mr. Zebraway; Ms. [destroyed]"


def test_of_names_that_share_a_word_nothing_stays() -> None:
    found = PeopleInTexts((), {("ZEBRAWAY", "QUILLONA"), ("OKAPIFIELD", "ZEBRAWAY")})
    assert found.erased("as Quillona Zebraway Okapifield said") == "as [destroyed] said"
