"""Rows in the Department of Justice layout, built for one test at a time. Every person is invented."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

from expunge_desktop.ingest.doj_columns import COLUMNS
from expunge_desktop.ingest.doj_person import Reading

Read = Callable[[Sequence[Sequence[str]]], Reading]

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
GENERATOR = SHARED / "tools" / "make_doj_file.py"

_SEPARATORS = {name: "#" for name in COLUMNS if name.endswith("_SEG_SEP") or name == "END_OF_REC"}
_numbers = iter(range(1, 10**9))


def make_row(**values: str) -> list[str]:
    """A conviction of 11357(b) in Los Angeles; name the columns that shall differ."""
    row = {
        **dict.fromkeys(COLUMNS, ""),
        **_SEPARATORS,
        "RECORD_ID": str(next(_numbers)),
        "SUBJECT_ID": "50000001",
        "CII_NUMBER": "A12345678",
        "PRI_NAME": "SAMPLE,ROBIN Q",
        "GENDER": "F",
        "PRI_DOB": "19700131",
        "PRI_SSN": "987654320",
        "PRI_CDL": "N7654321",
        "REQ_SSN": "987654329",
        "REQ_CDL": "K2223334",
        "RACE_DESCR": "OTHER",
        "CYC_DATE": "19990101",
        "STP_EVENT_DATE": "19990301",
        "STP_TYPE_DESCR": "COURT ACTION",
        "STP_ORI_DESCR": "CASC LOS ANGELES",
        "STP_ORI_CNTY_NAME": "LOS ANGELES",
        "CNT_ORDER": "101002001000",
        "DISP_DATE": "19990301",
        "OFN": "BA012345",
        "OFFENSE_DESCR": "11357(B) HS-POSSESS MARIJUANA 28.5- GRAMS",
        "OFFENSE_TOC": "M",
        "DISP_DESCR": "CONVICTED",
        "CONV_STAT_DESCR": "MISDEMEANOR",
    }
    unknown = values.keys() - row.keys()
    assert not unknown, unknown
    return list({**row, **values}.values())


def make_arrest(**values: str) -> list[str]:
    """The arrest row of the same cycle and count."""
    given = {
        "STP_TYPE_DESCR": "ARREST/DETAINED/CITED",
        "STP_EVENT_DATE": "19990101",
        "STP_ORI_DESCR": "CAPD COMPTON",
        "CNT_ORDER": "101001001000",
        "DISP_DESCR": "",
        "CONV_STAT_DESCR": "",
        "OFN": "",
    }
    return make_row(**{**given, **values})


def as_bytes(
    rows: Sequence[Sequence[str]], *, header: bool = False, end: str = "\n", encoding: str = "utf-8"
) -> bytes:
    """The rows as a file of this layout."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=end)
    if header:
        writer.writerow(COLUMNS)
    writer.writerows(rows)
    return text.getvalue().encode(encoding)
