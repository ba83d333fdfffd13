"""The five printed explanations of the documentation are what the program says today."""

from write_explanations import PAGE, TITLES, page

from expunge_desktop.services.session import Session


def test_the_page_of_five_explanations_is_what_the_program_says(workspace: Session) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(workspace), (
        "run python -B tests/explaining/write_explanations.py"
    )


def test_the_page_holds_five_different_ends(workspace: Session) -> None:
    text = page(workspace)
    assert text.count("EXPLANATION OF A FINDING") == len(TITLES) == 5
    for said in (
        "By the statute:            DISMISS AND SEAL",
        "By the statute:            REDESIGNATE AS A MISDEMEANOR",
        "By the policy:             DISMISS AND SEAL",
        "As of February 11, 2020:   NOT ELIGIBLE",
        "As of February 11, 2020:   HAND REVIEW",
    ):
        assert said in text
