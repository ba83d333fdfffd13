"""Whatever bytes a file holds, it is read or refused with a sentence; nothing crashes and no row is lost."""

import random
import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from case_list_files import ROW, as_csv, as_rows, write_workbook
from hypothesis import given, settings
from hypothesis import strategies as st

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.base.progress import SilentProgress
from expunge_desktop.ingest.case_list_batch import CaseListBatch
from expunge_desktop.ingest.layout_of_file import layout_of
from expunge_desktop.services.law_library import load_law

LAW = load_law()
GOOD = as_csv(as_rows({}, {"person_id": "P2"}))


def read(data: bytes) -> tuple[int, int] | None:
    """Rows imported and lines set aside; None when the file was refused."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "any.file"
        path.write_bytes(data)
        try:
            layout_of(path)
            with CaseListBatch([path], LAW, SilentProgress(), processes=0) as batch:
                results = list(batch.stretches())
                blocks: dict[str, list[bytes]] = {}
                for result in results:
                    for fragment in result.fragments:
                        blocks.setdefault(fragment.key, []).append(fragment.block)
                assert all(one.person[0] == one.key for one in batch.read_people(blocks.items(), len(blocks)))
                (file,) = batch.files
        except ExpungeError as error:
            assert error.sentence and error.advice
            return None
    imported, aside = sum(one.imported for one in results), sum(len(one.aside) for one in results)
    assert file.lines == sum(one.header for one in results) + imported + aside
    return imported, aside


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read(data)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300) | st.text(alphabet='",;\t\r\n\0=#aé\u202e', max_size=200).map(str.encode))
def test_any_bytes_under_good_headings_and_a_good_row_are_rows_or_set_aside(data: bytes) -> None:
    found = read(GOOD + data)
    assert found is not None and found[0] >= 2


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
            min_size=len(ROW),
            max_size=len(ROW),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_text_in_any_column_is_read(rows: list[list[str]]) -> None:
    found = read(as_csv([list(ROW), *rows]))
    assert found is not None and sum(found) >= 1


@settings(deadline=None, max_examples=120)
@given(st.integers(0, 2**32), st.integers(1, 12))
def test_a_workbook_with_flipped_bytes_is_read_or_refused(seed: int, flips: int) -> None:
    data = bytearray(_WORKBOOK)
    chance = random.Random(seed)
    for _ in range(flips):
        data[chance.randrange(len(data))] = chance.randrange(256)
    read(bytes(data))


@settings(deadline=None, max_examples=120)
@given(st.integers(0, 2**32), st.integers(1, 12))
def test_a_workbook_with_flipped_bytes_inside_its_parts_is_read_or_refused(seed: int, flips: int) -> None:
    chance = random.Random(seed)
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(_WORKBOOK)) as old, zipfile.ZipFile(target, "w") as new:
        names = old.namelist()
        spoiled = chance.choice([name for name in names if name.startswith("xl/")])
        for name in names:
            part = bytearray(old.read(name))
            for _ in range(flips if name == spoiled else 0):
                part[chance.randrange(len(part))] = chance.choice(b'<>/"=&;0123456789AZrcsvtf ')
            new.writestr(name, bytes(part))
    read(target.getvalue())


def _workbook() -> bytes:
    with TemporaryDirectory() as folder:
        rows = as_rows({}, {"person_id": "P2", "notes": "x"})
        return write_workbook(Path(folder) / "a.xlsx", [*rows, [1, 2.5, True, "x"]]).read_bytes()


_WORKBOOK = _workbook()
