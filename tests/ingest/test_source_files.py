"""Files are read once, cut at line ends, and hashed on the way."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.ingest.case_list_tables import headings_of
from expunge_desktop.ingest.doj_lines import MAX_LINE, read_lines
from expunge_desktop.ingest.source_files import SourceFile, sha256_of, size_of


@given(
    st.lists(st.sampled_from([b"a", b"\n", b"\r\n", b"bcd", b"\n\n"])).map(b"".join),
    st.integers(1, 9),
)
def test_every_line_lies_whole_in_one_stretch_in_order(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, length: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.dat"
    path.write_bytes(data)
    file = SourceFile(path, 1)
    stretches = list(file.stretches(length))
    assert b"".join(one.data for one in stretches) == data
    assert all(one.data.endswith(b"\n") for one in stretches[:-1])
    number = 1
    for one in stretches:
        assert one.first_line == number
        number += one.lines
    assert file.lines == number - 1 == data.count(b"\n") + (data[-1:] not in (b"", b"\n"))
    assert (file.sha256, file.size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert sha256_of(path) == file.sha256 and size_of(path) == file.size


def test_a_line_without_end_never_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "endless.dat"
    data = b"x,y\n" + b"A" * (3 * MAX_LINE) + b",B\n" + b"z,w\n"
    path.write_bytes(data)
    file = SourceFile(path, 1)
    stretches = list(file.stretches(500_000))
    assert max(len(one.data) for one in stretches) < 1_000_000
    found = [
        (line.line, line.kind)
        for one in stretches
        for line in read_lines(one.data, one.first_line, overlong=one.overlong).aside
    ]
    assert found == [(1, "TOO_FEW_FIELDS"), (2, "LINE_TOO_LONG"), (3, "TOO_FEW_FIELDS")]
    assert file.lines == 3
    assert file.sha256 == hashlib.sha256(data).hexdigest()


def test_a_folder_and_a_missing_file_are_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblemError, match="no file gone"):
        size_of(tmp_path / "gone")
    with pytest.raises(EnvironmentProblemError, match="cannot be read"):
        list(SourceFile(tmp_path, 1).stretches())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "list.csv"
    os.mkfifo(pipe)
    for look in (size_of, headings_of):
        with pytest.raises(EnvironmentProblemError, match=r"list\.csv is a pipe or a device, not a file\."):
            look(pipe)


def test_a_file_that_is_missing_from_the_folder_one_works_in_is_named_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(EnvironmentProblemError, match=r"There is no file nofile\.csv in this folder\."):
        size_of(Path("nofile.csv"))
