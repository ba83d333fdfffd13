"""D9, D10, D11: what is challenged, under which provision, with which evidence, and who is told of it."""

from dataclasses import replace

import pytest
from invented_filings import make_filing, make_row
from notice_papers import (
    GROUND,
    OFFICE,
    faults,
    filing_of,
    made,
    make_challenge,
    opposing,
    pages_of,
    words_of,
)

from expunge_desktop.documents.filing import Challenge
from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.challenge_paths import Path, obstacle, path_of
from expunge_desktop.domain.court_profile import CourtProfile, ServiceParty
from expunge_desktop.domain.outcome import Route

LISTED = {"is_doj_listed": True}
TIMELY = make_challenge(91, **LISTED, was_recorded_by_doj_date=True)
PLAIN = make_challenge(92)
SERVING = make_challenge(93, route=Route.PETITION.value)


def opposition_words(*challenges: Challenge) -> str:
    return words_of(opposing(*challenges), "D10")


def sentences(*challenges: Challenge) -> list[str]:
    return [one.sentence for one in made(opposing(*challenges), "D10").missing]


@pytest.mark.parametrize(
    ("challenge", "path"),
    [
        (TIMELY, Path.TIMELY),
        (make_challenge(is_doj_listed=False, was_recorded_by_doj_date=True), Path.COMPLETED),
        (make_challenge(is_doj_listed=None, was_recorded_by_doj_date=True), Path.COMPLETED),
        (PLAIN, Path.COMPLETED),
        (SERVING, Path.SERVING),
        (make_challenge(route=""), Path.COMPLETED),
    ],
)
def test_only_a_listed_count_challenged_in_time_goes_under_11361_9(challenge: Challenge, path: Path) -> None:
    assert not obstacle(challenge)
    assert path_of(challenge) is path


@pytest.mark.parametrize("recorded", [False, None])
@pytest.mark.parametrize("row", [LISTED, {"is_doj_listed": None, "route": Route.DOJ_LIST.value}])
def test_a_listed_count_without_a_challenge_in_time_is_never_contested(
    row: dict[str, object], recorded: bool | None
) -> None:
    papers = made(opposing(make_challenge(**row, was_recorded_by_doj_date=recorded)), "D10")
    assert not papers.papers
    assert "11361.9(d)" in papers.missing[0].sentence
    assert "BA100090" in papers.missing[0].sentence and "SAMPLE90" not in papers.missing[0].sentence


@pytest.mark.parametrize(
    "ground",
    [
        "Relief would pose an unreasonable risk of danger to public safety.",
        "He is a danger to the community.",
        "Dangerous to others; public-safety concerns.",
    ],
)
def test_danger_to_the_public_is_no_ground_once_a_sentence_is_completed(ground: str) -> None:
    assert "danger to public safety" in sentences(make_challenge(ground=ground))[0]
    assert not sentences(make_challenge(ground=ground, route=Route.PETITION.value))


def test_without_evidence_or_ground_nothing_is_printed_and_the_rest_is() -> None:
    bare, silent = make_challenge(94, evidence=()), make_challenge(95, ground=" ")
    papers = made(opposing(bare, PLAIN, silent), "D10")
    assert len(papers.papers) == 1
    assert [
        "no evidence is attached" in papers.missing[0].sentence,
        "states no ground" in papers.missing[1].sentence,
    ]
    assert "BA100092" in " ".join(pages_of(papers.papers[0].data))
    assert "BA100094" not in " ".join(pages_of(papers.papers[0].data))


def test_a_challenge_in_time_says_so_and_an_opposition_does_not() -> None:
    timely = opposition_words(TIMELY)
    assert "CHALLENGE TO RELIEF" in timely
    assert "maintain their challenge under Health and Safety Code section 11361.9, subdivision (c)" in timely
    plain = opposition_words(PLAIN)
    assert "oppose relief under Health and Safety Code section 11361.8, subdivisions (e) and (f)" in plain
    assert "11361.9, subdivision (c)" not in plain and "July 1, 2020" not in plain
    assert "They do not rely on danger to public safety" in plain


def test_an_opposition_while_a_sentence_runs_stands_on_subdivision_b() -> None:
    serving = opposition_words(SERVING)
    assert "subdivisions (a) and (b)" in serving and "unreasonable risk of danger" in serving
    assert "subdivisions (e) and (f)" not in serving


def test_where_nobody_knows_the_listing_the_opposition_yields_to_it() -> None:
    assert "the People withdraw this opposition: subdivision (d) governs" in opposition_words(
        make_challenge(is_doj_listed=None)
    )
    assert "withdraw this opposition" not in opposition_words(PLAIN)


def test_the_pleading_bears_the_persons_own_case_and_not_the_motions() -> None:
    challenge = make_challenge(
        defendant="ĐẶNG-O'NEIL,MARÍA JOSÉ", case_number="GA012345", count_number="12", conviction_on="1998-05"
    )
    words = opposition_words(challenge)
    assert "Case No. GA012345" in words and "PERSONS LISTED" not in words
    assert "Foltz" not in words, "the courthouse is the motion's, not this case's"
    assert "THE DEFENDANT MARÍA JOSÉ ĐẶNG-O'NEIL, AND COUNSEL" in words
    assert words.count("MARÍA JOSÉ ĐẶNG-O'NEIL,") == 2
    assert "Defendant." in words and "Defendants." not in words
    assert "for count 12 in case GA012345" in words and "a conviction dated 1998-05" in words
    assert GROUND in words
    assert challenge.row.born_on not in words and challenge.row.cii_number not in words


def test_what_the_record_does_not_say_is_called_not_recorded() -> None:
    words = opposition_words(make_challenge(count_number="", conviction_on="", level="", case_number=""))
    assert "a count without a number in the record in case ____" in words
    assert "its level not recorded, the date of conviction not recorded" in words


def test_oppositions_come_merged_and_each_by_itself_with_its_own_values() -> None:
    challenges = [
        make_challenge(n, defendant=f"OWN{n}X,ALEX", case_number=f"CASE-{n}") for n in (101, 102, 103)
    ]
    filing = opposing(*challenges)
    papers = made(filing, "D10", is_split=True)
    assert faults(filing, papers) == []
    merged, *singles = papers.papers
    assert merged.entry.kind is PaperKind.MERGED_PLEADINGS and len(singles) == 3
    assert [one.entry.file for one in singles] == [
        f"D10-opposition/D10-opposition-challenge-{n:05}.pdf" for n in (1, 2, 3)
    ]
    assert pages_of(merged.data) == [page for one in singles for page in pages_of(one.data)]
    for number, single in zip((101, 102, 103), singles, strict=True):
        words = " ".join(pages_of(single.data))
        assert f"OWN{number}X" in words and f"CASE-{number}" in words
        assert not any(f"OWN{n}X" in words or f"CASE-{n}" in words for n in (101, 102, 103) if n != number)
    assert made(opposing(*challenges), "D10").papers[0].data == merged.data


def test_a_filing_without_challenges_has_no_opposition() -> None:
    papers = made(filing_of(4), "D10")
    assert not papers.papers and not papers.missing
    assert "challenged" in papers.not_applicable[0].sentence


def test_the_public_defender_is_given_notice_under_c_3_of_timely_challenges_alone() -> None:
    plain = words_of(opposing(PLAIN), "D9")
    assert "not given under section 11361.9, subdivision (c)(3)" in plain
    assert "give notice that they challenge" not in plain and "reasonable effort" not in plain
    assert "Part A" not in plain and "Part B" in plain
    both = words_of(opposing(TIMELY, PLAIN), "D9")
    assert "give notice that they challenge the conviction in Part A of List 2" in both
    assert "Please make the reasonable effort" in both
    assert both.index("BA100091") < both.index("Part B: opposed") < both.index("BA100092")
    none = words_of(filing_of(4), "D9")
    assert "(c)(3)" not in none and "List 2" not in none and "LIST 2" not in none


def test_list_1_has_every_row_once_and_names_nobody() -> None:
    filing = filing_of(100)
    words = words_of(filing, "D9")
    assert "do not challenge relief for the 100 convictions in List 1" in words
    for row in filing.rows:
        assert words.count(f"{row.row_no}: {row.case_number}, 1") >= 1
        assert row.defendant.split(",")[0] not in words and row.cii_number not in words
    assert "End of List 1, 100 rows." in words
    assert "CRIMINAL OFFENDER RECORD INFORMATION" in words


def test_list_2_names_whom_the_public_defender_is_to_tell_and_not_what_may_not_be_filed() -> None:
    forbidden = make_challenge(95, **LISTED, was_recorded_by_doj_date=False, defendant="FORBIDDEN,EVE")
    unproved = make_challenge(96, evidence=(), defendant="UNPROVED,EVE")
    words = words_of(opposing(replace(PLAIN, ground="A ground of its own"), forbidden, unproved), "D9")
    assert "ALEX Q SAMPLE92 BA100092 1 A ground of its own" in words
    assert "FORBIDDEN" not in words and "UNPROVED" not in words
    assert PLAIN.row.born_on not in words


def test_an_alternate_defender_of_the_service_list_gets_a_copy() -> None:
    alternate = ServiceParty("Los Angeles County Alternate Public Defender", ("1 Street",))
    profile = CourtProfile(service_list=(alternate, ServiceParty("County Counsel")))
    words = words_of(replace(filing_of(4), profile=profile), "D9")
    assert "Copy to: Los Angeles County Alternate Public Defender." in words and "County Counsel" not in words


def test_schedule_4_is_told_as_discretion_to_the_defender_and_to_the_court() -> None:
    rows = [make_row(n, schedule=4) for n in (1, 2)] + [make_row(3, schedule=1)]
    told = words_of(filing_of(rows), "D9")
    assert "List 1 includes two convictions in Schedule 4. There the People ask for dismissal" in told
    assert "do not contend that section 11361.8 presumes eligibility" in words_of(filing_of(rows), "D11")
    statutory = filing_of([make_row(1, schedule=1)])
    assert "Schedule 4" not in words_of(statutory, "D9") + words_of(statutory, "D11")


def test_the_court_is_told_of_what_is_not_challenged_by_a_plain_notice_that_names_no_person() -> None:
    filing = filing_of(40)
    words = words_of(filing, "D11")
    assert "do not challenge relief for the 40 convictions listed in Exhibit A" in words
    assert "Schedule 2 Redesignate as misdemeanor 11 to 20 10" in words
    assert "It is not given under section 11361.9, subdivision (c)(3)" in words
    assert not any(row.defendant.split(",")[0] in words or row.cii_number in words for row in filing.rows)
    assert "as listed by the Department of Justice" not in words and "by separate papers" not in words


def test_listed_and_unchallenged_rows_are_counted_for_the_court_and_separate_papers_are_told_of() -> None:
    rows = [make_row(n, schedule=1, route=Route.DOJ_LIST.value, is_doj_listed=True) for n in (1, 2)]
    challenged_once = make_row(3, schedule=1, is_doj_listed=True)
    words = words_of(replace(filing_of([*rows, challenged_once]), challenges=(PLAIN,)), "D11")
    assert "The People's records show two convictions in Exhibit A as listed" in words.replace("’", "'")
    assert "oppose relief for other convictions, none of which is listed in Exhibit A" in words
    assert "as listed by" not in words_of(filing_of([challenged_once]), "D11")


def test_the_defender_must_be_known_by_name() -> None:
    office = replace(OFFICE, public_defender=replace(OFFICE.public_defender, name=""))
    assert "name under [public_defender]" in made(filing_of(2, office=office), "D9").missing[0].sentence


def test_a_county_is_listed_for_the_defender_row_by_row() -> None:
    paper = made(make_filing(3_000, office=OFFICE), "D9").papers[0]
    assert "End of List 1, 3,000 rows." in pages_of(paper.data)[-1]
    assert paper.entry.kind is PaperKind.LETTER and paper.entry.rows == 3_000
