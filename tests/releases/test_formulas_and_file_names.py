"""No cell that goes out is run by a spreadsheet, and no file name made from data leads elsewhere."""

import csv
import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from released_county import FILING, TRAP

from expunge_desktop.services.csv_files import as_recorded, formula_safe
from expunge_desktop.services.export_findings import export_findings
from expunge_desktop.services.packet_choice import PacketChoice
from expunge_desktop.services.print_papers import print_papers
from expunge_desktop.services.problems import export_problems
from expunge_desktop.services.safe_names import LONGEST, require_inside, safe_name
from expunge_desktop.services.session import Session
from expunge_desktop.services.status_export import export_statuses
from expunge_desktop.services.xlsx_files import xlsx_bytes

RUN = re.compile(r"[\s\x00-\x1f\u200b-\u200f\u2060\ufeff\u00ad]*[=+\-@＝＋－＠]|[\t\r\n]")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\u200b=1", "\ufeff=1",
        "＝1", "＋1", "－1", "＠A", "﹣1", "−1", "﹢1", "﹫A", "\x00=1", "\x01@A", "\u00ad=1", "\tplain",
        "\rplain",
        "=cmd|'/C calc'!A0", "-GA90000", "\u3000=1", "\u2066=1",
    ],
)  # fmt: skip
def test_a_text_that_a_spreadsheet_would_run_is_defused(text: str) -> None:
    assert formula_safe(text) == f"'{text}"
    assert as_recorded(formula_safe(text)) == text


@pytest.mark.parametrize(
    "text", ["", "GA40001", "O'HARA,ANN", "'quoted", "1203.4", "12-34", "A=B", "–", "(x)"]
)
def test_an_ordinary_text_stays_as_it_is(text: str) -> None:
    assert formula_safe(text) == text
    assert as_recorded(text) == text


@pytest.mark.parametrize(
    ("number", "text"), [(-5, "-5"), (0, "0"), (-1.5, "-1.5"), (None, ""), (True, "True")]
)
def test_a_number_stays_a_number(number: object, text: str) -> None:
    assert formula_safe(number) == text


@given(st.text(max_size=40))
def test_no_text_at_all_comes_out_as_a_formula(text: str) -> None:
    assert not RUN.match(formula_safe(text))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=5))
def test_a_workbook_holds_text_only_and_no_formula(cells: list[str]) -> None:
    data = xlsx_bytes("Sheet", [f"c{n}" for n in range(len(cells))], [[formula_safe(one) for one in cells]])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    assert sheet.findall(f".//{space}f") == []
    assert {cell.get("t") for cell in sheet.iter(f"{space}c")} == {"inlineStr"}


def test_every_table_a_workspace_writes_is_safe_with_a_name_and_a_case_that_are_formulas(
    ada: Session, out: Path
) -> None:
    export_findings(ada, out / "findings.csv")
    export_problems(ada, out / "problems.csv")
    export_statuses(ada, FILING, out / "statuses.csv")
    print_papers(ada, FILING, out, choice=PacketChoice(only=frozenset({"D5"})))
    tables = sorted(out.rglob("*.csv"))
    assert len(tables) == 5
    found = 0
    for table in tables:
        with table.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                assert not [cell for cell in row if RUN.match(cell)], table.name
                found += sum(TRAP.case in cell or "CMD(1)" in cell for cell in row)
    assert found >= 5, "the trap is in the tables"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("record.pdf", "record.pdf"),
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/etc/passwd", "etc-passwd"),
        ("C:\\x", "C--x"),
        ("a\x00b\r\nc", "abc"),
        ("safe\u202efdp.exe", "safefdp.exe"),
        ("CON", "_CON"),
        ("nul.pdf", "_nul.pdf"),
        ("com1", "_com1"),
        ("LPT¹.txt", "_LPT¹.txt"),
        ("name. ", "name"),
        ("..", "fallback"),
        ("", "fallback"),
        ("\u200b", "fallback"),
        ('a<b>c:"d|e?f*g', "a-b-c--d-e-f-g"),
    ],
)
def test_a_name_made_from_data_is_one_plain_name(text: str, name: str) -> None:
    assert safe_name(text, fallback="fallback") == name


def test_a_long_name_keeps_its_suffix() -> None:
    name = safe_name("x" * 500 + ".pdf", fallback="f")
    assert len(name) == LONGEST
    assert name.endswith("x.pdf")


@given(st.text(max_size=300))
def test_no_text_makes_a_name_that_leads_elsewhere(text: str) -> None:
    name = safe_name(text, fallback="fallback")
    assert Path(name).name == name
    assert name not in (".", "..")
    assert 0 < len(name) <= LONGEST + 1
    assert not re.search(r"[\x00-\x1f\x7f<>:\"/\\|?*]", name)
    assert name == name.strip(" .")
    assert require_inside(Path("/somewhere"), safe_name(name, fallback="f")).parent == Path("/somewhere")


@pytest.mark.parametrize(
    "name", ["../x.pdf", "/x.pdf", "a/../../x", "", "a\\..\\x", "NUL", "x\n.pdf", "a/./b/.."]
)
def test_a_file_outside_its_folder_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not one of this program's"):
        require_inside(Path("/somewhere"), name)
