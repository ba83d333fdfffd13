"""Every reader of the program that takes what somebody else wrote, each as one function of bytes.

`read` ends well, or raises what the reader promises for bad input (`refusals`): anything else is a finding.
"""

import random
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import sample_doj
from reportlab.pdfgen.canvas import Canvas

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.base.paths import resource_path
from expunge_desktop.base.progress import SilentProgress
from expunge_desktop.documents import filing, manifest
from expunge_desktop.documents.attachment import pages_of_attachment
from expunge_desktop.documents.form_fields import read_form
from expunge_desktop.documents.papers.sample import sample_evidence, sample_filing
from expunge_desktop.documents.preflight.checks import preflight
from expunge_desktop.domain.citation_parser import find_charges_in_comment, parse_charge, split_charge
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.ingest import case_list_values
from expunge_desktop.ingest.case_list_batch import CaseListBatch
from expunge_desktop.ingest.doj_batch import DojBatch
from expunge_desktop.ingest.doj_layout import load_layout
from expunge_desktop.ingest.doj_worker import DojWorker
from expunge_desktop.ingest.layout_of_file import layout_of
from expunge_desktop.services import audit_checkpoint, clerk_answers
from expunge_desktop.services.court_profile_text import profile_from_text
from expunge_desktop.services.form_maps import map_from_text
from expunge_desktop.services.law_library import load_law, policy_from_text
from expunge_desktop.services.office import parse_custody, parse_office
from expunge_desktop.services.policy_text import form_values
from expunge_desktop.services.templates import check_template_text, template_names
from expunge_desktop.vault import key_file, key_record, recovery_text
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

Read = Callable[[bytes], None]


@dataclass(frozen=True)
class Reader:
    """One reader: what it is given, what it may refuse with, how much of all inputs it gets.

    share    of a million inputs
    seconds  of the processor, the most one input may take
    longest  bytes of an input
    """

    name: str
    read: Read
    seeds: Callable[[], list[bytes]]
    share: int
    seconds: float = 2.0
    refusals: tuple[type[Exception], ...] = (ExpungeError,)
    tokens: tuple[bytes, ...] = ()
    longest: int = 64 * 1024


@cache
def _scratch() -> Path:
    """A folder in memory where there is one: files are written for every input."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="fuzz-", dir=memory if memory.is_dir() else None))


def _as_file(data: bytes, name: str) -> Path:
    path = _scratch() / name
    path.write_bytes(data)
    return path


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


# ── source files ─────────────────────────────────────────────────────────────


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
    with DojBatch([_as_file(data, "delivery.dat")], load_law(), SilentProgress(), processes=0) as batch:
        lines = sum(one.header + one.imported + len(one.aside) for one in batch.stretches())
        if lines != batch.files[0].lines:
            raise AssertionError(f"{batch.files[0].lines} lines, {lines} accounted for")


def _case_list(data: bytes) -> None:
    with CaseListBatch([_as_file(data, "list.csv")], load_law(), SilentProgress(), processes=0) as batch:
        lines = sum(one.header + one.imported + len(one.aside) for one in batch.stretches())
        if lines != batch.files[0].lines:
            raise AssertionError(f"{batch.files[0].lines} lines, {lines} accounted for")


def _layout(data: bytes) -> None:
    layout_of(_as_file(data, "unknown"))


def _clerk_answers(data: bytes) -> None:
    path = Path("answers.csv")
    for line, values in clerk_answers._lines(data, path):
        assert line > 0 and isinstance(values, dict)


@cache
def _doj_seed() -> bytes:
    path = _scratch() / "seed.dat"
    sample_doj.write(
        sample_doj.Recipe(people=3, seed=5, irregular=0.5, broken=2, accents=True, padded=True, bom=True),
        path,
    )
    return path.read_bytes()


def _doj_seeds() -> list[bytes]:
    whole = _doj_seed()
    lines = whole.splitlines(keepends=True)
    return [whole[:20_000], b"".join(lines[1:4]), b"".join(lines[4:9]), lines[0] + lines[1]]


_LIST = (
    b"last_name,first_name,date_of_birth,county,court_case_number,count_number,code_section,conviction_date,"
    b"disposition,level,cii_number,comment\n"
    b"SAMPLE,ALEX,1960-02-03,LOS ANGELES,BA123456,1,11357(B) HS,1985-06-07,CONVICTED,M,A01234567,\n"
    b'"O\'NULL, JR",Ren\xc3\xa9e,2/30/1970,Los Angeles,ba1,2,"11359 HS, 182 PC",1990,convicted,felony,,'
    b'"a ""b"""\n'
    b"=1+1,@SUM(A1),,ORANGE,,,,,,,,\n"
)


def _workbook(sheet: bytes) -> bytes:
    """A workbook with this sheet; what a mutated sheet is packed into."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _WORKBOOK.items():
            archive.writestr(name, content)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return held.getvalue()


_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORKBOOK = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_NS}" xmlns:r="{_RELS}"><sheets><sheet name="List" sheetId="1" '
    'r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_RELS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def _sheet(rows: list[list[str]]) -> bytes:
    body = "".join(
        f'<row r="{y}">'
        + "".join(
            f'<c r="{chr(64 + x)}{y}" t="inlineStr"><is><t>{value}</t></is></c>'
            for x, value in enumerate(row, 1)
        )
        + "</row>"
        for y, row in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{_NS}"><sheetData>{body}</sheetData></worksheet>'.encode()


def _sheet_seeds() -> list[bytes]:
    rows = [line.split(",") for line in _LIST.decode().splitlines()[:2]]
    special = (
        f'<worksheet xmlns="{_NS}"><dimension ref="A1:B9"/><sheetData><row r="1"><c r="A1" t="str">'
        '<f>A1+1</f><v>x</v></c><c r="B1" t="e"><v>#REF!</v></c>'
        '<c r="C1" t="b"><v>1</v></c><c r="D1"><v>43831.5</v></c>'
        '<c r="E1" t="s"><v>0</v></c><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    ).encode()
    return [_sheet(rows), special]


def _read_workbook(data: bytes) -> None:
    with CaseListBatch([_as_file(data, "list.xlsx")], load_law(), SilentProgress(), processes=0) as batch:
        for _ in batch.stretches():
            pass


def _read_sheet(data: bytes) -> None:
    _read_workbook(_workbook(data))


# ── short texts ──────────────────────────────────────────────────────────────


def _citation(data: bytes) -> None:
    text = _text(data)
    split_charge(text)
    parse_charge(text)
    find_charges_in_comment(text)


def _values(data: bytes) -> None:
    text = _text(data)
    for read in (
        case_list_values.flag, case_list_values.level, case_list_values.disposition, case_list_values.words,
        case_list_values.day, case_list_values.number, case_list_values.county,
    ):  # fmt: skip
        read(text)


def _partial_date(data: bytes) -> None:
    PartialDate.parse(_text(data))


# ── texts an office writes ───────────────────────────────────────────────────


def _policy(data: bytes) -> None:
    text = _text(data)
    form_values(text)
    policy_from_text(text, "ours.yaml")


def _court_profile(data: bytes) -> None:
    profile_from_text(_text(data), "court.yaml")


def _form_map(data: bytes) -> None:
    map_from_text(_text(data), "map.yaml")


def _office(data: bytes) -> None:
    text = _text(data)
    parse_office(text)
    parse_custody(text)


def _wording(data: bytes) -> None:
    text = _text(data)
    names = template_names()
    check_template_text(names[len(data) % len(names)], text)


def _resources(folder: str, pattern: str) -> Callable[[], list[bytes]]:
    return lambda: [path.read_bytes() for path in sorted(resource_path(folder).glob(pattern))]


def _office_seed() -> list[bytes]:
    office = Path(__file__).resolve().parents[2] / "demo_office.toml"
    custody = b"[safety]\nlock_after_minutes = 10\n[retention]\npurge_after_days = 90\naudit_years = 3\n"
    return [office.read_bytes(), office.read_bytes() + custody]


# ── files of the program's own ───────────────────────────────────────────────


def _key_file(data: bytes) -> None:
    record = key_record.from_text(_text(data))
    if key_record.from_text(key_record.to_text(record)) != record:
        raise AssertionError("a key record changes when it is written and read again")


def _key_file_seeds() -> list[bytes]:
    workspace = _scratch() / "county.expunge"
    held = key_file.key_file_path(workspace)
    held.unlink(missing_ok=True)
    key_file.create(workspace, "0f" * 16, bytes(range(32)), "Ada", "seven quiet harbors", cost=COST_FOR_TESTS)
    stored = Path(__file__).resolve().parents[3] / "tests" / "store" / "stored_workspaces"
    return [held.read_bytes(), *(path.read_bytes() for path in sorted(stored.glob("*.expunge-keys")))]


def _recovery_key(data: bytes) -> None:
    recovery_text.from_sheet(_text(data))


def _recovery_seeds() -> list[bytes]:
    return [recovery_text.to_sheet(recovery_text.new_recovery_key()).encode()]


def _checkpoint(data: bytes) -> None:
    audit_checkpoint.read(_as_file(data, "checkpoint.json"))


def _checkpoint_seeds() -> list[bytes]:
    content: dict[str, object] = {
        "kind": "expunge audit checkpoint", "format": audit_checkpoint.FORMAT, "workspace_id": "ab", "seq": 3,
        "hash": "0" * 64, "made_at": "2026-11-22T10:00:00.000000Z", "made_by": "Ada", "rows": 3,
        "marks": [[1, "0" * 64]],
    }  # fmt: skip
    sealed = {**content, "sha256": audit_checkpoint._digest(content)}
    return [audit_checkpoint._text(sealed).encode()]


def _manifest(data: bytes) -> None:
    manifest.manifest_from_json(_text(data))


def _filing(data: bytes) -> None:
    filing.from_json(_text(data))


def _filing_seeds() -> list[bytes]:
    return [filing.to_json(sample_filing()).encode()]


# ── PDFs ─────────────────────────────────────────────────────────────────────


def _attachment(data: bytes) -> None:
    pages_of_attachment("evidence.pdf", data)


def _preflight(data: bytes) -> None:
    preflight(data, "D01-notice-of-motion.pdf")


def _form(data: bytes) -> None:
    read_form(data)


def _pdf_seeds() -> list[bytes]:
    page = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/Names<</JavaScript 6 0 R>>>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>endobj\n4 0 obj<</Length 44>>stream\n"
        b"BT /F1 12 Tf 72 720 Td (Hello) Tj ET\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>endobj\n"
        b"xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 6>>\nstartxref\n0\n%%EOF\n"
    )
    return [page, sample_evidence()]


def _form_seeds() -> list[bytes]:
    held = BytesIO()
    canvas = Canvas(held, pageCompression=0)
    canvas.acroForm.textfield(name="name", x=72, y=700, width=200, maxlen=30)
    canvas.acroForm.checkbox(name="box", x=72, y=650)
    canvas.showPage()
    canvas.save()
    return [held.getvalue(), *_pdf_seeds()]


_UGLY = (
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xc0\xaf",
    b"\xe2\x80\xae",
    b"\xe2\x80\xa8",
    b"\r",
    b"\n",
    b"\r\n",
    b'"',
    b'""',
    b"'",
    b",",
    b";",
    b"\t",
    b"=cmd|' /C calc'!A0",
    b"NULL",
    b"../../etc",
    b"9" * 40,
    b"-1",
    b"1e999",
    b"0x10",
    b"\xf3\xa0\x81\x81",
    b"A" * 300,
    b"\x1b[2J",
)
_CITED = (
    b"11357",
    b"11358",
    b"11359(a)",
    b"11360(B)",
    b"HS",
    b"H&S",
    b"PC",
    b"664",
    b"182",
    b"/",
    b"(a)(1)",
    b"-",
    b"11530.5",
    b"VC 23152",
    b"W/I",
    b"AND",
    b"ATT:",
    b"2/30/1999",
    b"1999-02",
    b"19990231",
)
_YAML = (
    b": ",
    b"- ",
    b"&a ",
    b"*a",
    b"<<: *a",
    b"!!python/object/apply:os.system",
    b"|\n",
    b">\n",
    b"{",
    b"}",
    b"[",
    b"]",
    b"? ",
    b"%YAML 1.1\n",
    b"---\n",
    b"...\n",
    b"050",
    b"yes",
    b"~",
    b".inf",
    b"2020-02-30",
    b"!!binary ",
)
_TEMPLATE = (
    b"[if ",
    b"[end]",
    b"[insert ",
    b"[page]",
    b"^[",
    b"[[",
    b"]]",
    b"# ",
    b"## ",
    b"> ",
    b"- ",
    b"{",
    b"}",
)
_PDF = (
    b"obj",
    b"endobj",
    b"stream\n",
    b"endstream",
    b"/Length 99999999999",
    b"<<",
    b">>",
    b"[",
    b"]",
    b"/Kids[1 0 R]",
    b"/Parent 3 0 R",
    b"/FlateDecode",
    b"/JBIG2Decode",
    b"/ObjStm",
    b"/XRef",
    b"/Encrypt",
    b"0 R",
    b"/Count -1",
)
_XML = (
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"&b;",
    b"&#0;",
    b"<f>",
    b"</f>",
    b"<v>",
    b"<c r='A1'>",
    b"1048577",
    b"XFE1",
    b"t='s'",
    b"t='e'",
    b"<![CDATA[",
    b"]]>",
    b"<?xml version='1.0' encoding='utf-16'?>",
)

_RECOVERY = (b"-", b" ", b"O", b"I", b"l", b"\n")
_SHORT = 2048
_TEXTS = (*_UGLY, *_CITED)


def readers() -> tuple[Reader, ...]:
    """All of them."""
    return (
        Reader("citation", _citation, lambda: list(_CITED), 200_000, 0.5, tokens=_CITED, longest=_SHORT),
        Reader(
            "values",
            _values,
            lambda: [b"1999-02-03", b"2/3/99", b"convicted", b"F", b"12 months"],
            120_000,
            0.5,
            tokens=_CITED,
            longest=_SHORT,
        ),
        Reader(
            "partial-date",
            _partial_date,
            lambda: [b"1999", b"1999-02", b"1999-02-28"],
            60_000,
            0.5,
            refusals=(ValueError,),
            longest=_SHORT,
        ),
        Reader("doj-stretch", _doj_stretch, _doj_seeds, 150_000, tokens=_TEXTS),
        Reader("doj-file", _doj_file, _doj_seeds, 40_000, tokens=_TEXTS),
        Reader("case-list", _case_list, lambda: [_LIST, _LIST.replace(b",", b";")], 100_000, tokens=_TEXTS),
        Reader("layout", _layout, lambda: [_LIST, *_doj_seeds()], 30_000, tokens=_TEXTS),
        Reader(
            "workbook",
            _read_workbook,
            lambda: [_workbook(one) for one in _sheet_seeds()],
            25_000,
            tokens=_XML,
        ),
        Reader("sheet", _read_sheet, _sheet_seeds, 25_000, tokens=_XML),
        Reader(
            "clerk-answers",
            _clerk_answers,
            lambda: [b"row,status,date,note\n1,granted,2020-02-11,x\n"],
            50_000,
            tokens=_TEXTS,
        ),
        Reader("policy", _policy, _resources("policies", "*.yaml"), 12_000, tokens=(*_YAML, *_UGLY)),
        Reader(
            "court-profile", _court_profile, _resources("courts", "*.yaml"), 20_000, tokens=(*_YAML, *_UGLY)
        ),
        Reader("form-map", _form_map, _resources("forms", "*.yaml"), 8_000, tokens=(*_YAML, *_UGLY)),
        Reader(
            "office", _office, _office_seed, 60_000, tokens=(b"[office]", b"[[a]]", b'"""', b"'''", *_UGLY)
        ),
        Reader(
            "wording", _wording, _resources("templates", "*.txt"), 8_000, 8.0, tokens=(*_TEMPLATE, *_UGLY)
        ),
        Reader(
            "key-file",
            _key_file,
            _key_file_seeds,
            80_000,
            refusals=(ValueError,),
            tokens=(b'"slots"', b"null", b"[]", b"{}", b"1e9", b"true", *_UGLY),
        ),
        Reader(
            "recovery-key", _recovery_key, _recovery_seeds, 60_000, 0.5, tokens=(b"-", b" ", b"O", b"I", b"l")
        ),
        Reader("checkpoint", _checkpoint, _checkpoint_seeds, 30_000, tokens=(b"null", b"{}", b"[]", *_UGLY)),
        Reader("manifest", _manifest, _manifest_seeds, 40_000, refusals=(ValueError, TypeError)),
        Reader("filing", _filing, _filing_seeds, 10_000, refusals=(ValueError, TypeError)),
        Reader("attachment", _attachment, _pdf_seeds, 20_000, 5.0, tokens=_PDF),
        Reader("preflight", _preflight, _pdf_seeds, 10_000, 5.0, tokens=_PDF),
        Reader("form", _form, _form_seeds, 10_000, 5.0, tokens=_PDF),
    )


def _manifest_seeds() -> list[bytes]:
    made = manifest.manifest_of(sample_filing(), is_released=False, papers=(), not_printed=(), releases=())
    return [manifest.manifest_json(made).encode()]


def chance(name: str, seed: int) -> random.Random:
    """The same inputs for the same reader and seed."""
    return random.Random(f"{name} {seed}")
