"""The office file: read, checked to the line, kept; nothing is guessed for what it does not say."""

import pytest

from expunge_desktop.base.errors import AnswerIsNoError, UsageError
from expunge_desktop.domain.counties import COUNTIES, county_named
from expunge_desktop.domain.office import NEEDED_ON_PAPERS, missing_values
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.office import office_toml as stored_toml
from expunge_desktop.services.office import parse_office, set_office
from expunge_desktop.services.session import open_session

MINIMAL = '[office]\ncounty = "Los Angeles"\n'


def test_the_example_of_the_format_page_is_read_in_full(office_toml):
    office = parse_office(office_toml)
    assert office.county == "LOS ANGELES"
    assert office.attorney.address == ("211 West Temple Street, Suite 1200", "Los Angeles, CA 90012")
    assert office.court.hearing == "none" and office.court.case_number == ""
    assert office.public_defender.telephone == "(213) 555-0199"
    assert office.service.server_name == "Sam Clerk"
    assert office.authorised_agencies == {"Torrance City Prosecutor", "Santa Monica City Attorney"}
    assert missing_values(office) == ()


def test_without_a_list_every_agency_of_the_county_is_authorised():
    assert parse_office(MINIMAL).authorised_agencies is None
    assert parse_office(MINIMAL + "authorised_agencies = []\n").authorised_agencies == frozenset()


def test_what_the_office_has_not_said_is_empty_and_named():
    office = parse_office(MINIMAL + '[attorney]\nname = "Jordan Sample"\nbar_number = "  "\n')
    missing = missing_values(office)
    assert missing == tuple(key for key in NEEDED_ON_PAPERS if key != "attorney.name")
    assert missing_values(office, ["attorney.fax", "attorney.name", "custodian.name"]) == (
        "attorney.fax",
        "custodian.name",
    )


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        (
            MINIMAL + '[attorney]\nname = "J"\nbar_numbr = "1"\n',
            "line 5: bar_numbr is not a key of [attorney]",
        ),
        (MINIMAL + '[atorney]\nname = "J"\n', "line 3: the section [atorney] is unknown"),
        (MINIMAL + 'head_tilte = "DA"\n', "line 3: head_tilte is not a key of [office]"),
        (MINIMAL + 'kind = "sheriff"\n', "line 3: kind must be one of"),
        (MINIMAL + "name = [1]\n", "line 3: name must be a text"),
        (MINIMAL + 'name = "A\\nB"\n', "line 3: name must be one line of printable text"),
        (MINIMAL + '[court]\naddress = ["A\\u0000B"]\n', "line 4: address must be one line"),
        (MINIMAL + "name = true\n", "line 3: name must be a text"),
        (MINIMAL + "[court]\naddress = [1, 2]\n", "line 4: address must be a list of texts"),
        ("attorney = 3\n" + MINIMAL, "attorney must be a section"),
        ("[office\n", "it is not TOML"),
        (MINIMAL + 'county = "Orange"\n', "it is not TOML"),
        ('[office]\ncounty = "Los Angles"\n', "none of California's 58 counties"),
        ('[office]\nname = "x"\n', "county of the office is missing"),
        ("", "county of the office is missing"),
    ],
)
def test_a_mistake_is_named_with_its_line(toml, told):
    with pytest.raises(UsageError) as caught:
        parse_office(toml)
    assert told in caught.value.sentence


def test_dates_numbers_and_single_lines_may_stand_without_ceremony():
    office = parse_office(
        MINIMAL
        + '[policy]\nadopted_on = 2020-02-11\n[attorney]\nbar_number = 123456\naddress = "1 Main St"\n'
    )
    assert (office.policy.adopted_on, office.attorney.bar_number) == ("2020-02-11", "123456")
    assert office.attorney.address == ("1 Main St",)


@pytest.mark.parametrize(
    ("text", "county"),
    [
        ("los angeles", "LOS ANGELES"),
        (" Los  Angeles County ", "LOS ANGELES"),
        ("County of Los Angeles", "LOS ANGELES"),
        ("City and County of San Francisco", "SAN FRANCISCO"),
        ("LOS", None),
        ("COUNTY", None),
        ("", None),
    ],
)
def test_a_county_is_known_by_its_usual_spellings(text, county):
    assert county_named(text) == county


def test_california_has_58_counties():
    assert len(COUNTIES) == 58
    assert all(county_named(name) == name for name in COUNTIES)


def test_the_newest_office_file_counts_and_survives_closing(admin, path, clock, office_toml):
    set_office(admin, office_toml)
    assert admin.office.head == "Alexandra Example"
    admin.close()
    with open_session(path, "Ada Admin", "seven quiet harbors", clock) as again:
        assert again.office == admin.office
        assert stored_toml(again) == office_toml


def test_the_county_of_a_workspace_does_not_change(admin):
    with pytest.raises(UsageError, match="for LOS ANGELES county"):
        set_office(admin, '[office]\ncounty = "Orange"\n')
    assert admin.office.county == "LOS ANGELES"


def test_a_reviewer_does_not_change_the_office(logged_on):
    reviewer = logged_on("Rae Reviewer", Role.REVIEWER)
    with pytest.raises(AnswerIsNoError):
        set_office(reviewer, MINIMAL)
