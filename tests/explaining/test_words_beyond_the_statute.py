"""Where the policy ends otherwise than the statute, no sentence of the explanation contradicts the result."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.decide_conviction import one_count
from expunge_desktop.services.explain import explanation_of
from expunge_desktop.services.explanation_text import explanation_lines
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.session import Session, create_workspace
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

HEADINGS = (
    "person_id,last_name,date_of_birth,county,court_case_number,code_section,offense_level,"
    "offense_date,conviction_date,disposition,sentence_status,facts"
)
ROWS = (
    "P1,Pike,1979-04-01,LOS ANGELES,AGE,11357(B) HS,M,,2000-06-12,CONVICTED,COMPLETED,",
    "P2,Chu,1971-08-08,LOS ANGELES,ACT,11358 HS,F,2016-09-27,2016-11-10,CONVICTED,COMPLETED,",
    "P3,Barnes,1978-11-10,LOS ANGELES,NOW,11358(C) HS,M,2018-12-31,2019-05-26,CONVICTED,COMPLETED,",
    "P4,Fenn,1975-06-01,LOS ANGELES,NONE,11357(C) HS,M,1999-02-01,2000-06-01,CONVICTED,COMPLETED,",
    "P6,Ao,1990-01-01,VENTURA,MOVED,11359 HS,F,2012-02-01,2012-06-01,CONVICTED,COMPLETED,TRANSFERRED_1203_9",
    "P7,Ap,2000-01-01,LOS ANGELES,YOUNG,11357(E) HS,M,2015-02-01,2015-06-01,JUVENILE ADJUDICATION,COMPLETED,",
    "P8,Aq,1990-01-01,LOS ANGELES,OPEN,11360(A) HS,F,2012-02-01,2012-06-01,CONVICTED,COMPLETED,IMPORT_EXPORT",
    "P9,Ar,1990,LOS ANGELES,GIFT,11360(B) HS,M,2012-02-01,2012-06-01,CONVICTED,COMPLETED,RECIPIENT_UNDER_21",
    "P10,As,1990-01-01,LOS ANGELES,BLANK,11359 HS,F,2012-02-01,2012-06-01,STRANGE WORD,COMPLETED,",
    "P11,At,1990-01-01,,NOWHERE,11359 HS,F,2012-02-01,2012-06-01,CONVICTED,COMPLETED,",
    "P5,Quiroz,1960-03-14,LOS ANGELES,PLAIN,11357(B) HS,M,1995-06-01,1995-07-10,CONVICTED,COMPLETED,",
)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Five people whose statute and policy go different ways."""
    folder: Path = tmp_path_factory.mktemp("beyond")
    path = folder / "list.csv"
    path.write_text("\n".join((HEADINGS, *ROWS)) + "\n", encoding="utf-8")
    made = create_workspace(
        folder / "w.expunge",
        office_toml=None,
        county="LOS ANGELES",
        user="ada",
        passphrase="ada invented passphrase",
        kdf_cost=COST_FOR_TESTS,
    )
    import_batch(made, [path])
    assess(made, "los-angeles-2020", date(2020, 2, 11))
    yield made
    made.close()


def told(session: Session, case: str) -> str:
    """The whole explanation, its lines joined."""
    explanation = explanation_of(session, one_count(session, case, None).conviction_id)
    return " ".join(" ".join(explanation_lines(explanation)).split())


def test_a_dismissal_by_the_policy_alone_claims_no_route_of_the_statute(session: Session) -> None:
    text = told(session, "NONE")
    assert "By the statute: NOT ELIGIBLE" in text and "By the policy: DISMISS AND SEAL" in text
    assert "Route: beyond the statute, as the court requires" in text
    assert "HS 11361.8(g), by which no hearing is needed, does not reach it." in text
    assert "What the statute gives, or may give" not in text


def test_an_open_statute_under_a_dismissing_policy_names_both_routes_and_waits_for_nothing(
    session: Session,
) -> None:
    text = told(session, "AGE")
    assert "Route: beyond the statute, as the court requires" in text
    assert "may give: application after the sentence (HS 11361.8(e)–(g))." in text
    assert "stays hand review under the statute; the policy does not wait for the answer." in text


def test_a_policy_that_does_not_reach_an_open_conviction_says_so(session: Session) -> None:
    text = told(session, "ACT")
    assert "By the statute: HAND REVIEW" in text and "By the policy: NOT ELIGIBLE" in text
    assert "does not reach it, whatever the statute gives" in text
    assert "leaves it there" not in text
    assert "Unanswered, it stays hand review." not in text
    assert "Route:" not in text


def test_a_subdivision_of_the_present_law_is_not_said_never_to_have_been(session: Session) -> None:
    text = told(session, "NOW")
    assert "with a subdivision that it did not have before November 9, 2016" in text
    assert "never had" not in text


def test_what_the_statute_dismisses_keeps_its_route(session: Session) -> None:
    assert "Route: application after the sentence (HS 11361.8(e)–(g))" in told(session, "PLAIN")


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("MOVED", "in a court of this county? NO Entered in Ventura County; whether the case came here"),
        ("NOWHERE", "in a court of this county? UNKNOWN The county of the court is not recorded."),
        ("PLAIN", "in a court of this county? YES Entered in Los Angeles County."),
        ("YOUNG", "Was a conviction entered? YES Adjudged by the juvenile court, which HS 11361.8(m) puts"),
        ("BLANK", "Was a conviction entered? UNKNOWN How the count ended is not recorded."),
        ("OPEN", "of concentrate? YES, if the amount is over the lawful one Proved: import"),
        ("GIFT", "Is a recipient under 21, or payment, proved? YES: redesignate as an infraction"),
    ],
)
def test_every_answer_of_the_path_fits_its_question(session: Session, case: str, said: str) -> None:
    assert said in told(session, case)
