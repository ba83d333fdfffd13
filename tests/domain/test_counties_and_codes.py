"""The 58 counties and the names of the codes, in every spelling of the records."""

import pytest

from expunge_desktop.domain.citation_parser import parse_charge
from expunge_desktop.domain.code_names import CODES, LETTER_SECTIONS
from expunge_desktop.domain.counties import COUNTIES, county_named

# Government Code 23101–23158 lists them in this order.
ALL_COUNTIES = """
Alameda, Alpine, Amador, Butte, Calaveras, Colusa, Contra Costa, Del Norte, El Dorado, Fresno,
Glenn, Humboldt, Imperial, Inyo, Kern, Kings, Lake, Lassen, Los Angeles, Madera, Marin, Mariposa,
Mendocino, Merced, Modoc, Mono, Monterey, Napa, Nevada, Orange, Placer, Plumas, Riverside,
Sacramento, San Benito, San Bernardino, San Diego, San Francisco, San Joaquin, San Luis Obispo, San
Mateo, Santa Barbara, Santa Clara, Santa Cruz, Shasta, Sierra, Siskiyou, Solano, Sonoma, Stanislaus,
Sutter, Tehama, Trinity, Tulare, Tuolumne, Ventura, Yolo, Yuba
"""
NAMES = [" ".join(name.split()) for name in ALL_COUNTIES.split(",")]


def test_the_counties_are_the_58() -> None:
    assert len(NAMES) == 58
    assert {name.upper() for name in NAMES} == COUNTIES


@pytest.mark.parametrize("name", NAMES)
def test_a_county_is_known_in_each_way_of_writing_it(name: str) -> None:
    for text in (name, name.upper(), f"{name} County", f"COUNTY OF {name}", f"  {name.lower()}  "):
        assert county_named(text) == name.upper()


def test_the_city_and_county_is_a_county() -> None:
    assert county_named("City and County of San Francisco") == "SAN FRANCISCO"
    assert county_named("LOS   ANGELES") == "LOS ANGELES"


@pytest.mark.parametrize(
    "text", ["", "FEDERAL", "NEVADA STATE", "ARIZONA", "COUNTY", "LOS ANGELE", "COUNTY OF", "X"]
)
def test_anything_else_is_no_county(text: str) -> None:
    assert county_named(text) is None


# Each code with the first and last of its spellings, as they stand in records (blanks left out).
SPELLINGS = {
    "HS": [
        "HS",
        "H&S",
        "HSC",
        "HEALTHANDSAFETYCODE",
        "HEALTH&SAFETYCODE",
        "HEALTHANDSAFETY",
        "HEALTH&SAFETY",
    ],
    "PC": ["PC", "CPC", "PENALCODE", "PENAL", "PEN"],
    "VC": ["VC", "CVC", "VEHICLECODE", "VEH"],
    "BP": ["BP", "B&P", "BPC", "BUSINESSANDPROFESSIONSCODE"],
    "WI": ["WI", "WIC", "W&I", "WELFAREANDINSTITUTIONSCODE"],
    "MV": ["MV", "M&V", "MVC", "MILITARYANDVETERANSCODE"],
    "FG": ["FG", "F&G", "FGC"],
    "HN": ["HN", "H&N"],
    "RT": ["RT", "R&T"],
    "PR": ["PR", "PRC"],
    "GC": ["GC", "GOVERNMENTCODE"],
    "CP": ["CP", "CCP"],
    "ED": ["ED", "EC"],
    "IC": ["IC", "IN"],
    "LC": ["LC", "LA"],
    "WA": ["WA", "WC"],
}
ALONE = ["CC", "EL", "EV", "FA", "FC", "FI", "PB", "PU", "SH", "UI", "US", "CO", "MC", "LM"]


@pytest.mark.parametrize(
    ("code", "spelling"),
    [(code, name) for code, names in SPELLINGS.items() for name in names] + [(code, code) for code in ALONE],
)
def test_every_spelling_of_a_code_is_its_two_letters(code: str, spelling: str) -> None:
    assert CODES[spelling] == code


def test_there_are_no_codes_but_these() -> None:
    assert set(CODES.values()) == {*SPELLINGS, *ALONE}


@pytest.mark.parametrize(
    ("text", "section", "subdivisions"),
    [
        ("21A PC", "21a", ()),
        ("288A(A) PC", "288a", ("a",)),
        ("1203B PC", "1203b", ()),
        ("653Z PC", "653z", ()),
        ("273AB PC", "273ab", ()),
        ("11357B HS", "11357", ("b",)),
        ("288(A) PC", "288", ("a",)),
    ],
)
def test_a_letter_belongs_to_the_section_only_where_the_legislature_used_one(
    text: str, section: str, subdivisions: tuple[str, ...]
) -> None:
    charge = parse_charge(text)
    assert charge is not None
    assert (charge.section, charge.subdivisions) == (section, subdivisions)


def test_the_lettered_sections_are_of_the_penal_code_and_none_of_cannabis() -> None:
    assert {"21a", "288a", "1203b"} <= LETTER_SECTIONS
    assert not any(section.startswith("11") for section in LETTER_SECTIONS)
