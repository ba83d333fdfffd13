"""Nobody reads “1 rows”: a number stands before its noun by `base.counted_words` alone."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from expunge_desktop.base.counted_words import many, plural_of

PACKAGE = Path(__file__).resolve().parents[2] / "expunge_desktop"
NOUNS = """
    addresses agencies backups batches bytes cases categories certificates characters checks columns
    convictions copies counts criteria days decisions differences documents entries errors events
    exhibits faults fields files filings findings forms headings hours letters lines minutes months
    movers names notices orders pages papers parts people persons plants policies problems questions
    records rows rules seconds sections sheets steps tables times tries users values versions volumes
    warnings weeks witnesses words worksheets years
"""
BEFORE_A_NOUN = re.compile(rf"^ (?:(?!(?:has|needs|of|as)\b)[a-z]+ )?({'|'.join(NOUNS.split())})\b")
COUNTING = {"many", "counted", "plural", "ruled"}
# Never one, whatever happens: the line before asks for more, or a limit of the program's own.
SEVERAL_FOR_CERTAIN = {
    ("supplied_facts.py", "len(people) or 'No'"),
    ("supplied_facts.py", "len(fitting) or 'No'"),
    ("audit_words.py", "len(lost)"),
    ("binding.py", "limits.size"),
    ("caption.py", "len(block)"),
    ("caption.py", "len(title)"),
    ("caption.py", "halves"),
    ("case_list_identity.py", "len(addresses)"),
    ("case_list_identity.py", "len(names)"),
    ("case_list_person.py", "number"),
    ("case_list_workbook.py", "len(self._parts.sheets)"),
    ("conformity.py", "len(files)"),
    ("decide_conviction.py", "len(found)"),
    ("doj_identity.py", "len(names)"),
    ("doj_later.py", "len(fitting)"),
    ("explain.py", "len(sources)"),
    ("filter_button.py", "len(chosen)"),
    ("form_fields.py", "len(fitting)"),
    ("import_batch.py", "len(names)"),
    ("import_batch.py", "total"),
    ("import_layout.py", "len(paths)"),
    ("mappings.py", "len(headings)"),
    ("motion.py", "len(self._found)"),
    ("pleading.py", "below"),
    ("refresh_facts.py", "len(stale)"),
    ("wording.py", "value"),
    ("worksheet_dialog.py", "convictions"),
    ("xlsx_files.py", "len(text)"),
}
# Words that read like nouns and are none there: “a folder that Dropbox copies”, “the values of a filter”.
NO_NUMBER = {
    ("storage_place.py", "client"),
    ("filter_button.py", "title"),
    ("limit_reading.py", "name"),
    ("limit_reading.py", "key"),
    ("nameless_texts.py", "what"),
}


def counted_by_hand(source: str) -> Iterator[str]:
    """Every `{number} nouns` of an f-string whose number is neither counted nor a limit in capitals."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.JoinedStr):
            continue
        for number, after in zip(node.values, node.values[1:], strict=False):
            if not isinstance(number, ast.FormattedValue) or not isinstance(after, ast.Constant):
                continue
            said = ast.unparse(number.value)
            is_counted = isinstance(number.value, ast.Call) and ast.unparse(number.value.func) in COUNTING
            is_limit = re.match(r"_?[A-Z][A-Z_]+\b", said.rpartition(".")[2]) is not None
            if BEFORE_A_NOUN.match(str(after.value)) and not is_counted and not is_limit:
                yield said


def test_no_text_of_the_program_counts_by_hand() -> None:
    known, found = SEVERAL_FOR_CERTAIN | NO_NUMBER, set()
    for path in sorted(PACKAGE.rglob("*.py")):
        found |= {(path.name, said) for said in counted_by_hand(path.read_text(encoding="utf-8"))}
    assert found - known == set()
    assert known - found == set(), "no longer there: take it off the list"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('f"{n:,} rows written"', ["n"]),
        ('f"{len(rows)} sealed rows"', ["len(rows)"]),
        ("f\"{many(n, 'row')} rows\"", []),
        ('f"at most {MOST_ROWS:,} rows"', []),
        ('f"{name} has rows"', []),
    ],
)
def test_the_search_finds_what_it_should(source: str, found: list[str]) -> None:
    assert list(counted_by_hand(source)) == found


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [
        (0, "row", "0 rows"),
        (1, "row", "1 row"),
        (1_204, "row", "1,204 rows"),
        (2, "person", "2 people"),
        (2, "batch", "2 batches"),
        (3, "entry", "3 entries"),
        (3, "day", "3 days"),
        (2, "felony", "2 felonies"),
        (2, "failed try", "2 failed tries"),
        (2, "sealed row", "2 sealed rows"),
        (1, "more finding", "1 more finding"),
    ],
)
def test_one_is_one_and_more_are_many(number: int, noun: str, said: str) -> None:
    assert many(number, noun) == said


def test_a_plural_that_is_not_made_at_the_end_is_given() -> None:
    assert many(2, "court of appeal", "courts of appeal") == "2 courts of appeal"
    assert plural_of("court profile") == "court profiles"
