"""What memorandum, declarations, stipulation and request to lodge say, and what they must not say."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from made_papers import files_of

from expunge_desktop.documents.filing import (
    Filing,
    PolicyMark,
    ScheduleRow,
    Screening,
    SourceFile,
    SwitchMark,
)
from expunge_desktop.documents.page_reading import opened, page_text
from expunge_desktop.documents.papers.catalog import make_papers, wanted
from expunge_desktop.documents.papers.memorandum import roman
from expunge_desktop.documents.papers.recipe import PaperOrder
from expunge_desktop.documents.papers.schema import check_wording
from expunge_desktop.documents.preflight.checks import preflight
from expunge_desktop.documents.typeset.template import load_template
from expunge_desktop.domain.office import NAMES, Adoption, Custodian, Notice
from expunge_desktop.domain.outcome import Route

FilingMaker = Callable[..., Filing]
RowMaker = Callable[..., ScheduleRow]

MOTION = ("D1", "D2", "D3", "D4", "D6", "D15", "D17")
WORDINGS = (
    "notice_of_motion.txt", "memorandum.txt", "declaration_of_attorney.txt", "declaration_of_custodian.txt",
    "order.txt", "stipulation.txt", "lodging.txt",
)  # fmt: skip
LAW_PAGES = Path(__file__).resolve().parents[2].parent / "shared" / "law"
CRITERIA = PolicyMark(
    "los-angeles-2020",
    "1",
    "Los Angeles criteria of February 2020",
    "ab" * 32,
    "Avery Attorney",
    "2020-01-15",
    first_dismissals=(("MISD_POSSESSION", "possession below a felony"),),
    criteria=(("AGE_50", "the person is 50 years old or older"), ("PROBATION", "probation was completed")),
    switches=(
        SwitchMark("ten_years_counts", "any", "Which convictions count", "every conviction but infractions"),
        SwitchMark(
            "probation_by_inference", "yes", 'Whether "over" means completed', "it does, and is flagged"
        ),
    ),
    positions=(("Transfers under PC 1203.9", "hand review"),),
)
REVIEWED = Screening(
    people=1_900,
    convictions=2_345,
    outcomes=(("DISMISS_SEAL", 2_000), ("HAND_REVIEW", 45), ("NOT_ELIGIBLE", 300)),
    statutory=(("DISMISS_SEAL", 1_500), ("HAND_REVIEW", 145), ("NOT_ELIGIBLE", 700)),
    undecided_reviews=3,
    tested_cases=512,
    program="Expunge Desktop 9.9",
)


def words(filing: Filing, document: str) -> str:
    """The text of a paper without line numbers, page feet and breaks."""
    (paper,) = files_of(filing, document, is_released=True)
    with opened(paper.data) as pdf:
        pages = [page_text(pdf, index).text for index in range(len(pdf))]
    lines = [line.strip() for page in pages for line in page.splitlines()]
    body = [line for line in lines if not line.isdecimal() and line != paper_foot(filing, document)]
    text = " ".join(line for line in body if not re.search(r"· Page \d+ of \d+$", line))
    return " ".join(text.replace("\u00a0", " ").split())


def paper_foot(_filing: Filing, document: str) -> str:
    (recipe,) = wanted(frozenset({document}))
    return recipe.footer


def only(filing_maker: FilingMaker, row_maker: RowMaker, *schedules: int, **changes: object) -> Filing:
    rows = [row_maker(n, schedule=s, person_id=n) for n, s in enumerate(schedules, start=1)]
    return filing_maker(rows, policy=CRITERIA, **changes)


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
        "I do not make that statement of the conviction in Schedules 1 and 2 that the records show as "
        "identified by the Department of Justice and not challenged by July 1, 2020" in sworn
    )
    argued = words(filing, "D2")
    assert "That is not said of the conviction identified by the Department of Justice" in argued
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
    assert "No count that the Department of Justice had identified was made not eligible" in text


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
    assert "Nor do I make it of the conviction in Schedule 2 whose ground reads DECISION" in words(
        filing, "D3"
    )
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


# ---- the declarations -----------------------------------------------------------------------------------


def test_what_the_office_has_not_said_is_a_ruled_line(filing_maker: FilingMaker, row_maker: RowMaker) -> None:
    filing = only(filing_maker, row_maker, 1)
    filing = replace(filing, policy=replace(CRITERIA, attorney="", adopted_on=""))
    sworn = words(filing, "D3")
    assert "The office adopted on ____________________ the file of criteria" in sworn
    assert "a random sample of ________ rows" in sworn
    assert "On ____________________ I notified the Los Angeles County Public Defender" in sworn
    assert "signed off" not in sworn
    custodian = words(filing, "D4")
    assert "I, ____________________, declare:" in custodian
    assert "On ____________________ the office received one file from ____________________" in custodian
    assert "delivery.dat ________ ________ ________ ________" in custodian
    assert "Its name and version are: ____" in custodian


def test_what_the_office_has_said_is_printed(filing_maker: FilingMaker, row_maker: RowMaker) -> None:
    filing = only(filing_maker, row_maker, 1, screening=REVIEWED)
    office = replace(
        filing.office,
        custodian=Custodian("Robin Records", "records custodian", "2019-11-04", "the Department", "Norwalk"),
        policy=Adoption("", "Alexandra Example", "1200", "1", "the Post-Conviction Unit"),
        notice=Notice("2020-01-15", ()),
    )
    filing = replace(filing, office=office)
    sworn = words(filing, "D3")
    assert "I am assigned to the Post-Conviction Unit" in sworn
    assert "adopted on January 15, 2020" in sworn
    assert "adopted by Alexandra Example. It was signed off in the program by Avery Attorney" in sworn
    assert "a random sample of 1,200 rows of those not decided individually and found one error" in sworn
    assert "On January 15, 2020 I notified" in sworn
    custodian = words(filing, "D4")
    assert "I am records custodian in the" in custodian
    assert "On November 4, 2019 the office received one file from the Department" in custodian
    assert "made with Expunge Desktop 9.9, which" in custodian
    assert "512 cases of invented persons" in custodian
    assert "the declarations of Jordan Sample and of Robin Records" in words(filing, "D1")
    assert "The declaration of Robin Records identifies every file" in words(filing, "D2")


@pytest.mark.parametrize(
    ("undecided", "said"),
    [
        (0, "Every row of Exhibit A – two convictions – was decided individually"),
        (1, "one conviction in Exhibit A had been decided individually by a reviewer of the office. The "
            "remainder, one conviction, rests on the rules"),
        (2, "none of the rows of Exhibit A had been decided individually"),
    ],
)  # fmt: skip
def test_the_deputy_swears_to_no_more_review_than_there_was(
    filing_maker: FilingMaker, row_maker: RowMaker, undecided: int, said: str
) -> None:
    filing = only(filing_maker, row_maker, 1, 1, undecided=undecided)
    assert said in words(filing, "D3")


@pytest.mark.parametrize(
    ("found", "left", "said"),
    [
        (45, 3, "set aside 45 for hand review. When this filing was prepared, three convictions of that "
                "number remained undecided; none of that remainder is in Exhibit A"),
        (45, 0, "I or attorneys working under me examined every conviction so set aside"),
        (0, 0, "none was set aside for hand review"),
    ],
)  # fmt: skip
def test_hand_reviews_are_told_as_they_are(
    filing_maker: FilingMaker, row_maker: RowMaker, found: int, left: int, said: str
) -> None:
    screening = replace(REVIEWED, outcomes=(("HAND_REVIEW", found),), undecided_reviews=left)
    text = words(only(filing_maker, row_maker, 1, screening=screening), "D3")
    assert said in text
    assert ("examined every conviction so set aside" in text) is (found > 0 and left == 0)


def test_the_criteria_and_every_switch_are_attached_to_the_declaration(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    text = words(only(filing_maker, row_maker, 1), "D3")
    exhibit = text[text.index("EXHIBIT B Los Angeles criteria") :]
    assert "MISD_POSSESSION: possession below a felony" in exhibit
    assert "AGE_50: the person is 50 years old or older" in exhibit
    assert "Which convictions count every conviction but infractions" in exhibit
    assert "Whether “over” means completed it does, and is flagged" in exhibit
    assert "Transfers under PC 1203.9 hand review" in exhibit


def test_a_policy_of_the_statute_alone_has_no_criteria_to_attach(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    policy = replace(
        CRITERIA, name="statute-only", title="The statute alone", is_expanding=False, criteria=(),
        first_dismissals=(),
    )  # fmt: skip
    filing = replace(only(filing_maker, row_maker, 1), policy=policy)
    text = words(filing, "D3")
    assert "The office applied sections 11361.8 and 11361.9 of the Health and Safety Code alone" in text
    assert "Criteria A conviction meets" not in text
    assert "the outcome under the criteria" not in text
    assert "whether it meets the criteria of the office" not in words(filing, "D2")
    custodian = words(replace(filing, screening=REVIEWED), "D4")
    assert "How disputed points of the statute were settled is stated in the file" in custodian
    assert "By criteria" not in custodian
    assert "Dismiss and seal 2,000" in custodian


def test_both_declarations_end_with_perjury_execution_and_signature(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    filing = only(filing_maker, row_maker, 1)
    for document in ("D3", "D4"):
        assert re.search(
            r"I declare under penalty of perjury under the laws of the State of California that the "
            r"foregoing is true and correct\. Executed on _+, at _+, California\. _+",
            words(filing, document),
        )


def test_the_custodian_identifies_every_file_and_the_results_add_up(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    sources = (
        SourceFile(1, "doj-county.dat", "0123456789abcdef" * 4, 1_128_703_302, 2_906_340, 2_906_300, 39),
        SourceFile(2, "court.csv", "fedcba9876543210" * 4, 88_123, 1_024, 1_020, 0),
    )
    text = words(only(filing_maker, row_maker, 1, 2, 2, screening=REVIEWED, sources=sources), "D4")
    assert "doj-county.dat 1,128,703,302 2,906,340 2,906,300 39" in text
    assert "court.csv 88,123 1,024 1,020 0" in text
    for source in sources:
        assert source.sha256 in text.replace(" ", "")
    assert "Dismiss and seal 1,500 2,000" in text
    assert "Set aside for hand review 145 45" in text
    assert "Total 2,345 2,345" in text
    assert "Schedule 2 redesignation as misdemeanor (Health & Saf. Code, § 11361.8)" in text
    assert text.index("Schedule 2 redesignation") < text.index("Total 3")
    assert "Evid. Code, §§ 1271, 1280" in text
    assert "(Evid. Code, § 1552.)" in text


def test_other_agencies_are_named_with_their_consent_or_a_ruled_line(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    filing = filing_maker([row_maker(1, schedule=1, agency="Torrance City Prosecutor")])
    assert "cases of other prosecuting agencies: Torrance City Prosecutor." in words(filing, "D3")
    assert "before the authorization of its agency is on file" in words(filing, "D2")
    agreed = replace(filing.office, notice=Notice("", ("Torrance City Prosecutor",)))
    text = words(replace(filing, office=agreed), "D3")
    assert "have authorized the inclusion of their cases: Torrance City Prosecutor." in text
    assert "prosecuting agencies" not in words(filing_maker([row_maker(1, schedule=1)]), "D3")


# ---- stipulation and lodging -----------------------------------------------------------------------------


def test_the_stipulation_is_made_only_when_it_is_asked_for(filing: Filing) -> None:
    assert "D15" not in {recipe.document for recipe in wanted(None)}
    assert "D15" in {recipe.document for recipe in wanted(None, frozenset({"D15"}))}
    nobody = replace(filing.office, public_defender=replace(filing.office.public_defender, name=""))
    made = make_papers(
        PaperOrder(replace(filing, office=nobody), is_released=True), wanted(frozenset({"D15"}))
    )
    assert [one.document for one in made.missing] == ["D15"]


def test_the_stipulation_bears_both_signatures_and_claims_no_authority_by_agreement(filing: Filing) -> None:
    text = words(filing, "D15")
    assert "application under section 11361.8, subdivision (e)" in text
    assert "does not by itself support sealing" in text
    assert "do not contend that their agreement alone gives the court authority" in text
    assert re.search(r"Attorneys for Plaintiff Dated: _+ LOS ANGELES COUNTY PUBLIC DEFENDER By: _+", text)


def test_the_request_to_lodge_stands_on_the_statute_first_and_makes_all_five_findings(
    filing: Filing,
) -> None:
    text = words(filing, "D17")
    assert text.index("rule 2.550(a)(2)") < text.index("IN THE ALTERNATIVE: APPLICATION TO SEAL")
    for number, finding in enumerate(
        (
            "An overriding interest overcomes the right of public access",
            "The overriding interest supports sealing the record",
            "A substantial probability exists that the interest will be prejudiced",
            "The proposed sealing is narrowly tailored",
            "No less restrictive means exist",
        ),
        start=1,
    ):
        assert f"({number}) {finding}" in text
    assert "the initials, the section" in text
    named = replace(filing, office=replace(filing.office, public_names=NAMES))
    assert "the name, the section" in words(named, "D17")


def test_long_names_are_broken_in_signatures_and_tables(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    office = only(filing_maker, row_maker, 1).office
    office = replace(
        office,
        attorney=replace(office.attorney, name="Bartholomew Montgomery-Fitzgerald-Villanueva"),
        custodian=Custodian("Robin" * 16, "keeper of " * 9 + "records", "2019-11-04", "the court " * 9),
        public_defender=replace(office.public_defender, name="Law Offices of the Public Defender " * 3),
    )
    source = SourceFile(1, "a-file-name-without-a-break" * 6 + ".dat", "ab" * 32, 10**12, 10**9, 10**9, 10**8)
    filing = only(filing_maker, row_maker, 1, 2, office=office, sources=(source,))
    for document in MOTION:
        (paper,) = files_of(filing, document, is_released=True)
        report = preflight(paper.data, paper.entry.file)
        assert (report.errors, report.warnings) == ((), ()), document
    assert "RobinRobin" in words(filing, "D4").replace(" ", "")
