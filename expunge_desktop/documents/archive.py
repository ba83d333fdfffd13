"""Finished papers in archive form, PDF/A-2b: for offices and courts that keep papers for decades.

What is written is validated, in memory, by the same library; what does not conform is refused with the first
reason. The bytes depend on nothing but those of the paper. Title, language, page labels and bookmarks stay.
"""

import re
from collections.abc import Sequence
from io import BytesIO

import pikepdf

from expunge_desktop.base.errors import AnswerIsNoError

FLAVOR = "2b"
_MOMENT = re.compile(rb"<xmp:MetadataDate>[^<]*</xmp:MetadataDate>|\s+xmp:MetadataDate=\"[^\"]*\"")


def to_archive(data: bytes) -> bytes:
    """The paper as PDF/A-2b. Raises AnswerIsNoError when it cannot be one: evidence may lack its fonts."""
    from pikepdf import pdfa  # takes a quarter of a second, and few papers are archived

    with pikepdf.open(BytesIO(data)) as pdf:
        _conform(pdf)
        pdfa.prepare(pdf, FLAVOR)
        _forget_moment(pdf)
        settings = pdfa.resolve_save_kwargs(FLAVOR, deterministic_id=True)
        out = BytesIO()
        pdf.save(out, **settings)
    out.seek(0)
    report = pdfa.validate_written(out, FLAVOR, save_kwargs=settings)
    if not report.passed:
        raise AnswerIsNoError(
            "not-archivable",
            f"The paper cannot be kept in archive form: {_reason(report.findings)}.",
            "Print it without the archive form, or attach evidence whose fonts are embedded.",
        )
    return out.getvalue()


def is_archive(data: bytes) -> bool:
    """Whether a PDF declares, and holds to, the archive form."""
    from pikepdf import pdfa  # see to_archive

    return bool(pdfa.validate_written(BytesIO(data), FLAVOR).passed)


def _conform(pdf: pikepdf.Pdf) -> None:
    """Take out what our own writers put in and the standard knows nothing of; write page labels anew."""
    for page in pdf.pages:
        if "/Trans" in page:
            del page["/Trans"]
    if "/Trapped" in pdf.docinfo:
        del pdf.docinfo["/Trapped"]
    first = 1
    labels = pdf.Root.get("/PageLabels")
    if labels is not None and "/Nums" in labels and len(labels.Nums) > 1:
        first = int(labels.Nums[1].get("/St", 1))
    label = pikepdf.Dictionary(S=pikepdf.Name.D)
    if first != 1:
        label.St = first
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([0, label]))


def _forget_moment(pdf: pikepdf.Pdf) -> None:
    """When the metadata were written says nothing about the paper, and would make each copy another one."""
    metadata = pdf.Root.get("/Metadata")
    if metadata is not None:
        metadata.write(_MOMENT.sub(b"", metadata.read_bytes()))


def _reason(findings: Sequence[object]) -> str:
    text = " ".join(str(findings[0]).split()) if findings else "no reason given"
    return text[:200].rstrip(".")
