"""Nasty deliveries, case lists and clerks' answers: each a name and how its bytes are made."""

from collections.abc import Callable

from doj_rows import as_bytes, make_row

Make = Callable[[], bytes]

_ROW = as_bytes([make_row(SUBJECT_ID="7", PRI_NAME="INVENTED,NOOR")], header=False)
_HEADER = as_bytes([], header=True)
_LINES = as_bytes(
    [make_row(SUBJECT_ID=str(one), CII_NUMBER=f"A{one:08}") for one in range(1, 4)], header=True
)
MEGABYTE = 1 << 20


def _row(**values: str) -> Make:
    return lambda: _HEADER + as_bytes([make_row(**{"SUBJECT_ID": "8", **values})], header=False) + _ROW


def _with(text: bytes) -> Make:
    """A good delivery with these bytes where a name stands."""
    return lambda: _LINES.replace(b"SAMPLE,ROBIN Q", text)


DELIVERIES: dict[str, Make] = {
    "nothing.dat": lambda: b"",
    "one line end.dat": lambda: b"\n",
    "only a mark.dat": lambda: b"\xef\xbb\xbf",
    "only a header.dat": lambda: _HEADER,
    "header twice.dat": lambda: _HEADER + _HEADER + _ROW,
    "header in the middle.dat": lambda: _ROW + _HEADER + _ROW.replace(b'"7"', b'"9"'),
    "blank lines.dat": lambda: b"\n" * 100_000 + _LINES,
    "blanks and tabs.dat": lambda: b" \t \n" * 1000 + _LINES,
    "zero bytes.dat": lambda: bytes(MEGABYTE),
    "zero bytes in a name.dat": _with(b"SAM\x00PLE,RO\x00BIN"),
    "zero bytes at the end.dat": lambda: _LINES + bytes(4096),
    "utf-16.dat": lambda: _LINES.decode().encode("utf-16"),
    "utf-16 without a mark.dat": lambda: _LINES.decode().encode("utf-16-be"),
    "utf-32.dat": lambda: _LINES.decode().encode("utf-32"),
    "utf-7.dat": _with("RENÉE,ÅSA".encode("utf-7")),
    "latin-1.dat": _with("RENÉE,ÅSA".encode("latin-1")),
    "code page 437.dat": _with("RENÉE,ÅSA".encode("cp437")),
    "half a character.dat": _with(b"\xed\xa0\x80\xed\xbf\xbf"),
    "overlong characters.dat": _with(b"\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf"),
    "beyond unicode.dat": _with(b"\xf5\x80\x80\x80\xff"),
    "mark in the middle.dat": _with(b"\xef\xbb\xbfSAMPLE,ROBIN"),
    "carriage returns.dat": lambda: _LINES.replace(b"\r\n", b"\n").replace(b"\n", b"\r"),
    "mixed line ends.dat": lambda: _HEADER.replace(b"\n", b"\r\n") + _ROW.replace(b"\n", b"\r") + _ROW,
    "line ends turned.dat": lambda: _LINES.replace(b"\r\n", b"\n").replace(b"\n", b"\n\r"),
    "other line ends.dat": _with("A\x0bB\x0cC\x85D\u2028E\u2029F,G".encode()),
    "no line end at the end.dat": lambda: _LINES.rstrip(b"\r\n"),
    "ten megabytes in one line.dat": lambda: _HEADER + b"A" * (10 * MEGABYTE) + b"\n" + _ROW,
    "ten megabytes of quotes.dat": lambda: _HEADER + b'"' * (10 * MEGABYTE) + b"\n" + _ROW,
    "ten megabytes of commas.dat": lambda: b"," * (10 * MEGABYTE),
    "a name of a megabyte.dat": _with(b"X" * MEGABYTE),
    "one quote never closed.dat": lambda: _HEADER + b'"' + _ROW.lstrip(b'"') + _LINES,
    "a quote in every value.dat": lambda: _LINES.replace(b",", b'",'),
    "values in single quotes.dat": lambda: _LINES.replace(b'"', b"'"),
    "94 columns.dat": lambda: _ROW.replace(b'"#"', b"", 1).replace(b",,", b",", 1) + _ROW,
    "97 columns.dat": lambda: _ROW.rstrip(b"\r\n") + b",,\n" + _ROW,
    "tabs.dat": lambda: _LINES.replace(b",", b"\t"),
    "semicolons.dat": lambda: _LINES.replace(b'","', b'";"'),
    "no subject.dat": _row(SUBJECT_ID=""),
    "subject of null.dat": _row(SUBJECT_ID="NULL"),
    "subject of a path.dat": _row(SUBJECT_ID="../../../etc/passwd"),
    "subject of 100,000 digits.dat": _row(SUBJECT_ID="9" * 100_000),
    "order in letters.dat": _row(CNT_ORDER="ABCDEFGHIJKL"),
    "order too long.dat": _row(CNT_ORDER="1" * 5000),
    "year 0000.dat": _row(PRI_DOB="00000101", DISP_DATE="00000000", STP_EVENT_DATE="00010101"),
    "year 9999.dat": _row(PRI_DOB="99991231", DISP_DATE="99999999", STP_EVENT_DATE="99991231"),
    "born after the offense.dat": _row(PRI_DOB="20200101"),
    "dates of other digits.dat": _row(PRI_DOB="١٩٧٠٠١٠١", DISP_DATE="１９９９０３０１"),
    "dates with signs.dat": _row(PRI_DOB="-9700131", DISP_DATE="+9990301"),
    "february 30.dat": _row(DISP_DATE="19990230", STP_EVENT_DATE="19990230"),
    "a formula for a name.dat": _row(
        PRI_NAME="=HYPERLINK(CHAR(104)),ROBIN", OFN="@SUM(1+1)*cmd|' /C calc'!A0"
    ),
    "sql for a name.dat": _row(PRI_NAME="'); DROP TABLE person; --,ROBIN", OFN="1' OR '1'='1"),
    "a script for a name.dat": _row(PRI_NAME="<script>alert(1)</script>,ROBIN"),
    "format signs for a name.dat": _row(PRI_NAME="%s%n%x{0.__class__}${jndi:ldap},ROBIN"),
    "terminal signs for a name.dat": _row(PRI_NAME="\x1b[2J\x1b]0;x\x07\x9b31m,ROBIN"),
    "a name turned around.dat": _row(PRI_NAME="\u202eNIBOR,ELPMAS\u2066\u200b\u200f"),
    "a name of marks.dat": _row(PRI_NAME="Z" + "\u0301" * 5000 + ",\U0001f600\U000e0041"),
    "a charge of a megabyte.dat": _row(OFFENSE_DESCR="11357(B) HS-" + "POSSESS " * 130_000),
    "a charge of brackets.dat": _row(OFFENSE_DESCR="11357" + "(" * 20_000 + ")" * 20_000 + " HS"),
    "a charge of sections.dat": _row(OFFENSE_DESCR=" AND ".join(["11357(B) HS", "664/11359 HS"] * 2000)),
    "a sentence of digits.dat": _row(DISP_DESCR="CONVICTED-PROB/JAIL " + "999999999 " * 5000),
    "security numbers everywhere.dat": _row(OFFENSE_DESCR="11357 HS 987-65-4320 " * 500, OFN="987654320"),
    "five thousand counts.dat": lambda: (
        _HEADER
        + as_bytes(
            [
                make_row(SUBJECT_ID="1", CNT_ORDER=f"{100 + one // 900:03}{2:03}{one % 900:03}000")
                for one in range(5000)
            ],
            header=False,
        )
    ),
    "the same line 20,000 times.dat": lambda: _HEADER + _ROW * 20_000,
    "a picture.dat": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 400,
    "a program.dat": lambda: b"\x7fELF\x02\x01\x01" + bytes(range(255, -1, -1)) * 400,
    "a database.dat": lambda: b"SQLite format 3\x00" + bytes(4000),
    "compressed.dat": lambda: b"\x1f\x8b\x08\x00" + bytes(range(256)) * 40,
    "a web page.dat": lambda: (
        b"<!DOCTYPE html><html><body><table><tr><td>1</td></tr></table></body></html>\n" * 50
    ),
    "json.dat": lambda: b'[{"SUBJECT_ID": "1", "PRI_NAME": "INVENTED,NOOR"}]\n' * 50,
}

_HEADINGS = b"last_name,first_name,date_of_birth,county,court_case_number,count_number,code_section\n"
_PERSON = b"INVENTED,NOOR,1980-03-03,LOS ANGELES,BA012345,1,11357(B) HS\n"
_LIST = _HEADINGS + _PERSON

LISTS: dict[str, Make] = {
    "headings only.csv": lambda: _HEADINGS,
    "headings of another office.csv": lambda: b"Name,DOB,Case\nInvented,1980,BA1\n",
    "headings repeated.csv": lambda: _HEADINGS.replace(b"first_name", b"last_name") + _PERSON,
    "headings with line ends.csv": lambda: _LIST.replace(b"code_section", b'"code\nsection"'),
    "a heading of a megabyte.csv": lambda: _LIST.replace(b"code_section", b"code_section," + b"h" * MEGABYTE),
    "ten thousand headings.csv": lambda: _HEADINGS.rstrip() + b",x" * 10_000 + b"\n" + _PERSON,
    "no separator.csv": lambda: _LIST.replace(b",", b" "),
    "pipes.csv": lambda: _LIST.replace(b",", b"|"),
    "semicolons.csv": lambda: _LIST.replace(b",", b";"),
    "sep line.csv": lambda: b"sep=,\n" + _LIST,
    "sep line of something else.csv": lambda: b"sep=\x00\n" + _LIST,
    "utf-16.csv": lambda: _LIST.decode().encode("utf-16"),
    "latin-1.csv": lambda: _LIST.replace(b"NOOR", "NOÖR".encode("latin-1")),
    "a record of 300 lines.csv": lambda: (
        _LIST + b'"A' + b"\n" * 300 + b'",B,,LOS ANGELES,C,1,11357 HS\n' + _PERSON
    ),
    "a quote never closed.csv": lambda: _HEADINGS + b'"INVENTED' + _PERSON[8:] + _PERSON * 50,
    "quotes in the middle.csv": lambda: _LIST + b'IN"VEN"TED,NO""OR,,LOS ANGELES,"C""D",1,"11357 HS"x\n',
    "ten megabytes of quotes.csv": lambda: _HEADINGS + b'"' * (10 * MEGABYTE),
    "ten megabytes in a line.csv": lambda: _LIST + b"A" * (10 * MEGABYTE),
    "carriage returns.csv": lambda: _LIST.replace(b"\n", b"\r"),
    "zero bytes.csv": lambda: _LIST.replace(b"NOOR", b"NO\x00OR"),
    "formulas.csv": lambda: _HEADINGS + b"=1+1,@SUM(A1),+1,-1,\t=A1,\r=1,\"=cmd|' /C calc'!A0\"\n" + _PERSON,
    "numbers as excel writes them.csv": lambda: (
        _HEADINGS + b"INVENTED,NOOR,29283,LOS ANGELES,1.23E+11,1.0,11357\n"
    ),
    "words for numbers.csv": lambda: (
        _HEADINGS + b"INVENTED,NOOR,yesterday,LOS ANGELES,BA1,one,eleven thousand\n"
    ),
    "a county that is none.csv": lambda: _HEADINGS + b"INVENTED,NOOR,,ATLANTIS,BA1,1,11357 HS\n",
    "names of marks.csv": lambda: _LIST.replace(b"NOOR", ("N" + "\u0301" * 3000).encode()),
    "turned around.csv": lambda: _LIST.replace(b"NOOR", "\u202eROON\u2066".encode()),
    "only commas.csv": lambda: _HEADINGS + b",,,,,,\n" * 5000,
    "too few values.csv": lambda: _HEADINGS + b"INVENTED\nINVENTED,NOOR\n" + _PERSON,
    "too many values.csv": lambda: _HEADINGS + _PERSON.rstrip() + b",x,y\n" + _PERSON,
    "one person 20,000 times.csv": lambda: _HEADINGS + _PERSON * 20_000,
}

_ANSWERS = b"row,status,date,note\n1,granted,,\n"

ANSWERS: dict[str, Make] = {
    "nothing.csv": lambda: b"",
    "headings of nobody.csv": lambda: b"a,b,c\n1,2,3\n",
    "a row that is none.csv": lambda: _ANSWERS + b"99999999999999999999,granted,,\n-1,denied,,\n",
    "a status that is none.csv": lambda: b"row,status,date\n1,perhaps,\n",
    "a day that is none.csv": lambda: b"row,status,date\n1,granted,2020-02-30\n1,granted,99999-01-01\n",
    "a day to come.csv": lambda: b"row,status,date\n1,granted,2999-01-01\n",
    "one row twice.csv": lambda: _ANSWERS + b"1,granted,,\n1,denied,,\n",
    "digits of another script.csv": lambda: "row,status,date\n١,granted,\n".encode(),
    "a quote never closed.csv": lambda: _ANSWERS + b'2,"granted,,\n' * 20,
    "a heading of a megabyte.csv": lambda: b"row,status," + b"h" * MEGABYTE + b"\n1,granted,\n",
    "a note of a megabyte.csv": lambda: b"row,status,date,note\n1,granted,," + b"n" * MEGABYTE,
    "utf-16.csv": lambda: _ANSWERS.decode().encode("utf-16"),
    "zero bytes.csv": lambda: _ANSWERS.replace(b"granted", b"gran\x00ted"),
    "a picture.csv": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "100,000 lines.csv": lambda: b"row,status,date\n" + b"9,granted,\n" * 100_000,
}
