"""What is taken for a court's wishes while nobody has asked its clerk (law/court-paper.md 5.5)."""

from dataclasses import fields

from expunge_desktop.domain.court_profile import CourtProfile, ServiceParty

PRESUMED = {
    "name": "california",
    "version": "1",
    "title": "Any superior court of California",
    "group": "none",
    "max_pages": 500,
    "max_megabytes": 25.0,
    "copies": 1,
    "file_name": "{document}-{paper}",
    "has_case_numbers_in_file_names": False,
    "service_list": (),
    "notes": (),
}


def test_a_court_nobody_asked_gets_volumes_every_court_can_take() -> None:
    profile = CourtProfile()
    said = {field.name: getattr(profile, field.name) for field in fields(CourtProfile)}
    assert said == {name: PRESUMED.get(name, "") for name in said}


def test_wishes_are_confirmed_once_somebody_wrote_down_when_the_clerk_was_asked() -> None:
    assert not CourtProfile().is_confirmed
    assert CourtProfile(verified_on="2026-03-02").is_confirmed


def test_a_party_is_served_by_mail_unless_said_otherwise() -> None:
    party = ServiceParty("Office of the Public Defender")
    assert (party.address, party.email, party.method) == ((), "", "mail")
