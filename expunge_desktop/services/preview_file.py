"""A wording's preview as a file: of the sample for anyone, of a real filing a release (Penal Code 11078)."""

import hashlib
from pathlib import Path
from typing import Unpack

from expunge_desktop.services.csv_files import open_new_file
from expunge_desktop.services.leaving import Receiver, kind_of, log_and_name
from expunge_desktop.services.paper_masks import paper_masks
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.template_preview import TemplatePreview
from expunge_desktop.services.unfinished_file import UnfinishedFile
from expunge_desktop.store import exports


def save_preview(
    session: Session, preview: TemplatePreview, path: Path, **receiver: Unpack[Receiver]
) -> None:
    """Write a preview to a new file; one with the values of a filing is logged like its papers.

    Raises AnswerIsNoError when the file exists or such a paper may not go out to that kind of recipient;
    EnvironmentProblemError when it cannot be written.
    """
    session.require(Right.PRINT)
    if preview.is_sample:
        with open_new_file(path) as file:
            file.write(preview.content)
        return
    masks = paper_masks(session, preview.filing_id, kind_of(receiver))
    masks.require_given([(preview.document, preview.title)])
    with session.read() as connection:
        rows = len(exports.open_rows_of(connection, preview.filing_id))
    with UnfinishedFile(session, path) as unfinished:
        with unfinished.open() as file:
            file.write(preview.content)
        log_and_name(
            session,
            unfinished,
            f"preview of {preview.document} of filing {preview.filing_id}",
            receiver,
            verb="print-papers",
            subject=preview.filing_id,
            right=Right.PRINT,
            rows=rows,
            sha256=hashlib.sha256(preview.content).hexdigest(),
            document=preview.document,
        )
