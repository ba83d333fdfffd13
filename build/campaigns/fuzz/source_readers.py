"""Readers of deliveries, case lists and clerks' answers."""

from functools import cache
from pathlib import Path

import sample_doj

from campaigns.fuzz.reader import Reader, as_file, scratch
from campaigns.fuzz.tokens import TEXTS
from expunge_desktop.base.progress import SilentProgress
from expunge_desktop.ingest.case_list_batch import CaseListBatch
from expunge_desktop.ingest.doj_batch import DojBatch
from expunge_desktop.ingest.doj_layout import load_layout
from expunge_desktop.ingest.doj_worker import DojWorker
from expunge_desktop.ingest.layout_of_file import layout_of
from expunge_desktop.services import clerk_answers
from expunge_desktop.services.law_library import load_law


@cache
def _worker() -> DojWorker:
    return DojWorker(load_layout(), load_law())


def _doj_stretch(data: bytes) -> None:
    found = _worker().read_stretch(data, 1, 1, frozenset(), interpret=True)
    if found.lines != found.header + found.imported + len(found.aside):
        raise AssertionError(
            f"{found.lines} lines are not {found.header}+{found.imported}+{len(found.aside)}"
        )


def _doj_file(data: bytes) -> None:
    with DojBatch([as_file(data, "delivery.dat")], load_law(), SilentProgress(), processes=0) as batch:
        lines = sum(one.header + one.imported + len(one.aside) for one in batch.stretches())
        if lines != batch.files[0].lines:
            raise AssertionError(f"{batch.files[0].lines} lines, {lines} accounted for")


def _case_list(data: bytes) -> None:
    with CaseListBatch([as_file(data, "list.csv")], load_law(), SilentProgress(), processes=0) as batch:
        lines = sum(one.header + one.imported + len(one.aside) for one in batch.stretches())
        if lines != batch.files[0].lines:
            raise AssertionError(f"{batch.files[0].lines} lines, {lines} accounted for")


def _layout(data: bytes) -> None:
    layout_of(as_file(data, "unknown"))


def _clerk_answers(data: bytes) -> None:
    path = Path("answers.csv")
    for line, values in clerk_answers._lines(data, path):
        assert line > 0 and isinstance(values, dict)


@cache
def _doj_seed() -> bytes:
    path = scratch() / "seed.dat"
    sample_doj.write(
        sample_doj.Recipe(people=3, seed=5, irregular=0.5, broken=2, accents=True, padded=True, bom=True),
        path,
    )
    return path.read_bytes()


def _doj_seeds() -> list[bytes]:
    whole = _doj_seed()
    lines = whole.splitlines(keepends=True)
    return [whole[:20_000], b"".join(lines[1:4]), b"".join(lines[4:9]), lines[0] + lines[1]]


LIST = (
    b"last_name,first_name,date_of_birth,county,court_case_number,count_number,code_section,conviction_date,"
    b"disposition,level,cii_number,comment\n"
    b"SAMPLE,ALEX,1960-02-03,LOS ANGELES,BA123456,1,11357(B) HS,1985-06-07,CONVICTED,M,A01234567,\n"
    b'"O\'NULL, JR",Ren\xc3\xa9e,2/30/1970,Los Angeles,ba1,2,"11359 HS, 182 PC",1990,convicted,felony,,'
    b'"a ""b"""\n'
    b"=1+1,@SUM(A1),,ORANGE,,,,,,,,\n"
)


def readers() -> tuple[Reader, ...]:
    """Of text files."""
    return (
        Reader("doj-stretch", _doj_stretch, _doj_seeds, 150_000, tokens=TEXTS),
        Reader("doj-file", _doj_file, _doj_seeds, 40_000, tokens=TEXTS),
        Reader("case-list", _case_list, lambda: [LIST, LIST.replace(b",", b";")], 100_000, tokens=TEXTS),
        Reader("layout", _layout, lambda: [LIST, *_doj_seeds()], 30_000, tokens=TEXTS),
        Reader(
            "clerk-answers",
            _clerk_answers,
            lambda: [b"row,status,date,note\n1,granted,2020-02-11,x\n"],
            50_000,
            tokens=TEXTS,
        ),
    )
