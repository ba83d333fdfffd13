"""Printing on paper: what is asked, what is logged, and the job that draws the pages."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from expunge_desktop.base.progress import Progress
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services.filing_papers import FilingPapers, make_document
from expunge_desktop.services.paper_copies import record_printing
from expunge_desktop.services.read_paper import PreviewPaper
from expunge_desktop.services.session import Session
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.page_printer import PrintOrder, print_pages
from expunge_desktop.ui.pages.print_dialog import PrintDialog
from expunge_desktop.ui.wording import plural


class PaperPrinting(QObject):
    """Printers are asked for in a job, when somebody wants to print: a network printer may take its time."""

    def __init__(self, context: Context, page: QWidget, notice: Notice) -> None:
        super().__init__(page)
        self._context, self._page, self._notice = context, page, notice

    def ask(self, papers: FilingPapers, paper: PreviewPaper, page: int) -> None:
        """Ask for printer, pages, recipient and purpose, then print."""

        def then(names: list[str]) -> None:
            asked = PrintDialog(papers, paper, page, names, self._page)
            if asked.exec() == QDialog.DialogCode.Accepted:
                self.start(papers, paper, asked)

        self._context.jobs.read(self, lambda _p: QPrinterInfo.availablePrinterNames(), then)

    def start(self, papers: FilingPapers, paper: PreviewPaper, asked: PrintDialog) -> None:
        """Print what was asked for: each paper is logged, then drawn."""
        printer, order, told = asked.printer, asked.order, asked.told
        wanted = _documents(papers) if asked.is_whole_packet else None
        session, filing_id = self._context.session, papers.filing_id

        def work(progress: Progress) -> int:
            if wanted is None:
                return _print(session, filing_id, (paper,), printer, order, told, progress)
            pages = 0
            for document in wanted:
                files = make_document(session, filing_id, document, progress).files
                if files:
                    pages += _print(session, filing_id, files, printer, order, told, progress)
            return pages

        def then(pages: int) -> None:
            self._notice.say(
                f"{plural(pages, 'page')} sent to {asked.printer_words}; it is kept in the release log.",
                "success",
            )

        self._context.jobs.write(self, f"Printing {filing_id}", work, then, self._notice.say_error)


def _documents(papers: FilingPapers) -> list[str]:
    """Every paper of the packet; those on request are printed when they are open."""
    return [one.document for one in papers.papers if one.state == "printed"]


def _print(
    session: Session,
    filing_id: str,
    files: Sequence[PreviewPaper],
    printer: QPrinter,
    order: PrintOrder,
    told: tuple[str, str, RecipientKind],
    progress: Progress,
) -> int:
    """Log first (Penal Code 11078), then draw; the number of pages that were drawn, copies included."""
    recipient, purpose, kind = told
    pages = sum(len(order.pages_of(one)) for one in files)
    record_printing(
        session,
        filing_id,
        files,
        recipient=recipient,
        purpose=purpose,
        kind=kind,
        pages=pages,
        copies=order.copies,
    )
    return print_pages(printer, files, order, progress)
