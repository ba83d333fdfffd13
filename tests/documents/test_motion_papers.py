"""What the motion and its memorandum say of which row, and what they must not say."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from made_papers import files_of
from motion_filings import CRITERIA, MOTION, REVIEWED, FilingMaker, RowMaker, only, words

from expunge_desktop.documents.papers.memorandum import roman
from expunge_desktop.documents.papers.schema import check_wording
from expunge_desktop.documents.typeset.template import load_template
from expunge_desktop.domain.outcome import Route

WORDINGS = (
    "notice_of_motion.txt", "memorandum.txt", "declaration_of_attorney.txt", "declaration_of_custodian.txt",
    "order.txt", "stipulation.txt", "lodging.txt",
)  # fmt: skip
LAW_PAGES = Path(__file__).resolve().parents[2].parent / "shared" / "law"


def test_the_shipped_wordings_have_no_fault_in_any_branch() -> None:
    for name in WORDINGS:
        assert check_wording(name, load_template(name)) == ()
        assert max(map(len, load_template(name).splitlines())) <= 125


# ---- what may be said of which row ------------------------------------------------------------------------


def test_no_paper_says_that_listed_unchallenged_convictions_were_screened_out(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    listed = row_maker(1, schedule=1, route=Route.DOJ_LIST.value, is_doj_listed=True)
    filing = filing_maker([listed, row_maker(2, schedule=2)], policy=CRITERIA)
    for document in MOTION:
        assert "screened" not in words(filing, document)
    sworn = words(filing, "D3")
    assert "With the exceptions stated next, I know of no row in Schedules 1 and 2" in sworn
    assert (
        "Of the conviction in Schedules 1 and 2 that the records show as identified by the Department of "
        "Justice and not challenged by July 1, 2020, I make no statement about circumstances" in sworn
    )
    argued = words(filing, "D2")
    assert (
        "The People claim no such search for the conviction identified by the Department of Justice" in argued
    )
    assert "records of the conviction not shown to have been identified" in argued


def test_where_every_conviction_is_listed_nothing_is_said_of_a_search_for_priors(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    rows = [row_maker(n, schedule=1, route=Route.DOJ_LIST.value, is_doj_listed=True) for n in (1, 2)]
    filing = filing_maker(rows)
    assert "were searched for such priors" not in words(filing, "D2")
    assert "speaks of an application by the person" not in words(filing, "D2")
    assert "I know of no row" not in words(filing, "D3")


def test_a_listed_conviction_whose_challenge_is_unknown_is_told_apart(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    filing = filing_maker([row_maker(1, schedule=1, is_doj_listed=True), row_maker(2, schedule=1)])
    text = words(filing, "D2")
    assert "In one conviction of these the records show that the Department of Justice identified" in text
    assert "that the Department of Justice had identified was made not eligible in this way" in text


def test_the_prosecutions_standing_is_not_taken_for_granted(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    text = words(only(filing_maker, row_maker, 1), "D2")
    assert "does not name the prosecution as an applicant" in text
    assert "joint application of the People and the Public Defender, to the extent that one is filed" in text


def test_schedule_4_is_argued_on_its_own_ground_and_against_the_people(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    rows = [
        row_maker(1, schedule=1),
        row_maker(2, schedule=4),
        row_maker(3, schedule=4, ground="DECISION", fallback="none"),
    ]
    text = words(filing_maker(rows, policy=CRITERIA), "D2")
    assert (
        "People v. Chavez (2018) 4 Cal.5th 771 holds that Penal Code section 1385 does not reach a case in "
        "which probation has ended; the People therefore ask for this relief only to the extent another "
        "source of authority, including the parties’ stipulation, allows, and ask that the remainder of the "
        "order stand if it is declined." in text
    )
    assert (
        "the conviction not marked DECISION met criteria that the office adopted on January 15, 2020" in text
    )
    assert "AGE_50: the person is 50 years old or older (one row)" in text
    assert "PROBATION: probation was completed (no rows)" in text
    assert "Nothing in this memorandum claims that presumption for Schedule 4" in text
    assert "the review did not find that the statute gives any relief" in text
    assert "The request for Schedule 4 is severable" in text
    assert "What is said in this part is said of Schedule 1 alone" in text
    for document in MOTION:
        assert "Schedules 1 through 4, is made" not in words(filing_maker(rows), document)


def test_a_filing_of_schedule_4_alone_invokes_neither_statute_nor_presumption(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    filing = filing_maker([row_maker(1, schedule=4, ground="DECISION", fallback="none")], policy=CRITERIA)
    motion = words(filing, "D1")
    assert "do move for an order, granting each of the following" in motion
    assert "11361.9" not in motion
    assert "the law presumes" not in motion
    memorandum = words(filing, "D2")
    assert "The People do not claim that section 11361.8 presumes the conviction in it" in memorandum
    assert "NO HEARING" not in memorandum.upper()
    assert "an attorney of the office examined each individual record" in memorandum
    assert "AGE_50" not in memorandum


def test_redesignations_by_decision_are_taken_out_of_every_statement_about_the_presumption(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    rows = [row_maker(1, schedule=2), row_maker(2, schedule=2, ground="DECISION", statutory="NOT_ELIGIBLE")]
    filing = filing_maker(rows)
    assert "each conviction (save any whose ground reads DECISION) is for conduct" in words(filing, "D1")
    assert "(save any whose ground reads DECISION, of which more below) was entered" in words(filing, "D2")
    assert "do not lean on the presumption for the conviction in Schedule 2" in words(filing, "D2")
    sworn = words(filing, "D3")
    assert "Of the conviction in Schedule 2 whose ground reads DECISION, I make no statement" in sworn
    assert "(save any whose ground reads DECISION) is listed as one for conduct" in words(filing, "D15")


def test_a_hearing_is_waived_for_completed_rows_of_the_statute_alone(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    rows = [
        row_maker(1, schedule=1),
        row_maker(2, schedule=2, route=Route.PETITION.value, ground="DECISION"),
        row_maker(3, schedule=4),
    ]
    filing = filing_maker(rows)
    assert "waive a hearing, and notice of a hearing, for the conviction in Schedules 1 and 2" in words(
        filing, "D15"
    )
    text = words(filing, "D2")
    assert (
        "The People make no such claim for the two convictions remaining (Schedule 4, and a sentence" in text
    )
    assert "unreasonable risk of danger to public safety" in text
    order = words(filing, "D6")
    assert "the sentence is recalled and the person resentenced as follows: ____" in order


@pytest.mark.parametrize(("value", "is_said"), [("yes", True), ("no", False)])
def test_probation_is_never_sworn_to_be_successfully_completed(
    filing_maker: FilingMaker, row_maker: RowMaker, value: str, is_said: bool
) -> None:
    switches = (replace(CRITERIA.switches[1], value=value),)
    filing = filing_maker(
        [row_maker(1, schedule=4, ground="PROBATION")], policy=replace(CRITERIA, switches=switches)
    )
    for document in MOTION:
        assert "successfully" not in words(filing, document)
    assert ("Neither proves that probation was completed without failure" in words(filing, "D3")) is is_said
    assert ("and the People do not say that it was" in words(filing, "D2")) is is_said


@pytest.mark.parametrize("document", ["D1", "D2", "D3", "D4"])
def test_the_criteria_named_after_los_angeles_come_with_the_word_that_reports_differ(
    filing_maker: FilingMaker, row_maker: RowMaker, document: str
) -> None:
    filing = only(filing_maker, row_maker, 1, 4)
    assert "differ on the ten-year criterion" in words(filing, document)
    own = replace(filing, policy=replace(CRITERIA, name="alpine", title="Alpine criteria"))
    assert "ten-year criterion" not in words(own, document)
    assert "Los Angeles criteria" not in words(own, document)


def test_criteria_of_another_office_that_nobody_compared_are_not_said_to_be_its_own(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    policy = replace(CRITERIA, name="sacramento", title="Sacramento criteria", is_unconfirmed=True)
    filing = replace(only(filing_maker, row_maker, 4), policy=policy)
    assert "do not represent that they are that office’s own" in words(filing, "D2")
    assert "I do not state that they are that office’s own" in words(filing, "D3")


def test_nothing_says_that_the_data_of_the_law_were_verified(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    filing = only(filing_maker, row_maker, 1, 2, 3, 4)
    for document in MOTION:
        assert not re.search(r"verif|compared with the official", words(filing, document))
    assert "I do not state that they agree with the official codes" in words(filing, "D4")


# ---- authorities ----------------------------------------------------------------------------------------


def test_every_case_cited_is_one_the_law_pages_name_as_they_cite_it() -> None:
    if not LAW_PAGES.is_dir():
        pytest.skip("the pages of the law are not here")
    known = re.sub(r"[*\s]+", " ", " ".join(page.read_text() for page in LAW_PAGES.glob("*.md")))
    for name in WORDINGS:
        text = re.sub(r"[*\s]+", " ", load_template(name))
        for cited in re.findall(r"(?:People|None) v\. \w+ \(\d{4}\) \d+ Cal\.(?:App\.)?\dth \d+", text):
            assert cited in known, (name, cited)
    assert "Taylor*" not in load_template("memorandum.txt")
    assert "Raybon" in load_template("memorandum.txt")


def test_a_memorandum_past_ten_pages_has_tables_of_contents_and_authorities(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    criteria = tuple((f"RULE_{n}", "a criterion of many words " * 6) for n in range(30))
    rows = [row_maker(n, schedule=1 + n % 4) for n in range(1, 40)]
    short = filing_maker(rows, policy=CRITERIA, screening=REVIEWED)
    long = replace(short, policy=replace(CRITERIA, criteria=criteria))
    (paper,) = files_of(long, "D2")
    assert paper.entry.pages > 12
    text = words(long, "D2")
    assert "TABLE OF CONTENTS" in text
    assert re.search(r"TABLE OF AUTHORITIES Cases .*People v\. Banda \(2018\) 26 Cal\.App\.5th 349", text)
    assert re.search(r"Statutes .*Health & Saf\. Code, § 11361\.8[ .]+\d", text)
    assert "TABLE OF CONTENTS" not in words(short, "D2")


def test_the_text_of_the_fullest_memorandum_keeps_to_fifteen_pages(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    rows = [row_maker(n, schedule=1 + n % 4, person_id=n) for n in range(1, 40)]
    rows += [
        row_maker(41, schedule=2, ground="DECISION", route=Route.PETITION.value),
        row_maker(42, schedule=1, route=Route.DOJ_LIST.value, is_doj_listed=True, agency="City of Torrance"),
        row_maker(43, schedule=1, is_doj_listed=True, conviction_on=""),
        row_maker(44, schedule=4, ground="DECISION", fallback="none", route=Route.PETITION.value),
        row_maker(45, schedule=4, ground="PROBATION"),
    ]
    policy = replace(CRITERIA, is_unconfirmed=True)
    (paper,) = files_of(filing_maker(rows, policy=policy, screening=REVIEWED), "D2")
    assert paper.entry.pages <= 15


def test_headings_are_numbered_without_gaps_for_the_parts_there_are(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    text = words(only(filing_maker, row_maker, 2), "D2")
    parts = re.findall(r"\b([IVX]+)\. [A-Z]{3,}", text)
    assert parts == [roman(number) for number in range(1, len(parts) + 1)]
    assert "IV. SCHEDULE 2: THE CONDUCT IS NOW A LESSER OFFENSE" in text
    assert [roman(number) for number in (4, 9, 14)] == ["IV", "IX", "XIV"]


# ---- what is left out where nobody knows it ---------------------------------------------------------------


def test_people_and_years_are_told_as_far_as_the_records_show_them(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    first = row_maker(1, schedule=1, person_id=1, conviction_on="1961-04-10")
    second = row_maker(2, schedule=1, person_id=1, conviction_on="1998")
    known = words(filing_maker([first, second]), "D2")
    assert "two cannabis convictions of one person, entered between 1961 and 1998. Each count" in known
    undated = replace(second, person_id=0, conviction_on="")
    partly = words(filing_maker([first, undated]), "D2")
    assert "two cannabis convictions entered, as far as the records show, in 1961." in partly
    nothing = words(filing_maker([replace(undated, conviction_id=3)]), "D2")
    assert "one cannabis conviction entered in the courts of this county." in nothing


def test_a_decision_is_explained_where_a_row_rests_on_one(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    said = "A ground that reads DECISION marks a row"
    rows = [row_maker(1, schedule=4, ground="DECISION"), row_maker(2, schedule=1)]
    assert said in words(filing_maker(rows), "D2")
    assert said not in words(filing_maker(rows[1:]), "D2")


@pytest.mark.parametrize("fallback", ["Redesignate as misdemeanor", "none"])
def test_a_fallback_is_asked_for_only_where_the_statute_gives_one(
    filing_maker: FilingMaker, row_maker: RowMaker, fallback: str
) -> None:
    filing = filing_maker([row_maker(1, schedule=4, fallback=fallback), row_maker(2, schedule=1)])
    gives = fallback != "none"
    assert ("where that relief is declined, granting the statutory relief" in words(filing, "D1")) is gives
    assert ("in Schedule 4 the statute gives lesser relief" in words(filing, "D2")) is gives
    assert ("the row names it as the fallback" in words(filing, "D3")) is gives
    assert ("Where the row says “none”, the review found no relief" in words(filing, "D3")) is not gives


def test_a_sentence_still_being_served_is_told_within_schedule_4(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    row = row_maker(1, schedule=4)
    said = "Schedule 4 includes rows for which the records show a sentence still being served"
    assert said in words(filing_maker([replace(row, route=Route.PETITION.value)]), "D2")
    assert said not in words(filing_maker([row]), "D2")


@pytest.mark.parametrize("document", ["D2", "D3"])
def test_criteria_that_hold_only_together_are_said_to(
    filing_maker: FilingMaker, row_maker: RowMaker, document: str
) -> None:
    filing = only(filing_maker, row_maker, 4)
    both = replace(filing, policy=replace(CRITERIA, needs_all_criteria=True))
    said = r"if it is one of those dismissed first, or if all the other criteria (?:below )?hold"
    assert re.search(said, words(both, document))
    assert "MISD_POSSESSION: possession below a felony, dismissed first" in words(both, document)
    assert not re.search(said, words(filing, document))
    assert "dismissed first" not in words(filing, document)
