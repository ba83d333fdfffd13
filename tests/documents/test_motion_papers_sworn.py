"""What is declared, stipulated and requested besides: no more than the filing and the office know."""

import re
from dataclasses import replace

import pytest
from made_papers import files_of
from motion_filings import CRITERIA, MOTION, REVIEWED, FilingMaker, RowMaker, only, words

from expunge_desktop.documents.filing import Filing, SourceFile
from expunge_desktop.documents.papers.catalog import make_papers, wanted
from expunge_desktop.documents.papers.recipe import PaperOrder
from expunge_desktop.documents.preflight.checks import preflight
from expunge_desktop.domain.office import NAMES, Adoption, Custodian, Notice

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
    assert "My position with the Office" in custodian and "is records custodian." in custodian
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
        (45, 3, "set aside 45 for hand review. When this filing was prepared, three of that "
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


def test_a_sample_besides_individual_decisions_is_sworn_to_only_when_the_office_names_it(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    filing = only(filing_maker, row_maker, 1, undecided=0)
    assert "random sample" not in words(filing, "D3")
    named = replace(filing, office=replace(filing.office, policy=Adoption("", "", "25", "3")))
    assert (
        "also examined a random sample of 25 rows and found 3 errors, each of which was corrected"
        in words(named, "D3")
    )
