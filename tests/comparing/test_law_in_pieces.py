"""The help in pieces, the list for counsel, and worked cases in words hold everything their sources hold."""

import pytest

from expunge_desktop.base.errors import CancelledError
from expunge_desktop.base.progress import SilentProgress
from expunge_desktop.services.check_law import check_law, to_confirm
from expunge_desktop.services.counsel_list import counsel_list
from expunge_desktop.services.law_help import law_help
from expunge_desktop.services.law_library import load_law
from expunge_desktop.services.law_topics import find_entries, law_topics
from expunge_desktop.services.scenario_text import scenario_sections


def test_the_topics_together_are_the_whole_help() -> None:
    joined = "".join(f"## {topic.title}\n\n{topic.markdown}\n\n" for topic in law_topics())
    assert joined.strip() == law_help()[law_help().index("## ") :].strip()


def test_every_word_of_the_law_has_an_entry_of_its_own() -> None:
    words = {entry.word for topic in law_topics() for entry in topic.entries}
    law = load_law()
    assert set(law.review_codes) <= words
    assert {dispute.title for dispute in law.disputes.values()} <= words
    assert {"DISMISS_SEAL", "los-angeles-2020", "age_at_evaluation", "11358", "scope.county"} <= words


def test_an_entry_is_found_by_all_its_words_and_the_one_under_the_word_comes_first() -> None:
    topics = law_topics()
    title, entries = find_entries(topics, "hr-age")[0]
    assert (title, entries[0].word) == ("Reason codes of hand review", "HR-AGE")
    assert all(
        "school" in entry.markdown.casefold() and "grounds" in entry.markdown.casefold()
        for _, some in find_entries(topics, "grounds SCHOOL")
        for entry in some
    )
    assert find_entries(topics, "  ") == []
    assert find_entries(topics, "no such word anywhere") == []


def test_counsel_s_list_holds_every_doubtful_entry_and_every_disputed_point() -> None:
    entries, law = counsel_list(), load_law()
    assert entries[: len(to_confirm())] == to_confirm()
    disputed = entries[len(to_confirm()) :]
    assert len(disputed) == len(law.disputes)
    assert [one.switch for one in disputed] == [dispute.switch for dispute in law.disputes.values()]
    assert all(one.why and one.citation for one in disputed)
    assert all(one.why for one in entries)


def test_a_worked_case_tells_its_record_what_is_expected_and_what_is_found() -> None:
    for result in check_law():
        told = dict(scenario_sections(result))
        record, said = "\n".join(told["The record"]), "\n".join(told["The program finds"])
        for count in result.scenario.person.counts:
            assert count.charge in record
            for day in (count.offense_on, count.conviction_on):
                assert day is None or str(day) in record
        assert result.finding.statutory_reason in said
        assert all(code in said for code in result.finding.review_codes)
        assert told["The page says"]
        assert ("The page leaves open" in told) == bool(result.scenario.open_point)
        assert told.get("They differ", ()) == result.differences


def test_a_check_says_how_far_it_is_and_can_be_stopped() -> None:
    class Counting(SilentProgress):
        told: list[tuple[int, int]] = []  # noqa: RUF012 - one object only

        def report(self, done: int, total: int, text: str) -> None:
            assert f"{done:,} of {total:,}" in text
            self.told.append((done, total))

        def check(self) -> None:
            if len(self.told) > 2:
                raise CancelledError("Check the law")

    progress = Counting()
    with pytest.raises(CancelledError):
        check_law(progress)
    assert [done for done, _ in progress.told] == sorted({done for done, _ in progress.told})
    assert len(progress.told) == 3
