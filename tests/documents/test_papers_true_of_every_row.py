"""What a paper says of a group of rows is true of each of them, and nothing is sworn that nobody has said.

Every case here is one in which an opposing counsel found a sentence false or loose.
"""

from dataclasses import replace

from invented_filings import make_filing, make_row
from motion_filings import CRITERIA, REVIEWED, words
from notice_papers import filing_of, make_challenge, opposing, words_of

from expunge_desktop.documents.filing import Filing, ScheduleRow
from expunge_desktop.documents.papers.proof_of_service import parties_of
from expunge_desktop.domain.court_profile import CourtProfile, ServiceParty
from expunge_desktop.domain.office import Adoption, Notice
from expunge_desktop.domain.outcome import Route

PLAIN_CHALLENGE = make_challenge(92)
TORRANCE, SANTA_MONICA = "Torrance City Prosecutor", "Santa Monica City Attorney"


def decided(number: int, schedule: int = 2, **changes: object) -> ScheduleRow:
    return make_row(number, schedule=schedule, ground="DECISION", statutory="HAND_REVIEW", **changes)


def in_office(filing: Filing, **changes: object) -> Filing:
    return replace(filing, office=replace(filing.office, **changes))  # type: ignore[arg-type]


# ---- the presumption ---------------------------------------------------------------------------------------


def test_where_every_row_rests_on_a_decision_no_paper_claims_the_presumption_of_any() -> None:
    filing = make_filing([decided(1), decided(2, 3)], undecided=0)
    assert "the law presumes as much" not in words(filing, "D1")
    assert "The law presumes" not in words(filing, "D2")
    assert "is presumed to qualify" not in words(filing, "D6")
    assert "is listed as one for conduct" not in words(filing, "D15")
    assert "I know of no row" not in words(filing, "D3")
    assert "conduct that the Act left punishable" not in words(filing, "D2")
    assert "conduct that is now an infraction" not in words(filing, "D2")
    assert "rests on an attorney’s review of the individual record" in words(filing, "D2")


def test_the_court_is_not_asked_to_find_on_facts_that_no_paper_states() -> None:
    filing = make_filing([make_row(1, schedule=2), decided(2)])
    for document in ("D6", "D7"):
        text = words(filing, document)
        assert "facts that the People have stated" not in text
        assert "on the following showing: ____" in text


def test_a_sworn_exception_can_be_read_by_itself() -> None:
    listed = [make_row(1, schedule=1, route=Route.DOJ_LIST.value, is_doj_listed=True)]
    for rows in (listed, [decided(1)], [*listed, decided(2)]):
        sworn = words(make_filing(rows), "D3")
        assert "that statement" not in sworn and "Nor do I" not in sworn
        assert "exceptions stated next" not in sworn
        assert "I make no statement about circumstances that keep the felony" in sworn
    argued = words(make_filing(listed), "D2")
    assert "That is not said" not in argued and "Exhibit A is another matter" in argued
    assert "Exhibit A is another matter" not in words(make_filing([make_row(1, schedule=2)]), "D2")


# ---- hand review -------------------------------------------------------------------------------------------


def test_rows_open_under_the_statute_that_met_a_criterion_are_disclosed() -> None:
    rows = [make_row(n, schedule=4, statutory="HAND_REVIEW", fallback="none") for n in (1, 2)]
    filing = make_filing([*rows, make_row(3, schedule=4)], policy=CRITERIA, screening=REVIEWED)
    assert "is not so set aside. That is so of two convictions in Schedule 4." in words(filing, "D3")
    assert "stands in Schedule 4; that is so of two convictions." in words(filing, "D2")
    for document in ("D2", "D3"):
        assert "that is so of" not in words(make_filing([make_row(3, schedule=4)]), document).lower()


def test_a_missing_fallback_is_what_the_review_found_and_not_what_the_statute_gives() -> None:
    filing = make_filing([make_row(1, schedule=4, statutory="HAND_REVIEW", fallback="none")])
    for document in ("D1", "D3", "D5"):
        text = words_of(filing, document) if document == "D5" else words(filing, document)
        assert "gives none" not in text, document
        assert "found n" in text, document


def test_nobody_swears_to_have_examined_hand_reviews_that_are_all_undecided() -> None:
    screening = replace(REVIEWED, outcomes=(("HAND_REVIEW", 3),), undecided_reviews=3)
    sworn = words(make_filing([make_row(1, schedule=1)], screening=screening), "D3")
    assert "none of that number had been decided, and none is in Exhibit A" in sworn
    assert "The others were" not in sworn


def test_a_sample_of_one_row_is_one_row() -> None:
    filing = in_office(make_filing([make_row(1, schedule=1)]), policy=Adoption("", "", "1", "0"))
    assert "a random sample of one row of those" in words(filing, "D3")


# ---- other agencies, other filings -------------------------------------------------------------------------


def test_an_agency_is_said_to_consent_only_when_the_office_says_so_and_its_rows_are_here() -> None:
    rows = [make_row(1, schedule=1, agency=TORRANCE), make_row(2, schedule=1, agency=SANTA_MONICA)]
    some = in_office(
        make_filing(rows), notice=Notice("", ("TORRANCE  City Prosecutor", "Burbank City Attorney"))
    )
    argued, sworn = words(some, "D2"), words(some, "D3")
    assert "authorized the inclusion of their cases: Torrance City Prosecutor." in argued
    assert "As to the others (Santa Monica City Attorney), the People ask that no row be granted" in argued
    assert "inclusion of their cases: Torrance City Prosecutor; ____" in sworn
    assert "Burbank" not in argued + sworn
    every = in_office(some, notice=Notice("", (TORRANCE, SANTA_MONICA)))
    assert "no row be granted before" not in words(every, "D2") and "; ____" not in words(every, "D3")


def test_a_filing_of_one_court_says_that_the_review_went_further() -> None:
    rows = [make_row(1, schedule=1)]
    grouped = make_filing(rows, group="court", group_value="CASC POMONA", screening=REVIEWED)
    assert "Exhibit A lists convictions of one court alone (CASC POMONA)" in words(grouped, "D2")
    assert "of one court alone" not in words(make_filing(rows, screening=REVIEWED), "D2")


# ---- hearing, sealing --------------------------------------------------------------------------------------


def test_the_caption_asks_for_a_hearing_of_what_there_is_and_no_more() -> None:
    four = words(make_filing([make_row(1, schedule=1), make_row(2, schedule=4)]), "D1")
    assert (
        "Hearing: as the court requires for Schedule 4" in four
        and "being served" not in four.split("TO THE")[0]
    )
    serving = words(make_filing([make_row(1, schedule=2, route=Route.PETITION.value)]), "D1")
    assert (
        "as the court requires for a sentence still being served" in serving and "Schedule 4" not in serving
    )


def test_the_order_of_a_case_seals_no_count_that_it_only_reduces() -> None:
    same = {"case_number": "BA1", "defendant": "SAMPLE,ALEX", "person_id": 1}
    rows = [make_row(1, schedule=1, **same), make_row(2, schedule=2, count_number="2", **same)]
    text = words(make_filing(rows), "D7")
    assert "sealing extends only to entries for a count ordered sealed above" in text
    both = [make_row(n, schedule=4, count_number=str(n), **same) for n in (1, 2)]
    assert "As to counts 1 and 2: each conviction is submitted" in words(make_filing(both), "D7")


def test_resentencing_is_ordered_for_no_row_of_schedule_4() -> None:
    rows = [make_row(n, schedule=s, route=Route.PETITION.value) for n, s in ((1, 2), (2, 4))]
    assert "For each count listed in Schedule 2 for which a sentence is still being served" in words(
        make_filing(rows), "D6"
    )


# ---- service -----------------------------------------------------------------------------------------------


def test_while_the_way_of_service_is_unknown_the_server_declares_what_is_marked_and_no_more() -> None:
    open_ways = words_of(filing_of(2), "D12")
    assert (
        "I declare those alone whose box is marked" in open_ways and open_ways.count("[ ] in this way:") == 3
    )
    filing = filing_of(2)
    defender = ServiceParty(filing.office.public_defender.name, ("9 Other Street",), method="mail")
    known = words_of(replace(filing, profile=CourtProfile(service_list=(defender,))), "D12")
    assert "in this way" not in known and "whose box is marked" not in known


def test_an_opposition_is_served_on_its_own_defendant_who_gets_nobody_elses_record() -> None:
    filing = opposing(PLAIN_CHALLENGE)
    case = f"case {PLAIN_CHALLENGE.row.case_number}"
    (party,) = [one for one in parties_of(filing) if "opposition only" in one.name]
    assert case in party.name and not party.may_see_all
    text = words_of(filing, "D12")
    assert "on the defendant or counsel in the case named in it, only)" in text
    assert "[ ] Defendant or counsel" not in text and "Defendant or counsel" in text
    assert PLAIN_CHALLENGE.row.defendant.split(",")[0] not in text


def test_a_challenge_in_time_is_served_under_its_own_title() -> None:
    timely = make_challenge(91, is_doj_listed=True, was_recorded_by_doj_date=True)
    challenge, plain = "CHALLENGE TO RELIEF FOR A CANNABIS", "OPPOSITION TO RELIEF FOR A CANNABIS"
    text = words_of(opposing(timely), "D12")
    assert challenge in text and plain not in text
    both = words_of(opposing(timely, PLAIN_CHALLENGE), "D12")
    assert challenge in both and plain in both


def test_the_notice_is_served_on_the_defenders_who_receive_it() -> None:
    alternate = ServiceParty("Alternate Public Defender", ("1 Street",))
    profile = CourtProfile(service_list=(alternate,))
    text = words_of(replace(filing_of(2), profile=profile), "D12")
    assert "on the public defender and those named in it as receiving a copy, only" in text


# ---- what the record itself may say ------------------------------------------------------------------------


def test_a_completion_that_the_record_states_is_not_called_inferred() -> None:
    filing = make_filing([make_row(1, schedule=4, ground="PROBATION")], policy=CRITERIA)
    assert "and the records do not themselves state that probation was completed, its" in words(filing, "D3")
    assert "Where the records do not themselves state that probation was completed" in words(filing, "D2")


def test_public_safety_is_no_ground_that_clear_and_convincing_evidence_must_prove() -> None:
    text = words_of(opposing(make_challenge(92, route=Route.PETITION.value)), "D10")
    assert "burden of disproving eligibility by clear and convincing evidence; where the person is" in text


def test_letters_and_oppositions_number_a_count_as_the_order_does() -> None:
    assert "count 1 in case BA100092" in words_of(opposing(make_challenge(92, count_number="001")), "D10")
    row = make_row(1, schedule=1, count_number="001", address="1 Street\nPomona, CA 91766")
    assert "count 1, from" in words_of(filing_of([row]), "D8")
