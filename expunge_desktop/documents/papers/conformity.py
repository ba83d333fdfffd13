"""D19, the certificate of conformity: what the preflight found in every PDF of a packet, rule by rule.

Internal, never filed. Made last, from the reports themselves; not among the recipes of the catalog.
"""

from collections.abc import Iterable, Mapping

from expunge_desktop.base.counted_words import many
from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.plain_pages import PlainPages, write_plain
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe
from expunge_desktop.documents.preflight.report import PreflightFinding, PreflightReport, Severity
from expunge_desktop.documents.preflight.rules import RULES, in_order
from expunge_desktop.documents.wording import long_date

TITLE = "Certificate of conformity"
FOOTER = "CERTIFICATE OF CONFORMITY – internal, not filed"
_FILES_NAMED = 6  # of files with the same result in one folder; beyond, how many more
_MOST_FINDINGS = 400
_WIDTHS = (90.0, 290.0, 80.0)
_NOTHING = "–"


def conformity(order: PaperOrder, reports: Mapping[str, PreflightReport]) -> Part:
    """The certificate of the packet's PDFs, by file name."""
    sheets = _certificate(order.filing, dict(sorted(reports.items())))
    return Part(write_plain(sheets, order.mark(RECIPE)), pages=len(sheets.pages))


def _make(_recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    yield conformity(order, {})


def _certificate(filing: Filing, reports: Mapping[str, PreflightReport]) -> PlainPages:
    sheets = PlainPages(f"{TITLE}, filing {filing.id}")
    sheets.paragraph("Internal: not filed with the court.", bold=True)
    sheets.paragraph(
        "Each finished PDF named here was read back, with other libraries than those that wrote it, and held "
        "to the rules listed in part 2: title 2 of the California Rules of Court as errors, titles 3 and 4, "
        "which are followed by custom, as warnings, and the program's own promises. A filing with an error "
        "cannot be released."
    )
    sheets.paragraph(f"Decided as of {long_date(filing.as_of)}. {_totals(reports)}", bold=True)
    _files(sheets, reports)
    _rules(sheets, reports)
    _findings(sheets, reports)
    _signature(sheets)
    return sheets


def _totals(reports: Mapping[str, PreflightReport]) -> str:
    pages = sum(one.pages for one in reports.values())
    errors = sum(len(one.errors) for one in reports.values())
    warnings = sum(len(one.warnings) for one in reports.values())
    found = f"{many(errors, 'error')}, {many(warnings, 'warning')}"
    return f"{many(len(reports), 'PDF')} of {many(pages, 'page')}: {found}."


def _files(sheets: PlainPages, reports: Mapping[str, PreflightReport]) -> None:
    """Files with the same result stand together, so that thousands of orders need a few lines."""
    sheets.paragraph("1. Files", bold=True, space=12)
    groups: dict[tuple[str, tuple[str, ...], tuple[PreflightFinding, ...]], list[str]] = {}
    for file, report in reports.items():
        folder = file.rpartition("/")[0] or file
        groups.setdefault((folder, report.checked, report.findings), []).append(file)
    for (_, checked, _), files in groups.items():
        report = reports[files[0]]
        pages = sum(reports[file].pages for file in files)
        sheets.paragraph(_named(files), bold=True, space=8)
        errors, warnings = many(len(report.errors), "error"), many(len(report.warnings), "warning")
        sheets.paragraph(
            f"{many(pages, 'page')}, {errors}, {warnings}. "
            f"{len(report.held)} of {many(len(checked), 'rule')} held: {_keys(report.held)}.",
            space=2,
        )
        if len(files) == 1 and report.sha256:
            sheets.paragraph(f"SHA-256 {report.sha256}", size=10, space=2)
        broken = tuple(rule for rule in checked if rule not in report.held)
        if broken:
            sheets.paragraph(f"Not held: {_keys(broken)}; see part 3.", space=2)


def _named(files: list[str]) -> str:
    if len(files) == 1:
        return files[0]
    shown = ", ".join(file.rpartition("/")[2] for file in files[:_FILES_NAMED])
    more = f" and {len(files) - _FILES_NAMED:,} more" if len(files) > _FILES_NAMED else ""
    return f"{len(files):,} files in {files[0].rpartition('/')[0]}, all alike: {shown}{more}"


def _keys(keys: Iterable[str]) -> str:
    return ", ".join(keys) or _NOTHING


def _rules(sheets: PlainPages, reports: Mapping[str, PreflightReport]) -> None:
    sheets.paragraph("2. Rules", bold=True, space=12)
    sheets.columns(("Rule", "What it asks", "Held by"), _WIDTHS, bold=True)
    checked = in_order({rule for one in reports.values() for rule in one.checked})
    words = {rule.key: rule.words for rule in RULES}
    for key in checked:
        asked = [one for one in reports.values() if key in one.checked]
        held = sum(key in one.held for one in asked)
        sheets.columns((key, words[key], f"{held:,} of {len(asked):,}"), _WIDTHS)


def _findings(sheets: PlainPages, reports: Mapping[str, PreflightReport]) -> None:
    sheets.paragraph("3. Findings", bold=True, space=12)
    lines = [
        (file, f"{one.severity.value.capitalize()}, {one.rule}: {one.sentence}")
        for severity in Severity
        for file, report in reports.items()
        for one in report.findings
        if one.severity is severity
    ]
    if not lines:
        sheets.paragraph("Nothing was found.")
    for file, line in lines[:_MOST_FINDINGS]:
        sheets.paragraph(f"{file} – {line}", space=3)
    if len(lines) > _MOST_FINDINGS:
        sheets.paragraph(
            f"{many(len(lines) - _MOST_FINDINGS, 'more finding')}: run the preflight on the files."
        )


def _signature(sheets: PlainPages) -> None:
    sheets.paragraph("Seen by the releasing attorney", bold=True, space=14)
    for label in ("Name", "Signature", "Date"):
        sheets.field(label, "")


RECIPE = Recipe("D19", "conformity", TITLE, FOOTER, PaperKind.COVER, _make, needs=())
