"""The project's pages say what the program does, and their links lead somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_the_page_of_problems_is_the_program_s_own_list() -> None:
    import problem_page

    written = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    assert written == problem_page.page(), "run build/problem_page.py > docs/problems.md"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_verb_of_the_command_line_in_the_readme_exists() -> None:
    from expunge_desktop.app.main import build_parser

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    verbs = set(re.findall(r"^    expunge-desktop (\w+)", readme, re.MULTILINE))
    help_text = build_parser().format_help()
    assert len(verbs) > 12
    assert all(re.search(rf"^    {verb}\b", help_text, re.MULTILINE) for verb in verbs)


def test_each_decision_has_a_number_of_its_own_in_its_name_and_heading() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [page.name[:4] for page in pages]
    assert len(set(numbers)) == len(numbers) >= 6
    for page in pages:
        assert page.read_text(encoding="utf-8").startswith(f"# {page.name[:4]}"), page.name
