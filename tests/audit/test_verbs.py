"""Every verb the program writes into the trail has words for people."""

import re
from pathlib import Path

import expunge_desktop
from expunge_desktop.services.audit_verbs import OF_PEOPLE, SEEING, VERBS

ROOT = Path(expunge_desktop.__file__).parent
CALLS = (
    r'\.audit\(\s*"(?P<verb>[a-z.-]+)"',
    r'\.audit\(\s*(?:f?"[^"]*"|[^",]*?) if [^,]*? else "(?P<verb>[a-z.-]+)"',
    r'\.audit\(\s*"(?P<verb>[a-z.-]+)" if ',
    r'\.views\.note\(\s*(?:self\._)?session, "(?P<verb>[a-z.-]+)"',
    r'\.views\.note\(\s*(?:self\._)?session, "[a-z.-]+" if [^,]*? else "(?P<verb>[a-z.-]+)"',
    r'TableOut\(\s*f?"[^"]*",\s*"(?P<verb>[a-z.-]+)"',
    r'\b[A-Z_]*VERB(?:: str)? = "(?P<verb>[a-z.-]+)"',
    r'\bverb="(?P<verb>[a-z.-]+)"',
    r'\bverb: str = "(?P<verb>[a-z.-]+)"',
    r'"(?P<verb>clock-[a-z-]+)"',
)


def written() -> set[str]:
    """The verbs that stand in the program's code where it writes audit rows."""
    texts = [file.read_text("utf-8") for file in ROOT.rglob("*.py") if file.name != "audit_verbs.py"]
    return {found["verb"] for text in texts for call in CALLS for found in re.finditer(call, text)}


def test_every_verb_the_program_writes_has_words() -> None:
    found = written()
    assert {"import", "decide", "view", "search", "list", "template.save", "export.audit", "unlock"} <= found
    assert {"drop-payloads", "clock-moved-back", "salvage", "migrate"} <= found
    assert found - set(VERBS) == set()


def test_no_words_stand_there_for_what_is_never_written() -> None:
    assert set(VERBS) - written() == set()


def test_the_words_can_be_read_behind_a_name() -> None:
    for verb, words in VERBS.items():
        assert words[0].islower(), verb
        assert not words.endswith("."), verb


def test_what_may_speak_of_people_is_known() -> None:
    assert set(VERBS) >= OF_PEOPLE
    assert set(VERBS) >= SEEING
    assert {"view", "search", "decide", "person.lookup", "read-audit-trail"} <= OF_PEOPLE
