"""A finding that was weighed against a conviction sealed since says so without naming it."""

from datetime import date

from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.rules.conviction_facts import ConvictionFacts, Prior, Sentence
from expunge_desktop.rules.evaluate import evaluate
from expunge_desktop.rules.policy import Jurisdiction, Policy
from expunge_desktop.services.law_library import load_law
from expunge_desktop.services.veil import SEALED_DAY, SEALED_PRIOR, Veil

SEALED, OPEN = PartialDate(1997, 8, 16), PartialDate(1999, 5, 2)


def prior(ref: str, on: PartialDate, *, strike: str = "") -> Prior:
    return Prior(ref, "HS 11359", "conviction", on, "LOS ANGELES", same_offense="yes", strike=strike)


def evaluated(facts: ConvictionFacts, policy: Policy, here: Jurisdiction) -> object:
    return evaluate(facts, load_law(), policy, date(2020, 2, 11), here, explain=True)


def facts_with(*priors: Prior) -> ConvictionFacts:
    return ConvictionFacts(
        ref="3",
        charge="HS 11359",
        disposition=Disposition.CONVICTED,
        county="LOS ANGELES",
        level=Level.FELONY,
        offense_on=PartialDate(2012, 1, 1),
        born_on=PartialDate(1970, 1, 1),
        sentence=Sentence(conviction_on=PartialDate(2012, 3, 1)),
        priors=priors,
    )


def test_the_outcome_stays_and_the_sealed_prior_loses_charge_and_day() -> None:
    facts = facts_with(prior("1", SEALED), prior("2", OPEN))
    policy, here = Policy("", "", "", "", is_expanding=False), Jurisdiction("LOS ANGELES", None)
    veil = Veil(("1",), ("1997-08-16",))
    plain, veiled = evaluated(facts, policy, here), veil.words(evaluated(veil.facts(facts), policy, here))
    assert "1997-08-16" in repr(plain)
    assert "1997-08-16" not in repr(veiled)
    assert SEALED_DAY in repr(veiled)
    assert "1999-05-02" in repr(veiled)
    assert plain.statutory_outcome == veiled.statutory_outcome  # type: ignore[attr-defined]


def test_a_sealed_prior_on_the_lists_is_called_a_sealed_conviction() -> None:
    veil = Veil(("1",), ("1997-08-16",))
    assert SEALED_PRIOR in veil.words("HS 11358 of 1997-08-16 is before it; PC 187 of 1999-05-02 too")
    assert veil.words("HS 11358(a) of August 16, 1997") == SEALED_PRIOR
    assert veil.words(("x", ("PC 664/HS 11358 of 1997-08-16",))) == ("x", (SEALED_PRIOR,))


def test_without_a_sealed_conviction_nothing_is_changed() -> None:
    facts = facts_with(prior("2", OPEN))
    assert Veil().facts(facts) is facts
    assert Veil().words(facts) is facts
